import { z } from 'zod'
import { requiredText } from '#app/kernel/fields.ts'

export const signInSchema = z.object({
  email: requiredText('your email address', 200).pipe(z.email('Enter an email address in the right form, such as name@example.org')),
  password: z.string({ error: 'Enter your password' }).min(1, 'Enter your password').max(500, 'Enter your password'),
})
