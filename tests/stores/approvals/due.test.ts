import { describe, expect, test } from 'vitest'
import { startCase } from '#app/approvals/act-on-case.server.ts'
import { awaitDestruction, endACondition, setCondition } from '#app/approvals/keep-conditions.server.ts'
import { readConditionsPage } from '#app/approvals/read-conditions.server.ts'
import { readDue } from '#app/approvals/read-due.server.ts'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { addDays, londonDay } from '#app/kernel/uk-date.ts'
import { givenSteps, wholeSteps } from '#tests/factories/dpia.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { underSection251 } from '#tests/factories/national-check.ts'
import { givenCast, givenDrafted, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { countQueries } from '#tests/setup/query-count.ts'

const portal = usePortal()
const facts = furtherFacts()
const as = (who: StaffActor) => contextOf(portal, who)
const today = () => londonDay(portal.now)
const linesOf = async (who: StaffActor) => (await readDue(as(who))).map(({ kind, dueOn, isOwn, isDrafted }) => ({ kind, dueOn, isOwn, isDrafted }))

describe('what is due, for a person', () => {
  test('is of every project that their organisation has a part in, and says what is theirs; for a stranger it is nothing', async () => {
    const { lead, guardian } = await givenCast(portal)
    await givenDrafted(portal, lead, facts)
    await setCondition(as(lead), PROJECT, { what: 'Report on involvement', ownerCode: PRACTICE.code, dueOn: addDays(today(), 10), flowRefs: [], stops: true })
    await awaitDestruction(as(lead), PROJECT, { endedOn: today(), ownerCode: COUNCIL.code })
    const destroyed = (await readConditionsPage(as(lead), PROJECT))!.conditions.find(({ kind }) => kind === 'destruction')!
    const found = [{ kind: 'condition', dueOn: addDays(today(), 10) }, { kind: 'destruction', dueOn: destroyed.dueOn }]
    expect(await linesOf(lead)).toEqual([{ ...found[0], isOwn: false, isDrafted: true }, { ...found[1], isOwn: true, isDrafted: true }])
    expect(await linesOf(guardian)).toEqual([{ ...found[0], isOwn: true, isDrafted: false }, { ...found[1], isOwn: false, isDrafted: false }])
    expect(await linesOf(await givenStaff(portal, 'ig-lead', OTHER_PRACTICE))).toEqual([])
    expect(await linesOf(await givenStaff(portal, 'board-member', COUNCIL))).toEqual([])
    expect((await endACondition(as(lead), PROJECT, { conditionId: destroyed.id, how: 'met', proof: 'Certificate 12' })).ok).toBe(true)
    expect((await linesOf(lead)).map(({ kind }) => kind)).toEqual(['condition'])
    expect((await readDue(as(lead)))[0]).toMatchObject({ what: 'Report on involvement', owners: [{ name: PRACTICE.name }], isOverdue: false, pausesFlows: facts.flows.map(({ ref, name }) => ({ ref, name })) })
  })

  test('takes as many queries for many projects as for one', async () => {
    const { lead } = await givenCast(portal)
    const given = async (ref: string, flowOf: (one: string) => string) => {
      const theirs = underSection251({ ...facts, flows: facts.flows.map((flow) => ({ ...flow, ref: flowOf(flow.ref) })) })
      const factsVersion = await givenProject(portal, lead, theirs, ref)
      await givenSteps(portal, lead, factsVersion, wholeSteps(theirs), 0, ref)
      expect((await draftPack(as(lead), { ref, factsVersion })).ok).toBe(true)
      expect((await setCondition(as(lead), ref, { what: 'Report', ownerCode: COUNCIL.code, dueOn: addDays(today(), 10), flowRefs: [], stops: true })).ok).toBe(true)
      expect((await startCase(as(lead), { projectRef: ref, stepId: `siro-accepts-risk--${COUNCIL.code}` })).ok).toBe(true)
    }
    const counted = () => countQueries(portal.runtime.db, () => readDue(as(lead)))
    await given(PROJECT, (one) => one)
    const before = await counted()
    expect(before.value.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['condition', 'stage']))
    for (const ref of ['more-a', 'more-b']) await given(ref, (one) => `${ref}-${one}`)
    const after = await counted()
    expect(after.value).toHaveLength(3 * before.value.length)
    expect(after.queries).toBe(before.queries)
  })
})
