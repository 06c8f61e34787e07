import { describe, expect, test } from 'vitest'
import { flowInForce } from '#app/documents/agreement.rules.ts'
import { PROTOCOL, protocolData } from '#app/documents/papers/protocol.rules.ts'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import { draftPaper, draftProtocol } from '#app/documents/draft-paper.server.ts'
import { readAgreementForFlow, readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import { readDocumentPage, readNewestNumber, readPapersOfProject } from '#app/documents/read-document.server.ts'
import { readPackPage } from '#app/documents/read-pack.server.ts'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import { signDocument } from '#app/documents/sign-document.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { renderTemplate } from '#app/platform/render-template.server.ts'
import { endProject } from '#app/projects/end-project.server.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { givenCast, givenDrafted, givenProject, PROJECT, SIGNING_PASSWORD, type Cast } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const facts = someFacts()
const DOCUMENT = `${PROJECT}-protocol`
const FLOW = facts.flows[0]!.ref

async function sign(who: StaffActor, number = 1, changes: { contentHash?: string; fullName?: string; password?: string } = {}) {
  const page = await readDocumentPage(contextOf(portal, who), DOCUMENT, number)
  return signDocument(contextOf(portal, who), {
    documentRef: DOCUMENT, number, contentHash: page?.paper.contentHash ?? '', fullName: who.name, password: SIGNING_PASSWORD, ...changes,
  })
}
const retention = (lead: StaffActor, factsVersion: number, retentionMonths: number) =>
  saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion, edit: { section: 'safeguards', value: { ...facts.safeguards!, retentionMonths } } })
const isInForce = async () => flowInForce((await readAgreementForFlow(portal.runtime.db, FLOW))!, FLOW, portal.now)

async function givenSigned(): Promise<Cast & { factsVersion: number }> {
  const cast = await givenCast(portal)
  const factsVersion = await givenDrafted(portal, cast.lead)
  expect(await sign(cast.guardian)).toEqual({ ok: true, value: null })
  expect(await sign(cast.siro)).toEqual({ ok: true, value: null })
  return { ...cast, factsVersion }
}

describe('drafting', () => {
  test('makes one immutable version whose hash is the hash of its words', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    const draft = () => draftProtocol(contextOf(portal, lead), { ref: PROJECT, factsVersion })
    const both = await Promise.all([draft(), draft()])
    expect(both).toEqual([{ ok: true, value: { documentRef: DOCUMENT, number: 1 } }, { ok: true, value: { documentRef: DOCUMENT, number: 1 } }])
    const [row] = await portal.owner`select * from document_versions`
    expect(row).toMatchObject({ number: 1, facts_version: factsVersion, facts, content_hash: sha256Hex(row!.content as string), changes: [] })
  })

  test.each([
    ['facts-incomplete', async (cast: Cast) => { const factsVersion = await givenProject(portal, cast.lead, someFacts({ flows: [] })); return draftProtocol(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion }) }],
    ['changed-since-read', async (cast: Cast) => { const factsVersion = await givenProject(portal, cast.lead); return draftProtocol(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion: factsVersion - 1 }) }],
    ['not-the-drafter', async (cast: Cast) => { const factsVersion = await givenProject(portal, cast.lead); return draftProtocol(contextOf(portal, { ...cast.guardian, role: 'ig-lead' }), { ref: PROJECT, factsVersion }) }],
    ['not-found', async (cast: Cast) => draftProtocol(contextOf(portal, cast.lead), { ref: 'nowhere', factsVersion: 1 })],
  ] as const)('is refused: %s', async (kind, attempt) => {
    expect(await attempt(await givenCast(portal))).toMatchObject({ ok: false, refusal: { kind } })
    expect(await portal.owner`select 1 from document_versions`).toEqual([])
  })
})

describe('signing', () => {
  test('by both brings the flows into force, each signature bound to the words', async () => {
    const { guardian, siro } = await givenSigned()
    expect((await isInForce()).ok).toBe(true)
    const rows = await portal.owner`select s.*, v.content_hash as words from signatures s join document_versions v on v.id = s.document_version_id order by s.organisation_code`
    expect(rows.map((row) => [row.organisation_code, row.user_id, row.content_hash === row.words])).toEqual([[PRACTICE.code, guardian.userId, true], [COUNCIL.code, siro.userId, true]].sort())
    const entries = await portal.owner`select data from audit_entries where kind = 'document-signed'`
    expect(entries).toHaveLength(2)
    expect(entries[0]!.data).toContain(rows[0]!.content_hash)
  })

  test('by one leaves the flows waiting, and says for whom', async () => {
    const { lead, guardian } = await givenCast(portal)
    await givenDrafted(portal, lead)
    await sign(guardian)
    expect(await isInForce()).toMatchObject({ refusal: { kind: 'protocol-not-signed', details: { waitingFor: COUNCIL.name } } })
  })

  test('is refused for other words, another name, a wrong password; and binds nobody then', async () => {
    const { lead, siro } = await givenCast(portal)
    await givenDrafted(portal, lead)
    expect(await sign(siro, 1, { contentHash: 'f'.repeat(64) })).toMatchObject({ refusal: { kind: 'words-changed' } })
    expect(await sign(siro, 1, { fullName: 'Somebody Else' })).toMatchObject({ refusal: { kind: 'name-does-not-match' } })
    expect(await sign(siro, 1, { password: 'wrong' })).toMatchObject({ refusal: { kind: 'password-wrong' } })
    expect(await portal.owner`select 1 from signatures`).toEqual([])
  })

  test('wrong passwords count towards the lock of the account', async () => {
    const { lead, siro } = await givenCast(portal)
    await givenDrafted(portal, lead)
    for (let tries = 0; tries < 10; tries += 1) await sign(siro, 1, { password: 'wrong' })
    expect(await sign(siro)).toMatchObject({ refusal: { kind: 'password-wrong' } })
    portal.now = new Date(portal.now.getTime() + 15 * 60_000 + 1000)
    expect(await sign(siro)).toEqual({ ok: true, value: null })
  })

  test('twice is one signature', async () => {
    const { lead, siro } = await givenCast(portal)
    await givenDrafted(portal, lead)
    const both = await Promise.all([sign(siro), sign(siro)])
    expect(both.filter((answer) => answer?.ok)).toHaveLength(1)
    expect(both.find((answer) => !answer?.ok)).toMatchObject({ refusal: { kind: 'already-signed' } })
    expect(await portal.owner`select 1 from signatures`).toHaveLength(1)
  })

  test('is not for someone who is no party, and they do not learn that the paper is there', async () => {
    const { lead } = await givenCast(portal)
    await givenDrafted(portal, lead)
    expect(await sign(await givenStaff(portal, 'siro', OTHER_PRACTICE))).toBeNull()
    expect(await readNewestNumber(contextOf(portal, await givenStaff(portal, 'siro', OTHER_PRACTICE)), DOCUMENT)).toBeNull()
  })

  test('is not for the drafter’s own organisation when it is no party, nor for another role', async () => {
    const { lead, siro } = await givenCast(portal)
    await givenDrafted(portal, lead, someFacts({ parties: facts.parties.map((party) => (party.organisationCode === COUNCIL.code ? { ...party, role: 'processor' as const } : party)) }))
    expect(await sign(siro)).toMatchObject({ refusal: { kind: 'not-a-party' } })
    expect(await sign(await givenStaff(portal, 'practice-manager', PRACTICE))).toMatchObject({ refusal: { kind: 'wrong-role' } })
  })

  test('is not for the person who drafted it', async () => {
    const { lead, siro } = await givenCast(portal)
    await givenDrafted(portal, lead)
    await portal.owner`update document_versions set made_by = ${siro.userId}`
    expect(await sign(siro)).toMatchObject({ refusal: { kind: 'author-cannot-sign' } })
  })

  test('is refused after the project’s end', async () => {
    const { lead, siro } = await givenCast(portal)
    await givenDrafted(portal, lead)
    await endProject(contextOf(portal, lead), { ref: PROJECT, typedReference: PROJECT, reason: 'Over.' })
    expect(await sign(siro)).toMatchObject({ refusal: { kind: 'project-ended' } })
    expect(await isInForce()).toMatchObject({ refusal: { kind: 'flow-ended' } })
  })
})

describe('a change of fact after both have signed', () => {
  test('makes the next version at once, out of force until both sign again; the old one says what changed', async () => {
    const { lead, guardian, siro, factsVersion } = await givenSigned()
    expect(await retention(lead, factsVersion, 12)).toMatchObject({ ok: true, value: { drafted: { documentRef: DOCUMENT, number: 2 }, isOutOfDate: false } })
    expect(await isInForce()).toMatchObject({ refusal: { kind: 'protocol-not-signed' } })
    expect(await sign(siro, 1)).toMatchObject({ refusal: { kind: 'already-signed' } })
    const old = await readDocumentPage(contextOf(portal, guardian), DOCUMENT, 1)
    expect(old?.supersededBy).toEqual({ number: 2, differences: ['Retention and security: changed (kept for)'] })
    expect(old?.paper.signing.every((line) => line.signer !== null)).toBe(true)
    expect(await sign(guardian, 2)).toEqual({ ok: true, value: null })
    expect(await sign(siro, 2)).toEqual({ ok: true, value: null })
    expect((await isInForce()).ok).toBe(true)
    const [second] = await portal.owner`select changes, content from document_versions where number = 2`
    expect(second!.changes).toEqual(['safeguards'])
    expect(second!.content).toContain('Changed: retention and security')
  })

  test('signing the version before is refused', async () => {
    const { lead, guardian } = await givenCast(portal)
    const factsVersion = await givenDrafted(portal, lead)
    const shown = await readDocumentPage(contextOf(portal, guardian), DOCUMENT, 1)
    await retention(lead, factsVersion, 12)
    expect(await sign(guardian, 1, { contentHash: shown!.paper.contentHash })).toMatchObject({ refusal: { kind: 'not-the-newest-version' } })
  })

  test('that changes nothing makes no version, and the flows stay in force', async () => {
    const { lead, factsVersion } = await givenSigned()
    expect(await retention(lead, factsVersion, facts.safeguards!.retentionMonths)).toMatchObject({ ok: true, value: { isChanged: false, drafted: null } })
    expect((await isInForce()).ok).toBe(true)
  })

  test('that leaves the facts incomplete puts the protocol out of date; completing them makes the next version', async () => {
    const { lead, siro, factsVersion } = await givenSigned()
    const remove = (ref: string, version: number) => saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion: version, edit: { section: 'flows', key: ref, value: null } })
    expect(await remove(facts.flows[0]!.ref, factsVersion)).toMatchObject({ ok: true, value: { drafted: { number: 2 } } })
    expect(await remove(facts.flows[1]!.ref, factsVersion + 1)).toMatchObject({ ok: true, value: { drafted: null, isOutOfDate: true } })
    expect(await isInForce()).toMatchObject({ refusal: { kind: 'protocol-out-of-date' } })
    expect(await sign(siro, 2)).toMatchObject({ refusal: { kind: 'facts-have-changed' } })
    const back = await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion: factsVersion + 2, edit: { section: 'flows', key: null, value: facts.flows[0]! } })
    expect(back).toMatchObject({ ok: true, value: { drafted: { number: 3 } } })
  })

  test('a signature and a change at the same moment: never a signature on words that are no longer the newest', async () => {
    const { lead, guardian } = await givenCast(portal)
    const factsVersion = await givenDrafted(portal, lead)
    const [signed, saved] = await Promise.all([sign(guardian), retention(lead, factsVersion, 12)])
    expect(saved.ok).toBe(true)
    const agreement = await readAgreementForProject(portal.runtime.db, PROJECT)
    expect(agreement?.version?.number).toBe(2)
    expect(agreement?.signatures).toEqual([])
    if (!signed?.ok) expect(['not-the-newest-version', 'facts-have-changed']).toContain(signed?.refusal.kind)
  })
})

test('a party that was taken out can still read what it signed', async () => {
  const { lead, guardian, factsVersion } = await givenSigned()
  let version = factsVersion
  const edit = async (given: Parameters<typeof saveFactsAndRedraft>[1]['edit']) => {
    const saved = await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion: version, edit: given })
    if (!saved.ok) throw new Error(saved.refusal.kind)
    version = saved.value.factsVersion
  }
  for (const flow of facts.flows) await edit({ section: 'flows', key: flow.ref, value: null })
  for (const dataset of facts.datasets) await edit({ section: 'datasets', key: dataset.id, value: null })
  await edit({ section: 'stages', all: [] })
  await edit({ section: 'officers', all: [] })
  await edit({ section: 'parties', key: PRACTICE.code, value: null })
  expect(await readDocumentPage(contextOf(portal, guardian), DOCUMENT, 1)).not.toBeNull()
  expect((await readAgreementForProject(portal.runtime.db, PROJECT))?.version?.number).toBe(2)
  await edit({ section: 'parties', key: null, value: { ...facts.parties[0]!, organisationCode: OTHER_PRACTICE.code, name: OTHER_PRACTICE.name } })
  expect(await readPapersOfProject(portal.runtime.db, PROJECT)).toMatchObject([{ number: 2 }])
})

test('nothing is known of a flow or a project that is not there', async () => {
  expect(await readAgreementForFlow(portal.runtime.db, 'nowhere')).toBeNull()
  expect(await readAgreementForProject(portal.runtime.db, 'nowhere')).toBeNull()
  expect(await readPapersOfProject(portal.runtime.db, 'nowhere')).toBeNull()
})

describe('a change of facts that the protocol does not state', () => {
  const worth = { costs: [{ what: 'An analyst', pounds: 1000, paidBy: 'the council' }], benefits: [{ what: 'Help sooner', forWhom: 'families', measure: 'weeks waited', by: 'March 2027' }] }

  test('leaves the protocol, its signatures and its flows as they are', async () => {
    const { lead, factsVersion } = await givenSigned()
    expect(await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion, edit: { section: 'worth', value: worth } }))
      .toMatchObject({ ok: true, value: { isChanged: true, drafted: null, isOutOfDate: false, factsVersion: factsVersion + 1 } })
    expect(await isInForce()).toMatchObject({ ok: true, value: { documentVersion: 1 } })
    expect(await draftProtocol(contextOf(portal, lead), { ref: PROJECT, factsVersion: factsVersion + 1 })).toMatchObject({ ok: true, value: { number: 1 } })
    expect(await portal.owner`select 1 from document_versions`).toHaveLength(1)
  })

  test('does not bring back words that the facts had left meanwhile', async () => {
    const { lead, factsVersion } = await givenSigned()
    expect(await retention(lead, factsVersion, 12)).toMatchObject({ ok: true, value: { drafted: { number: 2 } } })
    await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion: factsVersion + 1, edit: { section: 'worth', value: worth } })
    expect(await isInForce()).toMatchObject({ ok: false, refusal: { kind: 'protocol-not-signed' } })
  })
})

test('a version of an earlier template stands, signed, while it says what the facts say; drafted anew it keeps its words until someone moves it', async () => {
  const { lead, factsVersion } = await givenSigned()
  const content = renderTemplate('templates/documents/protocol/v1.hbs', protocolData({ projectRef: PROJECT, documentRef: DOCUMENT, about: '', facts, versions: [{ number: 1, day: londonDay(portal.now), changes: [] }] }), 'html')
  await portal.owner`update document_versions set template = 'templates/documents/protocol/v1.hbs', content = ${content}, content_hash = ${sha256Hex(content)}`
  await portal.owner`update signatures set content_hash = ${sha256Hex(content)}`
  const officer = { organisationCode: COUNCIL.code, post: 'dpo' as const, name: 'Ola Reed', email: 'dpo@testborough.example' }
  expect(await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion, edit: { section: 'officers', key: `${COUNCIL.code}.dpo`, value: officer } }))
    .toMatchObject({ ok: true, value: { isChanged: true, drafted: null, isOutOfDate: false } })
  expect(await isInForce()).toMatchObject({ ok: true, value: { documentVersion: 1 } })
  const here = { ref: PROJECT, factsVersion: factsVersion + 1 }
  expect(await draftProtocol(contextOf(portal, lead), here)).toMatchObject({ ok: true, value: { number: 1 } })
  expect(await draftPack(contextOf(portal, lead), here)).toMatchObject({ ok: true })
  expect(await portal.owner`select 1 from document_versions v join documents d on d.id = v.document_id where d.kind = 'protocol'`).toHaveLength(1)
  // A fact that it states makes its next version, in the words of the same template.
  expect(await retention(lead, factsVersion + 1, 12)).toMatchObject({ ok: true, value: { drafted: { number: 2 } } })
  const move = { ref: PROJECT, factsVersion: factsVersion + 2, kind: 'protocol', movesTemplate: true } as const
  expect(await draftPaper(contextOf(portal, lead), move)).toMatchObject({ ok: true, value: { number: 3 } })
  expect(await draftPaper(contextOf(portal, lead), move)).toMatchObject({ ok: true, value: { number: 3 } })
  const made = await portal.owner`select v.template, v.changes, v.content from document_versions v join documents d on d.id = v.document_id where d.kind = 'protocol' order by number`
  expect(made.map(({ template }) => template)).toEqual(['templates/documents/protocol/v1.hbs', 'templates/documents/protocol/v1.hbs', PROTOCOL.template])
  expect(made.map(({ content }) => content.includes('Ola Reed'))).toEqual([false, false, true])
  expect(made[0]!.content).toBe(content)
  expect(made[2]!.changes).toEqual([])
})

test('a paper that the facts do not call for is refused', async () => {
  const { lead } = await givenCast(portal)
  const factsVersion = await givenProject(portal, lead)
  expect(await draftPaper(contextOf(portal, lead), { ref: PROJECT, factsVersion, kind: 'protocol', about: 'something' })).toMatchObject({ ok: false, refusal: { kind: 'paper-not-needed' } })
})

test('what a paper was about can be taken away: the paper is kept as it was, and the facts are saved', async () => {
  const { lead } = await givenCast(portal)
  const terms = (processorCode: string, controllerCode: string) => ({
    processorCode, controllerCode, subject: 'match the lists', nature: 'by hand', duration: 'six months', subProcessors: 'none', place: 'England', atEnd: 'destroyed',
  })
  let factsVersion = await givenProject(portal, lead, someFacts({ processing: [terms(COUNCIL.code, PRACTICE.code), terms(PRACTICE.code, COUNCIL.code)] }))
  const drafted = await draftPack(contextOf(portal, lead), { ref: PROJECT, factsVersion })
  expect(drafted.ok && drafted.value.map((paper) => paper.documentRef).filter((ref) => ref.includes('processing-agreement'))).toHaveLength(2)
  const taken = await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion, edit: { section: 'processing', key: COUNCIL.code, value: null } })
  expect(taken).toMatchObject({ ok: true, value: { isChanged: true } })
  factsVersion += 1
  expect(await readPackPage(contextOf(portal, lead), PROJECT)).toMatchObject({
    lines: expect.arrayContaining([expect.objectContaining({ kind: 'processing-agreement', about: COUNCIL.code, isCalledFor: false, newest: expect.objectContaining({ number: 1 }) })]),
  })
  expect(await draftPack(contextOf(portal, lead), { ref: PROJECT, factsVersion })).toMatchObject({ ok: true })
})
