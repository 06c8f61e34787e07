import { formatInstant } from '#app/kernel/uk-date.ts'
import { STATION_WORDS, stationSentence } from './national-check-page.words.ts'
import type { StationOfRun } from './run-track.rules.ts'

interface Station extends Pick<StationOfRun, 'station' | 'state'> {
  readonly at: string | null
}

/** A run drawn as a line of stations: where it has been, where it waits, where it came to a stop, and when. */
export function RunTrack({ track }: { readonly track: readonly Station[] }) {
  return (
    <ol className="concordat-track" aria-label="How far this check is">
      {track.map(({ station, state, at }) => (
        <li key={station} className={`concordat-track__station concordat-track__station--${state}`} aria-current={state === 'now' ? 'step' : undefined}>
          <strong>{STATION_WORDS[station]}</strong>
          <span>{stationSentence({ station, state })}</span>
          {at ? <span>{formatInstant(new Date(at))}</span> : null}
        </li>
      ))}
    </ol>
  )
}
