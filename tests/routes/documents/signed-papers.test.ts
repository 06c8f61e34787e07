import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readDocumentPage, readPaper } from '#app/documents/read-document.server.ts'
import { makePaperPdf } from '#app/documents/seal-papers.server.ts'
import { signDocument } from '#app/documents/sign-document.server.ts'
import type { PaperVerdict } from '#app/documents/examine-paper.server.ts'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { fingerprintOf, newSealKey, pemOf, readSeal, sealPdf } from '#app/platform/pdf-seal.server.ts'
import { loader as pdf } from '#app/routes/documents.$ref.$version.pdf.ts'
import { loader as certificates } from '#app/routes/verify_.certificates[.]pem.ts'
import { action as check } from '#app/routes/verify_.paper.tsx'
import { someFacts } from '#tests/factories/facts.ts'
import { givenCast, givenDrafted, PROJECT, SIGNING_PASSWORD } from '#tests/factories/projects.ts'
import { contextOf } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const ref = `${PROJECT}-protocol`

async function givenSigned() {
  const cast = await givenCast(portal)
  const factsVersion = await givenDrafted(portal, cast.lead)
  await sign(cast.guardian)
  return { ...cast, factsVersion }
}
async function sign(who: StaffActor) {
  const page = await readDocumentPage(contextOf(portal, who), ref, 1)
  expect(await signDocument(contextOf(portal, who), { documentRef: ref, number: 1, contentHash: page?.paper.contentHash ?? '', fullName: who.name, password: SIGNING_PASSWORD })).toEqual({ ok: true, value: null })
}
async function fileFor(who: StaffActor): Promise<Buffer> {
  const paper = await readPaper(contextOf(portal, who), ref, 1)
  return makePaperPdf(portal.runtime, paper!)
}
const send = async (file: Buffer | null) => {
  const form = new FormData()
  if (file) form.set('file', new File([new Uint8Array(file)], 'protocol.pdf', { type: 'application/pdf' }))
  const answer = await callRoute(portal, check as never, { path: '/verify/paper', form })
  return { status: answer.status, ...(answer.data as { problems: { field: string; message: string }[]; verdict: PaperVerdict | null }) }
}

describe('the file of a paper', () => {
  test('carries no signature of the portal before somebody has signed, and the same one whenever it is made after', async () => {
    const { lead, guardian, siro } = await givenCast(portal)
    await givenDrafted(portal, lead)
    expect(await readSeal(await fileFor(lead))).toBe('no-seal')
    await sign(guardian)
    const first = await fileFor(lead)
    expect(first.equals(await fileFor(siro))).toBe(true)
    expect(await readSeal(first)).toMatchObject({ at: portal.now })
    await sign(siro)
    expect((await fileFor(lead)).equals(first)).toBe(false)
    const given = await callRoute(portal, pdf, { as: lead, path: `/documents/${ref}/v1/pdf`, params: { ref, version: 'v1' } })
    expect(String(given.data)).toContain('/SubFilter /ETSI.CAdES.detached')
    expect(await portal.owner`select kind, actor from audit_entries where kind = 'paper-seal-begun'`).toMatchObject([{ actor: 'system:paper-seals' }])
  })

  test('is sealed with one certificate, however many ask for it first at once', async () => {
    const { lead } = await givenSigned()
    const files = await Promise.all([fileFor(lead), fileFor(lead), fileFor(lead)])
    expect(new Set(files.map((file) => file.toString('latin1'))).size).toBe(1)
    expect(await portal.owner`select count(*)::int as seals from paper_seals`).toMatchObject([{ seals: 1 }])
  })
})

describe('the page where anyone checks a signed paper', () => {
  test('says that it is exactly what was signed, and whether there is a newer version', async () => {
    const { lead, factsVersion } = await givenSigned()
    const file = await fileFor(lead)
    expect(await send(file)).toMatchObject({ status: 200, problems: [], verdict: { holds: true, documentRef: ref, number: 1, isNewest: true, sealedAt: portal.now.toISOString() } })
    const facts = someFacts()
    await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion, edit: { section: 'safeguards', value: { ...facts.safeguards!, retentionMonths: 61 } } })
    expect(await send(file)).toMatchObject({ verdict: { holds: true, isNewest: false } })
  })

  test('says what does not hold', async () => {
    const { lead } = await givenSigned()
    const file = await fileFor(lead)
    const faultOf = async (given: Buffer) => (await send(given)).verdict
    const changed = Buffer.from(file)
    changed[file.length - 100] = (changed[file.length - 100] as number) ^ 1
    expect(await faultOf(changed)).toEqual({ holds: false, fault: 'seal-wrong' })
    expect(await faultOf(Buffer.concat([file, Buffer.from('more')]))).toEqual({ holds: false, fault: 'added-to' })
    expect(await faultOf(Buffer.from('plain words'))).toEqual({ holds: false, fault: 'not-a-pdf' })
    const place = /<[0-9a-f]{1000,}>/.exec(file.toString('latin1'))![0]
    const unsealed = Buffer.from(file.toString('latin1').replace(place, `<${'0'.repeat(place.length - 2)}>`).replace(/\/ByteRange \[[^\]]+\] */, (range) => '/ByteRange [0 /********** /********** /**********]'.padEnd(range.length)), 'latin1')
    const stranger = await newSealKey('Somebody else', portal.now)
    expect(await faultOf(await sealPdf(unsealed, stranger))).toEqual({ holds: false, fault: 'not-ours' })
    await portal.owner`delete from signatures`
    await portal.owner`update document_versions set content_hash = ${'0'.repeat(64)}`
    expect(await faultOf(file)).toEqual({ holds: false, fault: 'not-kept' })
  })

  test('asks for a file where none was given, and says when one is too large', async () => {
    expect(await send(null)).toMatchObject({ status: 400, problems: [{ field: 'file', message: 'Choose a PDF file' }] })
    expect(await send(Buffer.alloc(21 * 1024 * 1024))).toMatchObject({ status: 413 })
  })

  test('gives the certificate that the paper is signed with', async () => {
    const { lead } = await givenSigned()
    const seal = await readSeal(await fileFor(lead))
    const answer = await callRoute(portal, certificates, { path: '/verify/certificates.pem' })
    const pem = String(answer.data)
    const certificate = new X509Certificate(pem)
    expect(seal).toMatchObject({ fingerprint: fingerprintOf(new Uint8Array(certificate.raw)) })
    expect(pem).toBe(pemOf(new Uint8Array(certificate.raw)))
  })
})
