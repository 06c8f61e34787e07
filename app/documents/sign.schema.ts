import { z } from 'zod'
import { optionalDayParts, optionalText, partsOfDay, requiredText } from '#app/kernel/fields.ts'
import type { Schedule } from './schedule.rules.ts'

/** What an organisation varies for itself, as a form sends it. Left blank, it varies nothing. */
const scheduleFields = {
  leavesOut: z.union([z.array(z.string()), z.string()]).optional()
    .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]).filter(Boolean))
    .pipe(z.array(z.string().regex(/^[a-z0-9-]{1,200}$/, 'Select flows from the list')).max(200)),
  startsOn: optionalDayParts('The first day'),
  optOutContact: optionalText('whom to ask about opting out', 200),
  note: optionalText('the note', 1000),
}

const howSomeoneSigns = {
  fullName: requiredText('your full name', 120),
  agree: z.literal('yes', { error: 'Tick the statement to sign' }),
  password: z.string({ error: 'Enter your password' }).min(1, 'Enter your password').max(1000, 'Enter your password'),
}

/** What someone says when they sign. The digest travels with the page, so that what is signed is what was shown. */
export const signSchema = z.object({
  contentHash: z.string({ error: 'Load the page again before you sign' }).regex(/^[0-9a-f]{64}$/, 'Load the page again before you sign'),
  ...scheduleFields, ...howSomeoneSigns,
})

/** Another schedule in the place of the one that a signature has. */
export const changeScheduleSchema = z.object({ ...scheduleFields, ...howSomeoneSigns })

/** The schedule that a form said. */
export function scheduleSaid({ leavesOut, startsOn, optOutContact, note }: Pick<z.output<typeof signSchema>, keyof typeof scheduleFields>): Schedule {
  return { flowsLeftOut: leavesOut, startsOn, optOutContact, note }
}

/** A schedule as the boxes of a form hold it. */
export function typedFromSchedule({ flowsLeftOut, startsOn, optOutContact, note }: Schedule) {
  return { leavesOut: [...flowsLeftOut], startsOn: partsOfDay(startsOn), optOutContact, note }
}
