import { z } from 'zod'
import { dayParts, oneOfList, requiredText } from '#app/kernel/fields.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { NHS_NUMBER_FAULT_WORDS, readTypedNhsNumber } from '#app/kernel/nhs-number.ts'

export const SEARCH_BY = ['name', 'nhs-number', 'local-id'] as const
export const SEARCH_BY_WORDS = { name: 'Family name and date of birth', 'nhs-number': 'NHS number', 'local-id': 'The surgery’s own number' } as const

export type PeopleSearch =
  | { readonly by: 'nhs-number'; readonly nhsNumber: string }
  | { readonly by: 'local-id'; readonly localId: string }
  | { readonly by: 'name'; readonly familyName: string; readonly dateOfBirth: string }

const FIELDS = {
  'nhs-number': z.object({
    nhsNumber: z.string({ error: 'Enter the NHS number' }).transform((text, issues) => {
      const reading = readTypedNhsNumber(text)
      if (reading.ok) return reading.nhsNumber
      issues.addIssue({ code: 'custom', message: reading.fault === 'blank' ? 'Enter the NHS number' : NHS_NUMBER_FAULT_WORDS[reading.fault] })
      return z.NEVER
    }),
  }),
  'local-id': z.object({ localId: requiredText('the surgery’s own number', 60) }),
  name: z.object({ familyName: requiredText('the family name', 100), dateOfBirth: dayParts('The date of birth') }),
} as const

/** The three ways to look for someone; only the boxes of the way that was chosen are read. */
export const peopleSearchSchema = z.looseObject({ by: oneOfList(SEARCH_BY, 'how to look for the patient') }).transform((given, issues): PeopleSearch => {
  const read = FIELDS[given.by].safeParse(given)
  if (read.success) return { by: given.by, ...read.data } as PeopleSearch
  for (const issue of read.error.issues) issues.addIssue({ code: 'custom', path: issue.path, message: issue.message })
  return z.NEVER
})

/** Why a record is opened: asked each time, and kept in the audit. A list, so that nothing personal is typed into it. */
export const OPEN_REASONS = ['patient-here', 'patient-on-phone', 'slip-or-letter', 'question-about-choice', 'put-right', 'complaint'] as const
export type OpenReason = (typeof OPEN_REASONS)[number]

export const OPEN_REASON_WORDS = {
  'patient-here': 'The patient is at the desk',
  'patient-on-phone': 'The patient is on the phone',
  'slip-or-letter': 'A slip or letter has come from them',
  'question-about-choice': 'They asked what their choice is',
  'put-right': 'To put something right',
  complaint: 'A complaint, or a request for their records',
} as const satisfies Record<OpenReason, string>

export const openPersonSchema = z.object({ reason: oneOfList(OPEN_REASONS, 'why you are opening this record') })

/** The earliest day a record can be shown as known on: before any of it was kept. */
const EARLIEST = '2000-01-01'

/** Which past day to show a record as known on. `today` is the Europe/London day it is asked on. */
export const asKnownSchema = (today: Day) => z.object({
  asKnownOn: dayParts('The day').refine((day) => day < today, 'The day must be in the past. What is known today is shown without a day')
    .refine((day) => day >= EARLIEST, 'The day must be in 2000 or later'),
})
