import { CHOICE_ROLES, type ChoiceRole } from '#app/choices/choice-codes.rules.ts'
import { addDays, addMonths, daysBetween, type Day } from '#app/kernel/uk-date.ts'
import type { Alarm } from './silent-loss.rules.ts'
import type { SourceCycle, SourceHistory } from './expected-counts.rules.ts'
import { arrivalChecks, declaredCheck, type Check, type KnownArrival } from './reconciliation.rules.ts'

/** The systems that practices keep their records in. Sources of one system fall silent together, so they are watched together. */
export const SUPPLIERS = ['emis-web', 'systmone', 'medicus', 'vision', 'other'] as const
export type Supplier = (typeof SUPPLIERS)[number]

/** How often an extract is due: each Monday, or on the first of each month. All sources of a cycle share its days, so that they can be compared. */
export const CYCLES = ['weekly', 'monthly'] as const
export type Cycle = (typeof CYCLES)[number]

/** What one extract holds: everyone who has the code, or only what was written down since the one before. */
export const HOLDS = ['everyone', 'only-new'] as const
export type Holds = (typeof HOLDS)[number]

export const CODES = Object.keys(CHOICE_ROLES) as [ChoiceRole, ...ChoiceRole[]]

/** Twelve for the baseline, two left out as guard, twelve for the chart. */
export const CYCLES_KEPT = 26

/** An extract may come so many days before the day it is due, and counts for that day. */
const EARLY_DAYS = { weekly: 1, monthly: 4 } as const satisfies Record<Cycle, number>

/** Any Monday long before the first extract. */
const A_MONDAY = '2020-01-06'

/** The days on which extracts were due up to and including today, oldest first. */
export function calendarOf(cycle: Cycle, today: Day): Day[] {
  const last = cycle === 'monthly' ? `${today.slice(0, 7)}-01` : addDays(A_MONDAY, Math.floor(daysBetween(A_MONDAY, today) / 7) * 7)
  return Array.from({ length: CYCLES_KEPT }, (_, at) => {
    const back = CYCLES_KEPT - 1 - at
    return cycle === 'monthly' ? addMonths(last, -back) : addDays(last, -7 * back)
  })
}

/** Whether an extract was due on a day. */
export function isDueDay(cycle: Cycle, day: Day): boolean {
  return calendarOf(cycle, day).at(-1) === day
}

/** The due day that an extract which came on a day counts for; null when it came before the calendar begins. */
export function dueDayOf(cycle: Cycle, came: Day, calendar: readonly Day[]): Day | null {
  const upTo = addDays(came, EARLY_DAYS[cycle])
  return calendar.findLast((due) => due <= upTo) ?? null
}

export interface WatchedSource {
  readonly id: string
  readonly organisationCode: string
  /** ODS code of whoever keeps the records. */
  readonly source: string
  readonly supplier: Supplier
  readonly cycle: Cycle
  readonly holds: Holds
  readonly listSize: number
  /** The practice keys replies that are recorded here into its own system too, so that its extracts have to bring them. */
  readonly entersReplies: boolean
  readonly watchedFrom: Day
}

/** What one import brought of one code of one source, in people. */
export interface CodeCount {
  readonly source: string
  readonly code: ChoiceRole
  /** With an entry that no import before brought. */
  readonly received: number
  /** With any entry in it. */
  readonly carried: number
  /** Over the days that the extract before it covers too: entries in either, and those in one alone with nothing to say why. */
  readonly overlap?: { readonly entries: number; readonly missing: number }
}

/** An import that was read to its end and stands. */
export interface CountedImport {
  readonly organisationCode: string | null
  readonly cameOn: Day
  readonly digest: string
  readonly counts: readonly CodeCount[]
}

/** A count that the practice made of its own new entries, of the newest statement for that day. */
export interface DeclaredTotal {
  readonly code: ChoiceRole
  readonly due: Day
  readonly declaredNew: number
}

/**
 * One source's histories, a code each, from the imports that its watcher may count: those of the watcher's own, and any
 * that brought entries of a source that is the watcher itself.
 */
export function historiesOf(
  watched: WatchedSource, given: {
    readonly imports: readonly CountedImport[]; readonly declared: readonly DeclaredTotal[]; readonly calendar: readonly Day[]
    /** What this source's extracts have to bring because it is known already. */
    readonly known?: readonly KnownArrival[]
  },
): SourceHistory[] {
  const { source, supplier, cycle, holds, listSize, watchedFrom } = watched
  const own = given.imports
    .filter(({ organisationCode }) => organisationCode === watched.organisationCode || source === watched.organisationCode)
    .map((each) => ({ ...each, due: dueDayOf(cycle, each.cameOn, given.calendar), counts: each.counts.filter((count) => count.source === source) }))
    .filter(({ organisationCode, counts }) => counts.length > 0 || organisationCode === source)
    .sort((a, b) => (a.cameOn < b.cameOn ? -1 : a.cameOn > b.cameOn ? 1 : 0))
  const codes = new Set<ChoiceRole>(['T1_DISSENT', ...own.flatMap(({ counts }) => counts.map(({ code }) => code)), ...(given.known ?? []).map(({ code }) => code)])
  const dues = [...new Set(own.flatMap(({ due }) => due ?? []))].sort()
  const came = dues.map((due) => ({ due, upTo: lastDayOf(cycle, due, given.calendar) }))
  return CODES.filter((code) => codes.has(code)).map((code): SourceHistory => {
    const arrivals = arrivalChecks((given.known ?? []).filter((one) => one.code === code), came)
    const figure = (each: (typeof own)[number], of: ChoiceRole, what: 'received' | 'carried') => each.counts.find((count) => count.code === of)?.[what] ?? 0
    const receivedIn = (those: typeof own, of: ChoiceRole) => those.reduce((total, each) => total + figure(each, of, 'received'), 0)
    const addedIn = (those: typeof own) => receivedIn(those, code) - oppositesOf(code).reduce((total, of) => total + receivedIn(those, of), 0)
    let running = Math.max(0, addedIn(own.filter(({ due }) => due === null)))
    const cycles = dues.map((due): SourceCycle => {
      const here = own.filter((each) => each.due === due)
      const received = receivedIn(here, code)
      running = Math.max(0, running + addedIn(here))
      const last = here.at(-1) as (typeof own)[number]
      const declared = given.declared.find((total) => total.code === code && total.due === due)
      const checks: Check[] = [
        ...(declared ? [declaredCheck(declared.declaredNew, received)] : []), ...(arrivals.get(due) ?? []), ...(holds === 'everyone' ? overlapsIn(here, code) : []),
      ]
      return {
        due, received, standing: holds === 'everyone' ? figure(last, code, 'carried') : running, listSize,
        digest: here.length === 1 ? last.digest : null,
        ...(checks.length > 0 ? { checks } : {}),
      }
    })
    // Of a source of which nothing ever came, extracts are missed from the day it was first watched.
    return { source, supplier, code, cycles, settledOn: cycles.length === 0 ? addDays(watchedFrom, -1) : null }
  })
}

function overlapsIn(imports: readonly CountedImport[], code: ChoiceRole): Check[] {
  return imports.flatMap(({ counts }) => counts.flatMap((count): Check[] =>
    count.code === code && count.overlap && count.overlap.entries > 0 ? [{ kind: 're-extract', expected: count.overlap.entries, missing: count.overlap.missing }] : []))
}

/** The last day on which an extract that comes counts for a due day. */
function lastDayOf(cycle: Cycle, due: Day, calendar: readonly Day[]): Day {
  const next = calendar[calendar.indexOf(due) + 1] ?? (cycle === 'monthly' ? addMonths(due, 1) : addDays(due, 7))
  return addDays(next, -1 - EARLY_DAYS[cycle])
}

/** Codes of the same stream that lift what this one says, or are lifted by it. */
function oppositesOf(code: ChoiceRole): ChoiceRole[] {
  const { stream, says } = CHOICE_ROLES[code]
  return CODES.filter((other) => CHOICE_ROLES[other].stream === stream && CHOICE_ROLES[other].says !== says)
}

/** What an alarm is about, however often it stands: while one is open, the same is not raised again. A missing extract is one alarm for all its codes. */
export function alarmKey({ watched: { level, name, code }, kind }: Pick<Alarm, 'watched' | 'kind'>): string {
  return [level, name, kind === 'source-missing' ? 'all' : code, kind].join(' ')
}
