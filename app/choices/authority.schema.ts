import { z } from 'zod'
import { optionalDayParts, optionalText } from '#app/kernel/fields.ts'
import { EVIDENCE, HOLDER_NAME_MAX, POWERS } from './authority.rules.ts'

/** The boxes about someone who speaks for another. Which of them must be filled in depends on who speaks (`readAuthority`). */
export const authorityFields = {
  holderName: optionalText('their name', HOLDER_NAME_MAX),
  power: z.enum(POWERS).optional().catch(undefined),
  seen: z.enum(EVIDENCE).optional().catch(undefined),
  endsOn: optionalDayParts('The day it ends'),
}
