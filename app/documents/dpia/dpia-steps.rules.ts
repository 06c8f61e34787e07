import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { FACT_SECTIONS, type FactSection, type ProjectFacts } from '#app/projects/facts.rules.ts'
import {
  assessmentPrint, highRisks, isOpen, printOfRisk,
  type DpiaAssessment, type DpiaEdit, type DpiaRisk,
} from './dpia-assessment.rules.ts'
import type { DpiaAction } from './dpia-actions.rules.ts'
import type { AdviceTaken, ConsultationOutcome } from './dpia-outcomes.rules.ts'
import { pathsOfSection, printsOf, restsOn } from './dpia-prints.rules.ts'
import { riskRule, suggestRisks } from './dpia-risks.rules.ts'
import type { Measure, Score } from './dpia-scores.rules.ts'
import { CRITERIA, readsOf, screen, type Said, type ScreeningQuestion } from './dpia-screening.rules.ts'

/** The steps that an assessment is made in: each gives the edit that it comes to, with the facts that the answer rests on. */
export const DPIA_REFUSALS = [
  'not-found', 'not-the-drafter', 'project-ended', 'wrong-role', 'facts-changed', 'changed-since-read', 'no-longer-there', 'already-there',
  'questions-open', 'not-suggested', 'risks-open', 'advice-missing', 'nothing-to-consult-on', 'not-asked-yet', 'done-later', 'not-its-owner', 'file-already-there',
] as const
export type DpiaRefusalKind = (typeof DPIA_REFUSALS)[number]
export type DpiaRefusal = Refusal<DpiaRefusalKind>
type Step = (facts: ProjectFacts, assessment: DpiaAssessment) => Result<DpiaEdit, DpiaRefusal>

/** Freezes the result of screening, each criterion with the facts that it was read off. */
export function screeningStep(given: {
  readonly factsVersion: number; readonly on: Day; readonly by: string; readonly said: Said; readonly reasons: Partial<Record<ScreeningQuestion, string>>; readonly other: string
}): Step {
  return (facts) => {
    const screened = screen(facts, given.said, given.reasons)
    if (screened.unanswered.length > 0) return refuse('questions-open')
    const print = printsOf(facts)
    const findings = screened.findings.map((finding) => {
      const criterion = CRITERIA.find((candidate) => candidate.id === finding.criterion)
      return { ...finding, restsOn: restsOn(facts, criterion ? readsOf(criterion) : [], print) }
    })
    return ok({ part: 'screening', value: { ...given, findings, because: screened.because, isNeeded: screened.isNeeded === true || given.other !== '' } })
  }
}

export function viewsStep(given: { readonly people: string; readonly others: string }): Step {
  return (facts) => ok({ part: 'views', value: { ...given, restsOn: restsOn(facts, pathsOfSection('involvement')) } })
}

export interface RiskGiven {
  readonly title: string
  readonly cause: string
  readonly impact: string
  readonly before: Score | null
  readonly measures: readonly Measure[]
  /** For a risk of one's own: the sections of the facts that it rests on. */
  readonly sections: readonly FactSection[]
}

/** A risk as it was scored. A suggested one rests on the facts that its rule reads; saved again, it rests on them as they are now. */
export function riskStep(id: string | null, newId: string, rule: string | null, given: RiskGiven): Step {
  return (facts, assessment) => {
    const kept = assessment.risks.find((risk) => risk.id === id)
    const suggested = rule ?? kept?.rule ?? null
    const known = riskRule(suggested)
    if (suggested !== null && !known) return refuse('not-suggested')
    const { sections, ...said } = given
    const value: DpiaRisk = {
      id: id ?? (suggested ?? newId), rule: suggested, citation: known?.citation ?? kept?.citation ?? '', ...said,
      restsOn: restsOn(facts, known ? known.reads : sections.flatMap(pathsOfSection)),
    }
    return ok({ part: 'risks', key: id, value })
  }
}

/** Takes a suggested risk as it stands, to be scored; kept already, it comes out as it was. */
export function keepStep(rule: string): Step {
  return (facts, assessment) => {
    const suggestion = suggestRisks(facts).find((candidate) => candidate.rule === rule)
    if (!suggestion) return refuse('not-suggested')
    const kept = assessment.risks.find((risk) => risk.rule === rule)
    return ok({
      part: 'risks', key: kept?.id ?? null,
      value: kept ?? { id: rule, rule, title: suggestion.title, citation: suggestion.citation, cause: suggestion.cause, impact: suggestion.impact, before: null, measures: [], restsOn: restsOn(facts, suggestion.reads) },
    })
  }
}

export function setAsideStep(rule: string, why: string): Step {
  return (facts, assessment) => {
    const known = riskRule(rule)
    if (!known) return refuse('not-suggested')
    return ok({ part: 'setAside', key: assessment.setAside.some((aside) => aside.rule === rule) ? rule : null, value: { rule, why, restsOn: restsOn(facts, known.reads) } })
  }
}

/** An action as it was written down. Done means done by now, with what shows it. */
export function actionStep(key: string | null, newId: string, given: Omit<DpiaAction, 'id'>, today: Day): Step {
  if (given.doneOn !== null && given.doneOn > today) return () => refuse('done-later')
  return () => ok({ part: 'actions', key, value: { id: key ?? newId, ...given } })
}

/** That an action was done, as those whose action it is record it. */
export function doneStep(id: string, given: { readonly doneOn: Day; readonly proof: string }, today: Day): Step {
  return (_facts, assessment) => {
    const action = assessment.actions.find((each) => each.id === id)
    if (!action) return refuse('no-longer-there')
    return given.doneOn > today ? refuse('done-later') : ok({ part: 'actions', key: id, value: { ...action, ...given } })
  }
}

/** What the data protection officer advised on the assessment as it stands. */
export function adviceStep(given: { readonly name: string; readonly on: Day; readonly advice: string }): Step {
  return (_facts, assessment) => ok({ part: 'advice', value: { ...given, of: assessmentPrint(assessment) } })
}

/** Approval of the assessment as it stands: nothing may be open, and the officer must have advised on exactly this. */
export function approvalStep(given: {
  readonly measuresBy: string; readonly residualBy: string; readonly advice: AdviceTaken; readonly why: string; readonly departs: string; readonly keptBy: string; readonly on: Day; readonly by: string
}): Step {
  return (facts, assessment) => {
    if (isOpen(assessment, facts)) return refuse('risks-open')
    const print = assessmentPrint(assessment)
    if (assessment.advice?.of !== print) return refuse('advice-missing')
    return ok({ part: 'approval', value: { ...given, of: print } })
  }
}

/** That the Information Commissioner was asked about the risks that stay high (Article 36). */
export function consultStep(given: { readonly askedOn: Day; readonly reference: string }): Step {
  return (_facts, assessment) => {
    const high = highRisks(assessment)
    if (high.length === 0) return refuse('nothing-to-consult-on')
    return ok({ part: 'consultation', value: { ...given, outcome: null, outcomeOn: null, words: '', covers: Object.fromEntries(high.map((risk) => [risk.id, printOfRisk(risk)])) } })
  }
}

/** What the Commissioner answered, about the risks as they were when asked. */
export function outcomeStep(given: { readonly outcome: ConsultationOutcome; readonly outcomeOn: Day; readonly words: string }): Step {
  return (_facts, assessment) => {
    if (!assessment.consultation) return refuse('not-asked-yet')
    return ok({ part: 'consultation', value: { ...assessment.consultation, ...given } })
  }
}

/** The sections that the facts an answer rests on lie in. */
export function sectionsOf(paths: readonly string[]): FactSection[] {
  return FACT_SECTIONS.filter((section) => pathsOfSection(section).some((path) => paths.includes(path)))
}
