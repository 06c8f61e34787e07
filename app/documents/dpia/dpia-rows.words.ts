import { formatDay } from '#app/kernel/uk-date.ts'
import type { DpiaAction } from './dpia-actions.rules.ts'
import type { DpiaAssessment, DpiaRisk } from './dpia-assessment.rules.ts'
import type { SignOffPart } from './dpia-outcomes.rules.ts'
import type { Measure, Score } from './dpia-scores.rules.ts'
import { ADVICE_TAKEN_WORDS, CONSULTATION_OUTCOME_WORDS, EFFECT_WORDS, LIKELIHOOD_WORDS, SEVERITY_WORDS } from './dpia.words.ts'

/** The parts of an assessment as rows of a question and its answer. */
interface Row {
  readonly key: string
  readonly value: string
}

export const scoreWords = (score: Score): string => `${LIKELIHOOD_WORDS[score.likelihood]}, ${SEVERITY_WORDS[score.severity].toLowerCase()}`

export function measureWords(measure: Measure): string {
  return `${EFFECT_WORDS[measure.effect]}${measure.after ? ` to ${scoreWords(measure.after).toLowerCase()}` : ''}`
}

export function riskRows(risk: Omit<DpiaRisk, 'restsOn'>): Row[] {
  return [
    { key: 'What could go wrong', value: risk.title }, { key: 'Where it comes from', value: risk.cause }, { key: 'What it could do', value: risk.impact },
    { key: 'Before measures', value: risk.before ? scoreWords(risk.before) : 'Not scored' },
    ...risk.measures.map((measure, index) => ({ key: `Measure ${index + 1}`, value: `${measure.what} (${measureWords(measure)})` })),
  ]
}

export const dueWords = (due: DpiaAction['due']): string => (due ? formatDay(due) : 'No day yet')
export const ownerWords = (owner: string): string => owner || 'Nobody yet'

/** `organisation`: the name of the party that the owner works for. */
export function actionRows(action: DpiaAction, organisation: string): Row[] {
  return [
    { key: 'What is to be done', value: action.what }, { key: 'Who', value: ownerWords(action.owner) }, { key: 'Works for', value: organisation }, { key: 'Due', value: dueWords(action.due) },
    { key: 'Before anything flows', value: action.isBlocking ? 'Yes: nothing may flow until it is done' : 'No' },
    { key: 'Done', value: action.doneOn ? formatDay(action.doneOn) : 'Not yet' }, ...(action.proof ? [{ key: 'What shows it', value: action.proof }] : []),
  ]
}

export function signOffRows(part: SignOffPart, { views, advice, approval, consultation }: Pick<DpiaAssessment, 'views' | 'advice' | 'approval' | 'consultation'>): Row[] {
  switch (part) {
    case 'views': return views ? [{ key: 'The people concerned', value: views.people }, { key: 'Others', value: views.others }] : []
    case 'advice': return advice ? [{ key: 'Data protection officer', value: `${advice.name}, ${formatDay(advice.on)}` }, { key: 'Advice', value: advice.advice }] : []
    case 'approval': return approval ? [
      { key: 'Measures approved by', value: approval.measuresBy }, { key: 'Risk that is left approved by', value: approval.residualBy },
      { key: 'Advice', value: approval.why ? `${ADVICE_TAKEN_WORDS[approval.advice]}: ${approval.why}` : ADVICE_TAKEN_WORDS[approval.advice] },
      ...(approval.departs ? [{ key: 'Departs from what people said', value: approval.departs }] : []),
      { key: 'Kept under review by', value: approval.keptBy }, { key: 'Recorded', value: `${approval.by}, ${formatDay(approval.on)}` },
    ] : []
    case 'consult': return consultation ? [{ key: 'Asked on', value: formatDay(consultation.askedOn) }, { key: 'Reference', value: consultation.reference || 'None yet' }] : []
    case 'outcome': return consultation?.outcome ? [
      { key: 'Answer', value: CONSULTATION_OUTCOME_WORDS[consultation.outcome] }, { key: 'On', value: consultation.outcomeOn ? formatDay(consultation.outcomeOn) : '' }, { key: 'What it says', value: consultation.words || 'Nothing more' },
    ] : []
  }
}
