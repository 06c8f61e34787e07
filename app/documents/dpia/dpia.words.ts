import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { FACT_SECTIONS, SECTION_KEYS } from '#app/projects/facts.rules.ts'
import type { ActionStanding } from './dpia-actions.rules.ts'
import type { AdviceTaken, ConsultationOutcome, DpiaState, SignOffPart } from './dpia-outcomes.rules.ts'
import type { Effect, Likelihood, MeasureProblem, RiskLevel, Severity } from './dpia-scores.rules.ts'
import type { ScreeningList, ScreeningQuestion } from './dpia-screening.rules.ts'
import type { DpiaRefusalKind } from './dpia-steps.rules.ts'

export const LIKELIHOOD_WORDS = { remote: 'Remote', possible: 'Possible', probable: 'Probable' } as const satisfies Record<Likelihood, string>
export const SEVERITY_WORDS = { minimal: 'Minimal', significant: 'Significant', severe: 'Severe' } as const satisfies Record<Severity, string>
export const LEVEL_WORDS = {
  low: { label: 'Low', colour: 'green' }, medium: { label: 'Medium', colour: 'yellow' }, high: { label: 'High', colour: 'red' },
} as const satisfies Record<RiskLevel, { readonly label: string; readonly colour: string }>
export const EFFECT_WORDS = { eliminated: 'Eliminated', reduced: 'Reduced', accepted: 'Accepted' } as const satisfies Record<Effect, string>

export const MEASURE_PROBLEM_WORDS = {
  'says-nothing-of-after': 'select how likely and how severe the risk is once the measure is in place',
  'reduces-nothing': 'a measure that reduces the risk must lower the likelihood, the severity or both. If it changes neither, select “Accepted”',
  'raises-a-score': 'a measure cannot make the risk more likely or more severe than it was before it',
  'after-elimination': 'take this measure out: the one before it eliminates the risk',
} as const satisfies Record<MeasureProblem, string>

export const SCREENING_LIST_WORDS = {
  'article-35-3': 'UK GDPR, Article 35(3): an assessment is required where one applies',
  ico: 'The Information Commissioner’s list: an assessment is required where one applies',
  wp248: 'The nine criteria of WP248: an assessment is called for where two apply',
} as const satisfies Record<ScreeningList, string>

/** What each list is, as a paper names it beside its address. */
export const SCREENING_SOURCE_WORDS = {
  'article-35-3': 'UK GDPR, Article 35(3)', ico: 'Information Commissioner, processing that is likely to result in high risk (Article 35(4))',
  wp248: 'Article 29 Working Party, guidelines on impact assessment (WP248 rev.01), part III.B',
} as const satisfies Record<ScreeningList, string>

export const SCREENING_QUESTION_WORDS = {
  'large-scale': 'Is the data about a large number of people, or about most people of an area?',
  profiling: 'Is anything about a person scored, predicted or worked out from the data?',
  automated: 'Does a computer alone decide anything about a person?',
  monitoring: 'Are people watched over time, such as in a public place?',
  innovative: 'Is new technology used, or known technology in a new way?',
  refusal: 'Could the result keep someone from a service, a benefit or a contract?',
  biometric: 'Is biometric data used, such as a fingerprint or a face?',
  genetic: 'Is genetic data used, other than by someone’s own doctor for their care?',
  tracking: 'Is it followed where people are, or what they do online?',
  'not-told': 'Are there people whose data is used without their being told?',
  targeting: 'Are children or vulnerable people the target of marketing, profiling or online services?',
  harm: 'Could a loss of the data put someone’s health or safety in danger?',
} as const satisfies Record<ScreeningQuestion, string>

export const DPIA_STATE_WORDS = {
  'not-screened': { label: 'Not screened', colour: 'blue', next: 'Screen the project, to see whether an assessment is needed', page: 'screening' },
  'not-needed': { label: 'Not needed', colour: 'green', next: 'Nothing: screening found no need of an assessment. A change of fact can reopen it', page: null },
  'answers-open': { label: 'Answers to look at again', colour: 'orange', next: 'Look again at the answers that a change of fact has reopened', page: '' },
  'risks-open': { label: 'Risks to decide', colour: 'blue', next: 'Decide about each suggested risk, and score those that are kept', page: '' },
  'prior-consultation': { label: 'Prior consultation', colour: 'red', next: 'Lower the risks that stay high, or ask the Information Commissioner about them. Until then nothing may flow', page: 'consult' },
  'advice-needed': { label: 'Advice needed', colour: 'yellow', next: 'Ask the data protection officer for advice, and record it', page: 'advice' },
  'approval-needed': { label: 'Approval needed', colour: 'yellow', next: 'Ask the senior information risk owner or the Caldicott Guardian to approve the measures and what risk is left', page: 'approval' },
  approved: { label: 'Approved', colour: 'green', next: 'Nothing: the assessment is approved as it stands. A change of fact reopens what it touches', page: null },
} as const satisfies Record<DpiaState, { readonly label: string; readonly colour: string; readonly next: string; readonly page: string | null }>

export const CONSULTATION_OUTCOME_WORDS = {
  'no-objection': 'The Commissioner has no objection: it may begin',
  'advice-followed': 'The Commissioner gave written advice, and it is followed: it may begin',
  'advice-open': 'The Commissioner gave written advice that is not yet followed: it may not begin',
  warned: 'The Commissioner gave a warning: it may not begin',
  prohibited: 'The Commissioner prohibited it: it may not begin',
} as const satisfies Record<ConsultationOutcome, string>

export const SIGN_OFF_WORDS = {
  views: 'What people and others say', advice: 'Advice of the data protection officer', approval: 'Approval', consult: 'Ask the Information Commissioner', outcome: 'Answer of the Information Commissioner',
} as const satisfies Record<SignOffPart, string>

export const ACTION_STANDING_WORDS = {
  overdue: { label: 'Overdue', colour: 'red' }, 'no-day': { label: 'No day yet', colour: 'orange' }, 'due-soon': { label: 'Due soon', colour: 'yellow' },
  open: { label: 'Open', colour: 'blue' }, done: { label: 'Done', colour: 'green' },
} as const satisfies Record<ActionStanding, { readonly label: string; readonly colour: string }>

export const DPIA_DONE_WORDS: Readonly<Record<string, string>> = { saved: 'Your answers are saved.', closed: 'The action is recorded as done.', unchanged: 'Nothing was different, so nothing has changed.', removed: 'It has been taken out of the assessment.', 'brought-in': 'The file has been brought in. Look at what came with it.', 'taken-out': 'What came with the file has been taken out.' }

export const ADVICE_TAKEN_WORDS = { accepted: 'Accepted', overruled: 'Overruled' } as const satisfies Record<AdviceTaken, string>

export const DPIA_REFUSAL_WORDS = {
  'not-found': 'There is no such project.',
  'not-the-drafter': 'Only the organisation that drafts this project can change its impact assessment.',
  'project-ended': 'This project has ended, so its impact assessment can no longer be changed.',
  'wrong-role': 'Your role does not do this. Whoever drafts writes the assessment; the senior information risk owner or the Caldicott Guardian approves it.',
  'facts-changed': 'A fact of the project has changed since you opened this page. Check your answers against the facts as they are now, and save again.',
  'changed-since-read': 'Someone else saved this part of the assessment while you were working on it. Theirs is shown beside yours: check both, and save again.',
  'no-longer-there': 'It has been taken out of the assessment since you opened this page.',
  'already-there': 'It is in the assessment already.',
  'questions-open': 'Answer every question before the result of screening is frozen.',
  'not-suggested': 'The facts of this project no longer suggest that risk.',
  'risks-open': 'Something in the assessment is still open. Decide about every suggested risk, score those that are kept, and look again at answers that were reopened.',
  'advice-missing': 'The data protection officer’s advice on the assessment as it stands now must be recorded first.',
  'nothing-to-consult-on': 'No risk stays high, so there is nothing to ask the Information Commissioner about.',
  'not-asked-yet': 'Record first that the Information Commissioner was asked.',
  'done-later': 'The day it was done is still to come. Enter the day on which it was done, or leave it empty while it is open.',
  'not-its-owner': 'Only the organisation that does this action, or the one that drafts the project, can record that it is done.',
    'file-already-there': 'An assessment has been brought in already. Take it out before you bring in another.',
} as const satisfies Record<DpiaRefusalKind, string>

export const DPIA_REFUSAL_STATUS = {
  'not-found': 404, 'not-the-drafter': 403, 'project-ended': 409, 'wrong-role': 403, 'facts-changed': 409, 'changed-since-read': 409, 'no-longer-there': 409, 'already-there': 409,
  'questions-open': 400, 'not-suggested': 409, 'risks-open': 409, 'advice-missing': 409, 'nothing-to-consult-on': 409, 'not-asked-yet': 409, 'done-later': 400, 'not-its-owner': 403, 'file-already-there': 409,
} as const satisfies Record<DpiaRefusalKind, number>

const PATH_WORDS: Readonly<Record<string, string>> = {
  'people.howMany': 'how many people', 'people.groups': 'who the people are', 'rights.automated': 'decisions by a computer alone', 'flows[].projectOptOut': 'whether people may object to the flow',
  'flows[].article9': 'the Article 9 condition', 'flows[].drawsOn': 'what a flow draws on', 'linkage.method': 'how records are matched', 'linkage.byCode': 'who matches', 'flows[].toCode': 'who receives a flow',
  'flows[].fromCode': 'who sends a flow', 'flows[].datasetId': 'which dataset a flow carries', 'datasets[].controllerCode': 'who controls a dataset', 'linkage.keys': 'the fields that are compared',
  'linkage.leastCount': 'the smallest count passed on', 'linkage.clockMonths': 'when identifiers are destroyed', 'linkage.clockFrom': 'from when identifiers are destroyed', 'safeguards.retentionMonths': 'how long data is kept',
  'datasets[].fields[].kind': 'how much a field says about who someone is', 'datasets[].level': 'what a row is about', 'flows[].transport': 'how a flow travels', 'flows[].frequency': 'how often a flow goes',
  'flows[].purposeKind': 'the kind of purpose', 'flows[].legalPower': 'the legal power', 'flows[].gateways': 'the gateways', 'flows[].confidentiality': 'the route out of confidence', 'flows[].confidentialityWhy': 'why that route applies',
  'tellingPeople.told': 'how people are told', 'flows[].includesDeceased': 'whether people who have died stay in', 'parties[].role': 'a party’s role', 'rights.transfers': 'whether data leaves the United Kingdom', 'stages[].roles[].role': 'a party’s role in a stage',
}

/** A fact by its path, such as "Safeguards: how long data is kept". */
export function factPathWords(path: string): string {
  const section = FACT_SECTIONS.find((each) => path === SECTION_KEYS[each] || path.startsWith(`${SECTION_KEYS[each]}.`) || path.startsWith(`${SECTION_KEYS[each]}[]`))
  const last = path.split(/[.[\]]+/).filter(Boolean).pop() ?? path
  const words = PATH_WORDS[path] ?? last.replace(/([A-Z])/g, ' $1').toLowerCase()
  return section ? `${SECTION_WORDS[section]}: ${words}` : words
}
