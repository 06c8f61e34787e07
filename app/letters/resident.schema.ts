import { z } from 'zod'
import { dayParts, oneOfList, requiredText } from '#app/kernel/fields.ts'
import { replyCodeField } from './reply.schema.ts'
import { WANTS, WHO_ANSWERS } from './resident.rules.ts'

export const enterSchema = z.object({ code: replyCodeField, dateOfBirth: dayParts('The date of birth') })
export const whoSchema = z.object({ who: oneOfList(WHO_ANSWERS, 'who you are') })
export const wantsSchema = z.object({ wants: oneOfList(WANTS, 'what you want') })
export const mailSchema = z.object({
  email: requiredText('your email address', 200).pipe(z.email('Enter an email address in the right form, such as name@example.org')),
})
