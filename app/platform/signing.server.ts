import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type JsonWebKey, type KeyObject } from 'node:crypto'
import { readCompactJws, type CompactFault } from '#app/kernel/compact-jws.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'

/** What the portal signs, told apart by the header `typ` so that one can never be taken for another. */
export const SIGNED_TYPES = { receipt: 'concordat-receipt', head: 'concordat-audit-head' } as const
export type SignedType = keyof typeof SIGNED_TYPES

/** A public Ed25519 key by its coordinate (RFC 8037); `kid` is its thumbprint (RFC 7638). */
export interface PublicKey {
  readonly kid: string
  readonly x: string
}

/** Signs with RECEIPT_KEY: a compact JWS (RFC 7515) with EdDSA over Ed25519 (RFC 8037). */
export interface Signer {
  readonly key: PublicKey
  sign(type: SignedType, payload: object): string
}

/** RFC 7638: the SHA-256 of the key's required members in order. */
export function thumbprint(x: string): string {
  return createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url')
}

/** Reads RECEIPT_KEY: PKCS #8 as base64 or PEM, or a JWK; null when it is no private Ed25519 key. */
export function readSigningKey(text: string): KeyObject | null {
  const given = text.trim()
  try {
    const key = given.startsWith('{')
      ? createPrivateKey({ key: JSON.parse(given) as JsonWebKey, format: 'jwk' })
      : given.includes('-----BEGIN')
        ? createPrivateKey(given.replaceAll('\\n', '\n'))
        : createPrivateKey({ key: Buffer.from(given, 'base64'), format: 'der', type: 'pkcs8' })
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    return null
  }
}

/** A fresh key in the form that RECEIPT_KEY takes. */
export function newSigningKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
}

export function makeSigner(receiptKey: string): Signer {
  const privateKey = readSigningKey(receiptKey)
  if (!privateKey) throw new Error('RECEIPT_KEY is not a private Ed25519 key')
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' }) as { x: string }
  const kid = thumbprint(x)
  return {
    key: { kid, x },
    sign: (type, payload) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url')
      const signed = `${part({ alg: 'EdDSA', kid, typ: SIGNED_TYPES[type] })}.${part(payload)}`
      return `${signed}.${sign(null, Buffer.from(signed, 'ascii'), privateKey).toString('base64url')}`
    },
  }
}

export type SignatureFault = CompactFault | 'header-not-ours' | 'key-unknown' | 'signature-wrong'
export interface Signed {
  readonly kid: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** What a compact JWS of ours says, and with which of the keys it was signed; or what about it does not hold. */
export function readSigned(type: SignedType, text: string, keys: readonly PublicKey[]): Result<Signed, Refusal<SignatureFault>> {
  const jws = readCompactJws(text)
  if (typeof jws === 'string') return refuse(jws)
  const { alg, kid, typ, crit } = jws.header
  if (alg !== 'EdDSA' || typ !== SIGNED_TYPES[type] || typeof kid !== 'string' || crit !== undefined) return refuse('header-not-ours')
  const key = keys.find((candidate) => candidate.kid === kid)
  if (!key) return refuse('key-unknown', { kid })
  const isSigned = verify(null, Buffer.from(jws.signed, 'ascii'), publicKeyOf(key), jws.signature)
  return isSigned ? ok({ kid, payload: jws.payload }) : refuse('signature-wrong', { kid })
}

const known = new Map<string, KeyObject>()

function publicKeyOf({ x }: PublicKey): KeyObject {
  const kept = known.get(x) ?? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  known.set(x, kept)
  return kept
}
