import { z } from 'zod'
import { dayParts, manyOfList, requiredText } from '#app/kernel/fields.ts'
import { KEY_NAME_MAX } from './api-key.rules.ts'
import { API_ACTIONS } from './api-problem.rules.ts'

export const makeKeySchema = z.object({
  name: requiredText('a name for the key', KEY_NAME_MAX),
  flowRefs: z
    .union([z.array(z.string()), z.string(), z.undefined()])
    .transform((given) => (given === undefined || given === '' ? [] : Array.isArray(given) ? given : [given]))
    .pipe(z.array(z.string().max(100)).min(1, 'Select one flow or more')),
  actions: manyOfList(API_ACTIONS, 'what the key may do'),
  expiresOn: dayParts('The last day'),
})

export const revokeKeySchema = z.object({ typedName: requiredText('the key’s name', KEY_NAME_MAX) })
