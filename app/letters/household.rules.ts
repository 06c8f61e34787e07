import type { Refusal } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { decideReply, usualWord, type CampaignFacts, type ReplyDecision, type ReplyRefusal, type ReplyGiven } from './reply.rules.ts'

/** What one form says of each person of a household. Each decides for themselves: a name that they did not sign is no choice. */
export const HOUSEHOLD_ANSWERS = ['opt-out-signed', 'opt-out-unsigned', 'opt-out-withdrawn-signed', 'opt-out-withdrawn-unsigned', 'not-named'] as const
export type HouseholdAnswer = (typeof HOUSEHOLD_ANSWERS)[number]

/** More than this at one address is a home or a hostel, whose people are not shown together. */
export const HOUSEHOLD_MOST = 12

export interface HouseholdRow {
  readonly answer: HouseholdAnswer
  /** Whoever signed for a child under 13. */
  readonly holderName: string
}

const GIVEN: Readonly<Record<Exclude<HouseholdAnswer, 'not-named'>, Pick<ReplyGiven, 'says' | 'came'>>> = {
  'opt-out-signed': { says: 'opt-out', came: 'slip-signed' },
  'opt-out-unsigned': { says: 'opt-out', came: 'slip-unsigned' },
  'opt-out-withdrawn-signed': { says: 'opt-out-withdrawn', came: 'slip-signed' },
  'opt-out-withdrawn-unsigned': { says: 'opt-out-withdrawn', came: 'slip-unsigned' },
}

export type HouseholdDecision<P> =
  | { readonly ok: true; readonly replies: readonly { readonly person: P; readonly given: ReplyGiven; readonly decision: ReplyDecision }[] }
  | { readonly ok: false; readonly refusals: readonly { readonly index: number; readonly person: P; readonly refusal: Refusal<ReplyRefusal> }[] }

/**
 * What a form with several names amounts to: a choice for each who signed, a query for each who did not. One refusal refuses
 * the form as a whole, and all are told.
 */
export function decideHousehold<P extends { readonly dateOfBirth: Day }>(
  rows: readonly (HouseholdRow & { readonly person: P })[], received: Day, campaign: CampaignFacts, today: Day,
): HouseholdDecision<P> {
  const replies: { person: P; given: ReplyGiven; decision: ReplyDecision }[] = []
  const refusals: { index: number; person: P; refusal: Refusal<ReplyRefusal> }[] = []
  for (const [index, { person, answer, holderName }] of rows.entries()) {
    if (answer === 'not-named') continue
    const given: ReplyGiven = { ...GIVEN[answer], word: usualWord(person.dateOfBirth, received), received, holderName, seen: 'said-so' }
    const decided = decideReply(given, campaign, person.dateOfBirth, today)
    if (decided.ok) replies.push({ person, given, decision: decided.value })
    else refusals.push({ index, person, refusal: decided.refusal })
  }
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, replies }
}
