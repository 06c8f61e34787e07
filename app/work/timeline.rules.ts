import type { FlowHistory } from '#app/approvals/standing-history.rules.ts'
import { groupBy } from '#app/kernel/group-by.ts'
import type { Refusal } from '#app/kernel/result.ts'
import type { FlowClosedKind } from '#app/approvals/in-force.rules.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'

/** What a timeline tells: what happened, and which dates are to come. */
export const TIMELINE_KINDS = [
  'begun', 'drafted', 'signed', 'asked', 'submitted', 'decided', 'condition-set', 'condition-met', 'condition-lifted', 'suspended', 'resumed', 'in-force', 'stopped', 'checks', 'ended',
  'condition-due', 'stage-due', 'meeting', 'starts', 'review-due', 'decision-review', 'decision-ends', 'assurance-ends', 'project-ends', 'retention-ends',
] as const
export type TimelineKind = (typeof TIMELINE_KINDS)[number]

/** Dates that say when something is due or ends: whether they have passed is for the reader to see. */
export const DATE_KINDS = ['condition-due', 'stage-due', 'meeting', 'starts', 'review-due', 'decision-review', 'decision-ends', 'assurance-ends', 'project-ends', 'retention-ends'] as const satisfies readonly TimelineKind[]

export interface TimelineEvent {
  readonly kind: TimelineKind
  readonly day: Day
  /** For the order within a day, and for what is written with a time; null for a date that is a whole day. */
  readonly at: Date | null
  /** What happened, in a few words. */
  readonly what: string
  /** What else there is to say of it; empty for nothing. */
  readonly detail: string
  /** Where it is told in full; null for nowhere. */
  readonly href: string | null
  /** A due day that passed before what was due was done. */
  readonly isLate?: boolean
}

/** In order of their days and, within a day, of their times; a whole day comes before what happened on it. */
export function inOrderOfTime(events: readonly TimelineEvent[]): TimelineEvent[] {
  return [...events].sort((a, b) => a.day.localeCompare(b.day) || (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0) || TIMELINE_KINDS.indexOf(a.kind) - TIMELINE_KINDS.indexOf(b.kind))
}

/** Whether a date is still to come, today included; what happened is past. */
export const isToCome = (event: Pick<TimelineEvent, 'day' | 'kind'>, today: Day): boolean => (DATE_KINDS as readonly TimelineKind[]).includes(event.kind) && event.day >= today

/** The next date, of those to come. */
export function nextDate(events: readonly TimelineEvent[], today: Day): TimelineEvent | null {
  return inOrderOfTime(events.filter((event) => isToCome(event, today)))[0] ?? null
}

/** A stretch of time in which a flow was, or will be, in force; or was stopped after it had been. Days of Europe/London, the last included. */
export interface FlowBar {
  readonly isOpen: boolean
  readonly from: Day
  /** Null where nothing that is known ends it. */
  readonly to: Day | null
}

export interface FlowBars {
  readonly ref: string
  readonly name: string
  readonly bars: readonly FlowBar[]
}

/** Flows that share their bars, as one line. */
export interface GroupedBars extends FlowBars {
  readonly names: readonly string[]
  /** Whether nothing may go of them before the national check has answered. */
  readonly isWaiting: boolean
}

/** The bars of each flow: open stretches, and between them those in which it was stopped. Before it first ran there is nothing to stop. */
export function flowBars(histories: readonly FlowHistory[]): FlowBars[] {
  return histories.map(({ ref, name, periods }) => {
    const first = periods.findIndex(({ why }) => why === null)
    const last = periods.findLastIndex(({ why }) => why === null)
    const bars = first < 0 ? [] : periods.slice(first, last + 1).map(({ from, until, why }) => ({ isOpen: why === null, from: londonDay(from), to: until && lastDay(from, until) }))
    return { ref, name, bars: joined(bars) }
  })
}

/** The last day of a stretch: that of the instant before it ended, and never before the first. */
const lastDay = (from: Date, until: Date): Day => londonDay(new Date(Math.max(from.getTime(), until.getTime() - 1)))

/** Stretches next to each other that say the same are one: reasons change while a flow stays stopped. */
function joined(bars: readonly FlowBar[]): FlowBar[] {
  const all: FlowBar[] = []
  for (const bar of bars) {
    const before = all[all.length - 1]
    if (before && before.isOpen === bar.isOpen) all[all.length - 1] = { ...before, to: bar.to }
    else all.push(bar)
  }
  return all
}

/**
 * Flows whose bars are the same as one line, in their own order, with what it is called; those that never ran are left out. `waiting` are
 * the refs of flows that nothing may go of before the national check has answered: they stand apart, and are called so.
 */
export function groupedBars(flows: readonly FlowBars[], waiting: ReadonlySet<string> = new Set()): GroupedBars[] {
  const groups = groupBy(flows.filter(({ bars }) => bars.length > 0), ({ ref, bars }) => JSON.stringify([waiting.has(ref), bars]))
  return [...groups.values()].map((group) => {
    const [first] = group as readonly [FlowBars, ...FlowBars[]]
    const isAll = group.length === flows.length
    const name = group.length === 1 ? first.name : isAll ? (group.length === 2 ? 'Both flows' : `All ${group.length} flows`) : `${first.name} and ${group.length - 1} more`
    return { ref: first.ref, isWaiting: waiting.has(first.ref), name: waiting.has(first.ref) ? `${name}: waits for the national check` : name, names: group.map((flow) => flow.name), bars: first.bars }
  })
}

/** A change from stopped to running or back, and which flows it was for. */
export interface FlowTurn {
  readonly at: Date
  readonly isOpen: boolean
  readonly why: Refusal<FlowClosedKind> | null
  readonly flows: readonly string[]
  /** Whether every flow of the project turned at once. */
  readonly isAll: boolean
}

/** When flows came into force and when they were stopped, up to now; those that turned together for the same reason are one. */
export function flowTurns(histories: readonly FlowHistory[], now: Date): FlowTurn[] {
  const turns = new Map<string, { at: Date; isOpen: boolean; why: FlowTurn['why']; flows: string[] }>()
  for (const { name, periods } of histories) {
    let isRunning = false
    for (const { from, why } of periods) {
      if (from > now || (why === null) === isRunning) continue
      isRunning = why === null
      const key = `${from.getTime()} ${why?.kind ?? ''}`
      const turn = turns.get(key) ?? { at: from, isOpen: isRunning, why, flows: [] }
      turn.flows.push(name)
      turns.set(key, turn)
    }
  }
  return [...turns.values()].sort((a, b) => a.at.getTime() - b.at.getTime()).map((turn) => ({ ...turn, isAll: turn.flows.length === histories.length }))
}
