import { randomUUID } from 'node:crypto'
import { change } from '#app/audit/change.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { fingerprintOf, newSealKey, pemOf, readGivenSealKey, sealPdf, type SealKey } from '#app/platform/pdf-seal.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { makeDocumentPdf, type PaperToDraw } from './document-pdf.server.ts'
import { sealInUseAt, sealReason } from './paper-seal.rules.ts'
import { addSeal, holdSeals, listSeals, type PaperSealRow } from './paper-seals.store.server.ts'

/** The file of a paper. One that somebody has signed carries the portal's digital signature; the same signatures, the same bytes. */
export async function makePaperPdf(runtime: Runtime, paper: PaperToDraw): Promise<Buffer> {
  const signed = paper.signing.flatMap(({ signer }) => (signer ? [signer.signedAt.getTime()] : []))
  if (signed.length === 0) return makeDocumentPdf(paper)
  const at = new Date(Math.max(...signed))
  const key = await sealKeyAt(runtime, at)
  return sealPdf(await makeDocumentPdf(paper, { reason: sealReason(paper), name: `Concordat at ${new URL(runtime.publicUrl).host}`, at }), key)
}

/** Every certificate that papers were signed with, as PEM, the one in use last. */
export async function readPaperCertificates(runtime: Runtime): Promise<string> {
  return (await sealsWithCurrent(runtime)).map(({ certificate }) => pemOf(certificate)).join('')
}

async function sealKeyAt(runtime: Runtime, at: Date): Promise<SealKey> {
  const seals = await sealsWithCurrent(runtime)
  const given = givenKey(runtime)
  const chosen = sealInUseAt(seals, at) as PaperSealRow
  const newest = seals.at(-1) as PaperSealRow
  return openKey(runtime, chosen, given) ?? given ?? (openKey(runtime, newest, null) as SealKey)
}

function openKey(runtime: Runtime, row: PaperSealRow, given: SealKey | null): SealKey | null {
  if (given && fingerprintOf(given.certificate) === row.fingerprint) return given
  return row.keySealed ? { certificate: row.certificate, chain: [], privateKey: runtime.secrets.openBytes('paper-seal', row.keySealed) } : null
}

function givenKey({ env }: Runtime): SealKey | null {
  const given = readGivenSealKey(env.PAPER_SEAL_KEY, env.PAPER_SEAL_CERTIFICATE)
  return typeof given === 'string' ? null : given
}

/** Every seal there was, the one in use last: that of the settings, or one that the portal makes for itself when it first needs one. */
async function sealsWithCurrent(runtime: Runtime): Promise<readonly PaperSealRow[]> {
  const given = givenKey(runtime)
  const fingerprint = given && fingerprintOf(given.certificate)
  const isInUse = (seals: readonly PaperSealRow[]) =>
    fingerprint ? seals.some((seal) => seal.fingerprint === fingerprint) : (seals.at(-1)?.keySealed ?? null) !== null
  const seals = await listSeals(runtime.db)
  if (isInUse(seals)) return seals
  const now = runtime.clock()
  const key = given ?? (await newSealKey(`Concordat at ${new URL(runtime.publicUrl).host}`, now))
  return change({ runtime, actor: systemActor('paper-seals'), now, requestId: randomUUID() }, async (tx, record) => {
    await holdSeals(tx)
    const before = await listSeals(tx)
    if (isInUse(before)) return before
    const row: PaperSealRow = {
      id: randomUUID(), fingerprint: fingerprintOf(key.certificate), certificate: Buffer.from(key.certificate),
      keySealed: given ? null : runtime.secrets.sealBytes('paper-seal', key.privateKey), usedFrom: now,
    }
    await addSeal(tx, row)
    record({ kind: 'paper-seal-begun', data: { certificate: row.fingerprint } })
    return [...before, row]
  })
}
