import { z } from 'zod'
import { dayParts, oneOfList, requiredText } from '#app/kernel/fields.ts'
import { isId } from '#app/kernel/ids.ts'
import { NHS_NUMBER_FAULT_WORDS, readTypedNhsNumber } from '#app/kernel/nhs-number.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { NUMBER_SOURCES, type NumberEventKind } from './number-standing.rules.ts'

/** What staff may record about a patient's number. */
export const RECORDABLE_NUMBER_EVENTS = ['superseded', 'merged', 'merge-confirmed', 'split', 'reconfirmed', 'invalidated'] as const satisfies readonly NumberEventKind[]
export type RecordableNumberEvent = (typeof RECORDABLE_NUMBER_EVENTS)[number]

/** Whether an entry needs another number beside the patient's, may have one, or has none. */
export const OTHER_NUMBER = {
  superseded: 'needed', merged: 'needed', 'merge-confirmed': 'needed', split: 'may', reconfirmed: 'none', invalidated: 'none',
} as const satisfies Record<RecordableNumberEvent, 'needed' | 'may' | 'none'>

/** What only the national register can say. */
export const NEEDS_NATIONAL_REGISTER: readonly RecordableNumberEvent[] = ['merge-confirmed']

const formIdField = z.string({ error: 'Open this page again, then fill it in' }).refine(isId, 'Open this page again, then fill it in')

/** Ten digits anywhere in the words, however they are set apart, that could be an NHS number. */
function holdsNhsNumber(text: string): boolean {
  return [...text.matchAll(/\d(?:[\s\u00a0\u2010-\u2015-]?\d){9}/g)].some(([digits]) => readTypedNhsNumber(digits).ok)
}

const evidenceField = requiredText('what you saw or were told', 500)
  .refine((text) => !holdsNhsNumber(text), 'Leave NHS numbers out of what you saw or were told. There is a box for the other number')

/** `today` is the Europe/London day it is recorded on. */
export const numberEventSchema = (today: Day) => z.looseObject({
  formId: formIdField,
  what: oneOfList(RECORDABLE_NUMBER_EVENTS, 'what you have found out about the number'),
  otherNumber: z.string().optional(),
  since: dayParts('The date').refine((day) => day <= today, 'The date must be today or in the past'),
  source: oneOfList(NUMBER_SOURCES, 'how you know'),
  evidence: evidenceField,
}).transform(({ formId, what, otherNumber = '', since, source, evidence }, issues) => {
  const complain = (path: string, message: string) => issues.addIssue({ code: 'custom', path: [path], message })
  if (NEEDS_NATIONAL_REGISTER.includes(what) && source !== 'pds-trace') complain('source', 'Only the national register can confirm this. Look the patient up there first, then select that')
  const wants = OTHER_NUMBER[what]
  const reading = readTypedNhsNumber(otherNumber)
  if (wants === 'none') return { formId, what, otherNumber: null, since, source, evidence }
  if (reading.ok) return { formId, what, otherNumber: reading.nhsNumber, since, source, evidence }
  if (reading.fault !== 'blank') complain('otherNumber', NHS_NUMBER_FAULT_WORDS[reading.fault])
  else if (wants === 'needed') complain('otherNumber', 'Enter the other NHS number')
  return { formId, what, otherNumber: null, since, source, evidence }
})
export type NumberEventCommand = z.output<ReturnType<typeof numberEventSchema>>

/** Its boxes have names of their own, because the form stands on one page with the other. */
export const takeBackNumberEventSchema = z.object({
  formId: formIdField,
  entry: z.string({ error: 'Select the entry to take back' }).refine(isId, 'Select the entry to take back'),
  takeBackSource: oneOfList(NUMBER_SOURCES, 'how you know'),
  takeBackEvidence: evidenceField,
}).transform(({ formId, entry, takeBackSource, takeBackEvidence }) => ({ formId, entry, source: takeBackSource, evidence: takeBackEvidence }))
export type TakeBackNumberEventCommand = z.output<typeof takeBackNumberEventSchema>
