import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto'

/**
 * Identifiers at rest. `seal` encrypts (AES-256-GCM, fresh nonce), `lookup` makes the keyed hash that a row is found by
 * (HMAC-SHA-256). Both keys come from IDENTIFIER_KEY; each purpose has its own key, so a hash of an NHS number in one
 * column says nothing about another.
 */
export interface Secrets {
  seal(purpose: SealPurpose, text: string): Buffer
  open(purpose: SealPurpose, sealed: Uint8Array): string
  sealBytes(purpose: SealPurpose, content: Uint8Array): Buffer
  openBytes(purpose: SealPurpose, sealed: Uint8Array): Buffer
  lookup(purpose: LookupPurpose, text: string): Buffer
  /** Every hash under which it may be stored, the one to write first. */
  lookups(purpose: LookupPurpose, text: string): readonly Buffer[]
}

export type SealPurpose = 'nhs-number' | 'local-id' | 'reply-code' | 'stored-file' | 'mail' | 'api-key' | 'api-answer' | 'holder-name'
export type LookupPurpose = 'nhs-number' | 'local-id' | 'reply-code' | 'api-key' | 'api-request' | 'holder-name' | 'private-check'

const FORMAT = 1
const NONCE = 12
const TAG = 16

export function makeSecrets(identifierKey: string): Secrets {
  const keys = new Map<string, Buffer>()
  const keyFor = (use: string): Buffer => {
    const known = keys.get(use)
    if (known) return known
    const key = Buffer.from(hkdfSync('sha256', identifierKey, 'concordat/identifiers/1', use, 32))
    keys.set(use, key)
    return key
  }
  const sealBytes = (purpose: SealPurpose, content: Uint8Array): Buffer => {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', keyFor(`seal:${purpose}`), nonce)
    const body = Buffer.concat([cipher.update(content), cipher.final()])
    return Buffer.concat([Buffer.from([FORMAT]), nonce, cipher.getAuthTag(), body])
  }
  const openBytes = (purpose: SealPurpose, given: Uint8Array): Buffer => {
    const sealed = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
    if (sealed[0] !== FORMAT) throw new Error(`A sealed ${purpose} is in a format this version cannot open`)
    const decipher = createDecipheriv('aes-256-gcm', keyFor(`seal:${purpose}`), sealed.subarray(1, 1 + NONCE))
    decipher.setAuthTag(sealed.subarray(1 + NONCE, 1 + NONCE + TAG))
    return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE + TAG)), decipher.final()])
  }
  const lookup = (purpose: LookupPurpose, text: string): Buffer => createHmac('sha256', keyFor(`lookup:${purpose}`)).update(text, 'utf8').digest()
  return {
    sealBytes,
    openBytes,
    seal: (purpose, text) => sealBytes(purpose, Buffer.from(text, 'utf8')),
    open: (purpose, sealed) => openBytes(purpose, sealed).toString('utf8'),
    lookup,
    lookups: (purpose, text) => [lookup(purpose, text)],
  }
}

export function newId(): string {
  return randomUUID()
}

/**
 * Reply codes use 22 letters and digits that are not mistaken for one another on paper or over the telephone
 * (no vowels, so no words; no 0/O, 1/I/L, 5/S, 2/Z, 8/B). 12 of them carry 53 bits.
 */
export const CODE_ALPHABET = '34679CDFGHJKMNPQRTVWXY'

export function newReplyCode(): string {
  const letters: string[] = []
  while (letters.length < 12) {
    for (const byte of randomBytes(24)) {
      // Bytes past the last whole multiple of the alphabet are thrown away, so that every letter is as likely as another.
      if (byte < 256 - (256 % CODE_ALPHABET.length) && letters.length < 12) {
        letters.push(CODE_ALPHABET[byte % CODE_ALPHABET.length] as string)
      }
    }
  }
  return letters.join('')
}

/** A random token for keys, as base64url. */
export function newToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}
