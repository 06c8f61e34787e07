import type { DpiaEdit } from '#app/documents/dpia/dpia-assessment.rules.ts'
import { keepStep, riskStep, screeningStep, setAsideStep, viewsStep, type DpiaRefusal } from '#app/documents/dpia/dpia-steps.rules.ts'
import { suggestRisks } from '#app/documents/dpia/dpia-risks.rules.ts'
import type { Score } from '#app/documents/dpia/dpia-scores.rules.ts'
import { SCREENING_QUESTIONS, type Said } from '#app/documents/dpia/dpia-screening.rules.ts'
import { saveDpia } from '#app/documents/dpia/save-dpia.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Result } from '#app/kernel/result.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import type { DpiaAssessment } from '#app/documents/dpia/dpia-assessment.rules.ts'
import type { TestPortal } from '#tests/setup/portal.ts'
import { PROJECT } from './projects.ts'
import { contextOf } from './who.ts'

export const ALL_NO: Said = Object.fromEntries(SCREENING_QUESTIONS.map((question) => [question, false]))
export const MILD: Score = { likelihood: 'possible', severity: 'minimal' }
export const GRAVE: Score = { likelihood: 'probable', severity: 'severe' }

export type Step = (facts: ProjectFacts, assessment: DpiaAssessment) => Result<DpiaEdit, DpiaRefusal>

/** Saves steps one after another, as the pages do; gives the version that the assessment is at. */
export async function givenSteps(portal: TestPortal, who: StaffActor, factsVersion: number, steps: readonly Step[], from = 0, ref = PROJECT): Promise<number> {
  let version = from
  for (const edit of steps) {
    const saved = await saveDpia(contextOf(portal, who), { ref, assessmentVersion: version, factsVersion, edit })
    if (!saved.ok) throw new Error(saved.refusal.kind)
    version = saved.value.version
  }
  return version
}

export const screened = screeningStep({ factsVersion: 1, on: '2026-04-01', by: 'Lead', said: ALL_NO, reasons: {}, other: '' })

/** The steps of an assessment with nothing left open: the first suggestion set aside, the others kept and scored. */
export function wholeSteps(facts: ProjectFacts, score: Score = MILD): Step[] {
  const [first, ...others] = suggestRisks(facts)
  return [
    screened, viewsStep({ people: 'Forty people were asked.', others: 'The security team was asked.' }), setAsideStep(first?.rule ?? '', 'It cannot happen here.'),
    ...others.map(({ rule }) => keepStep(rule)),
    ...others.map(({ rule, title, cause, impact }) => riskStep(rule, '', rule, { title, cause, impact, before: score, measures: [], sections: [] })),
  ]
}
