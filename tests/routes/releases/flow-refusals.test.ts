import { describe, expect, test } from 'vitest'
import type { Flow, ProjectFacts } from '#app/projects/facts.rules.ts'
import { givenPilot, testNumber, type Pilot, type PilotGiven } from '#tests/factories/pilot.ts'
import { COUNCIL } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { ask, linesOf, problemOf } from './ask.ts'

const portal = usePortal()
const withDates = (dates: Partial<NonNullable<ProjectFacts['purpose']>>) => (facts: ProjectFacts): ProjectFacts => ({ ...facts, purpose: { ...(facts.purpose as NonNullable<ProjectFacts['purpose']>), ...dates } })
const withFlows = (change: (flow: Flow) => Flow) => (facts: ProjectFacts): ProjectFacts => ({ ...facts, flows: facts.flows.map(change) })

async function refusal(given: PilotGiven, before: (pilot: Pilot) => Promise<unknown> = async () => {}) {
  const pilot = await givenPilot(portal, given)
  await before(pilot)
  const answer = await ask(portal, pilot, testNumber(0), { requestId: '00000000-0000-4000-8000-00000000000a' })
  const [check] = await portal.owner`select state, refusal, rows::int from checks`
  const entries = await portal.owner`select data from audit_entries where kind = 'check-refused'`
  return { status: answer.status, problem: problemOf(answer), check, entries: entries.map((entry) => JSON.parse(entry.data as string) as unknown), pilot }
}

describe('the whole check is refused, on record and with the reason', () => {
  test.each<[string, PilotGiven, string, RegExp]>([
    ['one party has not signed', { signedBy: [COUNCIL] }, 'protocol-not-signed', /Hill Top Surgery/],
    ['nobody has signed', { signedBy: [] }, 'protocol-not-signed', /Oldham Council/],
    ['the protocol does not name the flow', { facts: withFlows((flow) => ({ ...flow, ref: `other-${flow.ref}` })) }, 'flow-not-in-protocol', /does not name this flow/],
    ['the flow begins tomorrow', { facts: withDates({ startDate: '2026-06-16' }) }, 'flow-not-begun', /16 June 2026/],
    ['the flow ended yesterday', { facts: withDates({ endDate: '2026-06-14' }) }, 'flow-ended', /14 June 2026/],
    ['the review was due yesterday', { facts: withDates({ reviewDate: '2026-06-14' }) }, 'review-overdue', /14 June 2026/],
    ['there is no people list', { people: [] }, 'no-people-list', /people list/],
    ['nobody has begun to tell people', { campaign: null }, 'people-not-told-yet', /letters/],
    ['the letters are made but not posted', { campaign: { state: 'made', postedAt: null } }, 'people-not-told-yet', /not been posted/],
    ['people can reply until tonight', { campaign: { closingDate: '2026-06-15' } }, 'opt-out-window-open', /15 June 2026/],
  ])('when %s', async (_what, given, code, words) => {
    const seen = await refusal(given)
    expect(seen.status).toBe(409)
    expect(seen.problem).toMatchObject({ code, status: 409 })
    expect(seen.problem.detail).toMatch(words)
    expect(seen.check).toEqual({ state: 'refused', refusal: code, rows: 0 })
    expect(seen.entries).toEqual([{ flow: seen.pilot.flowRef, reason: code }])
  })

  test.each<[string, (pilot: Pilot) => Promise<unknown>, string]>([
    ['a fact changed after the protocol was drafted', async (pilot) => {
      await portal.owner`insert into project_facts select project_id, 2, facts, facts_hash, saved_at, saved_by, section from project_facts where project_id = ${pilot.projectId}`
      await portal.owner`update projects set facts_version = 2`
    }, 'protocol-out-of-date'],
    ['the project has ended', () => portal.owner`update projects set ended_at = ${new Date('2026-06-01T00:00:00Z')}, ended_because = 'done'`, 'flow-ended'],
    ['nothing has been drafted', () => portal.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      for (const table of ['signatures', 'document_versions', 'documents']) await tx.unsafe(`delete from ${table}`)
    }), 'protocol-not-drafted'],
  ])('when %s', async (_what, before, code) => {
    expect(await refusal({}, before)).toMatchObject({ status: 409, problem: { code }, check: { state: 'refused', refusal: code } })
  })
})

describe('what a refusal is not', () => {
  test('the last reply day counts to its end in London: a second later the gate is open', async () => {
    portal.now = new Date('2026-06-15T22:59:59Z')
    const pilot = await givenPilot(portal, { campaign: { closingDate: '2026-06-15' } })
    expect((await ask(portal, pilot, testNumber(0))).status).toBe(409)
    portal.now = new Date('2026-06-15T23:00:00Z')
    expect((await ask(portal, pilot, testNumber(0))).status).toBe(200)
  })

  test('a flow that nobody may object to needs no letters', async () => {
    const pilot = await givenPilot(portal, { campaign: null, facts: withFlows((flow) => ({ ...flow, projectOptOut: false })) })
    expect(linesOf(await ask(portal, pilot, testNumber(0))).lines[0]?.decision).toBe('INCLUDE')
  })

  test('a request that was refused may be sent again with the same id, once the flow may run', async () => {
    const { pilot } = await refusal({ campaign: { closingDate: '2026-06-15' } })
    portal.now = new Date('2026-06-16T09:00:00Z')
    expect((await ask(portal, pilot, testNumber(0), { requestId: '00000000-0000-4000-8000-00000000000a' })).status).toBe(200)
  })

  test('test numbers are withheld where the installation is live', async () => {
    const pilot = await givenPilot(portal, { actions: ['check', 'check-detail'] })
    const live = { ...portal.runtime, allowTestNumbers: false }
    const { setRuntime } = await import('#app/platform/runtime.server.ts')
    setRuntime(live)
    try {
      const { lines } = linesOf(await ask(portal, pilot, testNumber(0), { query: '?detail=full' }))
      expect(lines[0]).toMatchObject({ decision: 'EXCLUDE', reason: 'NHS_NUMBER_INVALID', reasons: ['TEST_RANGE'] })
    } finally {
      setRuntime(portal.runtime)
    }
  })
})
