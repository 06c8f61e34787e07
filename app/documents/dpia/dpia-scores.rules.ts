/** How grave a risk is: the two scales of the ICO's template, the table that puts them together, and what a measure does to them. */

export const LIKELIHOODS = ['remote', 'possible', 'probable'] as const
export type Likelihood = (typeof LIKELIHOODS)[number]
export const SEVERITIES = ['minimal', 'significant', 'severe'] as const
export type Severity = (typeof SEVERITIES)[number]
export const LEVELS = ['low', 'medium', 'high'] as const
export type RiskLevel = (typeof LEVELS)[number]

export interface Score {
  readonly likelihood: Likelihood
  readonly severity: Severity
}

/** The ICO's grid of likelihood and severity, as data: https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/accountability-and-governance/data-protection-impact-assessments-dpias/ */
export const OVERALL: Readonly<Record<Severity, Readonly<Record<Likelihood, RiskLevel>>>> = {
  severe: { remote: 'low', possible: 'high', probable: 'high' },
  significant: { remote: 'low', possible: 'medium', probable: 'high' },
  minimal: { remote: 'low', possible: 'low', probable: 'low' },
}

export function overall(score: Score): RiskLevel {
  return OVERALL[score.severity][score.likelihood]
}

/** What a measure does to a risk, as the ICO's template puts it. */
export const EFFECTS = ['eliminated', 'reduced', 'accepted'] as const
export type Effect = (typeof EFFECTS)[number]

export interface Measure {
  /** Unique within its risk. */
  readonly id: string
  readonly what: string
  readonly effect: Effect
  /** The scores once it is in place; null where the risk is eliminated, or is accepted and so stays where it was. */
  readonly after: Score | null
}

/** The scores that a measure moves. */
export function moves(before: Score, measure: Measure): readonly (keyof Score)[] {
  if (measure.effect === 'accepted') return []
  if (measure.effect === 'eliminated' || !measure.after) return ['likelihood', 'severity']
  const { after } = measure
  return (['likelihood', 'severity'] as const).filter((scale) => after[scale] !== before[scale])
}

export const MEASURE_PROBLEMS = ['says-nothing-of-after', 'reduces-nothing', 'raises-a-score', 'after-elimination'] as const
export type MeasureProblem = (typeof MEASURE_PROBLEMS)[number]

/** What is wrong with a row of measures, by their place in it: each must do what it says it does to the scores that those before it leave. */
export function measureProblems(before: Score, measures: readonly Measure[]): { readonly index: number; readonly problem: MeasureProblem }[] {
  const problems: { index: number; problem: MeasureProblem }[] = []
  let score: Score | null = before
  measures.forEach((measure, index) => {
    if (!score) problems.push({ index, problem: 'after-elimination' })
    else if (measure.effect === 'reduced') {
      if (!measure.after) problems.push({ index, problem: 'says-nothing-of-after' })
      else if (isHigher(measure.after, score)) problems.push({ index, problem: 'raises-a-score' })
      else if (moves(score, measure).length === 0) problems.push({ index, problem: 'reduces-nothing' })
    }
    score = score && scoreAfter(score, measure)
  })
  return problems
}

const isHigher = (after: Score, before: Score): boolean =>
  LIKELIHOODS.indexOf(after.likelihood) > LIKELIHOODS.indexOf(before.likelihood) || SEVERITIES.indexOf(after.severity) > SEVERITIES.indexOf(before.severity)

/** The scores after a measure; null once the risk is gone. */
export function scoreAfter(before: Score, measure: Measure): Score | null {
  if (measure.effect === 'eliminated') return null
  return measure.effect === 'accepted' ? before : measure.after ?? before
}

/** The scores that are left when every measure is in place; null when the risk is gone. */
export function residualScore(before: Score, measures: readonly Measure[]): Score | null {
  return measures.reduce<Score | null>((score, measure) => score && scoreAfter(score, measure), before)
}

/** How grave what is left is. A risk that is gone is low. */
export function residualLevel(before: Score, measures: readonly Measure[]): RiskLevel {
  const score = residualScore(before, measures)
  return score ? overall(score) : 'low'
}
