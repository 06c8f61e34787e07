import { z } from 'zod'
import { HOLDER_NAME_MAX, holderKey } from '#app/choices/authority.rules.ts'
import { dayParts, oneOfList, requiredText } from '#app/kernel/fields.ts'
import { replyCodeField } from './reply.schema.ts'
import { WANTS, WHO_ANSWERS } from './resident.rules.ts'

export const enterSchema = z.object({ code: replyCodeField, dateOfBirth: dayParts('The date of birth') })
export const whoSchema = z.object({ who: oneOfList(WHO_ANSWERS, 'who you are') })
export const holderSchema = z.object({
  holderName: requiredText('your full name', HOLDER_NAME_MAX).refine((name) => holderKey(name) !== null, 'Enter your first name and your family name. If you have one name only, enter it twice'),
})
export const wantsSchema = z.object({ wants: oneOfList(WANTS, 'what you want') })
export const mailSchema = z.object({
  email: requiredText('your email address', 200).pipe(z.email('Enter an email address in the right form, such as name@example.org')),
})
