import { z } from 'zod'
import { dayParts, oneOfList, optionalDayParts, optionalText, requiredText } from '#app/kernel/fields.ts'
import { CASE_COMMANDS } from './approval.rules.ts'
import { coversSchema } from './covering.schema.ts'

/** The versions that a page showed, such as `oldham-gp-pilot-dpia v2`, so that what is decided is what was shown. */
const shown = z.union([z.array(z.string()), z.string()]).optional().transform((given) => (given === undefined ? [] : Array.isArray(given) ? given : [given])).transform((lines) => lines.flatMap((line) => {
  const match = /^([a-z0-9-]{1,200}) v([1-9]\d{0,4})$/.exec(line)
  return match ? [{ documentRef: match[1]!, number: Number(match[2]) }] : []
}))

/** What a body that decides elsewhere has decided, as its letter says. */
export const outsideDecisionSchema = z.object({
  outcome: requiredText('the outcome, as one of the list', 60),
  decidedOn: dayParts('The day of the letter'),
  effectiveFrom: dayParts('The day it takes effect'),
  endsOn: optionalDayParts('The last day'),
  reviewDueOn: optionalDayParts('The day its review is due'),
  reference: optionalText('the reference', 80),
  note: optionalText('what else the letter says', 2000),
  shown,
  covers: coversSchema,
})

/** Something that is done with an approval. What is needed beside the command is asked by the rules. */
export const actSchema = z.object({
  command: oneOfList(CASE_COMMANDS, 'what you do'),
  stage: z.string().optional().transform((stage) => stage || null),
  text: optionalText('what you have to say', 2000),
  colleague: z.string().optional().transform((colleague) => colleague || null),
  from: optionalDayParts('The first day'),
  to: optionalDayParts('The last day'),
  password: z.string().optional().transform((password) => password ?? ''),
  shown,
  covers: coversSchema,
})
