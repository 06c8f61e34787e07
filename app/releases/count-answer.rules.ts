import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { AnswerTable } from './answer-table.rules.ts'
import type { CheckProblem } from './check.rules.ts'
import { codingOfContent, formatOfContentType, type ListCoding, type ListFormat } from './check-formats.rules.ts'
import type { StemSet } from './number-stem.rules.ts'
import { isSmall } from './small-numbers.rules.ts'

/** What can be wrong with asking for counts beside what can be wrong with a list. */
export const COUNT_PROBLEMS = ['too-few-people', 'counts-used-up'] as const
export type CountProblem = (typeof COUNT_PROBLEMS)[number]
/** What of the gate's own problems a call for counts cannot have, or has in the words of every call. */
export const NOT_OF_COUNTS = [
  'answer-format-not-offered', 'detail-unknown', 'detail-not-allowed', 'replay-malformed', 'instant-malformed', 'instant-to-come', 'replay-and-instant-together', 'past-of-no-extract',
  'replay-not-allowed', 'replay-not-found', 'replay-not-kept', 'replay-of-another-list', 'stage-unknown', 'extract-malformed', 'extract-and-stage-together', 'request-id-reused', 'request-in-progress',
  'took-too-long',
] as const satisfies readonly CheckProblem[]
export type CountListProblem = Exclude<CheckProblem, (typeof NOT_OF_COUNTS)[number]>

export const COUNT_PROBLEM_STATUS = { 'too-few-people': 422, 'counts-used-up': 429 } as const satisfies Record<CountProblem, number>

/** Different numbers that a list has to have, whether anyone has them or not. */
export const FEWEST_ASKED = 100
/**
 * Different lists that one organisation is told about in one month, counting the same list again for each flow. What it learns of
 * one person adds up over them all: one choice counts in many flows, each with noise of its own.
 */
export const MOST_ANSWERED = 20

/** The month of a day, as its first day: until it is over, the same list is told the same. */
export function monthOf(day: Day): Day {
  return `${day.slice(0, 7)}-01`
}

/** How a list for counts comes, out of the call's headers. */
export function readCountCall(header: (name: string) => string | null): Result<{ readonly given: ListFormat; readonly coding: ListCoding }, Refusal<'content-type-not-taken' | 'content-encoding-not-taken'>> {
  const given = formatOfContentType(header('Content-Type'))
  if (!given) return refuse('content-type-not-taken')
  const coding = codingOfContent(header('Content-Encoding'))
  return coding ? ok({ given, coding }) : refuse('content-encoding-not-taken')
}

/**
 * How many of those asked about may go on. It looks for everyone of the register in the list, and not the other way about:
 * so many steps for so large a register, whoever is asked about and whatever was chosen. Others may go first at each step.
 */
export function* countIncluded(answers: Pick<AnswerTable, 'eachPage' | 'outcomes'>, asked: Pick<StemSet, 'has'>): Generator<void, number> {
  let included = 0
  for (const { page, packed } of answers.eachPage()) {
    for (const entry of packed) {
      const isAsked = asked.has(page * 65_536 + (entry >>> 16)) ? 1 : 0
      const isIncluded = answers.outcomes[entry & 0xffff]?.decision === 'INCLUDE' ? 1 : 0
      included += isAsked & isIncluded
    }
    yield
  }
  return included
}

export interface CountsTold {
  readonly mayGoOn: number | null
  readonly mayNot: number | null
}

/**
 * What is told of a noisy count: made from it and from what the asker knows, and from nothing else. A small number is not
 * told, and nor is the other, which would give it away.
 */
export function countsTold(people: number, noisy: number): CountsTold {
  const mayGoOn = Math.min(people, Math.max(0, noisy))
  const mayNot = people - mayGoOn
  return isSmall(mayGoOn) || isSmall(mayNot) ? { mayGoOn: null, mayNot: null } : { mayGoOn, mayNot }
}
