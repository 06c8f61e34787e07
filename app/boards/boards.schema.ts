import { z } from 'zod'
import { BODY_IDS } from '#app/approvals/bodies.rules.ts'
import { coversSchema } from '#app/approvals/covering.schema.ts'
import { dayParts, manyOfList, oneOfList, optionalDayParts, optionalText, requiredText } from '#app/kernel/fields.ts'
import { PRECEDENT_BARS } from './precedent.rules.ts'
import { RULINGS, SEATS, SITTING_KINDS } from './sitting.rules.ts'

const wholeNumber = (what: string, least: number, most: number) =>
  z.string({ error: `Enter ${what}` }).trim().regex(/^\d{1,3}$/, `Enter ${what} as a whole number`).transform(Number)
    .pipe(z.number().min(least, `Enter ${what} of at least ${least}`).max(most, `Enter ${what} of at most ${most}`))

export const boardSchema = z.object({
  name: requiredText('the board’s name', 120),
  reference: z.string({ error: 'Enter a reference' }).trim().toLowerCase().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'Enter a reference of small letters, figures and hyphens, such as oldham-ig-group').max(60, 'Shorten the reference to 60 characters or fewer'),
  bodyId: oneOfList(BODY_IDS, 'which body it acts as'),
  quorumMembers: wholeNumber('how many must be there', 2, 50),
  quorumLay: wholeNumber('how many of them must be lay members', 0, 50),
  /** That another is wanted, where the organisation has one for this body. */
  another: z.string().optional().transform((value) => value === 'yes'),
})

export const seatSchema = z.object({
  email: requiredText('their e-mail address', 200),
  kind: oneOfList(SEATS, 'their seat'),
  isLay: z.string().optional().transform((value) => value === 'yes'),
  from: dayParts('Their first day'),
  to: optionalDayParts('Their last day'),
})

export const endSeatSchema = z.object({ seatId: z.uuid('Choose a seat'), to: dayParts('Their last day') })

export const callSchema = z.object({
  kind: oneOfList(SITTING_KINDS, 'how the board will decide'),
  heldOn: dayParts('The day'),
  place: optionalText('where it is', 200),
})

export const submissionSchema = z.object({
  board: requiredText('a board', 60),
  stepId: requiredText('what it is asked', 200),
  question: requiredText('what you ask of the board', 2000),
})

export const addItemSchema = z.object({ submissionId: z.uuid('Choose a submission'), bars: manyOfList(PRECEDENT_BARS, 'what it is about', 0) })

/** One line a seat: `present.SEAT` is `yes`, `no` or left out. */
export const attendanceSchema = z.object({
  present: z.record(z.uuid(), z.enum(['yes', 'no'], { error: 'Select yes or no' })).optional().transform((given) => Object.entries(given ?? {}).map(([seatId, value]) => ({ seatId, isPresent: value === 'yes' }))),
})

export const interestSchema = z.object({ what: requiredText('what your interest is', 500) })
export const rulingSchema = z.object({ seatId: z.uuid('Choose a person'), ruling: oneOfList(RULINGS, 'what follows from it') })
export const voteSchema = z.object({ outcome: requiredText('your vote', 60), said: optionalText('what you say with it', 1000) })

export const outcomeSchema = z.object({
  outcome: requiredText('the outcome', 60),
  reasons: requiredText('the reasons', 4000),
  precedent: optionalText('which earlier decision it follows', 500),
  effectiveFrom: dayParts('The day from which it counts'),
  endsOn: optionalDayParts('The last day'),
  reviewDueOn: optionalDayParts('The day by which it is reviewed'),
  covers: coversSchema,
  conditions: z.array(z.object({ text: optionalText('the condition', 1000), dueOn: optionalDayParts('The day by which it is met') })).optional()
    .transform((given, issues) => (given ?? []).flatMap(({ text, dueOn }, place) => {
      if (text === '' && dueOn === null) return []
      if (text === '' || dueOn === null) issues.addIssue({ code: 'custom', path: [place, text === '' ? 'text' : 'dueOn'], message: text === '' ? 'Enter the condition' : 'Enter the day by which it is met' })
      return [{ text, dueOn: dueOn ?? '' }]
    })),
})

export const notesSchema = z.object({ notes: optionalText('the notes', 10_000) })
