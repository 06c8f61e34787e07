import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import type { LookupPurpose, SealPurpose } from './sealed-columns.rules.ts'

/**
 * Identifiers at rest. `seal` encrypts (AES-256-GCM, fresh nonce), `lookup` makes the keyed hash that a row is found by
 * (HMAC-SHA-256). Each purpose has its own key, made from IDENTIFIER_KEY, so a hash of an NHS number in one column says
 * nothing about another. Where there is a second key too, what is under either is read, and all is written under the first.
 */
export interface Secrets {
  /** The names of the keys, 8 hexadecimal digits each, the one that is written under first. A name says nothing of its key. */
  readonly keyNames: readonly string[]
  /** How everything that is sealed under the first key begins. */
  readonly sealedPrefix: Buffer
  seal(purpose: SealPurpose, text: string): Buffer
  open(purpose: SealPurpose, sealed: Uint8Array): string
  sealBytes(purpose: SealPurpose, content: Uint8Array): Buffer
  openBytes(purpose: SealPurpose, sealed: Uint8Array): Buffer
  lookup(purpose: LookupPurpose, text: string): Buffer
  /** Every hash under which it may be stored, the one to write first. */
  lookups(purpose: LookupPurpose, text: string): readonly Buffer[]
}

/** The first form did not say which key it is under; the second names it after this byte. */
const [NAMELESS, NAMED] = [1, 2]
const NAME = 4
const NONCE = 12
const TAG = 16

/** `otherKey`: a second key that is read too, while one takes the other's place. */
export function makeSecrets(identifierKey: string, otherKey?: string): Secrets {
  const keys = [keyring(identifierKey), ...(otherKey === undefined ? [] : [keyring(otherKey)])] as [Keyring, ...Keyring[]]
  const [first] = keys
  const sealedPrefix = Buffer.from([NAMED, ...first.name])
  const sealBytes = (purpose: SealPurpose, content: Uint8Array): Buffer => {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', first.keyFor(`seal:${purpose}`), nonce).setAAD(sealedPrefix)
    const body = Buffer.concat([cipher.update(content), cipher.final()])
    return Buffer.concat([sealedPrefix, nonce, cipher.getAuthTag(), body])
  }
  const openBytes = (purpose: SealPurpose, given: Uint8Array): Buffer => {
    const sealed = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
    if (sealed[0] !== NAMED && sealed[0] !== NAMELESS) throw new Error(`A sealed ${purpose} is in a format this version cannot open`)
    const isNamed = sealed[0] === NAMED
    const prefix = sealed.subarray(0, isNamed ? 1 + NAME : 1)
    for (const { name, keyFor } of keys) {
      if (isNamed && !name.equals(prefix.subarray(1))) continue
      try {
        return decipher(keyFor(`seal:${purpose}`), sealed.subarray(prefix.length), isNamed ? prefix : null)
      } catch {
        // Another key may open it; when none does, the sentence below says so.
      }
    }
    throw new Error(`A sealed ${purpose} cannot be opened with the key that is set`)
  }
  const lookupUnder = ({ keyFor }: Keyring, purpose: LookupPurpose, text: string) => createHmac('sha256', keyFor(`lookup:${purpose}`)).update(text, 'utf8').digest()
  return {
    keyNames: keys.map(({ name }) => name.toString('hex')),
    sealedPrefix,
    sealBytes,
    openBytes,
    seal: (purpose, text) => sealBytes(purpose, Buffer.from(text, 'utf8')),
    open: (purpose, sealed) => openBytes(purpose, sealed).toString('utf8'),
    lookup: (purpose, text) => lookupUnder(first, purpose, text),
    lookups: (purpose, text) => keys.map((key) => lookupUnder(key, purpose, text)),
  }
}

interface Keyring {
  readonly name: Buffer
  readonly keyFor: (use: string) => Buffer
}

function keyring(secret: string): Keyring {
  const keys = new Map<string, Buffer>()
  const derive = (use: string, bytes: number) => Buffer.from(hkdfSync('sha256', secret, 'concordat/identifiers/1', use, bytes))
  const keyFor = (use: string): Buffer => {
    const known = keys.get(use) ?? derive(use, 32)
    keys.set(use, known)
    return known
  }
  return { name: derive('name', NAME), keyFor }
}

function decipher(key: Buffer, sealed: Buffer, prefix: Buffer | null): Buffer {
  const opening = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
  if (prefix) opening.setAAD(prefix)
  opening.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
  const opened = opening.update(sealed.subarray(NONCE + TAG))
  // Of this cipher all has come by now: what is left is to throw where the tag does not hold.
  opening.final()
  return opened
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
