import { describe, expect, test } from 'vitest'
import { inForce } from '#app/approvals/in-force.rules.ts'
import { endACondition, resumeFlows, setCondition, suspendFlows } from '#app/approvals/keep-conditions.server.ts'
import { readConditionsPage } from '#app/approvals/read-conditions.server.ts'
import { readStandingHistory } from '#app/approvals/read-standing-history.server.ts'
import { standingForProject } from '#app/approvals/read-standing.server.ts'
import { flowHistories, standingAt } from '#app/approvals/standing-history.rules.ts'
import { draftProtocol } from '#app/documents/draft-paper.server.ts'
import { readDocumentPage } from '#app/documents/read-document.server.ts'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import { signDocument } from '#app/documents/sign-document.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { addDays, londonDay, startOfLondonDay } from '#app/kernel/uk-date.ts'
import { endProject } from '#app/projects/end-project.server.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { loader } from '#app/routes/projects.$ref.timeline._index.tsx'
import { loader as csv } from '#app/routes/projects.$ref.timeline[.]csv.ts'
import { loader as svg } from '#app/routes/projects.$ref.timeline[.]svg.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { givenCast, givenDrafted, PROJECT, SIGNING_PASSWORD, type Cast } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { countQueries } from '#tests/setup/query-count.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const facts = someFacts()
const FLOWS = facts.flows.map(({ ref }) => ref)
const START = portal.now
const as = (who: StaffActor) => contextOf(portal, who, portal.now)
const kindOf = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } } | null) => (result === null ? null : result.ok ? 'ok' : result.refusal?.kind)
/** Moves on to nine in the morning of a later day. */
const onDay = (days: number) => { portal.now = new Date(startOfLondonDay(addDays(londonDay(START), days)).getTime() + 9 * 3_600_000) }

interface Answer { readonly at: Date; readonly answers: Readonly<Record<string, string | undefined>> }
/** What the gate would be told now of each flow. */
async function asked(): Promise<Answer> {
  const standing = (await standingForProject(portal.runtime.db, PROJECT))!
  return { at: portal.now, answers: Object.fromEntries(FLOWS.map((ref) => [ref, kindOf(inForce(standing, ref, portal.now)) ?? undefined])) }
}

async function sign(cast: Cast, number: number) {
  for (const who of [cast.guardian, cast.siro]) {
    const page = await readDocumentPage(as(who), `${PROJECT}-protocol`, number)
    expect(kindOf(await signDocument(as(who), { documentRef: `${PROJECT}-protocol`, number, contentHash: page!.paper.contentHash, fullName: who.name, password: SIGNING_PASSWORD }))).toBe('ok')
  }
}

/** From the first draft to the end: signed, a condition missed and then met, suspended, changed and signed again, over. With what was answered on the way. */
async function givenStory(): Promise<{ readonly cast: Cast; readonly told: readonly Answer[] }> {
  const told: Answer[] = []
  const cast = await givenCast(portal)
  const owner = await givenStaff(portal, 'ig-lead', PRACTICE)
  const tell = async () => {
    told.push(await asked())
    portal.now = new Date(portal.now.getTime() + 1000)
  }
  const version = await givenDrafted(portal, cast.lead, facts)
  await tell()
  onDay(1)
  await sign(cast, 1)
  await tell()
  onDay(2)
  expect(kindOf(await setCondition(as(cast.lead), PROJECT, { what: 'Report on involvement', ownerCode: PRACTICE.code, dueOn: addDays(londonDay(START), 5), flowRefs: [FLOWS[0]!], stops: true }))).toBe('ok')
  onDay(7)
  await tell()
  const { id } = (await readConditionsPage(as(owner), PROJECT))!.conditions[0]!
  expect(kindOf(await endACondition(as(owner), PROJECT, { conditionId: id, how: 'met', proof: 'Report of 22 June' }))).toBe('ok')
  await tell()
  onDay(10)
  expect(kindOf(await suspendFlows(as(cast.guardian), PROJECT, { flowRefs: [], because: 'A breach is looked into' }))).toBe('ok')
  await tell()
  onDay(11)
  const suspension = (await readConditionsPage(as(cast.guardian), PROJECT))!.suspensions[0]!
  expect(kindOf(await resumeFlows(as(cast.guardian), PROJECT, { suspensionId: suspension.id, because: 'Nothing was lost' }))).toBe('ok')
  await tell()
  onDay(20)
  const saved = await saveFactsAndRedraft(as(cast.lead), { ref: PROJECT, factsVersion: version, edit: { section: 'purpose', value: { ...facts.purpose!, benefits: 'Something else that is good' } } })
  if (!saved.ok) throw new Error(saved.refusal.kind)
  await draftProtocol(as(cast.lead), { ref: PROJECT, factsVersion: saved.value.factsVersion })
  await tell()
  onDay(21)
  await sign(cast, 2)
  await tell()
  onDay(40)
  expect(kindOf(await endProject(as(cast.lead), { ref: PROJECT, typedReference: PROJECT, reason: 'It is over.' }))).toBe('ok')
  await tell()
  return { cast, told }
}

const page = (who: StaffActor | undefined, load: never = loader as never) => callRoute(portal, load, { as: who, path: `/projects/${PROJECT}/timeline`, params: { ref: PROJECT } })
interface Data { past: { kind: string; what: string; day: string; detail: string }[]; coming: { kind: string; day: string }[]; bars: { ref: string; bars: { isOpen: boolean; from: string; to: string | null }[] }[]; figure: string }

describe('when flows were in force', () => {
  test('is what the gate was told at each of those times, though nothing of it was kept', async () => {
    const { told } = await givenStory()
    expect(new Set(told.flatMap(({ answers }) => Object.values(answers)))).toEqual(new Set(['protocol-not-signed', 'ok', 'condition-overdue', 'flow-suspended', 'flow-ended']))
    const project = (await readProjectAsItStands(portal.runtime.db, { ref: PROJECT }))!
    const history = await readStandingHistory(portal.runtime.db, project)
    const periods = new Map(flowHistories(history, portal.now).map(({ ref, periods: each }) => [ref, each]))
    for (const { at, answers } of told) {
      for (const ref of FLOWS) {
        expect([at, ref, kindOf(inForce(standingAt(history, at), ref, at))]).toEqual([at, ref, answers[ref]])
        const period = periods.get(ref)!.find(({ from, until }) => from <= at && (until === null || at < until))
        expect([at, ref, period!.why?.kind ?? 'ok']).toEqual([at, ref, answers[ref]])
      }
    }
    for (const each of periods.values()) {
      for (const [index, period] of each.entries()) expect(period.until?.getTime() ?? null).toBe(each[index + 1]?.from.getTime() ?? null)
    }
  })
})

describe('the timeline', () => {
  test('tells what happened, newest first, what is to come, and when data could flow', async () => {
    const { cast } = await givenStory()
    const told = (await page(cast.guardian)).data as Data
    expect(new Set(told.past.map(({ kind }) => kind))).toEqual(new Set(['begun', 'drafted', 'signed', 'condition-set', 'condition-met', 'suspended', 'resumed', 'in-force', 'stopped', 'ended']))
    expect(told.past.map(({ day }) => day)).toEqual(told.past.map(({ day }) => day).sort().reverse())
    expect(told.past).toContainEqual(expect.objectContaining({ kind: 'stopped', detail: expect.stringContaining('A breach is looked into') }))
    expect(told.past).toContainEqual(expect.objectContaining({ kind: 'signed', what: 'Testborough Council signed the protocol, version 2' }))
    expect(told.coming.map(({ kind }) => kind)).toEqual(['retention-ends'])
    const day = (days: number) => addDays(londonDay(START), days)
    const bars = new Map(told.bars.map(({ ref, bars: each }) => [ref, each.map(({ isOpen, from, to }) => [isOpen, from, to])]))
    expect(bars.get(FLOWS[0]!)).toEqual([[true, day(1), day(5)], [false, day(6), day(7)], [true, day(7), day(10)], [false, day(10), day(11)], [true, day(11), day(20)], [false, day(20), day(21)], [true, day(21), day(40)]])
    expect(told.figure).toContain('<title id="timeline-title">')
  })

  test('tells of dates to come before anything is signed, and of a condition that is late', async () => {
    const cast = await givenCast(portal)
    await givenDrafted(portal, cast.lead, facts)
    const before = (await page(cast.lead)).data as Data
    expect(before.coming.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['review-due', 'project-ends', 'retention-ends']))
    expect(before.bars).toEqual([])
    expect(kindOf(await setCondition(as(cast.lead), PROJECT, { what: 'Report', ownerCode: COUNCIL.code, dueOn: londonDay(START), flowRefs: [], stops: true }))).toBe('ok')
    expect((((await page(cast.lead)).data as Data).coming)[0]).toMatchObject({ kind: 'condition-due', day: londonDay(START), isLate: false })
    onDay(1)
    expect(((await page(cast.lead)).data as Data).past).toContainEqual(expect.objectContaining({ kind: 'condition-due', isLate: true }))
  })

  test('comes as a picture and as CSV', async () => {
    const { cast } = await givenStory()
    const picture = await page(cast.lead, svg as never)
    expect(picture.headers.get('Content-Type')).toBe('image/svg+xml; charset=utf-8')
    expect(picture.headers.get('Content-Disposition')).toBe(`attachment; filename="${PROJECT}-timeline.svg"`)
    expect(String(picture.data)).toMatch(/^<svg [^]*<\/svg>$/)
    const table = String((await page(cast.lead, csv as never)).data)
    expect(table).toContain(',Suspended,')
    expect(table.split('\r\n')[0]).toBe('day,to,at,when,kind,what,detail')
  })

  test('is for those who have a part in the project, signed in', async () => {
    await givenStory()
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    for (const load of [loader, csv, svg] as never[]) {
      expect(await page(stranger, load)).toMatchObject({ status: 404 })
      expect(await page(undefined, load)).toMatchObject({ status: 302 })
      expect(await page(await givenStaff(portal, 'board-member', COUNCIL), load)).toMatchObject({ status: 403 })
    }
  })

  test('takes as many queries after a long story as after a short one', async () => {
    const cast = await givenCast(portal)
    await givenDrafted(portal, cast.lead, facts)
    const counted = async () => (await countQueries(portal.runtime.db, () => page(cast.lead))).queries
    await counted()
    const before = await counted()
    await sign(cast, 1)
    for (let index = 0; index < 5; index += 1) {
      onDay(index + 1)
      expect(kindOf(await setCondition(as(cast.lead), PROJECT, { what: `Report ${index}`, ownerCode: PRACTICE.code, dueOn: addDays(londonDay(portal.now), 5), flowRefs: [], stops: true }))).toBe('ok')
    }
    expect(await counted()).toBe(before)
  })
})
