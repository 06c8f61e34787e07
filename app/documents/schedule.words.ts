import { formatDay } from '#app/kernel/uk-date.ts'
import { isWhole, type Schedule } from './schedule.rules.ts'

interface NamesFlows {
  readonly flows: readonly { readonly ref: string; readonly name: string }[]
}

/** What people read about a schedule: a line for each thing that it varies or says; none for a whole protocol. */
export function scheduleLines({ flowsLeftOut, startsOn, optOutContact, note }: Schedule, { flows }: NamesFlows): string[] {
  const nameOf = (ref: string) => flows.find((flow) => flow.ref === ref)?.name ?? ref
  return [
    ...(flowsLeftOut.length > 0 ? [`Takes no part in: ${flowsLeftOut.map(nameOf).join('; ')}`] : []),
    ...(startsOn ? [`Begins on ${formatDay(startsOn)}`] : []),
    ...(optOutContact ? [`Ask about opting out: ${optOutContact}`] : []),
    ...(note ? [`Note, which changes no terms: ${note}`] : []),
  ]
}

/** The same in one line; empty for a whole protocol. */
export const scheduleLine = (schedule: Schedule, facts: NamesFlows): string => (isWhole(schedule) ? '' : `${scheduleLines(schedule, facts).map((line) => line.replace(/\.$/, '')).join('. ')}.`)
