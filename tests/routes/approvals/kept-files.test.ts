import { describe, expect, test } from 'vitest'
import type { StepPage } from '#app/approvals/read-step-page.server.ts'
import type { ConditionsPage } from '#app/approvals/read-conditions.server.ts'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { partsOfDay } from '#app/kernel/fields.ts'
import { action as tell } from '#app/routes/projects.$ref.approvals.$step_.$act.tsx'
import { action as decide, loader as stepPage } from '#app/routes/projects.$ref.approvals.$step.tsx'
import { action as onConditions, loader as actPage } from '#app/routes/projects.$ref.conditions.$act.tsx'
import { loader as conditionsPage } from '#app/routes/projects.$ref.conditions._index.tsx'
import { loader as download } from '#app/routes/projects.$ref.files.$fileId.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { underSection251 } from '#tests/factories/national-check.ts'
import { givenCast, givenProject, PROJECT, type Cast } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const STEP = 'section-251-support'
const LETTER = '%PDF-1.7 We support it.'

async function givenSubmitted(): Promise<Cast & { submissionId: string }> {
  const cast = await givenCast(portal)
  const factsVersion = await givenProject(portal, cast.lead, underSection251(furtherFacts()))
  const drafted = await draftPack(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion })
  if (!drafted.ok) throw new Error(drafted.refusal.kind)
  expect(await send(tell, cast.lead, 'submit', { ...day('onDay', '2026-05-04'), toName: 'The advice team', [`versions.${PROJECT}-dpia`]: '1' })).toMatchObject({ status: 302 })
  return { ...cast, submissionId: (await step(cast.lead)).outside!.submissions[0]!.id }
}
const day = (name: string, text: string) => Object.fromEntries(Object.entries(partsOfDay(text)).map(([part, value]) => [`${name}.${part}`, value]))
const withFile = (fields: Record<string, string>, content: string | Uint8Array | null, name = 'letter.html') => {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  if (content !== null) form.append('file', new File([content as BlobPart], name, { type: 'text/html' }))
  return form
}
const send = (route: typeof tell, as: StaffActor, act: string, form: Record<string, string> | FormData) => callRoute(portal, route, { as, path: '/x', params: { ref: PROJECT, step: STEP, act }, form })
const step = async (as: StaffActor) => (await callRoute(portal, stepPage, { as, path: '/x', params: { ref: PROJECT, step: STEP } })).data as StepPage
const conditions = async (as: StaffActor) => (await callRoute(portal, conditionsPage, { as, path: '/x', params: { ref: PROJECT } })).data as ConditionsPage
const get = (as: StaffActor, href: string | null | undefined, ref = PROJECT) => callRoute(portal, download, { as, path: href ?? '/x', params: { ref, fileId: href?.split('/').at(-1) ?? '' } })
const looks = async () => Number((await portal.owner`select count(*) from audit_entries where kind = 'approval-file-opened'`)[0]!.count)
const files = async () => Number((await portal.owner`select count(*) from stored_files`)[0]!.count)
const event = (submissionId: string) => ({ submissionId, ...day('onDay', '2026-05-20'), said: 'They wrote' })

describe('a letter', () => {
  test('is kept sealed with what it shows, and given out as a file to those who have a part in the project', async () => {
    const { lead, guardian, submissionId } = await givenSubmitted()
    expect(await send(tell, lead, 'letter-received', withFile(event(submissionId), LETTER))).toMatchObject({ status: 302 })
    const [stored] = await portal.owner`select name, media_type, size, content from stored_files`
    expect(stored).toMatchObject({ name: 'approval-file', media_type: 'application/pdf', size: LETTER.length })
    expect((stored!.content as Buffer).includes(Buffer.from('support'))).toBe(false)
    const [file] = (await step(guardian)).outside!.submissions[0]!.events[0]!.files
    expect(file).toMatchObject({ words: 'PDF, 1 KB', isPersonal: false })
    const given = await get(guardian, file!.href)
    expect(given).toMatchObject({ status: 200, data: LETTER })
    expect(Object.fromEntries(given.headers)).toMatchObject({
      'content-type': 'application/pdf', 'content-disposition': `attachment; filename="letter-${file!.id.slice(0, 8)}.pdf"`, 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'no-store',
    })
    expect(await looks()).toBe(0)
    const [entry] = await portal.owner`select data from audit_entries where kind = 'approval-file-kept'`
    expect(JSON.parse(entry!.data as string)).toMatchObject({ of: 'submission', type: 'application/pdf', bytes: LETTER.length, personal: false })
  })

  test('comes with a decision that is written down', async () => {
    const { lead } = await givenSubmitted()
    const decision = { intent: 'record', outcome: 'supported', ...day('decidedOn', '2026-06-10'), ...day('effectiveFrom', '2026-06-12'), reference: '', note: '' }
    expect(await send(decide, lead, '', withFile(decision, 'MZ\u0000\u0001'))).toMatchObject({ status: 400, data: { problems: [{ field: 'file' }] } })
    expect((await step(lead)).decisions).toEqual([])
    expect(await send(decide, lead, '', withFile(decision, '<html><script>alert(1)</script></html>'))).toMatchObject({ status: 302 })
    const [file] = (await step(lead)).decisions[0]!.files
    const given = await get(lead, file!.href)
    expect([given.headers.get('content-type'), given.headers.get('content-disposition')]).toEqual(['text/plain; charset=utf-8', `attachment; filename="letter-${file!.id.slice(0, 8)}.txt"`])
  })

  test('about people is opened by the organisation that keeps it alone, by those who answer for the project, and each look is recorded', async () => {
    const { lead, guardian, siro, submissionId } = await givenSubmitted()
    const receptionist = await givenStaff(portal, 'receptionist', COUNCIL)
    await send(tell, lead, 'query-received', withFile({ ...event(submissionId), filePersonal: 'yes' }, LETTER))
    const shown = async (as: StaffActor) => (await step(as)).outside!.submissions[0]!.events[0]!.files[0]!
    const { href } = await shown(lead)
    expect([(await shown(siro)).href, (await shown(guardian)).href, (await shown(receptionist)).href]).toEqual([href, null, null])
    expect(await Promise.all([siro, guardian, receptionist].map(async (who) => (await get(who, href)).status))).toEqual([200, 404, 404])
    expect(await looks()).toBe(1)
    expect((await portal.owner`select actor, project_ref, data from audit_entries where kind = 'approval-file-opened'`)[0]).toMatchObject({ actor: siro.label, project_ref: PROJECT })
  })

  test('is not given to an organisation without a part in the project, nor as another project’s', async () => {
    const { lead, submissionId } = await givenSubmitted()
    await send(tell, lead, 'letter-received', withFile(event(submissionId), LETTER))
    const { href } = (await step(lead)).outside!.submissions[0]!.events[0]!.files[0]!
    expect((await get(await givenStaff(portal, 'ig-lead', OTHER_PRACTICE), href)).status).toBe(404)
    expect((await get(lead, href, 'elsewhere')).status).toBe(404)
    expect((await get(lead, '/projects/x/files/not-an-id')).status).toBe(404)
    expect((await get(await givenStaff(portal, 'board-member', COUNCIL), href)).status).toBe(403)
  })

  test('that is too large, empty or something else is refused, with what was typed kept and nothing written', async () => {
    const { lead, submissionId } = await givenSubmitted()
    const large = new Uint8Array(10 * 1024 * 1024 + 1).fill(0x61)
    for (const [content, status] of [[large, 413], ['', 400], [new Uint8Array([0, 1, 2]), 400]] as const) {
      expect(await send(tell, lead, 'letter-received', withFile(event(submissionId), content))).toMatchObject({ status, data: { problems: [{ field: 'file' }], typed: { said: 'They wrote' } } })
    }
    const far = new Uint8Array(20 * 1024 * 1024 + 1).fill(0x61)
    expect(await send(tell, lead, 'letter-received', withFile(event(submissionId), far))).toMatchObject({ status: 413, data: { problems: [{ field: 'file' }] } })
    expect(await files()).toBe(0)
    expect((await step(lead)).outside!.submissions[0]!.events).toEqual([])
  })

  test('of something that is refused is not kept either', async () => {
    const { lead, submissionId } = await givenSubmitted()
    expect(await send(tell, lead, 'query-answered', withFile(event(submissionId), LETTER))).toMatchObject({ status: 409 })
    expect(await files()).toBe(0)
  })

  test('is a row that the portal cannot change or remove', async () => {
    const { lead, submissionId } = await givenSubmitted()
    await send(tell, lead, 'letter-received', withFile(event(submissionId), LETTER))
    for (const statement of ['delete from approval_files', 'update approval_files set is_personal = true']) await expect(portal.runtime.sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('what proves a condition', () => {
  const CONDITION = { what: 'Everything received is destroyed', ownerCode: COUNCIL.code, ...day('dueOn', '2026-12-01'), stops: 'no' }
  const givenCondition = async () => {
    const cast = await givenSubmitted()
    expect(await send(onConditions, cast.lead, 'set', CONDITION)).toMatchObject({ status: 302 })
    return { ...cast, conditionId: (await conditions(cast.lead)).conditions[0]!.id }
  }

  test('is kept when it is met, and another once it came', async () => {
    const { lead, guardian, conditionId } = await givenCondition()
    expect(await send(onConditions, lead, 'end', withFile({ conditionId, how: 'met', proof: 'A certificate' }, new Uint8Array([0, 1])))).toMatchObject({ status: 400, data: { problems: [{ field: 'file' }], typed: { proof: 'A certificate' } } })
    expect((await conditions(lead)).conditions[0]).toMatchObject({ ended: null, mayProve: false })
    expect(await send(onConditions, lead, 'end', withFile({ conditionId, how: 'met', proof: 'A certificate' }, LETTER))).toMatchObject({ status: 302 })
    expect((await conditions(lead)).conditions[0]).toMatchObject({ mayProve: true, files: [{ words: 'PDF, 1 KB' }] })
    expect((await callRoute(portal, actPage, { as: lead, path: `/x?id=${conditionId}`, params: { ref: PROJECT, act: 'prove' } })).status).toBe(200)
    expect(await send(onConditions, lead, 'prove', withFile({ conditionId }, null))).toMatchObject({ status: 400, data: { problems: [{ field: 'file' }] } })
    expect(await send(onConditions, lead, 'prove', withFile({ conditionId, filePersonal: 'yes' }, 'Signed by the keeper.'))).toMatchObject({ status: 302, location: `/projects/${PROJECT}/conditions?done=prove` })
    const shown = [...(await conditions(guardian)).conditions[0]!.files].sort((a, b) => Number(a.isPersonal) - Number(b.isPersonal))
    expect(shown).toMatchObject([{ isPersonal: false }, { isPersonal: true, href: null }])
    expect((await get(guardian, shown[0]!.href)).headers.get('content-disposition')).toContain('proof-')
  })

  test('is kept by whoever does it or drafts the project, and by nobody else', async () => {
    const { guardian, conditionId } = await givenCondition()
    expect(await send(onConditions, guardian, 'prove', withFile({ conditionId }, LETTER))).toMatchObject({ status: 403 })
    expect(await send(onConditions, await givenStaff(portal, 'ig-lead', OTHER_PRACTICE), 'prove', withFile({ conditionId }, LETTER))).toMatchObject({ status: 404 })
    expect(await files()).toBe(0)
  })
})
