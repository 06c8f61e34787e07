import { z } from 'zod'
import { dayParts, manyOfList, oneOfList, optionalDayParts, optionalText, partsOfDay, requiredText } from '#app/kernel/fields.ts'
import type { Typed } from '#app/kernel/form-data.ts'
import { FACT_SECTIONS } from '#app/projects/facts.rules.ts'
import { rowsOf } from '#app/projects/project.schema.ts'
import type { DpiaAction } from './dpia-actions.rules.ts'
import type { Approval, DpiaAssessment, DpiaRisk } from './dpia-assessment.rules.ts'
import { ADVICE_TAKEN, CONSULTATION_OUTCOMES, type SignOffPart } from './dpia-outcomes.rules.ts'
import { EFFECTS, LIKELIHOODS, measureProblems, SEVERITIES, type Measure } from './dpia-scores.rules.ts'
import { SCREENING_QUESTIONS, type ScreeningQuestion } from './dpia-screening.rules.ts'
import { MEASURE_PROBLEM_WORDS, SCREENING_QUESTION_WORDS } from './dpia.words.ts'

/** The versions that a form of the assessment was filled in against. */
export const dpiaVersionsSchema = z.object({ assessmentVersion: z.coerce.number().int().min(0), factsVersion: z.coerce.number().int().min(1) })

const YES_NO = ['yes', 'no'] as const

/** The questions that the facts leave to a person, each with a reason where the answer is yes. */
export function screeningSchema(questions: readonly ScreeningQuestion[]) {
  const said = Object.fromEntries(questions.map((question) => [question, oneOfList(YES_NO, `yes or no: ${SCREENING_QUESTION_WORDS[question].toLowerCase()}`)]))
  const reasons = Object.fromEntries(SCREENING_QUESTIONS.map((question) => [question, optionalText('the reason', 600)]))
  return z.object({ said: z.object(said).prefault({}), reasons: z.object(reasons).prefault({}), other: optionalText('the other reason', 1000) })
}

export const BLANK_MEASURE = { key: '', what: '', effect: '', likelihood: '', severity: '' } as const
const optionalChoice = <const L extends readonly [string, ...string[]]>(list: L) => z.union([z.enum(list), z.literal(''), z.undefined()]).transform((value) => value || null)

const measureRow = z.object({
  /** Which measure it is; empty for a new one. */
  key: z.string().max(60).optional().transform((key) => key ?? ''),
  what: requiredText('what the measure is', 1000), effect: oneOfList(EFFECTS, 'what the measure does to the risk'), likelihood: optionalChoice(LIKELIHOODS), severity: optionalChoice(SEVERITIES),
}).transform(({ key, what, effect, likelihood, severity }): Measure => ({ id: key, what, effect, after: effect === 'reduced' && likelihood && severity ? { likelihood, severity } : null }))

export const riskSchema = z.object({
  title: requiredText('what could go wrong', 200), cause: requiredText('where the risk comes from', 8000), impact: requiredText('what it could do to people', 2000),
  likelihood: oneOfList(LIKELIHOODS, 'how likely it is'), severity: oneOfList(SEVERITIES, 'how severe it would be'),
  measures: rowsOf(measureRow, { one: 'Measure', most: 30 }).prefault([]),
  sections: manyOfList(FACT_SECTIONS, 'the facts it rests on', 0).prefault([]),
}).superRefine(({ likelihood, severity, measures }, issues) => {
  for (const { index, problem } of measureProblems({ likelihood, severity }, measures)) {
    issues.addIssue({ code: 'custom', path: ['measures', index, 'effect'], message: `Measure ${index + 1}: ${MEASURE_PROBLEM_WORDS[problem]}` })
  }
}).transform(({ likelihood, severity, measures, ...said }) => ({
  ...said, before: { likelihood, severity }, measures: withIds(measures),
}))

export function typedFromRisk(risk: Omit<DpiaRisk, 'restsOn'> | null, sections: readonly string[]): Typed {
  if (!risk) return { measures: [], sections: [] }
  return {
    title: risk.title, cause: risk.cause, impact: risk.impact, likelihood: risk.before?.likelihood ?? '', severity: risk.before?.severity ?? '', sections: [...sections],
    measures: risk.measures.map((measure) => ({ key: measure.id, what: measure.what, effect: measure.effect, likelihood: measure.after?.likelihood ?? '', severity: measure.after?.severity ?? '' })),
  }
}

/** Each keeps the id it has, so that it is known for the same measure; a new one gets one of its own. */
function withIds(measures: readonly Measure[]): Measure[] {
  const taken = new Set<string>()
  let last = 0
  return measures.map((measure) => {
    let { id } = measure
    while (id === '' || taken.has(id) || (id !== measure.id && measures.some((other) => other.id === id))) id = `m${++last}`
    taken.add(id)
    return { ...measure, id }
  })
}

export const setAsideSchema = z.object({ why: requiredText('why the risk does not matter here', 1500) })

export const actionSchema = z.object({
  what: requiredText('what is to be done', 1000), riskId: z.string().max(80).optional().transform((id) => id ?? ''), owner: requiredText('who does it', 200),
  ownerCode: z.string().max(20).optional().transform((code) => code ?? ''), due: dayParts('The day it is due'),
  isBlocking: oneOfList(YES_NO, 'whether nothing may flow until it is done').transform((is) => is === 'yes'),
  doneOn: optionalDayParts('The day it was done'), proof: optionalText('what shows that it is done', 2000),
}).superRefine(({ doneOn, proof }, issues) => {
  if (doneOn && !proof) issues.addIssue({ code: 'custom', path: ['proof'], message: 'Enter what shows that it is done' })
  if (!doneOn && proof) issues.addIssue({ code: 'custom', path: ['doneOn'], message: 'Enter the day it was done, or leave empty what shows it' })
})

/** For those whose action it is, and who write nothing else of the assessment. */
export const doneSchema = z.object({ doneOn: dayParts('The day it was done'), proof: requiredText('what shows that it is done', 2000) })

export function typedFromAction(action: DpiaAction | null): Typed {
  if (!action) return { isBlocking: 'no' }
  const { what, riskId, owner, ownerCode, due, isBlocking, doneOn, proof } = action
  return { what, riskId, owner, ownerCode, due: partsOfDay(due), isBlocking: isBlocking ? 'yes' : 'no', doneOn: partsOfDay(doneOn), proof }
}

const views = z.object({ people: requiredText('what the people concerned said, or why they were not asked', 4000), others: requiredText('who else was asked, and what they said', 4000) })
const advice = z.object({ name: requiredText('the data protection officer’s name', 120), on: dayParts('The day of the advice'), advice: requiredText('the advice', 4000) })
const approval = z.object({
  measuresBy: requiredText('who approves the measures', 200), residualBy: requiredText('who approves the risk that is left', 200), advice: oneOfList(ADVICE_TAKEN, 'whether the advice is accepted'),
  why: optionalText('why the advice is overruled', 2000), departs: optionalText('why the decision departs from what people said', 2000), keptBy: requiredText('who keeps the assessment under review', 200),
}).superRefine((given, issues) => {
  if (given.advice === 'overruled' && !given.why) issues.addIssue({ code: 'custom', path: ['why'], message: 'Enter why the advice is overruled' })
  if (given.advice === 'accepted' && given.why) issues.addIssue({ code: 'custom', path: ['why'], message: 'Leave this empty, or select that the advice is overruled' })
})
const consult = z.object({ askedOn: dayParts('The day the Commissioner was asked'), reference: optionalText('the Commissioner’s reference', 100) })
const outcome = z.object({ outcome: oneOfList(CONSULTATION_OUTCOMES, 'what the Commissioner answered'), outcomeOn: dayParts('The day of the answer'), words: optionalText('what the answer says', 4000) })

export const SIGN_OFF_SCHEMAS = { views, advice, approval, consult, outcome } as const satisfies Record<SignOffPart, z.ZodType>

export function typedFromSignOff(part: SignOffPart, { views: said, advice: advised, approval: approved, consultation }: Pick<DpiaAssessment, 'views' | 'advice' | 'approval' | 'consultation'>): Typed {
  switch (part) {
    case 'views': return said ? { people: said.people, others: said.others } : {}
    case 'advice': return advised ? { name: advised.name, on: partsOfDay(advised.on), advice: advised.advice } : {}
    case 'approval': return approved ? typedFromApproval(approved) : {}
    case 'consult': return consultation ? { askedOn: partsOfDay(consultation.askedOn), reference: consultation.reference } : {}
    case 'outcome': return consultation ? { outcome: consultation.outcome ?? '', outcomeOn: partsOfDay(consultation.outcomeOn), words: consultation.words } : {}
  }
}

const typedFromApproval = ({ measuresBy, residualBy, advice: taken, why, departs, keptBy }: Approval): Typed => ({ measuresBy, residualBy, advice: taken, why, departs, keptBy })
