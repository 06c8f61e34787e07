import { formatDay } from '#app/kernel/uk-date.ts'
import type { Refusal } from '#app/kernel/result.ts'
import { FEWEST_ASKED, MOST_ANSWERED, type CountProblem } from './count-answer.rules.ts'

type Details = NonNullable<Refusal['details']>

/** Each: what it is, and what to do. None depends on what anybody chose. */
export const COUNT_PROBLEM_WORDS = {
  'too-few-people': { title: 'The list is about too few people', detail: () => `Counts are given about ${FEWEST_ASKED} different usable NHS numbers or more. Ask about a larger group.` },
  'counts-used-up': { title: 'Enough lists were asked about this month', detail: ({ until }) => `Your organisation has counts of ${MOST_ANSWERED} different lists, as many as a month allows over all flows together. The same lists can still be asked about. Ask about others after ${typeof until === 'string' ? formatDay(until) : 'the end of the month'}.` },
} as const satisfies Record<CountProblem, { readonly title: string; readonly detail: (details: Details) => string }>

export function countProblemWords({ kind, details }: Refusal<CountProblem>): { readonly title: string; readonly detail: string } {
  const { title, detail } = COUNT_PROBLEM_WORDS[kind]
  return { title, detail: (detail as (details: Details) => string)(details ?? {}) }
}
