import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, verify, X509Certificate } from 'node:crypto'
import { fromBER, OctetString, type Sequence, type Set as AsnSet } from 'asn1js'
import fc from 'fast-check'
import PDFDocument from 'pdfkit'
import { ContentInfo, EncapsulatedContentInfo, SignedData } from 'pkijs'
import { describe, expect, test } from 'vitest'
import { addSealPlace, fingerprintOf, newSealKey, pemOf, readGivenSealKey, readSeal, sealPdf, type SealKey } from '#app/platform/pdf-seal.server.ts'

const AT = new Date('2026-11-02T10:00:00Z')
const key = await newSealKey('Concordat at localhost', new Date('2026-11-01T00:00:00Z'))
const other = await newSealKey('Concordat at localhost', new Date('2026-11-01T00:00:00Z'))

async function aFile(words = 'What was agreed', withPlace = true): Promise<Buffer> {
  const doc = new PDFDocument({ bufferPages: true, info: { CreationDate: AT } as never })
  const chunks: Buffer[] = []
  const finished = new Promise<void>((resolve) => { doc.on('end', () => resolve()) })
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  doc.text(words).addPage().text('Its second page')
  if (withPlace) addSealPlace(doc, { reason: 'a paper (its second) version 2', name: 'Concordat at localhost', at: AT })
  doc.end()
  await finished
  return Buffer.concat(chunks)
}
const sealed = await sealPdf(await aFile(), key)

describe('a sealed PDF', () => {
  test('says what was sealed, when and with which certificate', async () => {
    expect(await readSeal(sealed)).toEqual({ fingerprint: fingerprintOf(key.certificate), reason: 'a paper (its second) version 2', at: AT })
  })

  test('is the same bytes when it is made again, and others under another key', async () => {
    expect((await sealPdf(await aFile(), key)).equals(sealed)).toBe(true)
    expect((await sealPdf(await aFile(), other)).equals(sealed)).toBe(false)
  })

  test('is found out when any one byte is changed, or anything is added or cut off', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), async (place, flip) => {
      const changed = Buffer.from(sealed)
      changed[place] = (changed[place] as number) ^ flip
      const seal = await readSeal(changed)
      // The signature's own digits may be written in capitals, and what fills its place up may be anything: neither says anything.
      const [range] = /\/ByteRange \[0 (\d+) (\d+)/.exec(sealed.toString('latin1'))!.slice(1).map(Number).map((from) => [from])
      if (place < range![0]! || typeof seal === 'string') expect(typeof seal).toBe('string')
      else expect(seal).toEqual(await readSeal(sealed))
    }), { numRuns: 300 })
    expect(await readSeal(Buffer.concat([sealed, Buffer.from('\n% more')]))).toBe('added-to')
    expect(await readSeal(sealed.subarray(0, sealed.length - 5))).toBe('added-to')
    expect(await readSeal(Buffer.concat([sealed, sealed]))).toBe('several-seals')
  })

  test('is not made of a signature over other words', async () => {
    const theirs = await sealPdf(await aFile('What was not agreed'), key)
    const contents = (file: Buffer) => /\/Contents <([0-9a-f]+)>/.exec(file.toString('latin1'))![1]!
    const forged = Buffer.from(theirs.toString('latin1').replace(contents(theirs), contents(sealed)), 'latin1')
    expect(await readSeal(forged)).toBe('seal-wrong')
  })

  test('is not made of a signature that brings along the words that it is over', async () => {
    const [, first, second] = /\/ByteRange \[0 (\d+) (\d+)/.exec(sealed.toString('latin1'))!.map(Number) as [number, number, number]
    const cms = Buffer.from(sealed.subarray(first + 1, second - 1).toString('latin1'), 'hex')
    const signed = new SignedData({ schema: new ContentInfo({ schema: fromBER(new Uint8Array(cms).buffer).result }).content })
    const covered = Buffer.concat([sealed.subarray(0, first), sealed.subarray(second)])
    signed.encapContentInfo = new EncapsulatedContentInfo({ eContentType: signed.encapContentInfo.eContentType, eContent: new OctetString({ valueHex: new Uint8Array(covered).buffer }) })
    const forged = Buffer.from(new ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: signed.toSchema(true) }).toSchema().toBER(false)).toString('hex')
    const theirs = (await sealPdf(await aFile('What was not agreed'), key)).toString('latin1')
    const [range] = /\/ByteRange \[[^\]]*\] */.exec(theirs)!
    const [, begin, end] = /\[0 (\d+) (\d+)/.exec(range)!.map(Number) as [number, number, number]
    const after = begin + forged.length + 2
    const whole = `${theirs.slice(0, begin)}<${forged}>${theirs.slice(end)}`
    const file = whole.replace(range, `/ByteRange [0 ${begin} ${after} ${whole.length - after}]`.padEnd(range.length))
    expect(file.length).toBe(whole.length)
    expect(await readSeal(Buffer.from(file, 'latin1'))).toBe('seal-wrong')
  })

  test.each([
    ['not-a-pdf', () => Buffer.from('<html>')],
    ['not-a-pdf', () => Buffer.alloc(0)],
    ['no-seal', () => aFile('Not signed', false)],
    ['no-seal', () => aFile()],
  ] as const)('nothing else is: %s', async (fault, file) => {
    expect(await readSeal(await file())).toBe(fault)
  })

  test('is signed as PAdES baseline asks, by a check of its own', () => {
    const text = sealed.toString('latin1')
    expect(text).toContain('/SubFilter /ETSI.CAdES.detached')
    const [, first, second, rest] = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(text)!.map(Number) as [number, number, number, number]
    expect(second + rest).toBe(sealed.length)
    const cms = Buffer.from(text.slice(first + 1, second - 1), 'hex')
    const content = (fromBER(new Uint8Array(cms).buffer).result as Sequence).valueBlock.value[1] as Sequence
    const signedData = content.valueBlock.value[0] as Sequence
    const signerInfo = (signedData.valueBlock.value.at(-1) as AsnSet).valueBlock.value[0] as Sequence
    const attributes = signerInfo.valueBlock.value.find((part) => part.idBlock.tagClass === 3 && part.idBlock.tagNumber === 0) as AsnSet
    const types = attributes.valueBlock.value.map((attribute) => String((attribute as Sequence).valueBlock.value[0]?.toString()))
    expect(types.map((type) => type.replace(/^.* : /, '')).sort()).toEqual(['1.2.840.113549.1.9.16.2.47', '1.2.840.113549.1.9.3', '1.2.840.113549.1.9.4'])
    const signature = (signerInfo.valueBlock.value.at(-1) as OctetString).valueBlock.valueHexView
    // The attributes are signed as a set, whose first byte is 31 instead of the tag it stands under.
    const signedBytes = Buffer.from(attributes.valueBeforeDecodeView)
    signedBytes[0] = 0x31
    expect(verify('sha256', signedBytes, new X509Certificate(key.certificate).publicKey, signature)).toBe(true)
    const covered = Buffer.concat([sealed.subarray(0, first), sealed.subarray(second)])
    expect(signedBytes.includes(createHash('sha256').update(covered).digest())).toBe(true)
    expect(signedBytes.includes(createHash('sha256').update(key.certificate).digest())).toBe(true)
  })
})

describe('the certificate', () => {
  test('vouches for itself, for signing papers, for ten years', () => {
    const certificate = new X509Certificate(key.certificate)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.checkPrivateKey(createPrivateKey({ key: Buffer.from(key.privateKey), format: 'der', type: 'pkcs8' }))).toBe(true)
    expect(certificate.subject).toBe('CN=Concordat at localhost')
    expect([new Date(certificate.validFrom), new Date(certificate.validTo)]).toEqual([new Date('2026-11-01T00:00:00Z'), new Date('2036-11-01T00:00:00Z')])
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.36'])
    expect(certificate.ca).toBe(false)
  })

  test('may be given with its key instead', async () => {
    const pem = (bytes: SealKey) => createPrivateKey({ key: Buffer.from(bytes.privateKey), format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' }) as string
    const given = readGivenSealKey(pem(key).replaceAll('\n', '\\n'), `${pemOf(key.certificate)}${pemOf(other.certificate)}`)
    if (given === null || typeof given === 'string') throw new Error(String(given))
    expect(fingerprintOf(given.certificate)).toBe(fingerprintOf(key.certificate))
    expect(given.chain.map(fingerprintOf)).toEqual([fingerprintOf(other.certificate)])
    expect(await readSeal(await sealPdf(await aFile(), given))).toMatchObject({ fingerprint: fingerprintOf(key.certificate) })
    const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
    expect(readGivenSealKey(undefined, undefined)).toBeNull()
    expect(readGivenSealKey(pem(key), undefined)).toMatch(/set both, or neither/)
    expect(readGivenSealKey(ed25519, pemOf(key.certificate))).toMatch(/not a private RSA key/)
    expect(readGivenSealKey(pem(other), pemOf(key.certificate))).toMatch(/is not that of PAPER_SEAL_KEY/)
    expect(readGivenSealKey('rubbish', pemOf(key.certificate))).toMatch(/cannot be read/)
    expect(createPublicKey(pem(key)).asymmetricKeyDetails?.modulusLength).toBe(3072)
  })
})
