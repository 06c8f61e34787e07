import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { SCORE_MAX, scoreOf, type Appraisal, type AppraisalRefusal, type AppraisedOption, type Criterion } from './appraisal.rules.ts'

/** How one option does. */
export interface OptionResult {
  readonly option: AppraisedOption
  /** Each weight times its score, added up; null while a score is missing. */
  readonly total: number | null
  /** 1 for the best; options of the same total share a rank. Null for one that is ruled out, or while a score is missing. */
  readonly rank: number | null
  /** The criteria that it must meet and does not. */
  readonly ruledOutBy: readonly Criterion[]
}

/** A weight that, one higher or lower, would give another result. */
export interface Tipping {
  readonly criterion: Criterion
  readonly weight: number
  readonly winners: readonly AppraisedOption[]
}

export interface AppraisalResult {
  readonly weights: number
  /** The most that an option can have. */
  readonly most: number
  /** How many scores there are to give, and how many are given. */
  readonly asked: number
  readonly given: number
  readonly options: readonly OptionResult[]
  /** Those with the best total of all that are not ruled out: more than one where they are equal, none while a score is missing or where all are ruled out. */
  readonly winners: readonly AppraisedOption[]
  /** Null while there is no result to tip. */
  readonly tippings: readonly Tipping[] | null
}

const weighed = ({ criteria }: Appraisal): readonly Criterion[] => criteria.filter(({ kind }) => kind === 'weighed')

function totalOf(appraisal: Appraisal, option: AppraisedOption): number | null {
  const parts = weighed(appraisal).map(({ id, weight }) => ({ weight, score: scoreOf(appraisal, id, option.id) }))
  return parts.every(({ score }) => score !== null) ? parts.reduce((sum, { weight, score }) => sum + weight * (score?.score ?? 0), 0) : null
}

const ruledOutBy = (appraisal: Appraisal, option: AppraisedOption): Criterion[] =>
  appraisal.criteria.filter(({ id, kind }) => kind === 'must' && scoreOf(appraisal, id, option.id)?.score === 0)

/** Whether everything that is asked about the options has its answer. */
const isScored = (appraisal: Appraisal): boolean => appraisal.options.every((option) => appraisal.criteria.every(({ id }) => scoreOf(appraisal, id, option.id) !== null))

function winnersOf(appraisal: Appraisal): AppraisedOption[] {
  if (!isScored(appraisal)) return []
  const standing = appraisal.options.filter((option) => ruledOutBy(appraisal, option).length === 0).map((option) => ({ option, total: totalOf(appraisal, option) ?? 0 }))
  const best = Math.max(...standing.map(({ total }) => total))
  return standing.filter(({ total }) => total === best).map(({ option }) => option)
}

const withWeight = (appraisal: Appraisal, criterionId: string, weight: number): Appraisal =>
  ({ ...appraisal, criteria: appraisal.criteria.map((criterion) => (criterion.id === criterionId ? { ...criterion, weight } : criterion)) })

const sameOptions = (a: readonly AppraisedOption[], b: readonly AppraisedOption[]): boolean => a.map(({ id }) => id).join() === b.map(({ id }) => id).join()

/** Every weight that would give other winners if it alone were one lower, and not below nought, or one higher. */
function tippingsOf(appraisal: Appraisal, winners: readonly AppraisedOption[]): Tipping[] {
  return weighed(appraisal).flatMap((criterion) => [criterion.weight - 1, criterion.weight + 1].filter((weight) => weight >= 0)
    .map((weight) => ({ criterion, weight, winners: winnersOf(withWeight(appraisal, criterion.id, weight)) })))
    .filter((tipping) => !sameOptions(tipping.winners, winners))
}

/** What an appraisal comes to, worked out in whole numbers from its weights and scores alone. */
export function resultOf(appraisal: Appraisal): AppraisalResult {
  const weights = weighed(appraisal).reduce((sum, { weight }) => sum + weight, 0)
  const winners = winnersOf(appraisal)
  const isWhole = isScored(appraisal)
  const totals = appraisal.options.map((option) => ({ option, total: totalOf(appraisal, option), ruledOutBy: ruledOutBy(appraisal, option) }))
  const standing = totals.filter((each) => each.ruledOutBy.length === 0)
  return {
    weights, most: weights * SCORE_MAX, asked: appraisal.criteria.length * appraisal.options.length, given: appraisal.scores.length, winners,
    options: totals.map((each) => ({
      ...each, rank: isWhole && each.ruledOutBy.length === 0 ? 1 + standing.filter(({ total }) => (total ?? 0) > (each.total ?? 0)).length : null,
    })),
    tippings: winners.length > 0 ? tippingsOf(appraisal, winners) : null,
  }
}

/** Whether an option can be chosen, and with that reason: a reason is asked for wherever the table does not point to it alone. */
export function checkChoice(appraisal: Appraisal, { optionId, reason }: NonNullable<Appraisal['chosen']>): Result<null, AppraisalRefusal> {
  const { options, winners } = resultOf(appraisal)
  const chosen = options.find(({ option }) => option.id === optionId)
  if (!chosen) return refuse('no-such-option')
  if (chosen.ruledOutBy.length > 0) return refuse('ruled-out')
  const isSoleWinner = winners.length === 1 && winners[0]?.id === optionId
  return isSoleWinner || reason !== '' ? ok(null) : refuse('reason-missing')
}

/** Whether a version can be fixed as what was decided on: all is scored, and what is chosen may still be. */
export function checkFixing(appraisal: Appraisal): Result<null, AppraisalRefusal> {
  if (!isScored(appraisal)) return refuse('not-scored')
  return appraisal.chosen ? checkChoice(appraisal, appraisal.chosen) : refuse('nothing-chosen')
}
