import { describe, expect, test } from 'vitest'
import { readAgreementForFlow } from '#app/documents/read-agreement.server.ts'
import { flowInForce } from '#app/documents/agreement.rules.ts'
import { readPaper } from '#app/documents/read-document.server.ts'
import { recordMerger } from '#app/documents/say-as-member.server.ts'
import { makeDocumentPdf } from '#app/documents/document-pdf.server.ts'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import { endMatter } from '#app/documents/end-matter.words.ts'
import { scheduleText } from '#app/documents/schedule.rules.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { hashPassword } from '#app/identity/passwords.server.ts'
import { loader as agreements, action as signMany } from '#app/routes/practice.agreements.tsx'
import { loader as members, action as manage } from '#app/routes/documents.$ref.members._index.tsx'
import { loader as membersCsv } from '#app/routes/documents.$ref.members[.]csv.ts'
import { loader as membership, action as say } from '#app/routes/documents.$ref.membership.tsx'
import { loader as version } from '#app/routes/documents.$ref.$version._index.tsx'
import { loader as schedulePage, action as changeSchedule } from '#app/routes/documents.$ref.schedule.tsx'
import { loader as signPage, action as signOne } from '#app/routes/documents.$ref.$version.sign.tsx'
import { loader as project } from '#app/routes/projects.$ref._index.tsx'
import { loader as projectsPage } from '#app/routes/projects._index.tsx'
import { loader as approvals } from '#app/routes/projects.$ref.approvals._index.tsx'
import { loader as documentsPage } from '#app/routes/projects.$ref.documents.tsx'
import { loader as factsPage } from '#app/routes/projects.$ref.facts._index.tsx'
import { loader as factsCheck } from '#app/routes/projects.$ref.facts.check.tsx'
import { action as saveParty } from '#app/routes/projects.$ref.facts.parties.$code.tsx'
import { COUNTY_PROTOCOL, countyFacts, givenCounty, practiceOf } from '#tests/factories/county.ts'
import { PROJECT, SIGNING_PASSWORD } from '#tests/factories/projects.ts'
import { contextOf, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { countQueries } from '#tests/setup/query-count.ts'
import { sweep, usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'

const portal = usePortal()
const FLOW = countyFacts(1).flows[0]!.ref
const params = { ref: COUNTY_PROTOCOL }

async function givenGuardian(index: number): Promise<StaffActor> {
  const guardian = await givenStaff(portal, 'caldicott-guardian', practiceOf(index))
  await portal.owner`update users set password_hash = ${await hashPassword(SIGNING_PASSWORD)} where id = ${guardian.userId}`
  return guardian
}
interface AgreementsShown { readonly papers: { readonly documentRef: string; readonly number: number; readonly contentHash: string; readonly isWaiting: boolean; readonly canSign: boolean; readonly lastSigned: { readonly schedule: string; readonly number: number; readonly differences: string[] } | null }[] }
const papersFor = async (who: StaffActor) => ((await callRoute(portal, agreements, { as: who, path: '/practice/agreements' })).data as AgreementsShown).papers
async function signAll(who: StaffActor, changes: Record<string, string> = {}): Promise<Answer> {
  const chosen = (await papersFor(who)).filter(({ canSign }) => canSign).map((paper) => `${paper.documentRef} ${paper.number} ${paper.contentHash}`)
  return callRoute(portal, signMany, { as: who, path: '/practice/agreements', form: { chosen, agree: 'yes', fullName: who.name, password: SIGNING_PASSWORD, ...changes } })
}
const disclosers = async () => {
  const standing = flowInForce((await readAgreementForFlow(portal.runtime.db, FLOW))!, FLOW, portal.now)
  return standing.ok ? standing.value.disclosers.filter(({ withheld }) => withheld === null).map(({ code }) => code) : standing.refusal.kind
}
const lines = async (who: StaffActor, query = '') => ((await callRoute(portal, members, { as: who, path: `/documents/${COUNTY_PROTOCOL}/members${query}`, params })).data as { lines: { code: string; state: string }[] }).lines

describe('a practice signs for itself', () => {
  test('all that waits in one sitting; from then on its people’s data may go, and nobody else’s', async () => {
    const { guardian, siro } = await givenCounty(portal, 3)
    expect(await disclosers()).toBe('protocol-not-signed')
    expect((await signAll(siro)).location).toBe('/practice/agreements?done=signed')
    expect(await disclosers()).toBe('no-member-signed')
    expect(await papersFor(guardian)).toMatchObject([{ documentRef: COUNTY_PROTOCOL, isWaiting: true, canSign: true, lastSigned: null }])
    expect((await signAll(guardian)).location).toBe('/practice/agreements?done=signed')
    expect(await disclosers()).toEqual([practiceOf(0).code])
    expect(await papersFor(guardian)).toMatchObject([{ isWaiting: false, canSign: false }])
  })

  test('is refused without the password or with another name, and nothing is signed then', async () => {
    const { guardian } = await givenCounty(portal, 2)
    expect((await signAll(guardian, { password: 'wrong' })).status).toBe(400)
    expect((await signAll(guardian, { fullName: 'Somebody Else' })).status).toBe(400)
    expect((await signAll(guardian, { chosen: `${COUNTY_PROTOCOL} 1 ${'0'.repeat(64)}` })).status).toBe(409)
    expect((await signAll(guardian, { chosen: `no-such-paper 1 ${'0'.repeat(64)}` })).status).toBe(404)
    expect(await portal.owner`select 1 from signatures`).toHaveLength(0)
  })

  test('is told what is different from what it signed last', async () => {
    const { guardian, lead, factsVersion } = await givenCounty(portal, 2)
    await signAll(guardian)
    const facts = countyFacts(2)
    await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion, edit: { section: 'safeguards', value: { ...facts.safeguards!, retentionMonths: 61 } } })
    expect(await papersFor(guardian)).toMatchObject([{ number: 2, isWaiting: true, lastSigned: { number: 1, differences: [expect.stringContaining('Retention')] } }])
  })

  test('a manager who may not sign sees what waits, and another organisation sees nothing', async () => {
    await givenCounty(portal, 2)
    const manager = await givenStaff(portal, 'practice-manager', practiceOf(0))
    expect(await papersFor(manager)).toMatchObject([{ isWaiting: true, canSign: false }])
    const [paper] = await papersFor(manager)
    expect((await signAll(manager, { chosen: `${paper!.documentRef} ${paper!.number} ${paper!.contentHash}` })).status).toBe(403)
    const stranger = await givenStaff(portal, 'caldicott-guardian', OTHER_PRACTICE)
    expect(await papersFor(stranger)).toEqual([])
    expect((await callRoute(portal, members, { as: stranger, path: '/x', params })).status).toBe(404)
    expect((await callRoute(portal, membersCsv, { as: stranger, path: '/x', params })).status).toBe(404)
  })
})

describe('one more practice', () => {
  test('joins the list without anyone signing again, and by signing itself', async () => {
    const { guardian, siro, lead, factsVersion } = await givenCounty(portal, 3)
    await signAll(siro)
    await signAll(guardian)
    const { parties } = countyFacts(3)
    const group = parties.find(({ organisationCode }) => organisationCode === 'Y9G')!
    const saved = await saveFactsAndRedraft(contextOf(portal, lead), {
      ref: PROJECT, factsVersion, edit: { section: 'parties', key: 'Y9G', value: { ...group, members: [...group.members!, { code: OTHER_PRACTICE.code, name: OTHER_PRACTICE.name }] } },
    })
    expect(saved).toMatchObject({ ok: true, value: { isChanged: true, drafted: null, isOutOfDate: false } })
    expect(await disclosers()).toEqual([practiceOf(0).code])
    const late = await givenStaff(portal, 'siro', OTHER_PRACTICE)
    await portal.owner`update users set password_hash = ${await hashPassword(SIGNING_PASSWORD)} where id = ${late.userId}`
    await signAll(late)
    expect(await disclosers()).toEqual([practiceOf(0).code, OTHER_PRACTICE.code])
  })

  test('taken off the list it does not disclose, and can still read what it signed', async () => {
    const { guardian, siro, lead, factsVersion } = await givenCounty(portal, 3)
    await signAll(siro)
    await signAll(guardian)
    const group = countyFacts(3).parties.find(({ organisationCode }) => organisationCode === 'Y9G')!
    await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion, edit: { section: 'parties', key: 'Y9G', value: { ...group, members: group.members!.slice(1) } } })
    expect(await disclosers()).toBe('no-member-signed')
    expect(await readPaper(contextOf(portal, guardian), COUNTY_PROTOCOL, 1)).not.toBeNull()
  })

  test('is pasted as a list of codes; one that is not known is named, and what was typed is kept', async () => {
    const { lead, factsVersion } = await givenCounty(portal, 3)
    const group = countyFacts(3).parties.find(({ organisationCode }) => organisationCode === 'Y9G')!
    const send = (text: string) => callRoute(portal, saveParty, {
      as: lead, path: '/x', params: { ref: PROJECT, code: 'Y9G' },
      form: { factsVersion: String(factsVersion), role: group.role, does: group.does, contactName: group.contactName, contactJobTitle: group.contactJobTitle, contactEmail: group.contactEmail, members: text },
    })
    const unknown = await send(`${practiceOf(0).code}\nZZZZ9,Nowhere`)
    expect(unknown).toMatchObject({ status: 400, data: { problems: [{ message: expect.stringContaining('ZZZZ9') as string }], typed: { members: expect.stringMatching(/^Y90001\r?\nZZZZ9,Nowhere$/) as string } } })
    expect((await send(`code,name\n${practiceOf(0).code},Whatever it was called\n${practiceOf(1).code}\n${OTHER_PRACTICE.code.toLowerCase()}`)).status).toBe(302)
    expect((await lines(lead)).map(({ code }) => code)).toEqual([practiceOf(0).code, practiceOf(1).code, OTHER_PRACTICE.code])
  })
})

describe('a schedule of its own', () => {
  const sign = (who: StaffActor, form: Record<string, string | string[]> = {}) => callRoute(portal, signOne, {
    as: who, path: '/x', params: { ...params, version: 'v1' }, form: { agree: 'yes', fullName: who.name, password: SIGNING_PASSWORD, ...form },
  })
  const change = (who: StaffActor, form: Record<string, string> = {}) => callRoute(portal, changeSchedule, { as: who, path: '/x', params, form: { agree: 'yes', fullName: who.name, password: SIGNING_PASSWORD, ...form } })
  const hashOf = async (who: StaffActor, number = 1) => (await readPaper(contextOf(portal, who), COUNTY_PROTOCOL, number))!.contentHash
  const begins = { 'startsOn.day': '1', 'startsOn.month': '9', 'startsOn.year': '2026' }

  test('is signed with the paper, stands in it, in the list and in the file, and in the audit', async () => {
    const { guardian, siro, lead } = await givenCounty(portal, 2)
    await signAll(siro)
    const contentHash = await hashOf(guardian)
    expect((await sign(guardian, { contentHash, ...begins, optOutContact: 'Reception, 01632 960001', note: 'Agreed by the partners' })).status).toBe(302)
    expect(await disclosers()).toBe('flow-left-out')
    const kept = await portal.owner`select schedule, schedule_hash from signature_schedules`
    const schedule = { flowsLeftOut: [], startsOn: '2026-09-01', optOutContact: 'Reception, 01632 960001', note: 'Agreed by the partners' } as const
    expect(kept).toEqual([{ schedule, schedule_hash: sha256Hex(scheduleText(schedule, { organisationCode: practiceOf(0).code, contentHash })) }])
    const paper = (await readPaper(contextOf(portal, lead), COUNTY_PROTOCOL, 1))!
    expect(JSON.stringify(endMatter(paper))).toContain('Begins on 1 September 2026')
    expect(JSON.stringify((await callRoute(portal, members, { as: lead, path: '/x', params })).data)).toContain('Reception, 01632 960001')
    const csv = String((await callRoute(portal, membersCsv, { as: lead, path: '/x', params })).data)
    expect(csv).toContain(`,2026-09-01,"Reception, 01632 960001",Agreed by the partners,${kept[0]!.schedule_hash as string}`)
    expect(await portal.owner`select data::jsonb ->> 'startsOn' as day from audit_entries where kind = 'schedule-signed'`).toEqual([{ day: '2026-09-01' }])
    expect((await makeDocumentPdf(paper)).length).toBeGreaterThan(10_000)
  })

  test('is refused where it would widen, leave all out, or is of a flow that is not the practice’s; what was typed is kept, and nothing is signed', async () => {
    const { guardian } = await givenCounty(portal, 2)
    const contentHash = await hashOf(guardian)
    const early = await sign(guardian, { contentHash, 'startsOn.day': '1', 'startsOn.month': '1', 'startsOn.year': '2026', note: 'Kept' })
    expect(early).toMatchObject({ status: 400, data: { problems: [{ field: 'startsOn' }], typed: { note: 'Kept' } } })
    expect(JSON.stringify(early.data)).not.toContain(SIGNING_PASSWORD)
    expect(await sign(guardian, { contentHash, leavesOut: 'no-such-flow' })).toMatchObject({ status: 400, data: { problems: [{ field: 'leavesOut' }] } })
    expect(await sign(guardian, { contentHash, leavesOut: countyFacts(1).flows.map(({ ref }) => ref) })).toMatchObject({ status: 400, data: { problems: [{ field: 'leavesOut' }] } })
    expect(await portal.owner`select 1 from signatures`).toHaveLength(0)
  })

  test('can be changed by whoever signs, from then on; a signature of a newer version keeps it, in one sitting too', async () => {
    const { guardian, siro, lead, factsVersion } = await givenCounty(portal, 2)
    await signAll(siro)
    expect((await change(guardian, begins)).status).toBe(409)
    await sign(guardian, { contentHash: await hashOf(guardian), ...begins })
    portal.now = new Date(portal.now.getTime() + 1000)
    expect((await change(guardian, begins)).status).toBe(400)
    expect((await change(guardian, { password: 'wrong' })).status).toBe(400)
    expect((await change(await givenStaff(portal, 'practice-manager', practiceOf(0)))).status).toBe(403)
    expect((await change(await givenStaff(portal, 'caldicott-guardian', OTHER_PRACTICE))).status).toBe(404)
    expect((await change(guardian)).location).toBe(`/documents/${COUNTY_PROTOCOL}/schedule?done=changed`)
    expect(await disclosers()).toEqual([practiceOf(0).code])
    portal.now = new Date(portal.now.getTime() + 1000)
    await change(guardian, begins)
    expect(await disclosers()).toBe('flow-left-out')
    const facts = countyFacts(2)
    await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion, edit: { section: 'safeguards', value: { ...facts.safeguards!, retentionMonths: 61 } } })
    expect(await papersFor(guardian)).toMatchObject([{ lastSigned: { schedule: expect.stringContaining('1 September 2026') as string } }])
    await signAll(siro)
    await signAll(guardian)
    expect(await disclosers()).toBe('flow-left-out')
    expect((await callRoute(portal, schedulePage, { as: guardian, path: '/x', params })).data).toMatchObject({ schedule: { startsOn: '2026-09-01' } })
    expect((await callRoute(portal, schedulePage, { as: await givenStaff(portal, 'caldicott-guardian', OTHER_PRACTICE), path: '/x', params })).status).toBe(404)
  })
})

describe('what a member says', () => {
  const tell = (who: StaffActor, form: Record<string, string>) => callRoute(portal, say, { as: who, path: '/x', params, form: { password: SIGNING_PASSWORD, reason: 'We have thought about it', ...form } })
  const lastDay = { 'lastDay.day': '20', 'lastDay.month': '6', 'lastDay.year': '2026' }

  test('declines, signs after all, gives notice, leaves when it is over, and comes back', async () => {
    const { guardian, siro } = await givenCounty(portal, 2)
    await signAll(siro)
    const state = async () => (await lines(guardian))[0]!.state
    expect((await tell(guardian, { say: 'declined' })).location).toBe(`/documents/${COUNTY_PROTOCOL}/members?done=declined`)
    expect(await state()).toBe('declined')
    expect((await tell(guardian, { say: 'declined' })).status).toBe(409)
    portal.now = new Date(portal.now.getTime() + 1000)
    const { contentHash } = (await readPaper(contextOf(portal, guardian), COUNTY_PROTOCOL, 1))!
    expect((await signAll(guardian, { chosen: `${COUNTY_PROTOCOL} 1 ${contentHash}` })).status).toBe(302)
    expect(await disclosers()).toEqual([practiceOf(0).code])
    expect((await tell(guardian, { say: 'left', 'lastDay.day': '1', 'lastDay.month': '6', 'lastDay.year': '2026' })).status).toBe(400)
    expect((await tell(guardian, { say: 'left', ...lastDay })).status).toBe(302)
    expect(await state()).toBe('leaving')
    portal.now = new Date('2026-06-20T22:59:59Z')
    expect(await disclosers()).toEqual([practiceOf(0).code])
    portal.now = new Date('2026-06-20T23:00:00Z')
    expect(await disclosers()).toBe('no-member-signed')
    expect((await tell(guardian, { say: 'returned' })).status).toBe(302)
    expect(await state()).toBe('signed')
    expect(await portal.owner`select kind from audit_entries where kind like 'member-%' order by seq`).toMatchObject([{ kind: 'member-declined' }, { kind: 'member-left' }, { kind: 'member-returned' }])
  })

  test('is refused with a wrong password, to a role that does not sign, and to whoever is no member', async () => {
    const { guardian, siro } = await givenCounty(portal, 2)
    expect((await tell(guardian, { say: 'declined', password: 'wrong' })).status).toBe(400)
    expect((await tell(siro, { say: 'declined' })).status).toBe(403)
    expect((await callRoute(portal, membership, { as: siro, path: '/x', params })).status).toBe(404)
    expect((await tell(await givenStaff(portal, 'practice-manager', practiceOf(0)), { say: 'declined' })).status).toBe(403)
    expect((await tell(guardian, { say: 'left', ...lastDay })).status).toBe(409)
    expect(await portal.owner`select 1 from member_acts`).toHaveLength(0)
  })
})

describe('whoever drafts', () => {
  const run = (who: StaffActor, form: Record<string, string>) => callRoute(portal, manage, { as: who, path: '/x', params, form })
  const merger = { code: practiceOf(0).code, successorCode: practiceOf(1).code, 'from.day': '16', 'from.month': '6', 'from.year': '2026', reason: 'A letter of the board' }

  test('records a merger once, between members alone', async () => {
    const { lead, guardian, siro } = await givenCounty(portal, 3)
    await signAll(siro)
    await signAll(guardian)
    expect((await run(lead, { ...merger, successorCode: 'ZZZ' })).status).toBe(400)
    expect((await run(lead, merger)).location).toBe(`/documents/${COUNTY_PROTOCOL}/members?done=merged`)
    expect((await run(lead, merger)).status).toBe(409)
    expect((await run(guardian, merger)).status).toBe(403)
    // The action asks who it is by itself too, whatever calls it.
    expect(await recordMerger(contextOf(portal, siro), COUNTY_PROTOCOL, { code: merger.code, successorCode: merger.successorCode, from: '2026-06-16', reason: 'A letter' })).toMatchObject({ ok: false, refusal: { kind: 'not-the-drafter' } })
    portal.now = new Date('2026-06-16T09:00:00Z')
    expect(await disclosers()).toEqual([practiceOf(0).code])
    const successor = await givenGuardian(1)
    await signAll(successor)
    expect(await disclosers()).toEqual([practiceOf(1).code])
  })

  test('reminds those who wait, and each no more than once a day', async () => {
    const { lead, guardian } = await givenCounty(portal, 3)
    await givenGuardian(1)
    expect((await run(lead, { do: 'chase' })).location).toContain('done=chased')
    expect(await portal.owner`select organisation_code, message from mails order by organisation_code`).toEqual([
      { organisation_code: practiceOf(0).code, message: 'signature-wanted' }, { organisation_code: practiceOf(1).code, message: 'signature-wanted' },
    ])
    expect((await run(lead, { do: 'chase' })).location).toContain('done=nobody-chased')
    portal.now = new Date(portal.now.getTime() + 86_400_001)
    await signAll(guardian)
    expect((await run(lead, { do: 'chase' })).location).toContain('done=chased')
    expect(await portal.owner`select 1 from mails`).toHaveLength(3)
  })

  test('finds members by where they stand and by name, page by page, and as CSV', async () => {
    const { lead, guardian } = await givenCounty(portal, 120)
    await signAll(guardian)
    expect(await lines(lead)).toHaveLength(50)
    expect(await lines(lead, '?page=3')).toHaveLength(20)
    expect(await lines(lead, '?state=signed')).toMatchObject([{ code: practiceOf(0).code }])
    expect(await lines(lead, '?find=number%2077')).toMatchObject([{ code: practiceOf(77).code }])
    const csv = String((await callRoute(portal, membersCsv, { as: lead, path: `/documents/${COUNTY_PROTOCOL}/members.csv`, params })).data).trimEnd().split('\r\n')
    expect(csv).toHaveLength(121)
    expect(csv[1]).toMatch(new RegExp(`^${practiceOf(0).code},Test Lane Surgery,Practices of Testborough,Signed,yes,2026-`))
  })
})

describe('five hundred practices', () => {
  const PAGES: Record<string, readonly [Parameters<typeof callRoute>[1], string, Record<string, string>]> = {
    projects: [projectsPage, '/projects', {}], project: [project, `/projects/${PROJECT}`, { ref: PROJECT }], facts: [factsPage, '/x', { ref: PROJECT }], check: [factsCheck, '/x', { ref: PROJECT }],
    documents: [documentsPage, '/x', { ref: PROJECT }], version: [version, '/x', { ...params, version: 'v1' }], sign: [signPage, '/x', { ...params, version: 'v1' }], members: [members, '/x', params],
    approvals: [approvals, '/x', { ref: PROJECT }], agreements: [agreements, '/x', {}],
  }
  async function queriesOf(count: number): Promise<Record<string, number>> {
    const cast = await givenCounty(portal, count)
    const queries: Record<string, number> = {}
    for (const [name, [loader, path, given]] of Object.entries(PAGES)) {
      const as = name === 'sign' || name === 'agreements' ? cast.guardian : cast.lead
      await callRoute(portal, loader, { as, path, params: given })
      const counted = await countQueries(portal.runtime.db, () => callRoute(portal, loader, { as, path, params: given }))
      expect([name, counted.value.status]).toEqual([name, 200])
      queries[name] = counted.queries
    }
    return queries
  }

  test('ask the database no more than five do, on any page', async () => {
    const few = await queriesOf(5)
    await sweep(portal.owner)
    expect(await queriesOf(500)).toEqual(few)
    expect(Math.min(...Object.values(few))).toBeGreaterThan(0)
  })

  test('stand in one schedule of the paper’s file, and not in its words', async () => {
    const { lead } = await givenCounty(portal, 500)
    const paper = (await readPaper(contextOf(portal, lead), COUNTY_PROTOCOL, 1))!
    expect(paper.content).not.toContain(practiceOf(300).name)
    expect(paper.content).toContain('schedule of members')
    expect(paper.signing.find(({ group }) => group)?.group?.members).toHaveLength(500)
    expect((await makeDocumentPdf(paper)).length).toBeGreaterThan(10_000)
  })
})
