import type { DpiaAction } from '#app/documents/dpia/dpia-actions.rules.ts'
import type { DpiaEdit, DpiaAssessment } from '#app/documents/dpia/dpia-assessment.rules.ts'
import { actionStep, adviceStep, approvalStep, riskStep, screeningStep, setAsideStep, viewsStep, type DpiaRefusal } from '#app/documents/dpia/dpia-steps.rules.ts'
import { suggestRisks } from '#app/documents/dpia/dpia-risks.rules.ts'
import type { Effect, Likelihood, Measure, Score, Severity } from '#app/documents/dpia/dpia-scores.rules.ts'
import type { Said, ScreeningQuestion } from '#app/documents/dpia/dpia-screening.rules.ts'
import { saveDpia } from '#app/documents/dpia/save-dpia.server.ts'
import type { Result } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { FactSection, ProjectFacts } from '#app/projects/facts.rules.ts'
import { granted, type Storyteller } from './demo-time.ts'

type Scored = readonly [Likelihood, Severity]
/** What is done, what it does, and how the risk is then. */
export type ToldMeasure = readonly [what: string, effect: Effect, after?: Scored]

/** An assessment as the story tells it: who says what of which risk, in the order of the steps. */
export interface ToldAssessment {
  /** The questions that the facts leave to a person: a reason for each that is answered with yes, and null for no. */
  readonly said: Readonly<Partial<Record<ScreeningQuestion, string | null>>>
  readonly views: { readonly people: string; readonly others: string }
  /** Suggested risks, by their rule. */
  readonly risks: Readonly<Record<string, { readonly before: Scored; readonly measures: readonly ToldMeasure[] }>>
  readonly aside: Readonly<Record<string, string>>
  readonly own: readonly { readonly id: string; readonly title: string; readonly cause: string; readonly impact: string; readonly before: Scored; readonly measures: readonly ToldMeasure[]; readonly sections: readonly FactSection[] }[]
  readonly actions: readonly DpiaAction[]
  readonly advice: { readonly name: string; readonly advice: string }
  readonly approval: { readonly measuresBy: string; readonly residualBy: string; readonly keptBy: string }
}

type Step = (facts: ProjectFacts, assessment: DpiaAssessment) => Result<DpiaEdit, DpiaRefusal>
export interface ToldStep {
  /** Who takes it: whoever drafts, or who signs for the same organisation. */
  readonly by: 'lead' | 'signatory'
  readonly step: Step
}

const score = ([likelihood, severity]: Scored): Score => ({ likelihood, severity })
const measures = (told: readonly ToldMeasure[]): Measure[] => told.map(([what, effect, after], index) => ({ id: `m${index + 1}`, what, effect, after: after ? score(after) : null }))

/** The steps of an assessment, from screening to approval, with its actions. */
export function stepsOf(told: ToldAssessment, facts: ProjectFacts, given: { readonly factsVersion: number; readonly on: Day; readonly lead: string; readonly signatory: string }): ToldStep[] {
  const { on } = given
  const said: Said = Object.fromEntries(Object.entries(told.said).map(([question, reason]) => [question, reason !== null]))
  const reasons = Object.fromEntries(Object.entries(told.said).flatMap(([question, reason]) => (reason ? [[question, reason]] : [])))
  const suggested = suggestRisks(facts).flatMap(({ rule, title, cause, impact }): Step[] => {
    const why = told.aside[rule]
    const kept = told.risks[rule]
    if (why !== undefined) return [setAsideStep(rule, why)]
    if (!kept) throw new Error(`The story says nothing of the risk ${rule}`)
    return [riskStep(null, '', rule, { title, cause, impact, before: score(kept.before), measures: measures(kept.measures), sections: [] })]
  })
  const byLead: Step[] = [
    screeningStep({ factsVersion: given.factsVersion, on, by: given.lead, said, reasons, other: '' }), viewsStep(told.views), ...suggested,
    ...told.own.map(({ id, before, measures: taken, ...risk }) => riskStep(null, id, null, { ...risk, before: score(before), measures: measures(taken) })),
    ...told.actions.map(({ id, ...action }) => actionStep(null, id, action, on)),
    adviceStep({ ...told.advice, on }),
  ]
  return [
    ...byLead.map((step): ToldStep => ({ by: 'lead', step })),
    { by: 'signatory', step: approvalStep({ ...told.approval, advice: 'accepted', why: '', departs: '', on, by: given.signatory }) },
  ]
}

/** Makes an assessment as its people would on the pages. */
export async function tellOfTheAssessment(
  story: Storyteller, ref: string, facts: ProjectFacts, factsVersion: number, told: ToldAssessment, who: { readonly lead: string; readonly signatory: string; readonly on: Day },
): Promise<void> {
  const [lead, signatory] = [await story.as(who.lead), await story.as(who.signatory)]
  let assessmentVersion = 0
  for (const { by, step } of stepsOf(told, facts, { factsVersion, on: who.on, lead: lead.actor.name, signatory: signatory.actor.name })) {
    const saved = granted('a step of the assessment', await saveDpia(by === 'lead' ? lead : signatory, { ref, factsVersion, assessmentVersion, edit: step }))
    assessmentVersion = saved.version
  }
}
