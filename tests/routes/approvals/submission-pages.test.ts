import { describe, expect, test } from 'vitest'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import type { StepPage } from '#app/approvals/read-step-page.server.ts'
import type { SubmissionForm } from '#app/approvals/read-submissions.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { action, loader } from '#app/routes/projects.$ref.approvals.$step_.$act.tsx'
import { loader as stepLoader } from '#app/routes/projects.$ref.approvals.$step.tsx'
import { furtherFacts } from '#tests/factories/facts.ts'
import { underSection251 } from '#tests/factories/national-check.ts'
import { givenCast, givenProject, PROJECT, type Cast } from '#tests/factories/projects.ts'
import { contextOf, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const STEP = 'section-251-support'

async function givenPapers(): Promise<Cast> {
  const cast = await givenCast(portal)
  const factsVersion = await givenProject(portal, cast.lead, underSection251(furtherFacts()))
  const drafted = await draftPack(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion })
  if (!drafted.ok) throw new Error(drafted.refusal.kind)
  return cast
}
const at = (act: string, step = STEP) => ({ path: `/projects/${PROJECT}/approvals/${step}/${act}`, params: { ref: PROJECT, step, act } })
const open = async (as: StaffActor, act: string, step = STEP) => callRoute(portal, loader, { as, ...at(act, step) })
const send = (as: StaffActor, act: string, form: Record<string, string>) => callRoute(portal, action, { as, ...at(act), form })
const day = (text: string) => { const [year, month, date] = text.split('-') as [string, string, string]; return { 'onDay.day': date, 'onDay.month': month, 'onDay.year': year } }
const SUBMIT = { ...day('2026-05-04'), toName: 'The advice team', reference: '', note: '', [`versions.${PROJECT}-dpia`]: '1', [`versions.${PROJECT}-protocol`]: 'none' }
const stepOf = async (as: StaffActor) => (await callRoute(portal, stepLoader, { as, path: '/', params: { ref: PROJECT, step: STEP } })).data as StepPage

describe('the pages on which a submission is followed', () => {
  test('take in that it went, with the versions chosen, and what came back', async () => {
    const { lead } = await givenPapers()
    const form = (await open(lead, 'submit')).data as SubmissionForm & { saved: { toName: string; versions: Record<string, string> } }
    expect(form).toMatchObject({ act: 'submit', body: 'Confidentiality Advisory Group', submission: null, saved: { toName: 'Confidentiality Advisory Group' } })
    expect(form.saved.versions).toMatchObject({ [`${PROJECT}-dpia`]: '1', [`${PROJECT}-protocol`]: '1' })
    expect(await send(lead, 'submit', SUBMIT)).toMatchObject({ status: 302, location: `/projects/${PROJECT}/approvals/${STEP}?done=submitted` })
    const [submission] = (await stepOf(lead)).outside!.submissions
    expect(submission!.papers.map(({ documentRef }) => documentRef)).toEqual([`${PROJECT}-dpia`])
    expect((await open(lead, 'query-received')).data).toMatchObject({ submission: { id: submission!.id, toName: 'The advice team' } })
    expect(await send(lead, 'query-received', { submissionId: submission!.id, ...day('2026-05-20'), said: 'Which months?' })).toMatchObject({ status: 302, location: `/projects/${PROJECT}/approvals/${STEP}?done=told` })
    expect((await stepOf(lead)).outside!.submissions).toMatchObject([{ state: 'with-us', events: [{ said: 'Which months?' }] }])
    expect((await open(lead, 'submit')).status).toBe(404)
  })

  test.each<[string, string, Record<string, string>, number, string]>([
    ['no day', 'submit', { ...SUBMIT, 'onDay.day': '' }, 400, 'onDay'], ['a day to come', 'submit', { ...SUBMIT, ...day('2026-06-16') }, 400, 'onDay'], ['nobody it went to', 'submit', { ...SUBMIT, toName: ' ' }, 400, 'toName'],
    ['no paper', 'submit', { ...SUBMIT, [`versions.${PROJECT}-dpia`]: 'none' }, 400, ''],
  ])('say what is wrong and keep what was typed: %s', async (_what, act, form, status, field) => {
    const { lead } = await givenPapers()
    expect(await send(lead, act, { ...form, note: 'Kept' })).toMatchObject({ status, data: { problems: [{ field }], typed: { note: 'Kept' } } })
  })

  test('say why something cannot have happened, and nothing is written', async () => {
    const { lead } = await givenPapers()
    await send(lead, 'submit', SUBMIT)
    const id = (await stepOf(lead)).outside!.submissions[0]!.id
    expect(await send(lead, 'query-answered', { submissionId: id, ...day('2026-05-20') })).toMatchObject({ status: 409 })
    expect(await send(lead, 'acknowledged', { submissionId: id, ...day('2026-05-01') })).toMatchObject({ status: 400, data: { problems: [{ field: 'onDay' }] } })
    expect(await send(lead, 'acknowledged', { submissionId: 'x', ...day('2026-05-05') })).toMatchObject({ status: 400 })
    expect((await stepOf(lead)).outside!.submissions[0]!.events).toEqual([])
  })

  test('are for whoever drafts the project', async () => {
    const { lead, guardian, siro } = await givenPapers()
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect(await Promise.all([guardian, siro, stranger].map(async (who) => (await open(who, 'submit')).status))).toEqual([403, 403, 404])
    expect(await Promise.all([guardian, siro, stranger].map(async (who) => (await send(who, 'submit', SUBMIT)).status))).toEqual([403, 403, 404])
    expect((await open(lead, 'query-received')).status).toBe(404)
    expect((await open(lead, 'elsewhere')).status).toBe(404)
    expect((await open(lead, 'submit', 'parties-sign')).status).toBe(404)
  })
})
