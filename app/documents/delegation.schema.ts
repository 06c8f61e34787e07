import { z } from 'zod'
import { dayParts } from '#app/kernel/fields.ts'

export const delegationSchema = z.object({
  userId: z.string({ error: 'Select who may sign' }).regex(/^[0-9a-f-]{36}$/, 'Select who may sign'),
  from: dayParts('The first day'),
  until: dayParts('The last day'),
  password: z.string({ error: 'Enter your password' }).min(1, 'Enter your password').max(1000, 'Enter your password'),
})
