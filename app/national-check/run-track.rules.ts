import { expiresAt, purgeAfter, type Run } from './national-check.rules.ts'

/** The stations of a run, in the order in which it comes to them. */
export const STATIONS = ['written', 'receipt', 'answer', 'runs-out', 'deleted'] as const
export type Station = (typeof STATIONS)[number]

/**
 * What a station is to a run: it was there; it is there now and waits; it will come there; it came to a stop there; it
 * went by without it; it never will.
 */
export type StationState = 'done' | 'now' | 'next' | 'stopped' | 'passed-by' | 'never'

export interface StationOfRun {
  readonly station: Station
  readonly state: StationState
  /** When it was there, or will be; null where that cannot be known. */
  readonly at: Date | null
}

export interface RunTimes extends Run {
  readonly receiptedAt: Date | null
  readonly stoppedAt: Date | null
  readonly purgedAt: Date | null
  /** What stopped it: the event, or `not-sent`. */
  readonly refusal: string | null
}

/** A run drawn as a line with its dates. `maxAgeDays`: how long its answer may be used, by the shorter limit. */
export function runTrack(run: RunTimes, at: Date, maxAgeDays: number): StationOfRun[] {
  const { exportedAt, receiptedAt, answeredAt, stoppedAt, purgedAt } = run
  const until = exportedAt && expiresAt(exportedAt, maxAgeDays)
  const goes = purgeAfter(run)
  const stop = stoppedAt === null ? null : stopOf(run)
  const reached: Readonly<Record<Station, Date | null>> = {
    written: exportedAt, receipt: receiptedAt, answer: answeredAt, 'runs-out': answeredAt && until && at > until ? until : null, deleted: purgedAt,
  }
  const last = STATIONS.findLastIndex((station) => station === stop || (station !== 'deleted' && reached[station] !== null))
  return STATIONS.map((station, place): StationOfRun => {
    if (station === stop) return { station, state: 'stopped', at: stoppedAt }
    if (reached[station] !== null) return { station, state: 'done', at: reached[station] }
    if (station === 'deleted') return { station, state: 'next', at: goes }
    if (place < last) return { station, state: 'passed-by', at: null }
    if (stop !== null || purgedAt !== null) return { station, state: 'never', at: null }
    if (station === 'runs-out') return { station, state: 'next', at: until }
    return { station, state: place === last + 1 ? 'now' : 'next', at: null }
  })
}

function stopOf({ refusal, receiptedAt }: RunTimes): Station {
  if (refusal === 'not-sent') return 'written'
  return refusal === 'foreign-list' || receiptedAt !== null ? 'answer' : 'receipt'
}
