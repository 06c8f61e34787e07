import type { DueItem, DueKind } from '#app/approvals/due.rules.ts'
import { formatDay } from '#app/kernel/uk-date.ts'

const ENDS = (day: string, isOver: boolean) => (isOver ? `It ended on ${day}.` : `Its last day is ${day}.`)

/** When something is due, in a sentence, for what is done and for what comes to its end. */
const WHEN_WORDS: Partial<Record<DueKind, (day: string, isOver: boolean) => string>> = {
  'decision-ends': ENDS, 'agreement-ends': ENDS,
  assurance: (day, isOver) => (isOver ? `It has not counted since ${day}.` : `It counts until ${day}.`),
}

export function whenWords({ kind, dueOn, isOverdue }: Pick<DueItem, 'kind' | 'dueOn' | 'isOverdue'>): string {
  const day = formatDay(dueOn)
  return WHEN_WORDS[kind]?.(day, isOverdue) ?? (isOverdue ? `It was to be done by ${day} and is overdue.` : `It is to be done by ${day}.`)
}

/** Which flows it stops, named; or that it is all of them. Empty where it stops none. */
export function flowsWords(pausesFlows: DueItem['pausesFlows'], flowsOfProject: number): readonly string[] {
  return pausesFlows.length > 1 && pausesFlows.length === flowsOfProject ? ['Every flow of the project'] : pausesFlows.map(({ name }) => name)
}

export const STOPS_WORDS = { overdue: 'Stopped until something is done', coming: 'Will stop the day after, unless something is done' } as const

const SUBJECT_MAX = 80
/** For the subject of an e-mail. */
export const short = (what: string): string => (what.length <= SUBJECT_MAX ? what : `${what.slice(0, SUBJECT_MAX).replace(/\s+\S*$/, '')} …`)
