import { readNhsNumber } from '#app/kernel/nhs-number.ts'
import { ok, refuse } from '#app/kernel/result.ts'

/**
 * A canary is a made-up person, from the range of NHS numbers kept for testing, placed in a practice's system with an
 * opt-out. No list of people who may be included may ever hold one: the gate refuses a whole check that would let one
 * through. That their opt-out reaches the register at all is one of the alarms' checks (`reconciliation.rules.ts`).
 */
export type CanaryRefusal = 'not-an-nhs-number' | 'not-a-test-number'

/** Only a valid number from the testing range may be a canary's, so that no real person is ever one. */
export function readCanaryNumber(text: string) {
  const reading = readNhsNumber(text)
  if (!reading.ok) return refuse('not-an-nhs-number' satisfies CanaryRefusal)
  if (reading.range !== 'test' || !reading.nhsNumber.startsWith('999')) return refuse('not-a-test-number' satisfies CanaryRefusal)
  return ok(reading.nhsNumber)
}
