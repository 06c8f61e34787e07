import { coarseReason, type Decision } from '#app/choices/decision.rules.ts'
import type { CoarseReason, Reason } from '#app/choices/exemptions.rules.ts'
import { nhsNumberRange, type NhsNumberRange } from '#app/kernel/nhs-number.ts'
import { NOT_A_NUMBER, numberOfStem, stemOfText, type NumberFault } from './number-stem.rules.ts'

/** What a row can be told: the decision, the coarse reason, and every reason in order. */
export interface Outcome {
  readonly decision: 'INCLUDE' | 'EXCLUDE'
  readonly coarse: CoarseReason
  readonly reasons: readonly Reason[]
}

/** An outcome as the check keeps it, one text: `EXCLUDE NOT_PERMITTED LOCAL`. */
export function outcomeText({ decision, coarse, reasons }: Outcome): string {
  return [decision, coarse, ...reasons].join(' ')
}

export function outcomeOfText(text: string): Outcome {
  const [decision, coarse, ...reasons] = text.split(' ')
  return { decision: decision as Outcome['decision'], coarse: coarse as CoarseReason, reasons: reasons as Reason[] }
}

/** A row's answer is kept in two bytes: the place of its outcome in the check's own list. */
export const MOST_OUTCOMES = 65_536

/** How a number that is not a number, or not of the register, is decided. */
export type DecideStranger = (nhsNumber: string) => Decision

/**
 * The answers of one check: for each person of the register, worked out beforehand; for anyone else, by who issued the
 * number, because nothing else is known of them.
 */
export class AnswerTable {
  readonly outcomes: Outcome[] = []
  private readonly places = new Map<string, number>()
  private readonly byStem = new Map<number, number>()
  private readonly byRange = new Map<NhsNumberRange, number>()
  private readonly byFault = new Map<number, number>()

  constructor(private readonly decideStranger: DecideStranger) {}

  get size(): number {
    return this.byStem.size
  }

  /** A person of the register. A number that two records share is withheld if either is. */
  place(nhsNumber: string, decision: Decision): void {
    const stem = stemOfText(nhsNumber)
    if (stem < 0) return
    const known = this.byStem.get(stem)
    if (known !== undefined && this.outcomes[known]?.decision === 'EXCLUDE') return
    this.byStem.set(stem, this.placeOf(decision))
  }

  /** The place of the outcome for what a row holds: a stem, or below zero what is wrong with it. */
  placeFor(stem: number): number {
    if (stem < 0) {
      const known = this.byFault.get(stem)
      if (known !== undefined) return known
      const place = this.placeOf(this.decideStranger(EXAMPLE_OF_FAULT[stem as keyof typeof EXAMPLE_OF_FAULT] ?? ''))
      this.byFault.set(stem, place)
      return place
    }
    const known = this.byStem.get(stem)
    if (known !== undefined) return known
    const number = numberOfStem(stem)
    const range = nhsNumberRange(number)
    const seen = this.byRange.get(range)
    if (seen !== undefined) return seen
    const place = this.placeOf(this.decideStranger(number))
    this.byRange.set(range, place)
    return place
  }

  private placeOf(decision: Decision): number {
    const outcome: Outcome = { decision: decision.decision, coarse: coarseReason(decision), reasons: decision.reasons }
    const text = outcomeText(outcome)
    const known = this.places.get(text)
    if (known !== undefined) return known
    if (this.outcomes.length >= MOST_OUTCOMES) throw new Error('A check has more kinds of answer than can be kept')
    this.places.set(text, this.outcomes.length)
    this.outcomes.push(outcome)
    return this.outcomes.length - 1
  }
}

const EXAMPLES = { blank: '', 'not-ten-digits': '1', 'check-digit': '9990000019', 'all-same-digit': '9999999999' } as const satisfies Record<NumberFault, string>
const EXAMPLE_OF_FAULT: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(NOT_A_NUMBER).map(([fault, code]) => [code, EXAMPLES[fault as NumberFault]]),
)
