import { z } from 'zod'
import { requiredText } from '#app/kernel/fields.ts'

/** What someone says when they sign. The digest travels with the page, so that what is signed is what was shown. */
export const signSchema = z.object({
  contentHash: z.string({ error: 'Load the page again before you sign' }).regex(/^[0-9a-f]{64}$/, 'Load the page again before you sign'),
  fullName: requiredText('your full name', 120),
  agree: z.literal('yes', { error: 'Tick the statement to sign' }),
  password: z.string({ error: 'Enter your password' }).min(1, 'Enter your password').max(1000, 'Enter your password'),
})
