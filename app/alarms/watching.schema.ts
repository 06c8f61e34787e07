import { z } from 'zod'
import { dayParts, oneOfList, requiredText } from '#app/kernel/fields.ts'
import { ODS_CODE_PATTERN } from '#app/kernel/ids.ts'
import { CODES, CYCLES, HOLDS, SUPPLIERS } from './watching.rules.ts'

/** A whole number as it is typed, with or without the comma of thousands. */
function wholeNumber(what: string, least: number, most: number) {
  return z.string({ error: `Enter ${what}` }).transform((text, issues): number => {
    const digits = text.replace(/[\s,]/g, '')
    if (digits === '') issues.addIssue({ code: 'custom', message: `Enter ${what}` })
    else if (!/^\d{1,9}$/.test(digits) || Number(digits) < least || Number(digits) > most) {
      issues.addIssue({ code: 'custom', message: `Enter ${what} as a whole number from ${least} to ${most.toLocaleString('en-GB')}` })
    } else return Number(digits)
    return z.NEVER
  })
}

export const watchSourceSchema = z.object({
  source: z.string({ error: 'Enter the code of the practice' }).transform((text) => text.trim().toUpperCase())
    .pipe(z.string().regex(ODS_CODE_PATTERN, 'Enter the practice’s ODS code: capital letters and numbers, such as Y90001')),
  supplier: oneOfList(SUPPLIERS, 'which system the records are kept in'),
  cycle: oneOfList(CYCLES, 'how often an extract is due'),
  holds: oneOfList(HOLDS, 'what each extract holds'),
  listSize: wholeNumber('how many people are registered', 1, 1_000_000),
  entersReplies: z.string().optional().transform((text) => text === 'yes'),
})
export type WatchSourceCommand = z.output<typeof watchSourceSchema>

export const declareTotalsSchema = z.object({
  sourceId: z.string({ error: 'Select the practice' }).min(1, 'Select the practice'),
  code: oneOfList(CODES, 'what was counted'),
  due: dayParts('The day the extract was due'),
  declaredNew: wholeNumber('how many new entries were counted', 0, 1_000_000),
})
export type DeclareTotalsCommand = z.output<typeof declareTotalsSchema>

export const addCanarySchema = z.object({
  flowRef: z.string({ error: 'Select the flow' }).min(1, 'Select the flow'),
  nhsNumber: requiredText('the test person’s NHS number', 20).transform((text) => text.replace(/[\s-]/g, '')),
})
export type AddCanaryCommand = z.output<typeof addCanarySchema>

export const retireCanarySchema = z.object({ canaryId: z.string({ error: 'Select the test person' }).min(1, 'Select the test person') })

export const acknowledgeSchema = z.object({
  alarmId: z.string({ error: 'Select the alarm' }).min(1, 'Select the alarm'),
  found: requiredText('what you found', 1000),
})
export type AcknowledgeCommand = z.output<typeof acknowledgeSchema>
