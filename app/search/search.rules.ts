export type QueryReading =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'number' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'words'; readonly words: string }

/** The longest query, in characters. */
export const LONGEST_QUERY = 200

/** Ten digits in a row, in any script, with or without spaces, hyphens or stops between them: right or mistyped, an NHS number may be meant. */
const TEN_DIGITS = /\p{Nd}(?:[\s\p{Pd}._,]{0,3}\p{Nd}){9}/u

export const mayHoldNhsNumber = (text: string): boolean => TEN_DIGITS.test(text.normalize('NFKC'))

/** What someone asks for: white space in one, and without what nobody can type. */
export function readQuery(typed: string | null): QueryReading {
  const words = (typed ?? '').replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\s]+/gu, ' ').trim()
  if (words === '') return { kind: 'nothing' }
  // Asked before the length: a number is not to be sent back, however much stands around it.
  if (mayHoldNhsNumber(words)) return { kind: 'number' }
  return [...words].length > LONGEST_QUERY ? { kind: 'too-long' } : { kind: 'words', words }
}

export const PAGE_SIZE = 10

/** A page's number as an address gives it; the first for anything else. */
export function readPageNumber(typed: string | null): number {
  return /^[1-9]\d{0,2}$/.test(typed ?? '') ? Number(typed) : 1
}

/** Hits of several kinds in one order: best first, then in the order in which they were given. */
export function inOrderOfRank<H extends { readonly rank: number }>(...kinds: readonly (readonly H[])[]): H[] {
  return kinds.flat().map((hit, place) => ({ hit, place })).sort((a, b) => b.hit.rank - a.hit.rank || a.place - b.place).map(({ hit }) => hit)
}
