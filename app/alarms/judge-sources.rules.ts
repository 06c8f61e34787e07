import type { Day } from '#app/kernel/uk-date.ts'
import type { SourceHistory } from './expected-counts.rules.ts'
import { expectedReceived, type ExpectedReceived } from './expected-received.rules.ts'
import { ALARM_KINDS, silentLoss, type Alarm, type AlarmKind } from './silent-loss.rules.ts'
import { alarmKey, calendarOf, CYCLES, type Cycle, type WatchedSource } from './watching.rules.ts'

export interface Judged {
  readonly alarms: readonly Alarm[]
  readonly lines: readonly ExpectedReceived[]
}

/** An alarm that someone looked into, by its key, and the day it was about. */
export interface Settled {
  readonly alarmKey: string
  readonly due: Day
  readonly acknowledgedAt: Date | null
}

/**
 * What stands today of the sources that one organisation watches, measured against every source of the installation that
 * comes in the same cycle. Figures of others' sources are never in it.
 */
export function judgeFor(
  organisationCode: string,
  { every, historiesOf, today, acknowledged }: {
    readonly every: readonly WatchedSource[]
    readonly historiesOf: (watched: WatchedSource, calendar: readonly Day[]) => readonly SourceHistory[]
    readonly today: Day
    readonly acknowledged: readonly Settled[]
  },
): Judged {
  const own = every.filter((watched) => watched.organisationCode === organisationCode)
  if (own.length === 0) return { alarms: [], lines: [] }
  const compared = [...own, ...onlyOnce(every.filter(({ source }) => !own.some((mine) => mine.source === source)))]
  const judged = CYCLES.map((cycle: Cycle): Judged => {
    const calendar = calendarOf(cycle, today)
    const mine = new Set(own.filter((watched) => watched.cycle === cycle).map(({ source }) => source))
    if (mine.size === 0) return { alarms: [], lines: [] }
    const histories = compared.filter((watched) => watched.cycle === cycle).flatMap((watched) => historiesOf(watched, calendar))
    return {
      alarms: ownAlarms(allAlarms(histories, calendar, today, settledDays(acknowledged)), histories, mine),
      lines: expectedReceived(histories, calendar).filter(({ source }) => mine.has(source)),
    }
  })
  return { alarms: judged.flatMap(({ alarms }) => alarms), lines: judged.flatMap(({ lines }) => lines) }
}

function onlyOnce(sources: readonly WatchedSource[]): WatchedSource[] {
  // A source that watches itself counts all that it has; another who watches it may not.
  const itselfFirst = [...sources].sort((a, b) => Number(b.source === b.organisationCode) - Number(a.source === a.organisationCode))
  return itselfFirst.filter(({ source }, at) => itselfFirst.findIndex((other) => other.source === source) === at)
}

/** For each alarm key, the last day that someone has settled. */
function settledDays(acknowledged: readonly Settled[]): ReadonlyMap<string, Day> {
  const days = new Map<string, Day>()
  for (const { alarmKey: key, due, acknowledgedAt } of acknowledged) if (acknowledgedAt !== null && due > (days.get(key) ?? '')) days.set(key, due)
  return days
}

/** What someone settled of one kind settles no other kind, so each kind with settled days is looked for on its own. */
function allAlarms(histories: readonly SourceHistory[], calendar: readonly Day[], today: Day, settled: ReadonlyMap<string, Day>): Alarm[] {
  const find = (kind: AlarmKind | null): readonly Alarm[] => {
    const dayOf = (level: 'source' | 'supplier', { source, supplier, code }: SourceHistory): Day | null =>
      kind === null ? null : settled.get(alarmKey({ watched: { level, name: level === 'source' ? source : supplier, supplier, code }, kind })) ?? null
    return silentLoss({
      histories: histories.map((history) => ({ ...history, settledOn: laterOf(history.settledOn ?? null, dayOf('source', history)) })),
      calendar, today,
      suppliersSettledOn: Object.fromEntries(histories.flatMap((history) => {
        const day = dayOf('supplier', history)
        return day === null ? [] : [[`${history.supplier} ${history.code}`, day]]
      })),
    }).alarms
  }
  const settledKinds = ALARM_KINDS.filter((kind) => [...settled.keys()].some((key) => key.endsWith(` ${kind}`)))
  return [...find(null).filter(({ kind }) => !settledKinds.includes(kind)), ...settledKinds.flatMap((each) => find(each).filter(({ kind }) => kind === each))]
}

const laterOf = (a: Day | null, b: Day | null): Day | null => (a === null || (b !== null && b > a) ? b : a)

/** The watcher's alarms. A supplier's figures are taken off where they hold another organisation's counts. */
function ownAlarms(alarms: readonly Alarm[], histories: readonly SourceHistory[], mine: ReadonlySet<string>): Alarm[] {
  return alarms.flatMap((alarm): Alarm[] => {
    const { level, name } = alarm.watched
    if (level === 'source') return mine.has(name) ? [alarm] : []
    const pooled = histories.filter(({ supplier }) => supplier === name)
    if (!pooled.some(({ source }) => mine.has(source))) return []
    if (alarm.kind !== 'below-expected' || pooled.every(({ source }) => mine.has(source))) return [alarm]
    return [{ ...alarm, charts: alarm.charts.map((chart) => ({ ...chart, expected: 0, missing: 0 })) }]
  })
}
