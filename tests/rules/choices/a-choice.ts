import { readEventTime } from '#app/choices/choice-event.schema.ts'
import type { ChoiceEvent, EventTime } from '#app/choices/choice-event.rules.ts'
import type { FlowTerms, Person } from '#app/choices/decision.rules.ts'

export const A = 'A81001'
export const B = 'B82002'

/** Numbers from the 999 range, which no real person has. */
export const NUMBERS = [
  '9990000018', '9990000026', '9990000034', '9990000042', '9990000050', '9990000069', '9990000077', '9990000085',
] as const
export const X = NUMBERS[0]
export const Y = NUMBERS[1]

/** London time unless the text says otherwise. */
export function time(text: string): EventTime {
  const read = readEventTime(text)
  if (read === null) throw new Error(`Not a time: ${text}`)
  return read
}

export function instant(text: string): Date {
  const { ms } = time(text)
  if (ms === null) throw new Error(`Not an instant: ${text}`)
  return new Date(ms)
}

interface Given extends Partial<Omit<ChoiceEvent, 'effective' | 'recorded'>> {
  effective?: string | null
  recorded?: string | null
}

export function anEvent({ effective = null, recorded = effective, ...rest }: Given): ChoiceEvent {
  return {
    nhsNumber: X, role: 'T1_DISSENT', project: null, source: A, sequence: null, enteredInError: false,
    effective: effective === null ? null : time(effective),
    recorded: recorded === null ? null : time(recorded),
    ...rest,
  }
}

export const dissent = (given: Given = {}): ChoiceEvent => anEvent({ role: 'T1_DISSENT', ...given })
export const withdrawal = (given: Given = {}): ChoiceEvent => anEvent({ role: 'T1_WITHDRAW', ...given })

export const NOW = instant('2026-03-20T12:00')

export function aPerson(given: Partial<Person> = {}): Person {
  return {
    nhsNumber: X, onRegister: true, born: '1970-05-04',
    registrations: [{ practice: A, from: '2010-01-01' }],
    nationalChecks: [{ answeredAt: NOW.getTime() - 3_600_000, cleared: true }],
    ...given,
  }
}

/** Cleared one hour before the instant decided for. */
export function clearedAt(at: Date): Partial<Person> {
  return { nationalChecks: [{ answeredAt: at.getTime() - 3_600_000, cleared: true }] }
}

/** Flow G of the cases: GP data, section 251, both opt-outs apply, test numbers allowed. */
export function flowG(given: Partial<FlowTerms> = {}): Partial<FlowTerms> {
  return {
    discloser: A, drawsOn: ['gp'], purpose: 'secondary', confidentiality: 'section-251', project: 'pilot',
    nationalOptOutDisapplied: [], extendType1: false, nationalCheckMaxAgeDays: 7, englandOnly: true, live: false,
    ...given,
  }
}
