import { refuse, type Refusal, type Result, ok } from '#app/kernel/result.ts'
import { UNKNOWN } from './answer-pages.rules.ts'
import type { AnswerTable } from './answer-table.rules.ts'
import type { DigestTable } from './digest-table.rules.ts'
import type { ListIdentifier, RowAnswers } from './list-identifier.rules.ts'
import { NOT_A_NUMBER } from './number-stem.rules.ts'

export const PSEUDONYM_HEADING = 'pseudonym'
/** Lower-case hexadecimal digits of a pseudonym: HMAC-SHA-256 (RFC 2104) of the ten digits in ASCII, under the project's key. */
export const PSEUDONYM_LENGTH = 64

/** What can be wrong with the key that a list of pseudonyms is said to be made with. */
export const PSEUDONYM_PROBLEMS = ['pseudonym-key-not-named', 'no-pseudonym-key', 'pseudonym-key-unknown', 'pseudonym-key-retired'] as const
export type PseudonymProblem = (typeof PSEUDONYM_PROBLEMS)[number]
export const PSEUDONYM_PROBLEM_STATUS = {
  'pseudonym-key-not-named': 422,
  'no-pseudonym-key': 409,
  'pseudonym-key-unknown': 422,
  'pseudonym-key-retired': 409,
} as const satisfies Record<PseudonymProblem, number>

/** Which version of the key a call names; they are counted from 1. */
export function readKeyVersion(text: string | null): Result<number, Refusal<'pseudonym-key-not-named'>> {
  return text !== null && /^[1-9]\d{0,5}$/.test(text) ? ok(Number(text)) : refuse('pseudonym-key-not-named')
}

/** The key of that version, if it is the one in use: a list under an older key may hold people under keys that were given away. */
export function keyToCheckBy<K extends { readonly version: number; readonly retiredAt: Date | null }>(
  keys: readonly K[], version: number,
): Result<K, Refusal<'no-pseudonym-key' | 'pseudonym-key-unknown' | 'pseudonym-key-retired'>> {
  const current = keys.find((key) => key.retiredAt === null)?.version ?? null
  const named = keys.find((key) => key.version === version)
  if (keys.length === 0) return refuse('no-pseudonym-key')
  if (!named) return refuse('pseudonym-key-unknown', { version, current })
  return named.retiredAt === null ? ok(named) : refuse('pseudonym-key-retired', { version, current })
}

/** What stands for a pseudonym that is well made and nobody's here. Below zero, and none of what can be wrong with a number. */
const NOBODYS = -5
/** The lengths in hexadecimal of MD5, SHA-1, SHA-224, SHA-384 and SHA-512: whatever has one is no pseudonym, and most likely a plain hash. */
const OF_OTHER_HASHES = new Set([32, 40, 56, 96, 128])

/**
 * Reads pseudonyms as stems. A list with plain hashes in it is refused as a whole. That is told by hashes of those alone who
 * may be included: were it told by everyone's, a refusal would say that a person who objected is on the register.
 */
export class Pseudonyms implements ListIdentifier {
  readonly heading = PSEUDONYM_HEADING
  fault: Refusal<'plain-hashes'> | null = null
  private readonly digest = new Uint32Array(8)

  constructor(private readonly people: Pick<DigestTable, 'find'>, private readonly plain: Pick<DigestTable, 'find'>, private readonly isIncluded: (stem: number) => boolean) {}

  stemOfBytes(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start
    if (length !== PSEUDONYM_LENGTH) return this.misfit(bytes, start, end)
    let isLower = true
    for (let word = 0; word < 8; word += 1) {
      let value = 0
      for (let i = 0; i < 8; i += 1) {
        const byte = bytes[start + word * 8 + i] as number
        const digit = hexDigit(byte)
        if (digit < 0) return NOT_A_NUMBER['not-ten-digits']
        if (byte >= 65 && byte <= 70) isLower = false
        value = (value << 4) | digit
      }
      this.digest[word] = value >>> 0
    }
    const stem = isLower ? this.people.find(this.digest) : -1
    if (stem >= 0) return stem
    const hashed = this.plain.find(this.digest)
    if (hashed >= 0 && this.isIncluded(hashed)) this.fault = refuse('plain-hashes').refusal
    return isLower ? NOBODYS : NOT_A_NUMBER['not-ten-digits']
  }

  stemOfText(text: string): number {
    const bytes = new TextEncoder().encode(text)
    return this.stemOfBytes(bytes, 0, bytes.length)
  }

  private misfit(bytes: Uint8Array, start: number, end: number): number {
    let isBlank = true
    let isHex = true
    for (let i = start; i < end; i += 1) {
      const byte = bytes[i] as number
      if (byte !== 32 && byte !== 9) isBlank = false
      if (hexDigit(byte) < 0) isHex = false
    }
    if (isBlank) return NOT_A_NUMBER.blank
    if (isHex && OF_OTHER_HASHES.has(end - start)) this.fault = refuse('plain-hashes').refusal
    return NOT_A_NUMBER['not-ten-digits']
  }
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48
  if (byte >= 97 && byte <= 102) return byte - 87
  return byte >= 65 && byte <= 70 ? byte - 55 : -1
}

/** What the rows of a list of pseudonyms are told: whoever a pseudonym is nobody's is told what a stranger is. */
export function answersByPseudonym(table: Pick<AnswerTable, 'outcomes' | 'placeFor' | 'knownPlaceOf' | 'strangerPlace'>): RowAnswers {
  return {
    outcomes: table.outcomes,
    placeFor: (stem) => {
      if (stem < 0) return stem === NOBODYS ? table.strangerPlace : table.placeFor(stem)
      const place = table.knownPlaceOf(stem)
      return place === UNKNOWN ? table.strangerPlace : place
    },
  }
}

/** Reads a list of pseudonyms whose answers are known already: nobody has to be found. */
export function pseudonymsUnlooked(): ListIdentifier {
  const none = { find: () => -1 }
  return new Pseudonyms(none, none, () => false)
}
