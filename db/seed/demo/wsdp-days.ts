import { addDays, addMonths, type Day } from '#app/kernel/uk-date.ts'

/** When the whole systems project's story happened, counted back from the day the demo world is loaded: by then data flows, and names are held. */
export interface WsdpDays {
  readonly drafted: Day
  readonly boardSits: Day
  /** The day on the letter of support, which counts from then. */
  readonly supported: Day
  /** By when the advisory group has its report, six months after its letter. */
  readonly reportDue: Day
  readonly reportSent: Day
  readonly birthsAgreed: Day
  readonly dataApproved: Day
  readonly signed: Day
  readonly start: Day
  readonly review: Day
  readonly end: Day
  /** The day on which health and council records were linked. */
  readonly linked: Day
}

export function wsdpDays(today: Day): WsdpDays {
  const drafted = addDays(today, -246)
  const supported = addDays(drafted, 40)
  const start = addDays(drafted, 180)
  return {
    drafted, supported, start,
    boardSits: addDays(drafted, 14),
    reportDue: addMonths(supported, 6),
    reportSent: addDays(supported, 166),
    birthsAgreed: addDays(drafted, 61),
    dataApproved: addDays(drafted, 92),
    signed: addDays(drafted, 104),
    review: addDays(start, 180),
    end: addDays(start, 729),
    linked: addDays(today, -20),
  }
}
