import type { Day } from '#app/kernel/uk-date.ts'
import { refuse, ok, type Refusal, type Result } from '#app/kernel/result.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { isSameFact } from '#app/projects/project.rules.ts'
import { wholeAction, type DpiaAction } from './dpia-actions.rules.ts'
import { changedSince, printOf, printsOf, type RestsOn } from './dpia-prints.rules.ts'
import { OUTCOMES_THAT_ALLOW, type AdviceTaken, type ConsultationOutcome, type DpiaState } from './dpia-outcomes.rules.ts'
import { suggestRisks, type SuggestedRisk } from './dpia-risks.rules.ts'
import { residualLevel, type Measure, type RiskLevel, type Score } from './dpia-scores.rules.ts'
import type { Finding, Said, ScreeningQuestion } from './dpia-screening.rules.ts'

/** The data protection impact assessment of a project. Each answer remembers the facts that it rests on: see `RestsOn`. */
export interface DpiaAssessment {
  readonly screening: Screening | null
  readonly views: Views | null
  readonly risks: readonly DpiaRisk[]
  /** Suggested risks that someone decided do not matter here. */
  readonly setAside: readonly SetAside[]
  readonly actions: readonly DpiaAction[]
  readonly advice: DpoAdvice | null
  readonly approval: Approval | null
  readonly consultation: PriorConsultation | null
  /** The file of the CNIL's PIA software that was brought in, which is kept as it came. */
  readonly piaFile: PiaFileKept | null
}

/** Which file was brought in: SHA-256 of its bytes, its size in bytes, and the day. */
export interface PiaFileKept {
  readonly sha256: string
  readonly bytes: number
  readonly on: Day
}

/** The result of screening, frozen with its reasons. */
export interface Screening {
  readonly factsVersion: number
  readonly on: Day
  readonly by: string
  readonly said: Said
  readonly reasons: Partial<Record<ScreeningQuestion, string>>
  readonly findings: readonly (Finding & { readonly restsOn: RestsOn })[]
  readonly because: readonly string[]
  readonly isNeeded: boolean
  /** A reason to assess beyond the lists; empty for none. */
  readonly other: string
}

/** What the people concerned and others were asked (step 3). */
export interface Views {
  readonly people: string
  readonly others: string
  readonly restsOn: RestsOn
}

export interface DpiaRisk {
  readonly id: string
  /** The rule that suggested it; null for a risk of one's own. */
  readonly rule: string | null
  readonly title: string
  readonly citation: string
  readonly cause: string
  readonly impact: string
  /** Before any measure; null until someone has scored it. */
  readonly before: Score | null
  readonly measures: readonly Measure[]
  readonly restsOn: RestsOn
}

export interface SetAside {
  readonly rule: string
  readonly why: string
  readonly restsOn: RestsOn
}

/** What the data protection officer advised (Article 39(1)(c)): recorded apart from whether it was taken. */
export interface DpoAdvice {
  readonly name: string
  readonly on: Day
  readonly advice: string
  /** The print of what the officer advised on. */
  readonly of: string
}

export interface Approval {
  readonly measuresBy: string
  readonly residualBy: string
  readonly advice: AdviceTaken
  /** Why the advice was overruled; empty when it was accepted. */
  readonly why: string
  /** Why the decision departs from what people said; empty when it does not. */
  readonly departs: string
  readonly keptBy: string
  readonly on: Day
  readonly by: string
  /** The print of what was approved. */
  readonly of: string
}

export interface PriorConsultation {
  readonly askedOn: Day
  readonly reference: string
  readonly outcome: ConsultationOutcome | null
  readonly outcomeOn: Day | null
  readonly words: string
  /** The prints of the risks that were high when the Commissioner was asked, by id. */
  readonly covers: RestsOn
}

export const NO_ASSESSMENT: DpiaAssessment = {
  screening: null, views: null, risks: [], setAside: [], actions: [], advice: null, approval: null, consultation: null, piaFile: null,
}

/** An assessment as it was kept, whatever it could not say then. */
export function wholeAssessment(kept: Partial<DpiaAssessment>): DpiaAssessment {
  return { ...NO_ASSESSMENT, ...kept, actions: (kept.actions ?? []).map(wholeAction) }
}

/** What one save changes: one part, or one thing in a list; null removes it. */
export type DpiaEdit =
  | { [P in DpiaPart]: { readonly part: P; readonly value: DpiaAssessment[P] } }[DpiaPart]
  | { [P in DpiaList]: { readonly part: P; readonly key: string | null; readonly value: DpiaAssessment[P][number] | null } }[DpiaList]
export const DPIA_LISTS = ['risks', 'setAside', 'actions'] as const
export type DpiaList = (typeof DPIA_LISTS)[number]
export type DpiaPart = Exclude<keyof DpiaAssessment, DpiaList>

const keyOf = (part: DpiaList, item: unknown): string => (part === 'setAside' ? (item as SetAside).rule : (item as { readonly id: string }).id)

/** The part of the assessment that an edit is about, as it stands; null where there is none. */
export function dpiaPieceOf(assessment: DpiaAssessment, edit: DpiaEdit): unknown {
  if (!('key' in edit)) return assessment[edit.part]
  const key = edit.key ?? (edit.value ? keyOf(edit.part, edit.value) : null)
  return (assessment[edit.part] as readonly unknown[]).find((item) => keyOf(edit.part, item) === key) ?? null
}

export function applyDpiaEdit(assessment: DpiaAssessment, edit: DpiaEdit): Result<DpiaAssessment, Refusal<'no-longer-there' | 'already-there'>> {
  if (!('key' in edit)) return ok({ ...assessment, [edit.part]: edit.value })
  const items = assessment[edit.part] as readonly unknown[]
  const at = items.findIndex((item) => keyOf(edit.part, item) === edit.key)
  if (edit.value === null) return ok({ ...assessment, [edit.part]: items.filter((_item, index) => index !== at) })
  if (edit.key !== null && at < 0) return refuse('no-longer-there')
  const clash = items.findIndex((item) => keyOf(edit.part, item) === keyOf(edit.part, edit.value))
  if (clash >= 0 && clash !== at) return isSameFact(items[clash], edit.value) ? ok(assessment) : refuse('already-there')
  return ok({ ...assessment, [edit.part]: at < 0 ? [...items, edit.value] : items.map((item, index) => (index === at ? edit.value : item)) })
}

/** An answer that a changed fact has reopened. */
export interface OpenAnswer {
  readonly kind: 'criterion' | 'views' | 'risk' | 'set-aside'
  /** The criterion's, risk's or rule's id; empty for the views. */
  readonly id: string
  /** The facts that say something else now, as paths. */
  readonly facts: readonly string[]
}

/** Exactly the answers whose facts have changed since they were given, in the order of the assessment. */
export function openAnswers(assessment: DpiaAssessment, facts: ProjectFacts): OpenAnswer[] {
  const answers = [
    ...(assessment.screening?.findings ?? []).map((finding) => ({ kind: 'criterion' as const, id: finding.criterion, restsOn: finding.restsOn })),
    ...(assessment.views ? [{ kind: 'views' as const, id: '', restsOn: assessment.views.restsOn }] : []),
    ...assessment.risks.map((risk) => ({ kind: 'risk' as const, id: risk.id, restsOn: risk.restsOn })),
    ...assessment.setAside.map((aside) => ({ kind: 'set-aside' as const, id: aside.rule, restsOn: aside.restsOn })),
  ]
  const print = printsOf(facts)
  return answers.flatMap(({ kind, id, restsOn }) => {
    const changed = changedSince(restsOn, print)
    return changed.length > 0 ? [{ kind, id, facts: changed }] : []
  })
}

/** The risks that the facts suggest and nobody has decided about. */
export function undecidedRisks(assessment: DpiaAssessment, facts: ProjectFacts): SuggestedRisk[] {
  return suggestRisks(facts).filter(({ rule }) => !assessment.risks.some((risk) => risk.rule === rule) && !assessment.setAside.some((aside) => aside.rule === rule))
}

/** How grave a risk stays when its measures are in place; null until it has been scored. */
export function riskLeft(risk: DpiaRisk): RiskLevel | null {
  return risk.before ? residualLevel(risk.before, risk.measures) : null
}

/** A print of all that is advised on and approved: the screening, the views and the risks with their measures. */
export function assessmentPrint(assessment: DpiaAssessment): string {
  const { screening, views, risks, setAside } = assessment
  return printOf({ screening, views, risks, setAside })
}

export const printOfRisk = (risk: DpiaRisk): string => printOf({ cause: risk.cause, impact: risk.impact, before: risk.before, measures: risk.measures })

/** The risks that stay high. */
export function highRisks(assessment: DpiaAssessment): DpiaRisk[] {
  return assessment.risks.filter((risk) => riskLeft(risk) === 'high')
}

/**
 * The high risks that nothing the Commissioner answered allows (Article 36(1)): none may be left when data begins to flow. A
 * risk that was changed after the Commissioner was asked about it has to be asked about again.
 */
export function risksToConsultOn(assessment: DpiaAssessment): DpiaRisk[] {
  const { consultation } = assessment
  const allows = consultation?.outcome != null && OUTCOMES_THAT_ALLOW.includes(consultation.outcome)
  return highRisks(assessment).filter((risk) => !allows || consultation?.covers[risk.id] !== printOfRisk(risk))
}

/** Whether anything is left to decide: a screening, an answer that a fact reopened, a suggestion, a score. */
export function isOpen(assessment: DpiaAssessment, facts: ProjectFacts): boolean {
  const { screening, risks } = assessment
  return !screening || openAnswers(assessment, facts).length > 0
    || ((screening.isNeeded || risks.length > 0) && (risks.length === 0 || undecidedRisks(assessment, facts).length > 0 || risks.some((risk) => !risk.before)))
}

/** The one state an assessment is in. A high risk that is left stops go-live whatever else is open: see `risksToConsultOn`. */
export function dpiaState(assessment: DpiaAssessment, facts: ProjectFacts): DpiaState {
  if (!assessment.screening) return risksToConsultOn(assessment).length > 0 ? 'prior-consultation' : 'not-screened'
  if (risksToConsultOn(assessment).length > 0) return 'prior-consultation'
  if (openAnswers(assessment, facts).length > 0) return 'answers-open'
  if (!assessment.screening.isNeeded && assessment.risks.length === 0) return 'not-needed'
  if (isOpen(assessment, facts)) return 'risks-open'
  const print = assessmentPrint(assessment)
  if (assessment.advice?.of !== print) return 'advice-needed'
  return assessment.approval?.of === print ? 'approved' : 'approval-needed'
}
