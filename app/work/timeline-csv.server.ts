import { stringify } from 'csv-stringify/sync'
import { inOrderOfTime, isToCome, type FlowBars, type TimelineEvent } from './timeline.rules.ts'
import { TIMELINE_KIND_WORDS } from './timeline.words.ts'

/** Events and dates in order of time, then the stretches in which flows were in force or stopped. Days are Europe/London days, the last included. */
export function timelineCsv({ events, flows, today }: { readonly events: readonly TimelineEvent[]; readonly flows: readonly FlowBars[]; readonly today: string }): string {
  const rows = [
    ...inOrderOfTime(events).map((event) => [event.day, '', event.at?.toISOString() ?? '', isToCome(event, today) ? 'to come' : event.isLate ? 'overdue' : 'past', TIMELINE_KIND_WORDS[event.kind], event.what, event.detail]),
    ...flows.flatMap(({ ref, name, bars }) => bars.map(({ isOpen, from, to }) => [from, to ?? '', '', from > today ? 'to come' : 'past', isOpen ? 'Flow in force' : 'Flow stopped', name, ref])),
  ]
  // A cell that a spreadsheet would take for a formula is made text.
  return stringify([['day', 'to', 'at', 'when', 'kind', 'what', 'detail'], ...rows], { escape_formulas: true, record_delimiter: '\r\n' })
}
