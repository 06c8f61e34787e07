import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { LetterAddressee } from './campaign.rules.ts'
import { decideLetter, type PersonToTell } from './suppression.rules.ts'

export const QUERY_LETTER_REFUSALS = ['not-allowed', 'not-unsigned', 'settled-already', 'no-first-letter', 'not-by-letter', 'letter-too-long'] as const
export type QueryLetterRefusal = (typeof QUERY_LETTER_REFUSALS)[number]

/** A reply as far as asking about it by letter goes. */
export interface QueryToAsk {
  readonly queryKind: string | null
  readonly settledAt: Date | null
}

/**
 * Whether someone may be asked by letter about a slip with their name and no signature, and to whom the letter speaks. Whoever
 * had no letter, because none may be sent or none reaches them, is asked another way.
 */
export function decideQueryLetter(
  query: QueryToAsk, person: PersonToTell | null, hasLetter: boolean, on: Day,
): Result<{ readonly addressee: LetterAddressee }, Refusal<QueryLetterRefusal>> {
  if (!query.queryKind?.startsWith('unsigned-') || person === null) return refuse('not-unsigned')
  if (query.settledAt !== null) return refuse('settled-already')
  if (!hasLetter) return refuse('no-first-letter')
  const { addressee, suppression } = decideLetter(person, on)
  return suppression === null ? ok({ addressee }) : refuse('not-by-letter')
}
