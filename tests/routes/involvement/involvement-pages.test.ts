import { describe, expect, test } from 'vitest'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { typedFromAppraisal, typedFromScores } from '#app/involvement/appraisal.schema.ts'
import { typedFromEvent } from '#app/involvement/involvement.schema.ts'
import type { Typed } from '#app/kernel/form-data.ts'
import { newId } from '#app/platform/secrets.server.ts'
import * as appraisalPage from '#app/routes/projects.$ref.appraisals.$appraisal._index.tsx'
import * as appraisalAct from '#app/routes/projects.$ref.appraisals.$appraisal.$act.tsx'
import * as appraisalCsv from '#app/routes/projects.$ref.appraisals.$appraisal[.]csv.ts'
import * as appraisalPdf from '#app/routes/projects.$ref.appraisals.$appraisal[.]pdf.ts'
import * as appraisals from '#app/routes/projects.$ref.appraisals._index.tsx'
import * as newAppraisal from '#app/routes/projects.$ref.appraisals.new.tsx'
import * as eventPage from '#app/routes/projects.$ref.involvement.$event._index.tsx'
import * as eventAct from '#app/routes/projects.$ref.involvement.$event.$act.tsx'
import * as answer from '#app/routes/projects.$ref.involvement.$event.points.$point.tsx'
import * as log from '#app/routes/projects.$ref.involvement._index.tsx'
import * as newEvent from '#app/routes/projects.$ref.involvement.new.tsx'
import * as logCsv from '#app/routes/projects.$ref.involvement[.]csv.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { formOf } from '#tests/factories/forms.ts'
import { someAppraisal, someEvent, somePoint } from '#tests/factories/involvement.ts'
import { givenCast, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const at = `/projects/${PROJECT}/involvement`
const tables = `/projects/${PROJECT}/appraisals`
type Params = Record<string, string>
const get = (route: { loader: unknown }, as: StaffActor | undefined, path: string, more: Params = {}) => callRoute(portal, route.loader as never, { as, path, params: { ref: PROJECT, ...more } })
const send = (route: { action: unknown }, as: StaffActor | undefined, path: string, form: Typed, more: Params = {}) => callRoute(portal, route.action as never, { as, path, params: { ref: PROJECT, ...more }, form: formOf(form) })

async function given() {
  const cast = await givenCast(portal)
  const factsVersion = await givenProject(portal, cast.lead, furtherFacts())
  return { ...cast, factsVersion, other: await givenStaff(portal, 'ig-lead', OTHER_PRACTICE) }
}

async function givenEvent(lead: StaffActor, event = someEvent()) {
  const id = newId()
  expect(await send(newEvent, lead, `${at}/new`, { ...typedFromEvent(event), id })).toMatchObject({ status: 302, location: `${at}?done=added` })
  return id
}

describe('the pages of the log', () => {
  test('say how to begin, take an event, show it, correct it, answer a point and withdraw it', async () => {
    const { lead, guardian } = await given()
    expect((await get(log, lead, at)).data).toMatchObject({ held: [], planned: [], mayWrite: true })
    const id = await givenEvent(lead)
    expect((await get(log, guardian, at)).data).toMatchObject({ held: [{ id, open: 1, people: 14 }], publicPeople: 12, mayWrite: false })
    expect((await get(eventPage, guardian, `${at}/${id}`, { event: id })).data).toMatchObject({ mayWrite: false, shown: { version: 1 } })
    expect((await get(eventAct, lead, `${at}/${id}/correct`, { event: id, act: 'correct' })).data).toMatchObject({ version: 1 })
    expect(await send(eventAct, lead, `${at}/${id}/correct`, { ...typedFromEvent(someEvent({ place: 'the library' })), version: '1' }, { event: id, act: 'correct' })).toMatchObject({ status: 302, location: `${at}/${id}?done=corrected` })
    expect((await get(answer, lead, `${at}/${id}/points/3`, { event: id, point: '3' })).data).toMatchObject({ version: 2, point: { said: 'And if it ends?' } })
    expect(await send(answer, lead, `${at}/${id}/points/3`, { answer: 'changed', what: '', version: '2' }, { event: id, point: '3' })).toMatchObject({ status: 400, data: { problems: [{ field: 'what' }] } })
    expect(await send(answer, lead, `${at}/${id}/points/3`, { answer: 'changed', what: 'It goes', fact: 'safeguards.retentionMonths', version: '2' }, { event: id, point: '3' })).toMatchObject({ status: 302, location: `${at}/${id}?done=answered` })
    expect((await get(eventPage, lead, `${at}/${id}?version=1`, { event: id })).data).toMatchObject({ shown: { version: 1, event: { place: 'the town hall' } }, history: [{ number: 3 }, { number: 2 }, { number: 1 }] })
    expect(await send(eventAct, lead, `${at}/${id}/withdraw`, { because: '', version: '3' }, { event: id, act: 'withdraw' })).toMatchObject({ status: 400, data: { problems: [{ field: 'because' }] } })
    expect(await send(eventAct, lead, `${at}/${id}/withdraw`, { because: 'Twice', version: '3' }, { event: id, act: 'withdraw' })).toMatchObject({ status: 302, location: `${at}/${id}?done=withdrawn` })
    expect((await get(log, lead, at)).data).toMatchObject({ held: [], withdrawn: [{ id, because: 'Twice' }] })
    expect((await get(eventAct, lead, `${at}/${id}/correct`, { event: id, act: 'correct' })).status).toBe(404)
  })

  test('refuse what is about a person, and keep what was typed', async () => {
    const { lead } = await given()
    const typed = { ...typedFromEvent(someEvent({ points: [somePoint({ said: 'Mrs Patel said that 999 000 0018 is hers' })] })), id: newId() }
    const refused = await send(newEvent, lead, `${at}/new`, typed)
    expect(refused).toMatchObject({ status: 400, data: { problems: [{ field: 'points.0.said' }], typed: { place: 'the town hall', points: [{ said: 'Mrs Patel said that 999 000 0018 is hers' }] } } })
    expect(JSON.stringify((refused.data as { problems: unknown }).problems)).not.toMatch(/Patel|0018/)
    expect((await get(log, lead, at)).data).toMatchObject({ held: [] })
  })

  test('give rows more and less without JavaScript, before anything is checked', async () => {
    const { lead } = await given()
    const more = await send(newEvent, lead, `${at}/new`, { ...typedFromEvent(null), row: 'groups.add' })
    expect(more).toMatchObject({ status: 200, data: { problems: [], typed: { groups: [{}, {}], points: [{}] } } })
    const less = await send(newEvent, lead, `${at}/new`, { ...typedFromEvent(someEvent()), row: 'points.remove-0' })
    expect((less.data as { typed: { points: unknown[] } }).typed.points).toHaveLength(2)
  })

  test('say where a refusal of the log belongs', async () => {
    const { lead } = await given()
    expect(await send(newEvent, lead, `${at}/new`, { ...typedFromEvent(someEvent({ day: '2099-01-01' })), id: newId() })).toMatchObject({ status: 400, data: { problems: [{ field: 'day' }] } })
    expect(await send(newEvent, lead, `${at}/new`, { ...typedFromEvent(someEvent()), id: 'x' })).toMatchObject({ status: 400, data: { problems: [{ field: 'id' }] } })
    const id = await givenEvent(lead)
    const old = { ...typedFromEvent(someEvent({ place: 'the school' })), version: '1' }
    await send(eventAct, lead, `${at}/${id}/correct`, { ...typedFromEvent(someEvent({ place: 'the library' })), version: '1' }, { event: id, act: 'correct' })
    expect(await send(eventAct, lead, `${at}/${id}/correct`, old, { event: id, act: 'correct' })).toMatchObject({ status: 409, data: { isConflict: true, typed: { place: 'the school' } } })
  })

  test('draft the report from the log', async () => {
    const { lead, guardian, factsVersion } = await given()
    await draftPack(contextOf(portal, lead), { ref: PROJECT, factsVersion })
    await givenEvent(lead)
    expect((await get(log, lead, at)).data).toMatchObject({ report: { newest: { number: 1, isCurrent: false }, mayDraft: true } })
    expect(await send(log, lead, at, { factsVersion: String(factsVersion - 1) })).toMatchObject({ status: 409 })
    expect((await send(log, guardian, at, { factsVersion: String(factsVersion) })).status).toBe(403)
    expect(await send(log, lead, at, { factsVersion: String(factsVersion) })).toMatchObject({ status: 302, location: `${at}?done=drafted` })
    expect((await get(log, guardian, at)).data).toMatchObject({ report: { newest: { number: 2, isCurrent: true }, mayDraft: false } })
  })

  test('give the log as CSV', async () => {
    const { lead, guardian } = await given()
    await givenEvent(lead)
    const csv = await get(logCsv, guardian, `${at}.csv`)
    expect(csv.headers.get('Content-Type')).toContain('text/csv')
    expect(String(csv.data).split('\r\n')).toHaveLength(5)
  })

  test('are for those who draft, and read by the parties alone', async () => {
    const { lead, siro, guardian, other } = await given()
    const id = await givenEvent(lead)
    for (const who of [siro, guardian]) {
      expect((await get(newEvent, who, `${at}/new`)).status).toBe(403)
      expect((await send(eventAct, who, `${at}/${id}/withdraw`, { because: 'x', version: '1' }, { event: id, act: 'withdraw' })).status).toBe(403)
    }
    for (const [route, path, more] of [[log, at, {}], [newEvent, `${at}/new`, {}], [eventPage, `${at}/${id}`, { event: id }], [eventAct, `${at}/${id}/correct`, { event: id, act: 'correct' }], [answer, `${at}/${id}/points/1`, { event: id, point: '1' }], [logCsv, `${at}.csv`, {}]] as const) {
      expect((await get(route as never, other, path, more)).status, path).toBe(404)
      expect((await get(route as never, undefined, path, more)).status, path).toBe(302)
    }
    for (const [route, path, form, more] of [[newEvent, `${at}/new`, { ...typedFromEvent(someEvent()), id: newId() }, {}], [eventAct, `${at}/${id}/withdraw`, { because: 'x', version: '1' }, { event: id, act: 'withdraw' }], [answer, `${at}/${id}/points/1`, { answer: 'not-yet', version: '1' }, { event: id, point: '1' }]] as const) {
      expect((await send(route as never, other, path, form, more)).status, path).toBe(404)
      expect((await send(route as never, undefined, path, form, more)).status, path).toBe(302)
    }
    for (const [act, point] of [['nothing', '0'], ['correct', '4'], ['correct', 'x']] as const) {
      if (act === 'nothing') expect((await get(eventAct, lead, `${at}/${id}/${act}`, { event: id, act })).status).toBe(404)
      expect((await get(answer, lead, `${at}/${id}/points/${point}`, { event: id, point })).status).toBe(404)
    }
    expect((await get(eventPage, lead, `${at}/no-such`, { event: 'no-such' })).status).toBe(404)
  })
})

describe('the pages of an appraisal', () => {
  const whole = someAppraisal()

  test('take it from its options to what was decided, and give it out', async () => {
    const { lead, guardian } = await given()
    expect((await get(appraisals, guardian, tables)).data).toMatchObject({ lines: [], mayWrite: false })
    const id = newId()
    const of = (act: string) => ({ appraisal: id, act })
    expect(await send(newAppraisal, lead, `${tables}/new`, { ...typedFromAppraisal({ ...whole, options: whole.options.slice(0, 1) }), id, version: '0' })).toMatchObject({ status: 400, data: { problems: [{ field: 'options' }] } })
    expect(await send(newAppraisal, lead, `${tables}/new`, { ...typedFromAppraisal(whole), row: 'criteria.add' })).toMatchObject({ status: 200, data: { typed: { criteria: [{}, {}, {}, { kind: 'weighed' }] } } })
    expect(await send(newAppraisal, lead, `${tables}/new`, { ...typedFromAppraisal({ ...whole, options: whole.options.map((option) => ({ ...option, id: '' })), criteria: whole.criteria.map((criterion) => ({ ...criterion, id: '' })) }), id, version: '0' }))
      .toMatchObject({ status: 302, location: `${tables}/${id}?done=set-up` })
    const half = { scores: { c2: { o1: { score: '5', reason: 'x' }, o2: { score: '9', reason: 'x' } } }, version: '1' }
    expect(await send(appraisalAct, lead, `${tables}/${id}/scores`, half, of('scores'))).toMatchObject({ status: 400, data: { problems: [{ field: 'scores.c2.o2.score' }], typed: half } })
    expect(await send(appraisalAct, lead, `${tables}/${id}/fix`, { 'decidedOn.day': '1', 'decidedOn.month': '3', 'decidedOn.year': '2026', decidedBy: 'the board', version: '1' }, of('fix'))).toMatchObject({ status: 409 })
    expect(await send(appraisalAct, lead, `${tables}/${id}/scores`, { ...typedFromScores(whole), version: '1' }, of('scores'))).toMatchObject({ status: 302, location: `${tables}/${id}?done=scores` })
    expect(await send(appraisalAct, lead, `${tables}/${id}/scores`, { ...typedFromScores(someAppraisal({ trust: [1, 1, 1] })), version: '1' }, of('scores'))).toMatchObject({ status: 409, data: { isConflict: true } })
    expect(await send(appraisalAct, lead, `${tables}/${id}/choice`, { optionId: 'o3', reason: '', version: '2' }, of('choice'))).toMatchObject({ status: 400, data: { problems: [{ field: 'reason' }] } })
    expect(await send(appraisalAct, lead, `${tables}/${id}/choice`, { optionId: 'o3', reason: 'It is sooner', version: '2' }, of('choice'))).toMatchObject({ status: 302 })
    expect(await send(appraisalAct, lead, `${tables}/${id}/fix`, { 'decidedOn.day': '1', 'decidedOn.month': '3', 'decidedOn.year': '2026', decidedBy: 'the board', version: '3' }, of('fix'))).toMatchObject({ status: 302, location: `${tables}/${id}?done=fix` })
    expect((await get(appraisalPage, guardian, `${tables}/${id}`, { appraisal: id })).data).toMatchObject({ shown: { version: 4, decided: { by: 'the board' }, appraisal: { scores: whole.scores } }, mayWrite: false })
    expect((await get(appraisalPage, guardian, `${tables}/${id}?version=2`, { appraisal: id })).data).toMatchObject({ shown: { version: 2, decided: null } })
    expect((await get(appraisalAct, lead, `${tables}/${id}/scores`, of('scores'))).data).toMatchObject({ version: 4 })
    expect(String((await get(appraisalCsv, guardian, `${tables}/${id}.csv`, { appraisal: id })).data)).toContain('Trust,weighed,10,Haven,5,5,50,Because c2')
    const pdf = await get(appraisalPdf, guardian, `${tables}/${id}.pdf`, { appraisal: id })
    expect([pdf.status, pdf.headers.get('Content-Type'), String(pdf.data).slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-'])
    expect((await get(appraisalPdf, guardian, `${tables}/${id}.pdf?version=9`, { appraisal: id })).status).toBe(404)
  })

  test('are for those who draft, and read by the parties alone', async () => {
    const { lead, siro, other } = await given()
    const id = newId()
    await send(newAppraisal, lead, `${tables}/new`, { ...typedFromAppraisal(whole), id, version: '0' })
    const each = [[appraisals, tables, {}], [newAppraisal, `${tables}/new`, {}], [appraisalPage, `${tables}/${id}`, { appraisal: id }], [appraisalAct, `${tables}/${id}/scores`, { appraisal: id, act: 'scores' }], [appraisalCsv, `${tables}/${id}.csv`, { appraisal: id }], [appraisalPdf, `${tables}/${id}.pdf`, { appraisal: id }]] as const
    for (const [route, path, more] of each) {
      expect((await get(route as never, other, path, more)).status, path).toBe(404)
      expect((await get(route as never, undefined, path, more)).status, path).toBe(302)
    }
    expect((await send(appraisalAct, siro, `${tables}/${id}/scores`, { version: '1' }, { appraisal: id, act: 'scores' })).status).toBe(403)
    expect((await send(appraisalAct, other, `${tables}/${id}/scores`, { version: '1' }, { appraisal: id, act: 'scores' })).status).toBe(404)
    expect((await send(newAppraisal, other, `${tables}/new`, { ...typedFromAppraisal(whole), id: newId(), version: '0' })).status).toBe(404)
    expect((await get(appraisalAct, lead, `${tables}/${id}/nothing`, { appraisal: id, act: 'nothing' })).status).toBe(404)
    expect((await send(appraisalAct, lead, `${tables}/${id}/scores`, {}, { appraisal: id, act: 'scores' })).status).toBe(400)
  })
})
