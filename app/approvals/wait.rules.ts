import { daysBetween, londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { OfficerPost } from '#app/projects/further-facts.rules.ts'
import type { BodyId } from './bodies.rules.ts'
import type { RouteStep } from './route-finder.rules.ts'

/** What somebody has to do before a project can go on. */
export const WAIT_KINDS = ['signature', 'member-signatures', 'stage', 'question', 'returned', 'not-asked', 'outside', 'query', 'board', 'condition'] as const
export type WaitKind = (typeof WAIT_KINDS)[number]

/** Whose turn it is, as somebody who looks at it sees it: theirs, their organisation's, or someone else's. */
export const WHOSE = ['mine', 'ours', 'theirs'] as const
export type Whose = (typeof WHOSE)[number]

/** Something that a project waits for, and whom it waits on. */
export interface Wait {
  readonly kind: WaitKind
  readonly whose: Whose
  readonly projectRef: string
  readonly projectTitle: string
  readonly href: string
  /** Whose turn it is: an organisation, a body outside, or a board by its name. */
  readonly organisationCode: string | null
  readonly organisationName: string
  readonly post: OfficerPost | null
  readonly bodyId: BodyId | null
  /** The step of the route that it is about; null for what is none. */
  readonly step: Pick<RouteStep, 'id' | 'rule' | 'documents'> | null
  /** What is asked, where that is not the step: a condition, a board's question. */
  readonly what: string
  /** How many papers or members it is about; 1 for the others. */
  readonly count: number
  /** Null where nobody wrote down when it began. */
  readonly since: Date | null
  /** The last day that it is in time; null where it has none, or the clock stands still. */
  readonly dueOn: Day | null
  /** Whether flows stop when it is late, or do not run before. */
  readonly stopsFlows: boolean
}

/** Most urgent first: what is late, by its day; then what is due, by its day; then what has waited longest. */
export function inOrderOfUrgency<W extends Pick<Wait, 'dueOn' | 'since' | 'projectTitle'>>(waits: readonly W[]): W[] {
  const time = (wait: W) => wait.since?.getTime() ?? Number.POSITIVE_INFINITY
  return [...waits].sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') || time(a) - time(b) || a.projectTitle.localeCompare(b.projectTitle))
}

/** Days that something has waited, and that are left: below zero when it is late. Null where they are not known. */
export function waitDays({ since, dueOn }: Pick<Wait, 'since' | 'dueOn'>, now: Date): { readonly waited: number | null; readonly left: number | null } {
  const today = londonDay(now)
  return { waited: since && daysBetween(londonDay(since), today), left: dueOn === null ? null : daysBetween(today, dueOn) }
}
