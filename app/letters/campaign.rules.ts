import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { addDays, daysBetween, startOfLondonDay, type Day } from '#app/kernel/uk-date.ts'

/** A campaign's life. `making` is while letters are being made; `made` when they can be printed; `posted` when they have gone. */
export const CAMPAIGN_STATES = ['draft', 'making', 'made', 'posted'] as const
export type CampaignState = (typeof CAMPAIGN_STATES)[number]

/** To whom a letter is addressed. Children under 13 are written to through a parent or carer. */
export const LETTER_ADDRESSEES = ['self', 'parent-or-carer'] as const
export type LetterAddressee = (typeof LETTER_ADDRESSEES)[number]

/** Why someone gets no letter. Deceased and restricted are hard stops; the rest are for staff to tell another way. */
export const SUPPRESSIONS = ['deceased', 'restricted', 'left-the-practice', 'address-unusable', 'format-not-printable'] as const
export type Suppression = (typeof SUPPRESSIONS)[number]

/** What a reply is. A query is not a choice: someone must settle it. */
export const REPLY_OUTCOMES = ['opt-out', 'opt-out-withdrawn', 'query'] as const
export type ReplyOutcome = (typeof REPLY_OUTCOMES)[number]

/** How someone who gets no letter, or whose letter came back, was told. */
export const TOLD_HOW = ['telephone', 'in-person', 'braille', 'audio', 'easy-read', 'british-sign-language', 'other-letter'] as const
export type ToldHow = (typeof TOLD_HOW)[number]

/** Three weeks, so that a letter that takes a week to come and a slip that takes a week to go back leave a week to think. */
export const LEAST_REPLY_DAYS = 21
/** So that nobody is asked about a project that has long moved on. */
export const MOST_REPLY_DAYS = 90

export const OPT_OUT_WINDOWS = ['not-begun', 'open', 'closed'] as const
export type OptOutWindow = (typeof OPT_OUT_WINDOWS)[number]

/**
 * Where the time for replies stands at an instant. It begins when the letters are posted, and lasts to the end of the
 * closing day in Europe/London. Only `closed` lets data flow.
 */
export function optOutWindow(
  campaign: { readonly state: CampaignState; readonly closingDate: Day | null; readonly postedAt: Date | null },
  at: Date,
): OptOutWindow {
  if (campaign.state !== 'posted' || !campaign.closingDate || !campaign.postedAt || campaign.postedAt > at) return 'not-begun'
  return at < startOfLondonDay(addDays(campaign.closingDate, 1)) ? 'open' : 'closed'
}

export type DatesRefusal = 'letter-date-past' | 'closing-date-too-soon' | 'closing-date-too-late' | 'fewer-days-than-promised'

/**
 * Whether the two dates may stand on the letters. `promisedDays` is what the protocol says people have to reply.
 * The last day is counted in: a letter of 2 March with 28 days closes on 30 March.
 */
export function checkDates(
  dates: { readonly letterDate: Day; readonly closingDate: Day; readonly promisedDays: number },
  today: Day,
): Result<null, Refusal<DatesRefusal>> {
  if (dates.letterDate < today) return refuse('letter-date-past', { today })
  const days = daysBetween(dates.letterDate, dates.closingDate)
  if (days < LEAST_REPLY_DAYS) return refuse('closing-date-too-soon', { earliest: addDays(dates.letterDate, Math.max(LEAST_REPLY_DAYS, dates.promisedDays)) })
  if (days < dates.promisedDays) return refuse('fewer-days-than-promised', { days: dates.promisedDays, earliest: addDays(dates.letterDate, dates.promisedDays) })
  if (days > MOST_REPLY_DAYS) return refuse('closing-date-too-late', { latest: addDays(dates.letterDate, MOST_REPLY_DAYS) })
  return ok(null)
}

/** The closing date the page offers: as long as the protocol promises, within our limits. */
export function suggestedClosingDate(letterDate: Day, promisedDays: number): Day {
  return addDays(letterDate, Math.min(MOST_REPLY_DAYS, Math.max(LEAST_REPLY_DAYS, promisedDays)))
}

export type PostedRefusal = 'posted-in-future' | 'posted-before-made' | 'posted-too-late'

/**
 * Whether letters can have been posted on a day. They must still leave people three weeks: letters posted later than that
 * are to be made again with a later closing date.
 */
export function checkPostedOn(
  dates: { readonly postedOn: Day; readonly madeOn: Day; readonly closingDate: Day },
  today: Day,
): Result<null, Refusal<PostedRefusal>> {
  if (dates.postedOn > today) return refuse('posted-in-future', { today })
  if (dates.postedOn < dates.madeOn) return refuse('posted-before-made', { madeOn: dates.madeOn })
  if (daysBetween(dates.postedOn, dates.closingDate) < LEAST_REPLY_DAYS) {
    return refuse('posted-too-late', { latest: addDays(dates.closingDate, -LEAST_REPLY_DAYS), days: LEAST_REPLY_DAYS })
  }
  return ok(null)
}
