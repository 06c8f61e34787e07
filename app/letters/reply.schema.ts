import { z } from 'zod'
import type { AuthorityTyped } from '#app/choices/authority.rules.ts'
import { authorityFields } from '#app/choices/authority.schema.ts'
import { dayParts, oneOfList } from '#app/kernel/fields.ts'
import { isId } from '#app/kernel/ids.ts'
import { readReplyCode } from './reply-code.rules.ts'
import { REPLY_CAME, REPLY_SAYS, REPLY_WORDS_OF, SETTLEMENTS } from './reply.rules.ts'
import { REPLY_CODE_FAULT_WORDS } from './reply.words.ts'

export const replyCodeField = z.string({ error: REPLY_CODE_FAULT_WORDS.blank }).transform((text, issues): string => {
  const reading = readReplyCode(text)
  if (reading.ok) return reading.code
  issues.addIssue({ code: 'custom', message: REPLY_CODE_FAULT_WORDS[reading.fault] })
  return z.NEVER
})

export const findReplySchema = z.object({ code: replyCodeField })

/** The form's own id. One that has been tampered with is a form that must be opened again. */
export const formIdField = z.string({ error: 'Open this page again, then fill it in' }).refine(isId, 'Open this page again, then fill it in')

export const recordReplySchema = z.object({
  formId: formIdField,
  says: oneOfList(REPLY_SAYS, 'what the patient wants'),
  came: oneOfList(REPLY_CAME, 'how the reply came'),
  word: oneOfList(REPLY_WORDS_OF, 'who is speaking for the patient'),
  ...authorityFields,
  received: dayParts('The date it came'),
})
export type RecordReplyCommand = Omit<z.output<typeof recordReplySchema>, keyof AuthorityTyped> & AuthorityTyped

export const settleQuerySchema = z.object({
  settlement: oneOfList(SETTLEMENTS, 'what you found out'),
  personId: z.string().optional().transform((text) => (text && isId(text) ? text : null)),
  word: z.enum(REPLY_WORDS_OF).optional().catch(undefined),
  ...authorityFields,
  on: z.unknown().optional(),
}).transform((given, issues) => {
  const makesChoice = given.settlement === 'signed-since' || given.settlement === 'spoke-to-patient'
  if (given.settlement === 'is-this-person' && !given.personId) {
    issues.addIssue({ code: 'custom', path: ['personId'], message: 'Select whose reply it is' })
  }
  if (makesChoice && !given.word) issues.addIssue({ code: 'custom', path: ['word'], message: 'Select who is speaking for the patient' })
  if (!makesChoice) return { ...given, on: null }
  const day = dayParts('The date you heard from them').safeParse(given.on ?? {})
  if (day.success) return { ...given, on: day.data }
  for (const issue of day.error.issues) issues.addIssue({ code: 'custom', path: ['on'], message: issue.message })
  return { ...given, on: null }
})
export type SettleQueryCommand = Omit<z.output<typeof settleQuerySchema>, keyof AuthorityTyped> & AuthorityTyped

export const unclearReplySchema = z.object({
  formId: formIdField,
  campaign: z.string({ error: 'Select the letters it answers' }).min(1, 'Select the letters it answers'),
  personIds: z.union([z.array(z.string()), z.string()]).transform((value) => [value].flat().filter(isId))
    .pipe(z.array(z.string()).min(2, 'Search for the patient again')),
  received: dayParts('The date it came'),
})
export type UnclearReplyCommand = z.output<typeof unclearReplySchema>
