import { z } from 'zod'
import { HOLDER_NAME_MAX } from '#app/choices/authority.rules.ts'
import { dayParts, oneOfList, optionalText } from '#app/kernel/fields.ts'
import { isId } from '#app/kernel/ids.ts'
import { HOUSEHOLD_ANSWERS } from './household.rules.ts'
import { formIdField } from './reply.schema.ts'

export const householdSchema = z.object({
  formId: formIdField,
  received: dayParts('The date it came'),
  people: z.array(z.object({
    id: z.string().refine(isId, 'Open this page again, then fill it in'),
    answer: oneOfList(HOUSEHOLD_ANSWERS, 'what the form has for this person'),
    holderName: optionalText('their name', HOLDER_NAME_MAX),
  }), 'Open this page again, then fill it in').max(50, 'Record at most 50 people together'),
}).superRefine(({ people }, issues) => {
  if (people.length > 0 && people.every(({ answer }) => answer === 'not-named')) {
    issues.addIssue({ code: 'custom', path: ['people', 0, 'answer'], message: 'The form must name one of them at least' })
  }
})
export type HouseholdCommand = z.output<typeof householdSchema>

export const addToHouseholdSchema = z.object({ who: z.string('Enter a reply code or a number').trim().min(1, 'Enter a reply code or a number').max(80, 'Enter a reply code or a number') })
