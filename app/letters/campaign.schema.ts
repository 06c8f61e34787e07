import { z } from 'zod'
import { dayParts, oneOfList, requiredText } from '#app/kernel/fields.ts'
import { referenceSchema } from '#app/kernel/ids.ts'
import { TOLD_HOW } from './campaign.rules.ts'

const revision = z.coerce.number({ error: 'Read the page again, then try once more' }).int()

export const makeCampaignSchema = z.object({
  projectRef: z.string({ error: 'Select the project' }).min(1, 'Select the project'),
  ref: referenceSchema,
})

export const closingDateSchema = z.object({
  letterDate: dayParts('The date on the letters'),
  closingDate: dayParts('The closing date'),
  revision,
})

export const makeLettersSchema = z.object({
  revision,
  isSure: z.literal('yes', { error: 'Tick the box to say that the letters may be made' }),
})

export const setAsideSchema = z.object({ revision })

export const postedSchema = z.object({ postedOn: dayParts('The day the letters were posted'), revision })

export const toldSchema = z.object({
  letterId: requiredText('which person was told'),
  how: oneOfList(TOLD_HOW, 'how the person was told'),
  toldOn: dayParts('The day they were told'),
})

export const returnedSchema = z.object({ code: requiredText('the reply code on the letter', 100) })
