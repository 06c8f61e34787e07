import type { DueItem, DueKind } from '#app/approvals/due.rules.ts'
import { daysBetween, type Day } from '#app/kernel/uk-date.ts'

/** How many days ahead something is due soon. A review or an end of a whole project takes longer to prepare. */
export const DUE_SOON_DAYS = 30
export const AGREEMENT_SOON_DAYS = 90
const SOON: Partial<Record<DueKind, number>> = { 'agreement-review': AGREEMENT_SOON_DAYS, 'agreement-ends': AGREEMENT_SOON_DAYS }

/** Something that is overdue or due soon, as the desk says it. */
export interface DueLine {
  readonly href: string
  readonly what: string
  readonly projectTitle: string
  readonly owner: string
  /** Whether the reader's own organisation does it. */
  readonly isOurs: boolean
  readonly dueOn: Day
  /** Days that are left; below zero when it is late. */
  readonly left: number
  /** What does not run while it is overdue: every flow, some of how many, or none. */
  readonly stops: { readonly flows: number; readonly of: number }
}

/** What is overdue, the longest first, then what is due soon. What somebody has to do themselves is among the things to do already, by `said`. */
export function dueSoon(items: readonly DueItem[], today: Day, organisationCode: string, said: ReadonlySet<string> = new Set()): DueLine[] {
  return items.filter(({ id, kind, dueOn }) => !said.has(id) && daysBetween(today, dueOn) <= (SOON[kind] ?? DUE_SOON_DAYS)).map(({ href, what, projectTitle, owners, dueOn, pausesFlows, flowsOfProject }): DueLine => ({
    href, what, projectTitle, owner: owners.map(({ name }) => name).join(', '), isOurs: owners.some((owner) => owner.organisationCode === organisationCode), dueOn, left: daysBetween(today, dueOn),
    stops: { flows: pausesFlows.length, of: flowsOfProject },
  })).sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.projectTitle.localeCompare(b.projectTitle) || a.what.localeCompare(b.what))
}

/** "Every flow", "2 of 5 flows", "Nothing". */
export function stopsWords({ flows, of }: DueLine['stops']): string {
  if (flows === 0) return 'Nothing'
  if (flows === of) return of === 1 ? 'Its flow' : 'Every flow'
  return `${flows} of ${of} flows`
}
