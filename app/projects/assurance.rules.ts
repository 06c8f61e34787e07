import type { Day } from '#app/kernel/uk-date.ts'

/** How a body stands in the Data Security and Protection Toolkit, in the toolkit's own words; `not-said` while nobody has looked. */
export const ASSURANCE_STATUSES = ['not-said', 'exceeded', 'met', 'approaching', 'not-met', 'not-published'] as const
export type AssuranceStatus = (typeof ASSURANCE_STATUSES)[number]

/** The statuses that a published assessment ends in. */
export const PUBLISHED_STATUSES = ['exceeded', 'met', 'approaching', 'not-met'] as const satisfies readonly AssuranceStatus[]

export interface Assurance {
  readonly status: AssuranceStatus
  /** When the assessment was published; empty while none has been, or nobody has said. */
  readonly publishedOn: Day | ''
}

/**
 * The last day that an assessment published on a day counts for. A year of the toolkit ends on 30 June; an assessment made for
 * one counts until the next has ended. One of September or later is for the year to come, one of July or August is late.
 */
export function assuranceLastDay(publishedOn: Day): Day {
  const [year, month] = publishedOn.split('-').map(Number) as [number, number]
  return `${month >= 9 ? year + 2 : year + 1}-06-30`
}

/** Whether a body has met the standards of the toolkit, in an assessment that counts on this day. */
export function isAssured({ status, publishedOn }: Assurance, on: Day): boolean {
  return (status === 'met' || status === 'exceeded') && publishedOn !== '' && publishedOn <= on && on <= assuranceLastDay(publishedOn)
}

/** The last day to which what was said of a body has it meet the standards; null where nobody has said that it does. */
export function metUntil({ status, publishedOn }: Assurance): Day | null {
  return publishedOn !== '' && isAssured({ status, publishedOn }, publishedOn) ? assuranceLastDay(publishedOn) : null
}

interface Shared {
  readonly confidentiality: string
}

/** What goes for people's own care is never stopped for want of assurance, nor what tells of nobody. */
const isNeverStopped = ({ confidentiality }: Shared): boolean => ['direct-care', 'anonymised', 'not-confidential'].includes(confidentiality)

/**
 * Whether a flow stops where the assurance of whoever handles it does not count. Support under section 251 and NHS England's
 * agreements are given on condition that each site which handles the records meets the toolkit's standards. Of other flows of what
 * was told in confidence nobody asks for it beforehand, since bodies that take no part in the toolkit send them too; but whoever
 * was said to meet the standards must go on meeting them, and whoever was found not to meet them stops its flows.
 */
export function mustBeAssured(flow: Shared, assurance: Assurance): boolean {
  return flow.confidentiality === 'section-251' || ((metUntil(assurance) !== null || assurance.status === 'not-met') && !isNeverStopped(flow))
}

/**
 * Whether a flow carries nobody of one member of a group on a day, by what is said of its assurance. Of a member nothing has to be
 * said, even under section 251: it answers for itself when it signs, and many join after support was given. Whatever is said counts.
 */
export function isMemberStopped(flow: Shared, assurance: Assurance | undefined, day: Day): boolean {
  if (!assurance || assurance.status === 'not-said' || !mustBeAssured(flow, assurance)) return false
  const until = metUntil(assurance)
  return until === null || day > until
}
