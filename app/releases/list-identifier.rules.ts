import type { Refusal } from '#app/kernel/result.ts'
import type { Outcome } from './answer-table.rules.ts'
import type { NumberFinder } from './number-finder.rules.ts'
import { stemOfBytes, stemOfText } from './number-stem.rules.ts'

export const NUMBER_HEADING = 'nhs_number'

/** By what a list names people: which column or member it stands in, and how the number's stem is found from it. */
export interface ListIdentifier {
  /** The heading of its column in CSV, and its name in JSON. */
  readonly heading: string
  /** The stem for what stands in `bytes` from `start` to `end`; below zero where it leads to none. */
  stemOfBytes(bytes: Uint8Array, start: number, end: number): number
  stemOfText(text: string): number
  /** Why the whole list is refused, once something in it has shown that. */
  readonly fault: Refusal<'plain-hashes'> | null
}

/** What the rows of a list are told. Asked once for each row, in order. */
export interface RowAnswers {
  /** All that has been told so far; it may grow. */
  readonly outcomes: readonly Outcome[]
  /** The place in `outcomes` for what a row holds: a stem, or below zero what is wrong with it (`NOT_A_NUMBER`). */
  placeFor(stem: number): number
  /** Finds many at once, for a long list; where it is left out, every row is asked about by itself. */
  finder?(): NumberFinder
}

/** NHS numbers as they are. */
export const NHS_NUMBERS: ListIdentifier = { heading: NUMBER_HEADING, stemOfBytes, stemOfText, fault: null }

/** A heading that says its column holds hashes. */
const HASHES = /(?:^|[^a-z])(?:sha[-_ ]?\d*|md5|hash(?:ed|es)?|digest)(?:[^a-z]|$)/i

export function declaresHashes(headings: readonly string[]): boolean {
  return headings.some((heading) => HASHES.test(heading))
}
