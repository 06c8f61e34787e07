import { createHash, createPrivateKey, generateKeyPairSync, webcrypto, X509Certificate } from 'node:crypto'
import { SignPdf } from '@signpdf/signpdf'
import { DEFAULT_BYTE_RANGE_PLACEHOLDER, Signer, SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils'
import { BitString, fromBER, Integer, ObjectIdentifier, OctetString, Sequence, Utf8String } from 'asn1js'
import {
  AlgorithmIdentifier, Attribute, AttributeTypeAndValue, BasicConstraints, Certificate, ContentInfo, CryptoEngine, EncapsulatedContentInfo, ExtKeyUsage, Extension,
  IssuerAndSerialNumber, setEngine, SignedAndUnsignedAttributes, SignedData, SignerInfo,
} from 'pkijs'
import type { SealFault } from './seal-faults.ts'

/**
 * The digital signature that a PDF carries: PAdES baseline B-B (ETSI EN 319 142-1), a detached CAdES signature with RSA and
 * SHA-256 over every byte but its own. RSA with PKCS #1 v1.5 padding, so that the same file sealed again is the same bytes.
 */
export interface SealKey {
  /** The certificate that it is checked by, in DER. */
  readonly certificate: Uint8Array
  /** Those that vouch for it, in DER, nearest first; none where it vouches for itself. */
  readonly chain: readonly Uint8Array[]
  /** PKCS #8, in DER. */
  readonly privateKey: Uint8Array
}

setEngine('concordat', new CryptoEngine({ name: 'concordat', crypto: webcrypto as unknown as Crypto }))

const OID = {
  data: '1.2.840.113549.1.7.1', signedData: '1.2.840.113549.1.7.2', contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47', commonName: '2.5.4.3',
  basicConstraints: '2.5.29.19', keyUsage: '2.5.29.15', extendedKeyUsage: '2.5.29.37', documentSigning: '1.3.6.1.5.5.7.3.36', sha256: '2.16.840.1.101.3.4.2.1',
} as const
const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
const YEARS = 10

/** A fresh key, and a certificate in which it vouches for itself from `from` for ten years (RFC 5280, RFC 9336). */
export async function newSealKey(commonName: string, from: Date): Promise<SealKey> {
  const pair = generateKeyPairSync('rsa', { modulusLength: 3072 })
  const privateKey = new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' }))
  const publicKey = await webcrypto.subtle.importKey('spki', pair.publicKey.export({ format: 'der', type: 'spki' }), ALGORITHM, true, ['verify'])
  const certificate = new Certificate()
  certificate.version = 2
  const serial = createHash('sha256').update(pair.publicKey.export({ format: 'der', type: 'spki' })).digest().subarray(0, 16)
  serial[0] = (serial[0] ?? 0) & 0x3f | 0x40
  certificate.serialNumber = new Integer({ valueHex: new Uint8Array(serial).buffer })
  for (const name of [certificate.issuer, certificate.subject]) {
    name.typesAndValues.push(new AttributeTypeAndValue({ type: OID.commonName, value: new Utf8String({ value: commonName }) as never }))
  }
  certificate.notBefore.value = from
  certificate.notAfter.value = new Date(Date.UTC(from.getUTCFullYear() + YEARS, from.getUTCMonth(), from.getUTCDate()))
  const usage = new BitString({ valueHex: new Uint8Array([0xc0]).buffer, unusedBits: 6 })
  certificate.extensions = [
    new Extension({ extnID: OID.basicConstraints, critical: true, extnValue: new BasicConstraints({ cA: false }).toSchema().toBER(false) }),
    new Extension({ extnID: OID.keyUsage, critical: true, extnValue: usage.toBER(false) }),
    new Extension({ extnID: OID.extendedKeyUsage, critical: false, extnValue: new ExtKeyUsage({ keyPurposes: [OID.documentSigning] }).toSchema().toBER(false) }),
  ]
  await certificate.subjectPublicKeyInfo.importKey(publicKey as never)
  await certificate.sign((await signingKey(privateKey)) as never, 'SHA-256')
  return { certificate: new Uint8Array(certificate.toSchema(true).toBER(false)), chain: [], privateKey }
}

/**
 * The key and certificate that an installation was given (PAPER_SEAL_KEY, PAPER_SEAL_CERTIFICATE), as PEM; null where there are
 * none, and a sentence where they are of no use.
 */
export function readGivenSealKey(key: string | undefined, certificates: string | undefined): SealKey | string | null {
  if (!key && !certificates) return null
  if (!key || !certificates) return 'PAPER_SEAL_KEY and PAPER_SEAL_CERTIFICATE go together: set both, or neither.'
  try {
    const privateKey = createPrivateKey(key.replaceAll('\\n', '\n'))
    const given = certificates.replaceAll('\\n', '\n').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
    const [own, ...chain] = given.map((pem) => new X509Certificate(pem))
    if (privateKey.asymmetricKeyType !== 'rsa' || (privateKey.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) return 'PAPER_SEAL_KEY is not a private RSA key of 2048 bits or more: it signs papers.'
    if (!own?.checkPrivateKey(privateKey)) return 'The first certificate of PAPER_SEAL_CERTIFICATE is not that of PAPER_SEAL_KEY.'
    return { certificate: new Uint8Array(own.raw), chain: chain.map(({ raw }) => new Uint8Array(raw)), privateKey: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })) }
  } catch {
    return 'PAPER_SEAL_KEY or PAPER_SEAL_CERTIFICATE cannot be read: both are PEM, the certificate of the key first.'
  }
}

/** The SHA-256 of a certificate, by which it is told from others. */
export function fingerprintOf(certificate: Uint8Array): string {
  return createHash('sha256').update(certificate).digest('hex')
}

/** Room for the signature, its certificate and a chain of some length, in bytes. */
const ROOM = 12_000

interface PdfInternals {
  ref(data: Record<string, unknown>): { end(): void }
  initForm(): void
  annotate(x: number, y: number, width: number, height: number, options: Record<string, unknown>): void
  switchToPage(page: number): void
  readonly page: { readonly annotations: readonly unknown[] }
  readonly _root: { readonly data: { readonly AcroForm: { readonly data: Record<string, unknown> & { readonly Fields: unknown[] } } } }
}

export interface SealSays {
  /** What is sealed, in words of ASCII that can be read back. */
  readonly reason: string
  readonly name: string
  readonly at: Date
}

/** Leaves a place for a signature in a PDF that is being made (pdfkit). It is not seen on any page; readers list it by its name. */
export function addSealPlace(doc: PDFKit.PDFDocument, { reason, name, at }: SealSays): void {
  const pdf = doc as unknown as PdfInternals
  const text = (value: string) => Object(value) as string
  const signature = pdf.ref({
    Type: 'Sig', Filter: 'Adobe.PPKLite', SubFilter: SUBFILTER_ETSI_CADES_DETACHED,
    ByteRange: [0, DEFAULT_BYTE_RANGE_PLACEHOLDER, DEFAULT_BYTE_RANGE_PLACEHOLDER, DEFAULT_BYTE_RANGE_PLACEHOLDER],
    Contents: Buffer.alloc(ROOM), Reason: text(reason), Name: text(name), M: at,
  })
  signature.end()
  pdf.switchToPage(0)
  pdf.initForm()
  // Hidden and locked: PDF/UA asks a field that is seen to stand in the order of reading.
  pdf.annotate(0, 0, 0, 0, { Subtype: 'Widget', FT: 'Sig', T: text('Seal'), TU: text('Digital signature of the portal'), V: signature, F: 130 })
  const form = pdf._root.data.AcroForm.data
  form.Fields.push(pdf.page.annotations.at(-1))
  form.SigFlags = 3
  // A reader that draws fields anew would change what is sealed.
  delete form.NeedAppearances
}

class PortalSigner extends Signer {
  readonly #key: SealKey
  constructor(key: SealKey) {
    super()
    this.#key = key
  }

  override async sign(covered: Buffer): Promise<Buffer> {
    const certificate = Certificate.fromBER(exactly(this.#key.certificate))
    const others = this.#key.chain.map((der) => Certificate.fromBER(exactly(der)))
    const digest = createHash('sha256').update(covered).digest()
    const attributes = [
      new Attribute({ type: OID.contentType, values: [new ObjectIdentifier({ value: OID.data })] }),
      new Attribute({ type: OID.messageDigest, values: [new OctetString({ valueHex: exactly(digest) })] }),
      // Binds the certificate itself, as CAdES asks (RFC 5035); the digest's algorithm is SHA-256 where none is named.
      new Attribute({ type: OID.signingCertificateV2, values: [new Sequence({ value: [new Sequence({ value: [new Sequence({ value: [
        new OctetString({ valueHex: exactly(createHash('sha256').update(this.#key.certificate).digest()) }),
      ] })] })] })] }),
    ]
    const signed = new SignedData({
      version: 1,
      digestAlgorithms: [new AlgorithmIdentifier({ algorithmId: OID.sha256 })],
      encapContentInfo: new EncapsulatedContentInfo({ eContentType: OID.data }),
      certificates: [certificate, ...others],
      signerInfos: [new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
      })],
    })
    await signed.sign((await signingKey(this.#key.privateKey)) as never, 0, 'SHA-256', exactly(covered))
    return Buffer.from(new ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) }).toSchema().toBER(false))
  }
}

/** Fills the place that `addSealPlace` left. The same file and key give the same bytes. */
export async function sealPdf(pdf: Buffer, key: SealKey): Promise<Buffer> {
  return new SignPdf().sign(pdf, new PortalSigner(key))
}

export interface Seal {
  /** SHA-256 of the certificate that it is sealed with; whether it is one of ours is the caller's question. */
  readonly fingerprint: string
  readonly reason: string
  /** When it says that it was sealed. */
  readonly at: Date | null
}

/**
 * What a file's seal says, when the file is byte for byte what was sealed; otherwise what about it does not hold. Nothing in
 * it is believed before the signature over every byte but its own has been checked.
 */
export async function readSeal(file: Buffer): Promise<Seal | SealFault> {
  if (file.subarray(0, 5).toString('latin1') !== '%PDF-') return 'not-a-pdf'
  const text = file.toString('latin1')
  const ranges = [...text.matchAll(/\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g)]
  const [range] = ranges
  if (!range) return 'no-seal'
  if (ranges.length > 1) return 'several-seals'
  const [begin, first, second, rest] = range.slice(1).map(Number) as [number, number, number, number]
  if (begin !== 0 || second <= first || second + rest !== file.length) return 'added-to'
  const hex = /^<([0-9a-fA-F]*)>$/.exec(text.slice(first, second))?.[1]
  if (hex === undefined) return 'seal-unreadable'
  const covered = Buffer.concat([file.subarray(0, first), file.subarray(second)])
  const fingerprint = await signerOf(Buffer.from(hex, 'hex'), covered)
  if (fingerprint === 'seal-unreadable' || fingerprint === 'seal-wrong') return fingerprint
  const signatureObject = text.slice(text.lastIndexOf(' obj', range.index), text.indexOf('endobj', range.index))
  const reason = /\/Reason \(((?:[^()\\]|\\.)*)\)/.exec(signatureObject)?.[1]?.replace(/\\(.)/g, '$1') ?? ''
  return { fingerprint, reason, at: readPdfDate(/\/M \(D:(\d{14})Z?\)/.exec(signatureObject)?.[1]) }
}

async function signerOf(cms: Buffer, covered: Buffer): Promise<string> {
  try {
    const parsed = fromBER(exactly(cms))
    if (parsed.offset === -1) return 'seal-unreadable'
    const signed = new SignedData({ schema: new ContentInfo({ schema: parsed.result }).content })
    const [info] = signed.signerInfos
    if (signed.signerInfos.length !== 1 || !info || !(info.sid instanceof IssuerAndSerialNumber)) return 'seal-unreadable'
    const { sid } = info
    const certificate = signed.certificates?.find((candidate): candidate is Certificate =>
      candidate instanceof Certificate && candidate.issuer.isEqual(sid.issuer) && candidate.serialNumber.isEqual(sid.serialNumber))
    if (!certificate) return 'seal-unreadable'
    // A signature that brings along what it is over would be checked against that, whatever the file says.
    if (signed.encapContentInfo.eContent) return 'seal-wrong'
    const holds = await signed.verify({ signer: 0, data: exactly(covered), checkChain: false })
    const der = new Uint8Array(certificate.toSchema(false).toBER(false))
    const bound = info.signedAttrs?.attributes.find(({ type }) => type === OID.signingCertificateV2)
    const namesIt = bound !== undefined && Buffer.from(bound.toSchema().toBER(false)).includes(createHash('sha256').update(der).digest())
    return holds && namesIt ? fingerprintOf(der) : 'seal-wrong'
  } catch {
    return 'seal-wrong'
  }
}

function readPdfDate(digits: string | undefined): Date | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits ?? '')
  if (!parts) return null
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [number, number, number, number, number, number]
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second))
}

function signingKey(privateKey: Uint8Array): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', exactly(privateKey), ALGORITHM, false, ['sign'])
}

function exactly(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

/** A certificate as text (RFC 7468). */
export function pemOf(certificate: Uint8Array): string {
  return new X509Certificate(certificate).toString()
}
