import { describe, expect, test } from 'vitest'
import { awaitDestruction, endACondition, setCondition } from '#app/approvals/keep-conditions.server.ts'
import { readConditionsPage } from '#app/approvals/read-conditions.server.ts'
import { readDue } from '#app/approvals/read-due.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { addDays, londonDay } from '#app/kernel/uk-date.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { givenCast, givenDrafted, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

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
})
