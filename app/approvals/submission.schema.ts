import { z } from 'zod'
import { dayParts, optionalText, requiredText } from '#app/kernel/fields.ts'

/** A step that was put to a body outside: on what day, to whom, and with which version of each paper; none for a paper that did not go. */
export const submitStepSchema = z.object({
  onDay: dayParts('The day on which it was submitted'),
  toName: requiredText('whom it went to', 200),
  reference: optionalText('the reference', 80),
  note: optionalText('what you add', 2000),
  versions: z.record(z.string(), z.string()).optional().transform((given) => Object.entries(given ?? {}).flatMap(([documentRef, number]) => (/^[1-9]\d{0,4}$/.test(number) ? [{ documentRef, number: Number(number) }] : []))),
})

/** Something that happened with a submission. */
export const submissionEventSchema = z.object({
  submissionId: z.uuid('Load the page again'),
  onDay: dayParts('The day'),
  said: optionalText('what it says', 2000),
  reference: optionalText('the reference', 80),
})
