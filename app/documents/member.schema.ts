import { z } from 'zod'
import { dayParts, optionalText, requiredText } from '#app/kernel/fields.ts'
import { ODS_CODE_PATTERN } from '#app/kernel/ids.ts'

const password = z.string({ error: 'Enter your password' }).min(1, 'Enter your password').max(1000, 'Enter your password')

/** What a member says of a paper for itself. A notice says the last day on which its people's data may still go. */
export const ownActSchema = z.discriminatedUnion('say', [
  z.object({ say: z.literal('declined'), reason: requiredText('why', 1000), password }),
  z.object({ say: z.literal('left'), reason: requiredText('why', 1000), lastDay: dayParts('The last day'), password }),
  z.object({ say: z.literal('returned'), reason: optionalText('Why', 1000), password }),
], { error: 'Select what you want to say' })

const code = (what: string) => requiredText(what, 9).transform((text) => text.toUpperCase()).pipe(z.string().regex(ODS_CODE_PATTERN, `Enter ${what}, such as Y12345`))

export const mergerSchema = z.object({
  code: code('the code of the practice that merges'),
  successorCode: code('the code of the practice that goes on'),
  from: dayParts('The day of the merger'),
  reason: requiredText('on whose word', 500),
})

/** Which of the papers that wait someone signs, all with one password. */
export const signManySchema = z.object({
  chosen: z.union([z.array(z.string()), z.string()], { error: 'Select at least one paper' })
    .transform((value) => (Array.isArray(value) ? value : [value]).filter(Boolean))
    .pipe(z.array(z.string().regex(/^[a-z0-9-]{1,200} [1-9]\d{0,4} [0-9a-f]{64}$/, 'Load the page again before you sign')).min(1, 'Select at least one paper').max(200)),
  fullName: requiredText('your full name', 120),
  agree: z.literal('yes', { error: 'Tick the statement to sign' }),
  password,
})
