import { describe, expect, test } from 'vitest'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import { endProject } from '#app/projects/end-project.server.ts'
import { makeProject } from '#app/projects/make-project.server.ts'
import { listProjects, readProject } from '#app/projects/read-project.server.ts'
import { verifyAudit } from '#app/audit/verify-audit.server.ts'
import type { FactEdit } from '#app/projects/project.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { givenCast, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const facts = someFacts()
const safeguards = (retentionMonths: number): FactEdit => ({ section: 'safeguards', value: { ...facts.safeguards!, retentionMonths } })
const telling = (replyDays: number): FactEdit => ({ section: 'telling-people', value: { ...facts.tellingPeople!, replyDays } })

describe('a project', () => {
  test('is read by its drafter and its parties, and by nobody else', async () => {
    const { lead, guardian } = await givenCast(portal)
    await givenProject(portal, lead)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect(await readProject(contextOf(portal, lead), PROJECT)).toMatchObject({ ref: PROJECT, isDrafter: true, facts })
    expect(await readProject(contextOf(portal, guardian), PROJECT)).toMatchObject({ ref: PROJECT, isDrafter: false })
    expect(await readProject(contextOf(portal, stranger), PROJECT)).toBeNull()
    expect(await listProjects(contextOf(portal, stranger))).toEqual([])
    expect(await listProjects(contextOf(portal, guardian))).toHaveLength(1)
  })

  test('is not there for an organisation before it is named a party, nor after it was taken out', async () => {
    const { lead, guardian } = await givenCast(portal)
    const version = await givenProject(portal, lead, someFacts({ flows: [], datasets: [], stages: [], officers: [] }))
    expect(await readProject(contextOf(portal, guardian), PROJECT)).not.toBeNull()
    const removed = await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion: version, edit: { section: 'parties', key: PRACTICE.code, value: null } })
    expect(removed.ok).toBe(true)
    expect(await readProject(contextOf(portal, guardian), PROJECT)).toBeNull()
    expect(await readProject(contextOf(portal, lead), PROJECT)).not.toBeNull()
  })

  test('has a reference that no other has; the same form sent twice makes one', async () => {
    const { lead } = await givenCast(portal)
    const other = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    const command = { title: 'A title', reference: 'a-project' }
    const both = await Promise.all([makeProject(contextOf(portal, lead), command), makeProject(contextOf(portal, lead), command)])
    expect(both).toEqual([{ ok: true, value: { ref: 'a-project' } }, { ok: true, value: { ref: 'a-project' } }])
    expect(await makeProject(contextOf(portal, other), command)).toMatchObject({ ok: false, refusal: { kind: 'reference-taken' } })
    expect(await portal.owner`select count(*)::int as n from audit_entries where kind = 'project-made'`).toMatchObject([{ n: 1 }])
  })

  test('ends once, by its drafter who types its reference, with an entry in the audit', async () => {
    const { lead, guardian } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const end = (typedReference: string, who = lead) => endProject(contextOf(portal, who), { ref: PROJECT, typedReference, reason: 'The pilot is over.' })
    expect(await end('oldham')).toMatchObject({ refusal: { kind: 'reference-does-not-match' } })
    expect(await end(PROJECT, { ...guardian, role: 'ig-lead' })).toMatchObject({ refusal: { kind: 'not-the-drafter' } })
    expect(await end(PROJECT)).toEqual({ ok: true, value: null })
    expect(await end(PROJECT)).toMatchObject({ refusal: { kind: 'project-ended' } })
    expect(await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion: version, edit: safeguards(9) })).toMatchObject({ refusal: { kind: 'project-ended' } })
    expect(await portal.owner`select count(*)::int as n from audit_entries where kind = 'project-ended'`).toMatchObject([{ n: 1 }])
  })
})

describe('saving facts', () => {
  const save = (lead: Parameters<typeof contextOf>[1], factsVersion: number, edit: FactEdit) =>
    saveFactsAndRedraft(contextOf(portal, lead) as never, { ref: PROJECT, factsVersion, edit })

  test('keeps every earlier state, and says in the audit what was saved', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    expect(await save(lead, version, safeguards(9))).toMatchObject({ ok: true, value: { isChanged: true, factsVersion: version + 1 } })
    const rows = await portal.owner`select version, section, facts_hash from project_facts order by version`
    expect(rows.map((row) => row.version)).toEqual(Array.from({ length: version + 1 }, (_item, index) => index + 1))
    expect(new Set(rows.map((row) => row.facts_hash)).size).toBe(rows.length)
    const [entry] = await portal.owner`select * from audit_entries order by seq desc limit 1`
    expect(entry).toMatchObject({ kind: 'facts-saved', project_ref: PROJECT, organisation_code: COUNCIL.code, data: `{"section":"safeguards","version":${version + 1}}` })
    expect(await verifyAudit(portal.runtime.db)).toMatchObject({ holds: true })
  })

  test('a save that changes nothing leaves nothing behind', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const before = await portal.owner`select count(*)::int as n from audit_entries`
    expect(await save(lead, version, safeguards(facts.safeguards!.retentionMonths))).toMatchObject({ ok: true, value: { isChanged: false, factsVersion: version } })
    expect(await portal.owner`select count(*)::int as n from audit_entries`).toEqual(before)
  })

  test('two who edit the same section: the second is told, and nothing of the first is lost', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    expect(await save(lead, version, safeguards(9))).toMatchObject({ ok: true })
    expect(await save(lead, version, safeguards(12))).toMatchObject({ ok: false, refusal: { kind: 'changed-since-read' } })
    expect((await readProject(contextOf(portal, lead), PROJECT))?.facts.safeguards?.retentionMonths).toBe(9)
    expect(await save(lead, version + 1, safeguards(12))).toMatchObject({ ok: true })
  })

  test('two who edit different sections both keep what they wrote', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const both = await Promise.all([save(lead, version, safeguards(9)), save(lead, version, telling(42))])
    expect(both.map((answer) => answer.ok)).toEqual([true, true])
    expect((await readProject(contextOf(portal, lead), PROJECT))?.facts).toMatchObject({ safeguards: { retentionMonths: 9 }, tellingPeople: { replyDays: 42 } })
  })

  test('two who save the same section at the very same moment: one wins', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const both = await Promise.all([save(lead, version, safeguards(9)), save(lead, version, safeguards(12))])
    expect(both.filter((answer) => answer.ok)).toHaveLength(1)
    expect(both.find((answer) => !answer.ok)).toMatchObject({ refusal: { kind: 'changed-since-read' } })
  })

  test('the same form sent twice is one save', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead, someFacts({ flows: [] }))
    const edit: FactEdit = { section: 'flows', key: null, value: facts.flows[0]! }
    const both = await Promise.all([save(lead, version, edit), save(lead, version, edit)])
    expect(both.every((answer) => answer.ok)).toBe(true)
    expect(await portal.owner`select count(*)::int as n from project_facts where section = 'flows'`).toMatchObject([{ n: 1 }])
  })

  test('a flow’s reference belongs to one project in the installation, even after the flow is taken out', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const other = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    const elsewhere = (factsVersion: number) => saveFactsAndRedraft(contextOf(portal, other), { ref: 'other', factsVersion, edit: { section: 'flows', key: null, value: facts.flows[0]! } })
    await makeProject(contextOf(portal, other), { title: 'Other', reference: 'other' })
    expect(await elsewhere(1)).toMatchObject({ ok: false, refusal: { kind: 'flow-reference-taken', details: { reference: 'oldham-gp-pilot-register' } } })
    await save(lead, version, { section: 'flows', key: facts.flows[0]!.ref, value: null })
    expect(await elsewhere(1)).toMatchObject({ ok: false, refusal: { kind: 'flow-reference-taken' } })
  })

  test('a party must be an organisation that the installation knows', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const edit: FactEdit = { section: 'parties', key: null, value: { ...facts.parties[0]!, organisationCode: 'NOBODY' } }
    expect(await save(lead, version, edit)).toMatchObject({ ok: false, refusal: { kind: 'organisation-unknown' } })
  })

  test('another organisation’s lead can neither change it nor learn that it is there', async () => {
    const { lead, guardian } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect(await save(stranger, version, safeguards(9))).toMatchObject({ refusal: { kind: 'not-found' } })
    expect(await save({ ...guardian, role: 'ig-lead' } as never, version, safeguards(9))).toMatchObject({ refusal: { kind: 'not-the-drafter' } })
  })
})
