import { z } from 'zod'
import { requiredText } from '#app/kernel/fields.ts'

export const PUBLIC_KEY_NAME_MAX = 60

export const registerPublicKeySchema = z.object({
  name: requiredText('a name for the key', PUBLIC_KEY_NAME_MAX),
  jwk: requiredText('the public key as a JWK', 4000),
})

export const changePseudonymKeySchema = z.object({
  typedReference: requiredText('the project’s reference', 100),
  /** The version that was in use when the form was shown; 0 for none. */
  seen: z.string().regex(/^\d{1,6}$/, 'Open the page again').transform(Number),
})
