import { describe, expect, test } from 'vitest'
import { inForce } from '#app/approvals/in-force.rules.ts'
import { awaitDestruction, endACondition, resumeFlows, setCondition, startClock, suspendFlows } from '#app/approvals/keep-conditions.server.ts'
import { readConditionsPage } from '#app/approvals/read-conditions.server.ts'
import { standingForFlow } from '#app/approvals/read-standing.server.ts'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import { readDocumentPage } from '#app/documents/read-document.server.ts'
import { signDocument } from '#app/documents/sign-document.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { addDays, addMonths, londonDay, startOfLondonDay } from '#app/kernel/uk-date.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { givenCast, givenDrafted, PROJECT, SIGNING_PASSWORD } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const facts = furtherFacts()
const [FLOW, OTHER] = facts.flows.map(({ ref }) => ref) as [string, string]
const as = (who: StaffActor, now = portal.now) => contextOf(portal, who, now)
const kindOf = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } } | null) => (result === null ? null : result.ok ? 'ok' : result.refusal?.kind)
const stands = async (flowRef = FLOW, at = portal.now) => kindOf(inForce((await standingForFlow(portal.runtime.db, flowRef))!, flowRef, at))
const today = () => londonDay(portal.now)
const soon = () => addDays(today(), 10)
const after = (days: number) => startOfLondonDay(addDays(today(), days))

async function givenInForce() {
  const cast = await givenCast(portal)
  await givenDrafted(portal, cast.lead, facts)
  for (const who of [cast.guardian, cast.siro]) {
    const page = await readDocumentPage(as(who), `${PROJECT}-protocol`, 1)
    expect(kindOf(await signDocument(as(who), { documentRef: `${PROJECT}-protocol`, number: 1, contentHash: page!.paper.contentHash, fullName: who.name, password: SIGNING_PASSWORD }))).toBe('ok')
  }
  expect(await stands()).toBe('ok')
  return cast
}
const condition = (changes: object = {}) => ({ what: 'Report on involvement', ownerCode: PRACTICE.code, dueOn: soon(), flowRefs: [FLOW], stops: true, ...changes })
const firstOf = async (who: StaffActor) => (await readConditionsPage(as(who), PROJECT))!.conditions[0]!

describe('facts that change while a condition is set', () => {
  test('are those it is held against: a flow that was taken out meanwhile is not there', async () => {
    const { lead } = await givenInForce()
    const setting = await portal.owner.begin(async (tx) => {
      const [project] = await tx`select id, facts_version from projects where ref = ${PROJECT} for update`
      const begun = setCondition(as(lead), PROJECT, condition({ flowRefs: [FLOW] }))
      // Only once it waits for the project is it sure that it has begun.
      for (;;) {
        const [waiting] = await portal.owner`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
        if (Number(waiting?.n) > 0) break
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      await tx`insert into project_facts (project_id, version, facts, facts_hash, saved_at, saved_by, section)
        select project_id, version + 1, jsonb_set(facts::jsonb, '{flows}', (select coalesce(jsonb_agg(flow), '[]') from jsonb_array_elements(facts::jsonb -> 'flows') flow where flow ->> 'ref' <> ${FLOW})), 'x', saved_at, saved_by, section
        from project_facts where project_id = ${project!.id as string} and version = ${project!.facts_version as number}`
      await tx`update projects set facts_version = facts_version + 1 where id = ${project!.id as string}`
      return { begun }
    })
    expect(kindOf(await setting.begun)).toBe('flow-unknown')
  })
})

describe('a condition', () => {
  test('pauses the flows it covers, and no others, once it is overdue, until what shows that it is met is recorded', async () => {
    const { lead } = await givenInForce()
    const owner = await givenStaff(portal, 'ig-lead', PRACTICE)
    expect(kindOf(await setCondition(as(lead), PROJECT, condition()))).toBe('ok')
    expect(await stands(FLOW, after(11))).toBe('condition-overdue')
    expect(await stands(FLOW, new Date(after(11).getTime() - 1))).toBe('ok')
    expect(await stands(OTHER, after(11))).toBe('ok')
    const { id } = await firstOf(owner)
    expect(kindOf(await endACondition(as(owner, after(12)), PROJECT, { conditionId: id, how: 'met', proof: 'Report of 3 May' }))).toBe('ok')
    expect(await stands(FLOW, after(11))).toBe('condition-overdue')
    expect(await stands(FLOW, after(12))).toBe('ok')
    expect(kindOf(await endACondition(as(owner), PROJECT, { conditionId: id, how: 'met', proof: 'Again' }))).toBe('already-ended')
    expect((await portal.owner`select kind from audit_entries where subject = ${`condition:${id}`} order by seq`).map(({ kind }) => kind as string)).toEqual(['condition-set', 'condition-ended'])
  })

  test('is set by whoever drafts, met by whoever does it, and lifted by whoever set it', async () => {
    const { lead, siro, guardian } = await givenInForce()
    const owner = await givenStaff(portal, 'ig-lead', PRACTICE)
    expect(kindOf(await setCondition(as(owner), PROJECT, condition()))).toBe('not-allowed')
    expect(kindOf(await setCondition(as(siro), PROJECT, condition()))).toBe('not-allowed')
    expect(kindOf(await setCondition(as(lead), PROJECT, condition({ ownerCode: OTHER_PRACTICE.code })))).toBe('not-a-party')
    expect(kindOf(await setCondition(as(lead), PROJECT, condition({ flowRefs: ['gone'] })))).toBe('flow-unknown')
    expect(kindOf(await setCondition(as(lead), PROJECT, condition({ dueOn: addDays(today(), -1) })))).toBe('due-before-today')
    expect(kindOf(await setCondition(as(lead), PROJECT, condition()))).toBe('ok')
    const { id } = await firstOf(lead)
    expect(kindOf(await endACondition(as(owner), PROJECT, { conditionId: id, how: 'lifted', proof: 'No need' }))).toBe('not-yours-to-lift')
    expect(kindOf(await endACondition(as(await givenStaff(portal, 'receptionist', PRACTICE)), PROJECT, { conditionId: id, how: 'met', proof: 'x' }))).toBe('not-allowed')
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect(kindOf(await endACondition(as(stranger), PROJECT, { conditionId: id, how: 'met', proof: 'x' }))).toBe('not-found')
    expect(kindOf(await setCondition(as(stranger), PROJECT, condition()))).toBe('not-found')
    expect(await readConditionsPage(as(stranger), PROJECT)).toBeNull()
    expect(kindOf(await endACondition(as(lead), PROJECT, { conditionId: id, how: 'lifted', proof: 'Letter of 3 May' }))).toBe('ok')
    expect((await readConditionsPage(as(guardian), PROJECT))!.conditions).toMatchObject([{ standing: 'lifted', mayEnd: false }])
  })
})

describe('security assurance', () => {
  test('counts as it is said to be now, though no word of the protocol tells of it', async () => {
    const cast = await givenCast(portal)
    const party = (project: typeof facts, index: number, status: 'met' | 'not-met') => ({ ...project.parties[index]!, assurance: { status, publishedOn: addDays(londonDay(portal.now), -1) } })
    const supported = {
      ...facts, parties: facts.parties.map((_, index) => party(facts, index, 'met')),
      flows: facts.flows.map((flow) => ({ ...flow, confidentiality: 'section-251' as const, purposeKind: 'secondary' as const, gateways: ['nhsa-2006-251-reg-5' as const] })),
    }
    const factsVersion = await givenDrafted(portal, cast.lead, supported)
    const holds = async () => (await standingForFlow(portal.runtime.db, FLOW))!.holds.filter(({ kind, from }) => kind === 'assurance-lapsed' && from <= portal.now).length
    expect(await holds()).toBe(0)
    const saved = await saveFactsAndRedraft(as(cast.lead), { ref: PROJECT, factsVersion, edit: { section: 'parties', key: supported.parties[0]!.organisationCode, value: party(supported, 0, 'not-met') } })
    expect(saved).toMatchObject({ ok: true, value: { isChanged: true, drafted: null } })
    expect(await holds()).toBe(1)
  })
})

describe('the clocks', () => {
  test('for taking identifiers out stops every flow when it has run out', async () => {
    const { lead } = await givenInForce()
    expect(kindOf(await startClock(as(lead), PROJECT, { begunOn: today() }))).toBe('ok')
    expect(kindOf(await startClock(as(lead), PROJECT, { begunOn: today() }))).toBe('clock-running')
    const { dueOn, kind } = await firstOf(lead)
    expect(kind).toBe('de-personalisation')
    expect([await stands(FLOW, new Date(startOfLondonDay(addDays(dueOn, 1)).getTime() - 1)), await stands(OTHER, startOfLondonDay(addDays(dueOn, 1)))]).toEqual(['ok', 'condition-overdue'])
  })

  test('for destruction awaits a certificate and stops nothing', async () => {
    const { lead } = await givenInForce()
    expect(kindOf(await awaitDestruction(as(lead), PROJECT, { endedOn: today(), ownerCode: COUNCIL.code }))).toBe('ok')
    expect(kindOf(await awaitDestruction(as(lead), PROJECT, { endedOn: today(), ownerCode: COUNCIL.code }))).toBe('clock-running')
    expect(await firstOf(lead)).toMatchObject({ kind: 'destruction', stops: false })
  })

  test('for destruction runs from linking where the papers count from it: page and certificate say the same day', async () => {
    const cast = await givenCast(portal)
    const linked = addDays(today(), -10)
    const counted = furtherFacts({ ...facts, safeguards: { ...facts.safeguards!, retentionMonths: 20, retentionFrom: 'The first extract' } })
    await givenDrafted(portal, cast.lead, counted)
    const destroyed = async () => (await readConditionsPage(as(cast.lead), PROJECT))!.destroyed.map(({ on }) => on)
    expect(await destroyed()).toEqual([addMonths(facts.purpose!.endDate, 20)])
    expect(kindOf(await startClock(as(cast.lead), PROJECT, { begunOn: linked }))).toBe('ok')
    expect(await destroyed()).toEqual([addMonths(linked, 20)])
    expect(kindOf(await awaitDestruction(as(cast.lead), PROJECT, { endedOn: today(), ownerCode: COUNCIL.code }))).toBe('ok')
    expect((await readConditionsPage(as(cast.lead), PROJECT))!.conditions.find(({ kind }) => kind === 'destruction')).toMatchObject({ dueOn: addMonths(linked, 20) })
  })
})

describe('a suspension', () => {
  test('by any party stops the flows at once, and only that party lets them go on', async () => {
    const { lead, guardian } = await givenInForce()
    expect(kindOf(await suspendFlows(as(guardian), PROJECT, { flowRefs: [FLOW], because: 'A breach is looked into' }))).toBe('ok')
    expect([await stands(FLOW), await stands(OTHER)]).toEqual(['flow-suspended', 'ok'])
    expect(kindOf(await suspendFlows(as(guardian), PROJECT, { flowRefs: [FLOW], because: 'Again' }))).toBe('already-suspended')
    expect(kindOf(await suspendFlows(as(await givenStaff(portal, 'practice-manager', PRACTICE)), PROJECT, { flowRefs: [], because: 'x' }))).toBe('not-allowed')
    const [suspension] = (await readConditionsPage(as(guardian), PROJECT))!.suspensions
    expect(suspension).toMatchObject({ mayResume: true, because: 'A breach is looked into' })
    expect(kindOf(await resumeFlows(as(lead), PROJECT, { suspensionId: suspension!.id, because: 'x' }))).toBe('not-yours-to-lift')
    const later = new Date(portal.now.getTime() + 60_000)
    expect(kindOf(await resumeFlows(as(guardian, later), PROJECT, { suspensionId: suspension!.id, because: 'Mended' }))).toBe('ok')
    expect([await stands(FLOW), await stands(FLOW, later)]).toEqual(['flow-suspended', 'ok'])
    expect(kindOf(await resumeFlows(as(guardian, later), PROJECT, { suspensionId: suspension!.id, because: 'Mended' }))).toBe('not-suspended')
  })

  test('and conditions are only ever added to, by the portal’s own login', async () => {
    const { lead } = await givenInForce()
    await setCondition(as(lead), PROJECT, condition())
    await expect(portal.runtime.sql`update approval_conditions set due_on = '2030-01-01'`).rejects.toThrow(/permission denied/)
    await expect(portal.runtime.sql`delete from approval_conditions`).rejects.toThrow(/permission denied/)
  })
})
