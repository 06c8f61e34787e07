import type { Day } from '#app/kernel/uk-date.ts'
import { saysOfQuery, type ReplySays, type ReplyWordOf } from './reply.rules.ts'

/** What a second person can read on a paper. */
export const CHECK_SAYS = ['opt-out', 'opt-out-withdrawn', 'not-clear'] as const
export type CheckSays = (typeof CHECK_SAYS)[number]

export const CHECK_WORDS = ['self', 'parent', 'attorney', 'deputy', 'not-told'] as const
export type CheckWord = (typeof CHECK_WORDS)[number]

/** Whose the paper is, by the code or the date of birth on it: the same person's, another's, or it shows neither. */
export type CheckWhose = 'same' | 'other' | 'not-told'

/** A paper as a second person read it. Null where it does not show something. */
export interface PaperRead {
  readonly says: CheckSays
  readonly isSigned: boolean | null
  readonly word: CheckWord | null
  readonly received: Day | null
  readonly whose: CheckWhose
}

/** What was entered of it. */
export interface PaperEntered {
  readonly says: ReplySays
  /** Null where it was no slip. */
  readonly isSigned: boolean | null
  readonly word: ReplyWordOf | null
  readonly received: Day
}

/** A reply as it was entered, whatever became of it since: settling a query changes neither what the paper says nor who signed it then. */
export function asEntered(reply: {
  readonly queryKind: string | null; readonly outcome: string; readonly channel: string; readonly isSigned: boolean; readonly onWhoseWord: string; readonly receivedDay: Day
}): PaperEntered {
  const wasQuery = reply.queryKind !== null
  return {
    says: wasQuery ? saysOfQuery(reply.queryKind) : reply.outcome === 'opt-out-withdrawn' ? 'opt-out-withdrawn' : 'opt-out',
    isSigned: reply.channel !== 'slip' ? null : wasQuery ? false : reply.isSigned,
    word: wasQuery || reply.onWhoseWord === 'practice' ? null : (reply.onWhoseWord as ReplyWordOf),
    received: reply.receivedDay,
  }
}

export const CHECK_DIFFERENCES = ['whose', 'says', 'signature', 'word', 'received'] as const
export type CheckDifference = (typeof CHECK_DIFFERENCES)[number]

/** In what two readings of one paper differ. What the paper does not show, or was not asked, differs in nothing. */
export function differencesOf(entered: PaperEntered, read: PaperRead): readonly CheckDifference[] {
  const differs: Readonly<Record<CheckDifference, boolean>> = {
    whose: read.whose === 'other',
    says: read.says !== entered.says,
    signature: read.isSigned !== null && entered.isSigned !== null && read.isSigned !== entered.isSigned,
    word: read.word !== null && read.word !== 'not-told' && entered.word !== null && read.word !== entered.word,
    received: read.received !== null && read.received !== entered.received,
  }
  return CHECK_DIFFERENCES.filter((each) => differs[each])
}

/**
 * Whether the one whose the paper is, as the second person read it, is left out until the difference is settled: it may be a
 * no that does not count yet. Leaving one too many out costs less than sharing against someone's word.
 */
export function holdsOut(entered: PaperEntered, read: PaperRead): boolean {
  const isChoice = entered.isSigned !== false
  const mayBeNo = (read.says === 'opt-out' && read.isSigned !== false) || (read.says === 'not-clear' && entered.says === 'opt-out-withdrawn' && isChoice)
  return mayBeNo && (read.whose === 'other' || entered.says !== 'opt-out' || !isChoice)
}

/** What came of comparing two readings. `paper-missing` may be read again. */
export const CHECK_OUTCOMES = ['agrees', 'differs', 'paper-missing'] as const
/** How a difference was settled. */
export const CHECK_SETTLED_AS = ['was-right', 'corrected'] as const

export const CHECK_REFUSALS = ['not-allowed', 'own-entry', 'checked-already', 'not-to-settle', 'code-unknown', 'nothing-differs'] as const
export type ReplyCheckRefusal = (typeof CHECK_REFUSALS)[number]

/** What stands in the way of someone's checking, or settling, what someone entered. Whoever entered it does neither. */
export function whyNotCheck(enteredBy: string | null, userId: string): 'own-entry' | null {
  return enteredBy === userId ? 'own-entry' : null
}
