import { AUTHORITY_REFUSALS, readAuthority, type Authority, type AuthorityTyped } from '#app/choices/authority.rules.ts'
import { mayMakeChoice, type ActorRefusal } from '#app/choices/choice-event.rules.ts'
import type { Channel, OnWhoseWord } from '#app/choices/choice.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { ageOn, londonDay, type Day } from '#app/kernel/uk-date.ts'
import { OWN_CHOICE_AGE } from '#app/people/person.rules.ts'
import { SCAN_REFUSALS } from './scan.rules.ts'
import type { CampaignState } from './campaign.rules.ts'

/** What a slip or a caller says. */
export const REPLY_SAYS = ['opt-out', 'opt-out-withdrawn'] as const
export type ReplySays = (typeof REPLY_SAYS)[number]

/** How a reply came to the practice, with what makes a slip a choice: its signature. */
export const REPLY_CAME = ['slip-signed', 'slip-unsigned', 'phone', 'desk'] as const
export type ReplyCame = (typeof REPLY_CAME)[number]

export const REPLY_WORDS_OF = ['self', 'parent', 'attorney', 'deputy'] as const satisfies readonly OnWhoseWord[]
export type ReplyWordOf = (typeof REPLY_WORDS_OF)[number]

/** Why a reply is not yet a choice. */
export const QUERY_KINDS = ['unsigned-opt-out', 'unsigned-opt-out-withdrawn', 'matches-several'] as const
export type QueryKind = (typeof QUERY_KINDS)[number]

/** What settled a query. The first two make it a choice from the day they name; the last comes of a second reading alone. */
export const SETTLEMENTS = ['signed-since', 'spoke-to-patient', 'is-this-person', 'not-a-choice', 'corrected'] as const
export type Settlement = (typeof SETTLEMENTS)[number]

export const REPLY_REFUSALS = [
  'not-allowed', 'letters-not-made', 'received-in-future', 'received-before-letters', 'aged-13-plus', 'under-13-needs-parent', 'not-adult', 'birth-date-unknown',
  'settled-already', 'settlement-does-not-fit', ...AUTHORITY_REFUSALS, ...SCAN_REFUSALS,
] as const
export type ReplyRefusal = (typeof REPLY_REFUSALS)[number]

const ACTOR_REFUSAL = {
  AGED_13_PLUS: 'aged-13-plus', UNDER_13: 'under-13-needs-parent', NOT_ADULT: 'not-adult', BIRTH_DATE_UNKNOWN: 'birth-date-unknown',
} as const satisfies Record<ActorRefusal, ReplyRefusal>

export interface CampaignFacts {
  readonly state: CampaignState
  readonly letterDate: Day | null
  readonly lettersMadeAt: Date | null
  readonly closingDate: Day | null
}

/** The first day on which a reply can have come: the day on the letters, or the day they were made where that is earlier. */
export function firstReplyDay({ state, letterDate, lettersMadeAt }: CampaignFacts): Day | null {
  if ((state !== 'made' && state !== 'posted') || !lettersMadeAt) return null
  const made = londonDay(lettersMadeAt)
  return letterDate && letterDate < made ? letterDate : made
}

/** Whether a reply can have come on a day. It is late after the closing day, and counts all the same. */
export function checkReceived(campaign: CampaignFacts, received: Day, today: Day): Result<{ readonly isLate: boolean }, Refusal<ReplyRefusal>> {
  const first = firstReplyDay(campaign)
  if (!first) return refuse('letters-not-made')
  if (received > today) return refuse('received-in-future', { today })
  if (received < first) return refuse('received-before-letters', { first })
  return ok({ isLate: campaign.closingDate !== null && received > campaign.closingDate })
}

/** Who may choose, as the reply desk says it. The age that counts is that of the day on which the choice was made known. */
export function checkWord(born: Day | null, on: Day, word: OnWhoseWord): Result<OnWhoseWord, Refusal<ReplyRefusal>> {
  const may = mayMakeChoice(born, on, word)
  return may.ok ? may : refuse(ACTOR_REFUSAL[may.refusal.kind])
}

/** Whether someone may choose for the patient on a day, and by what right; null for the patient themselves. */
export function checkSpeaker(born: Day | null, on: Day, word: OnWhoseWord, typed: AuthorityTyped): Result<Authority | null, Refusal<ReplyRefusal>> {
  const may = checkWord(born, on, word)
  return may.ok ? readAuthority(word, typed, on) : may
}

export interface ReplyGiven extends AuthorityTyped {
  readonly says: ReplySays
  readonly came: ReplyCame
  readonly word: ReplyWordOf
  readonly received: Day
}

export type ReplyDecision =
  | { readonly outcome: ReplySays; readonly channel: Channel; readonly isSigned: boolean; readonly isLate: boolean; readonly effective: Day; readonly authority: Authority | null }
  | { readonly outcome: 'query'; readonly queryKind: QueryKind; readonly channel: Channel; readonly isSigned: false; readonly isLate: boolean }

/**
 * What a reply amounts to. A slip without a signature is a query, whoever it names; everything else is a choice that
 * counts from the day it reached the practice, before or after the closing day.
 */
export function decideReply(given: ReplyGiven, campaign: CampaignFacts, born: Day | null, today: Day): Result<ReplyDecision, Refusal<ReplyRefusal>> {
  const received = checkReceived(campaign, given.received, today)
  if (!received.ok) return received
  const { isLate } = received.value
  if (given.came === 'slip-unsigned') {
    return ok({ outcome: 'query', queryKind: `unsigned-${given.says}`, channel: 'slip', isSigned: false, isLate })
  }
  const authority = checkSpeaker(born, given.received, given.word, given)
  if (!authority.ok) return authority
  const isSlip = given.came === 'slip-signed'
  return ok({ outcome: given.says, channel: isSlip ? 'slip' : (given.came as 'phone' | 'desk'), isSigned: isSlip, isLate, effective: given.received, authority: authority.value })
}

/** What an unsigned slip asked for. */
export function saysOfQuery(kind: string | null): ReplySays {
  return kind === 'unsigned-opt-out-withdrawn' ? 'opt-out-withdrawn' : 'opt-out'
}

export function settlementsFor(kind: string | null): readonly Settlement[] {
  return kind === 'matches-several' ? ['is-this-person', 'not-a-choice'] : ['signed-since', 'spoke-to-patient', 'not-a-choice']
}

/** Whose word a reply is taken on where nobody said: the person's own from 13, before that someone with parental responsibility. */
export function usualWord(born: Day, on: Day): 'self' | 'parent' {
  return ageOn(born, on) >= OWN_CHOICE_AGE ? 'self' : 'parent'
}
