import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'

export const SCORE_MAX = 5
export const WEIGHT_MAX = 100
export const CRITERIA_MAX = 20
export const OPTIONS_MAX = 10

export const CRITERION_KINDS = ['weighed', 'must'] as const
export type CriterionKind = (typeof CRITERION_KINDS)[number]

export interface Criterion {
  /** Stays the same whatever becomes of its name. */
  readonly id: string
  readonly name: string
  /** What earns a good score, or what meets it. */
  readonly meaning: string
  readonly kind: CriterionKind
  /** 1 or more for what is weighed; 0 for what must be met. */
  readonly weight: number
}

export interface AppraisedOption {
  readonly id: string
  readonly name: string
  readonly what: string
}

/** What one option is worth by one criterion: 0 to 5; by one that must be met, 1 where it is and 0 where it is not. */
export interface Score {
  readonly criterionId: string
  readonly optionId: string
  readonly score: number
  readonly reason: string
}

/** The choice of one of several ways, as a table. */
export interface Appraisal {
  readonly title: string
  /** What is to be chosen, and for what. */
  readonly question: string
  readonly criteria: readonly Criterion[]
  readonly options: readonly AppraisedOption[]
  readonly scores: readonly Score[]
  /** Null while nothing is chosen. */
  readonly chosen: { readonly optionId: string; readonly reason: string } | null
}

export type AppraisalRefusalKind =
  | 'not-found' | 'not-the-drafter' | 'project-ended' | 'changed-since-read' | 'personal-data' | 'too-few-options' | 'nothing-weighed' | 'no-such-option' | 'ruled-out' | 'reason-missing' | 'not-scored' | 'nothing-chosen' | 'decided-in-future'
export type AppraisalRefusal = Refusal<AppraisalRefusalKind>

export const scoreOf = ({ scores }: Pick<Appraisal, 'scores'>, criterionId: string, optionId: string): Score | null =>
  scores.find((score) => score.criterionId === criterionId && score.optionId === optionId) ?? null

/** The next free id of a list, such as `c3`. */
function freeId(taken: ReadonlySet<string>, letter: string): string {
  for (let number = 1; ; number += 1) if (!taken.has(`${letter}${number}`)) return `${letter}${number}`
}

/** Gives an id to each thing that has none, or none that was there before; keeps the others'. No two get the same. */
export function withIds<T extends { readonly id: string }>(things: readonly T[], known: readonly string[], letter: 'c' | 'o'): T[] {
  const taken = new Set(known)
  const used = new Set<string>()
  return things.map((thing) => {
    const id = known.includes(thing.id) && !used.has(thing.id) ? thing.id : freeId(taken, letter)
    taken.add(id)
    used.add(id)
    return { ...thing, id }
  })
}

/** What is appraised and by what: a score stays while its option and its criterion do, and the criterion is of the same kind. */
export function setUp(before: Appraisal | null, given: Pick<Appraisal, 'title' | 'question' | 'criteria' | 'options'>): Result<Appraisal, AppraisalRefusal> {
  const criteria = withIds(given.criteria, before?.criteria.map(({ id }) => id) ?? [], 'c').map((criterion) => (criterion.kind === 'must' ? { ...criterion, weight: 0 } : criterion))
  const options = withIds(given.options, before?.options.map(({ id }) => id) ?? [], 'o')
  if (options.length < 2) return refuse('too-few-options')
  if (!criteria.some(({ kind }) => kind === 'weighed')) return refuse('nothing-weighed')
  const isSameKind = (criterionId: string) => criteria.find(({ id }) => id === criterionId)?.kind === before?.criteria.find(({ id }) => id === criterionId)?.kind
  const hasOption = (optionId: string) => options.some(({ id }) => id === optionId)
  return ok({
    title: given.title, question: given.question, criteria, options,
    scores: (before?.scores ?? []).filter(({ criterionId, optionId }) => isSameKind(criterionId) && criteria.some(({ id }) => id === criterionId) && hasOption(optionId)),
    chosen: before?.chosen && hasOption(before.chosen.optionId) ? before.chosen : null,
  })
}
