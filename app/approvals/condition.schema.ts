import { z } from 'zod'
import { dayParts, oneOfList, requiredText } from '#app/kernel/fields.ts'
import { CONDITION_ENDS } from './condition.rules.ts'

const flowRefs = z.union([z.array(z.string()), z.string()]).optional().transform((value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]))

export const setConditionSchema = z.object({
  what: requiredText('what has to be done', 1000),
  ownerCode: requiredText('who does it', 20),
  dueOn: dayParts('The day by which it is done'),
  flowRefs,
  stops: oneOfList(['yes', 'no'], 'whether its flows stop while it is overdue').transform((value) => value === 'yes'),
})

export const clockSchema = z.object({ begunOn: dayParts('The day on which the clock began') })
export const destructionSchema = z.object({ endedOn: dayParts('The day on which the use ended'), ownerCode: requiredText('who destroys it', 20) })
export const suspendSchema = z.object({ flowRefs, because: requiredText('why', 1000) })
export const endConditionSchema = z.object({ conditionId: z.uuid('Load the page again'), how: oneOfList(CONDITION_ENDS, 'how it came to its end'), proof: requiredText('what shows it', 2000) })
export const proveConditionSchema = z.object({ conditionId: z.uuid('Load the page again') })
export const resumeSchema = z.object({ suspensionId: z.uuid('Load the page again'), because: requiredText('why', 1000) })
