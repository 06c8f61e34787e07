import type { LoggedEvent } from './event.rules.ts'
import { EVENT_KIND_WORDS, PAYMENT_WORDS, POINT_ANSWER_WORDS, TAKING_PART_WORDS } from './involvement.words.ts'
import { LINKED_FACTS } from './linked-facts.words.ts'

/** Quoted where it must be; what a spreadsheet would take for a formula is not one. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvOf = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n'

const HEAD = ['day', 'state', 'kind', 'place', 'took_part', 'people', 'shown', 'payment', 'cost_pounds', 'lesson', 'said', 'answer', 'what_came_of_it', 'fact', 'paper']

/** The log as CSV, a row for each point: an event without any has a row of its own. Counts are as they are, for the parties. */
export function eventsCsv(events: readonly LoggedEvent[]): string {
  const rows = events.flatMap((event) => {
    const of = [
      event.day, event.state, EVENT_KIND_WORDS[event.kind], event.place, event.groups.map(({ who, as, people }) => `${who} (${TAKING_PART_WORDS[as]}): ${people}`).join('; '),
      String(event.groups.reduce((sum, { people }) => sum + people, 0)), event.shown, PAYMENT_WORDS[event.payment], event.costPounds === null ? '' : String(event.costPounds), event.lesson,
    ]
    const points = event.points.map(({ said, answer, what, fact, paper }) => [said, POINT_ANSWER_WORDS[answer].label, what, LINKED_FACTS[fact] ?? '', paper])
    return (points.length > 0 ? points : [['', '', '', '', '']]).map((point) => [...of, ...point])
  })
  return csvOf([HEAD, ...rows])
}
