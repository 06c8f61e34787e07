import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readConditionsPage } from '#app/approvals/read-conditions.server.ts'
import { endACondition, resumeFlows, setCondition, suspendFlows } from '#app/approvals/keep-conditions.server.ts'
import { addDecision } from '#app/approvals/decisions.store.server.ts'
import type { ProjectJson } from '#app/releases/arrangement-answer.schema.ts'
import { loader as readFlow } from '#app/routes/api.v1.flows.$ref.ts'
import { loader as readProject } from '#app/routes/api.v1.projects.$ref.ts'
import { givenApprovals } from '#tests/factories/approvals.ts'
import { givenAnswer, MESH, underSection251 } from '#tests/factories/national-check.ts'
import { givenPilot, testNumber, type Pilot, type PilotGiven } from '#tests/factories/pilot.ts'
import { contextOf, COUNCIL } from '#tests/factories/who.ts'
import { expectAsDocumented } from '#tests/setup/api-contract.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'
import { ask, linesOf, problemOf } from '#tests/routes/releases/ask.ts'

const portal = usePortal(MESH)
const HOUR = 3_600_000
const LIST = [0, 1, 2].map(testNumber).join('\n')
const at = (ms: number) => { portal.now = new Date(TEST_NOW.getTime() + ms) }
const given = async (more: PilotGiven = {}) => {
  const pilot = await givenPilot(portal, { facts: underSection251, actions: ['check', 'replay', 'flow-read', 'project-read'], ...more })
  await givenAnswer(portal)
  return pilot
}
const auth = (pilot: Pilot) => ({ init: { headers: { Authorization: `Bearer ${pilot.token}` } } })

async function gate(pilot: Pilot, query = '') {
  const answer = await ask(portal, pilot, LIST, { query })
  return answer.status === 200 ? linesOf(answer).lines.filter(({ decision }) => decision === 'INCLUDE').length : problemOf(answer).code
}
async function detailOf(pilot: Pilot) {
  return problemOf(await ask(portal, pilot, LIST)).detail
}
const factsOf = async (pilot: Pilot) => underSection251((await portal.owner<{ facts: never }[]>`select facts from project_facts where project_id = ${pilot.projectId}`)[0]!.facts)
const approve = async (pilot: Pilot, changes = {}) => givenApprovals(portal, { projectId: pilot.projectId, facts: await factsOf(pilot), by: pilot.lead.userId }, changes)

/** A withdrawal of one step, or another decision on it, at this moment. */
async function decide(pilot: Pilot, changes: Partial<Parameters<typeof addDecision>[1]>, covers: Parameters<typeof addDecision>[2] = []) {
  await addDecision(portal.runtime.db, {
    id: randomUUID(), projectId: pilot.projectId, stepId: 'section-251-support', bodyId: 'confidentiality-advice', organisationCode: null, post: null, outcome: 'Withdrawn by the applicant', meaning: 'withdrawn',
    decidedAt: portal.now, effectiveFrom: '2026-06-15', endsOn: null, reviewDueOn: null, reference: '', note: '', recordedAt: portal.now, recordedBy: pilot.lead.userId, ...changes,
  }, covers)
}

describe('the gate, of a flow that waits for decisions', () => {
  test('lets nothing through before they are there, says whose is missing, and opens with the last of them', async () => {
    const pilot = await given({ approved: false })
    expect(await gate(pilot)).toBe('approval-missing')
    expect(await detailOf(pilot)).toMatch(/waiting for the decision of the Senior information risk owner of /)
    await approve(pilot)
    expect(await gate(pilot)).toBe(3)
  })

  test('is told to programs step by step: what was decided, whether it holds, for which flows it is not open, and why', async () => {
    const pilot = await given({ approved: false })
    const support = async () => {
      const answer = await callRoute(portal, readProject, { path: `/api/v1/projects/${pilot.projectRef}`, params: { ref: pilot.projectRef }, ...auth(pilot) })
      expectAsDocumented('readProject', answer)
      return (JSON.parse(String(answer.data)) as ProjectJson).approvals.find(({ id }) => id === 'section-251-support')!
    }
    const closed = (await support()).not_open_for!
    expect(closed[0]).toMatchObject({ because: { code: 'approval-missing' } })
    expect(await support()).toMatchObject({ decisions: [], submissions: [] })
    await approve(pilot)
    expect(await support()).toMatchObject({ not_open_for: [], decisions: [{ meaning: 'granted', holds: true, reference: null }] })
    await decide(pilot, { reference: '26/CAG/1' })
    const after = await support()
    expect(after.not_open_for!.map(({ flow }) => flow)).toEqual(closed.map(({ flow }) => flow))
    expect(after).toMatchObject({ decisions: [{ meaning: 'granted' }, { meaning: 'withdrawn', outcome: 'Withdrawn by the applicant', reference: '26/CAG/1' }] })
  })

  test('closes with a withdrawal at once, in the state that it has in memory', async () => {
    const pilot = await given()
    expect(await gate(pilot)).toBe(3)
    await decide(pilot, {})
    expect(await gate(pilot)).toBe('approval-not-given')
    expect(await detailOf(pilot)).toContain('Confidentiality Advisory Group')
  })

  test('closes at midnight in London after the last day of a decision, with nothing written', async () => {
    at(0)
    const pilot = await given({ approved: false })
    await approve(pilot, { endsOn: '2026-06-15' })
    portal.now = new Date('2026-06-15T22:59:59Z')
    expect(await gate(pilot)).toBe(3)
    portal.now = new Date('2026-06-15T23:00:00Z')
    expect(await gate(pilot)).toBe('approval-ended')
    at(0)
  })

  test('closes when the words that were decided on are others', async () => {
    const pilot = await given()
    expect(await gate(pilot)).toBe(3)
    await portal.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx`update document_versions set content = '<p>other words</p>', content_hash = ${'b'.repeat(64)}`
      await tx`update signatures set content_hash = ${'b'.repeat(64)}`
    })
    expect(await gate(pilot)).toBe('approval-reopened')
  })

  test('asked about the past, goes by the decisions of then; asked by what was known then, by those that were recorded', async () => {
    const pilot = await given({ approved: false })
    at(HOUR)
    const before = new Date(TEST_NOW.getTime() + HOUR / 2).toISOString()
    await approve(pilot, { recordedAt: portal.now })
    at(2 * HOUR)
    await decide(pilot, {})
    at(3 * HOUR)
    const between = new Date(TEST_NOW.getTime() + 1.5 * HOUR).toISOString()
    expect(await gate(pilot)).toBe('approval-not-given')
    expect(await pastOf(pilot, `?at=${between}`)).toBe(200)
    // The letters were written on 1 April, and the portal came to know of them later.
    expect(await pastOf(pilot, `?at=${before}`)).toBe(200)
    expect(await pastOf(pilot, `?at=${before}&known=${before}`)).toBe('approval-missing')
    expect(await pastOf(pilot, `?known=${between}`)).toBe(200)
    at(0)
  })
})

describe('asked by what was known at an instant, the gate', () => {
  const DAY = 24 * HOUR
  const on = (days: number) => new Date(TEST_NOW.getTime() + days * DAY).toISOString()
  const query = (at: number, known: number) => `?at=${encodeURIComponent(on(at))}&known=${encodeURIComponent(on(known))}`

  test('goes by the conditions that were set by then, and takes one for open that was met only later', async () => {
    at(0)
    const pilot = await given()
    at(DAY)
    expect((await setCondition(contextOf(portal, pilot.lead), pilot.projectRef, { what: 'Report', ownerCode: COUNCIL.code, dueOn: '2026-06-18', flowRefs: [], stops: true })).ok).toBe(true)
    at(2 * DAY)
    const [condition] = (await readConditionsPage(contextOf(portal, pilot.lead), pilot.projectRef))!.conditions
    expect((await endACondition(contextOf(portal, pilot.lead), pilot.projectRef, { conditionId: condition!.id, how: 'met', proof: 'Letter' })).ok).toBe(true)
    at(6 * DAY)
    expect([await pastOf(pilot, query(5, 0.5)), await pastOf(pilot, query(5, 1.5)), await pastOf(pilot, query(5, 2.5)), await pastOf(pilot, `?at=${on(5)}`)]).toEqual([200, 'condition-overdue', 200, 200])
    at(0)
  })

  test('goes by the suspensions of then, and by none that came later', async () => {
    at(0)
    const pilot = await given()
    at(DAY)
    expect((await suspendFlows(contextOf(portal, pilot.lead), pilot.projectRef, { flowRefs: [], because: 'A breach' })).ok).toBe(true)
    at(3 * DAY)
    const [suspension] = (await readConditionsPage(contextOf(portal, pilot.lead), pilot.projectRef))!.suspensions
    expect((await resumeFlows(contextOf(portal, pilot.lead), pilot.projectRef, { suspensionId: suspension!.id, because: 'Mended' })).ok).toBe(true)
    at(5 * DAY)
    expect([await pastOf(pilot, query(4, 0.5)), await pastOf(pilot, query(4, 2)), await pastOf(pilot, query(4, 4)), await pastOf(pilot, query(2, 4))]).toEqual([200, 'flow-suspended', 200, 'flow-suspended'])
    at(0)
  })

  test('takes a review for missed whose letter was written in time and came to be known late: as it answered then', async () => {
    at(0)
    const pilot = await given({ approved: false })
    await approve(pilot, { reviewDueOn: '2026-06-16' })
    at(2 * DAY)
    expect(await gate(pilot)).toBe('annual-review-missed')
    at(4 * DAY)
    await approve(pilot, { decidedAt: new Date(TEST_NOW.getTime() + HOUR), effectiveFrom: '2026-06-15', recordedAt: portal.now })
    expect(await gate(pilot)).toBe(3)
    expect([await pastOf(pilot, query(2, 2)), await pastOf(pilot, `?at=${on(2)}`)]).toEqual(['annual-review-missed', 200])
    at(0)
  })

  test('gives the very bytes that it gave, though what was asked for since would stop it', async () => {
    at(0)
    const pilot = await given()
    const { action } = await import('#app/routes/api.v1.flows.$ref_.checks.ts')
    const bytes = async (more: string) => (await callRoute(portal, action, { path: `/api/v1/flows/${pilot.flowRef}/checks${more}`, params: { ref: pilot.flowRef }, init: { method: 'POST', body: LIST, headers: { Authorization: `Bearer ${pilot.token}`, 'Content-Type': 'text/plain', Accept: 'text/csv' } } })).data
    const first = await bytes('')
    at(DAY)
    expect((await suspendFlows(contextOf(portal, pilot.lead), pilot.projectRef, { flowRefs: [], because: 'A breach' })).ok).toBe(true)
    at(2 * DAY)
    expect(await gate(pilot)).toBe('flow-suspended')
    expect(String(await bytes(query(1.5, 0.5)))).toBe(String(first))
    at(0)
  })
})

async function pastOf(pilot: Pilot, query: string) {
  const { action } = await import('#app/routes/api.v1.flows.$ref_.checks.ts')
  const answer = await callRoute(portal, action, { path: `/api/v1/flows/${pilot.flowRef}/checks${query}`, params: { ref: pilot.flowRef }, init: { method: 'POST', body: LIST, headers: { Authorization: `Bearer ${pilot.token}`, 'Content-Type': 'text/plain' } } })
  return answer.status === 200 ? 200 : problemOf(answer).code
}

describe('what programs are told', () => {
  test('the flow and the project say why, in the same words', async () => {
    const pilot = await given({ approved: false })
    const flow = await callRoute(portal, readFlow, { path: `/api/v1/flows/${pilot.flowRef}`, params: { ref: pilot.flowRef }, ...auth(pilot) })
    const project = await callRoute(portal, readProject, { path: `/api/v1/projects/${pilot.projectRef}`, params: { ref: pilot.projectRef }, ...auth(pilot) })
    const told = JSON.parse(String(flow.data)) as { in_force: boolean; not_in_force_because: { code: string; detail: string } }
    const whole = JSON.parse(String(project.data)) as { state: string; flows: { in_force: boolean; not_in_force_because: unknown }[] }
    expect(told).toMatchObject({ in_force: false, may_be_checked: false, not_in_force_because: { code: 'approval-missing' } })
    expect(whole).toMatchObject({ state: 'waiting-for-approvals' })
    expect(whole.flows[0]?.not_in_force_because).toEqual(told.not_in_force_because)
  })
})
