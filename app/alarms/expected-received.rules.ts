import type { Day } from '#app/kernel/uk-date.ts'
import { ALARM_LIMITS, type AlarmLimits } from './control-limits.rules.ts'
import { baselinePlaces, cycleDays, expectedAt, groundWithout, layGround, layTracks, type SourceHistory } from './expected-counts.rules.ts'

/** The newest extract of one source and code: what came, and what its own history and the others' say was to come. */
export interface ExpectedReceived {
  readonly source: string
  readonly code: string
  /** The day it was due; null where none has come. */
  readonly due: Day | null
  readonly received: number
  readonly standing: number
  /** Null while there are too few extracts to say. */
  readonly expected: number | null
}

/** For each history, measured against the sources of the same code. The same ground as the alarms stand on. */
export function expectedReceived(histories: readonly SourceHistory[], calendar: readonly Day[], limits: AlarmLimits = ALARM_LIMITS): ExpectedReceived[] {
  return histories.map((history) => {
    const tracks = layTracks([history, ...histories.filter((other) => other !== history && other.code === history.code)], calendar)
    const [own] = tracks as [(typeof tracks)[number]]
    const ground = groundWithout(own, layGround(tracks, tracks.length <= limits.leastPeerSources, cycleDays(calendar), limits))
    const at = own.cycles.findLastIndex((cycle) => cycle !== null)
    const cycle = own.cycles[at] ?? null
    const judged = cycle && expectedAt(own, at, baselinePlaces(at, ground), ground)
    return {
      source: history.source, code: history.code, due: cycle?.due ?? null, received: cycle?.received ?? 0, standing: cycle?.standing ?? 0,
      expected: judged?.expected ?? null,
    }
  })
}
