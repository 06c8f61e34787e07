import { z } from 'zod'
import { EPSILON, MARGIN } from './count-noise.rules.ts'
import { MOST_ANSWERED } from './count-answer.rules.ts'

const told = z.int().nonnegative().nullable()

export const countsSchema = z.object({
  flow: z.string(),
  people: z.int().nonnegative().describe('Different usable numbers in the list, whether anyone has them or not.'),
  may_go_on: told.describe('About how many of them may go on. Null, with the other, where either would be fewer than 5.'),
  may_not: told.describe('The rest. Nothing says why: unknown, objected and died are one figure.'),
  margin: z.literal(MARGIN).describe('Nineteen figures in twenty are no further from the truth than this.'),
  epsilon: z.literal(EPSILON).describe('Of the noise: discrete Laplace, drawn anew for every different list.'),
  as_at: z.iso.datetime().describe('When your organisation first asked about these people this month. What was chosen since is in next month’s figures.'),
  same_until: z.iso.date().describe('Until the end of this day the same people are told the same.'),
  lists_left: z.int().min(0).max(MOST_ANSWERED).describe('Different lists that your organisation can still ask about this month, in whichever flows.'),
}).meta({ id: 'Counts' })
export type CountsAnswer = z.output<typeof countsSchema>
