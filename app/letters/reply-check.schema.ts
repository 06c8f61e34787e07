import { z } from 'zod'
import { authorityFields } from '#app/choices/authority.schema.ts'
import { dayParts, oneOfList, optionalDayParts } from '#app/kernel/fields.ts'
import { CHECK_SAYS, CHECK_WORDS } from './reply-check.rules.ts'
import { readReplyCode } from './reply-code.rules.ts'
import { SAMPLE_LIMITS } from './reply-sample.rules.ts'
import { formIdField } from './reply.schema.ts'
import { REPLY_CAME, REPLY_SAYS, REPLY_WORDS_OF } from './reply.rules.ts'
import { REPLY_CODE_FAULT_WORDS } from './reply.words.ts'

const optionalCode = z.string().optional().transform((text, issues): string | null => {
  if (!text?.trim()) return null
  const reading = readReplyCode(text)
  if (reading.ok) return reading.code
  issues.addIssue({ code: 'custom', message: REPLY_CODE_FAULT_WORDS[reading.fault] })
  return z.NEVER
})

/** What a second person reads. The same boxes whatever was entered, so that they tell nothing of it. */
export const checkReplySchema = z.object({
  code: optionalCode,
  born: optionalDayParts('The date of birth'),
  says: oneOfList(CHECK_SAYS, 'what the paper says'),
  signed: z.enum(['yes', 'no', 'no-slip'], { error: 'Select whether it is signed' }),
  word: oneOfList(CHECK_WORDS, 'who is speaking on the paper'),
  received: optionalDayParts('The date it came'),
})
export type CheckReplyCommand = z.output<typeof checkReplySchema>

/** What is right, where the first reading was not. */
export const correctReplySchema = z.object({
  formId: formIdField,
  code: optionalCode,
  says: oneOfList(REPLY_SAYS, 'what the patient wants'),
  came: oneOfList(REPLY_CAME, 'how the reply came'),
  word: oneOfList(REPLY_WORDS_OF, 'who is speaking for the patient'),
  ...authorityFields,
  received: dayParts('The date it came'),
})
export type CorrectReplyCommand = z.output<typeof correctReplySchema>

const whole = (what: string, { min, max }: { readonly min: number; readonly max: number }) => z.string({ error: `Enter ${what}` }).trim()
  .regex(/^\d{1,4}$/, `Enter ${what} as a whole number`).transform(Number)
  .pipe(z.number().min(min, `Enter ${what}, ${min} to ${max}`).max(max, `Enter ${what}, ${min} to ${max}`))

export const sampleSettingSchema = z.object({
  oneIn: whole('one in how many', SAMPLE_LIMITS.oneIn),
  atLeast: whole('at least how many', SAMPLE_LIMITS.atLeast),
  boundOneIn: whole('the bound', SAMPLE_LIMITS.boundOneIn),
  enough: whole('how many are enough', SAMPLE_LIMITS.enough),
})
