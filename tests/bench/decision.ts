import { decider } from '#app/choices/decision.rules.ts'
import type { ChoiceEvent } from '#app/choices/choice-event.rules.ts'
import { median, type BenchRow } from './bench-row.ts'

/** How many people a second are decided about, without events and with one each. */
export function benchDecision(): BenchRow[] {
  const at = new Date('2026-06-15T10:00:00Z')
  const decide = decider({ discloser: 'Y90001', drawsOn: ['gp'], purpose: 'secondary', confidentiality: 'section-251', project: 'p', live: false }, at)
  const event: ChoiceEvent = {
    nhsNumber: '', role: 'T1_DISSENT', project: null, source: 'Y90001', effective: { day: '2026-01-05', ms: null },
    recorded: { day: '2026-01-06', ms: 1 }, sequence: 1, enteredInError: false,
  } as ChoiceEvent
  const person = {
    nhsNumber: '9990000018', onRegister: true, born: '1980-01-01', registrations: [{ practice: 'Y90001', from: '2000-01-01', to: null }],
    nationalChecks: [{ answeredAt: at.getTime() - 86_400_000, cleared: true }],
  }
  const people = 200_000
  const timed = (work: () => unknown): number => {
    const runs = [0, 1, 2].map(() => {
      const began = performance.now()
      let seen = 0
      for (let index = 0; index < people; index += 1) if (work()) seen += 1
      return seen >= 0 ? performance.now() - began : 0
    })
    return median(runs)
  }
  const none = timed(() => decide(person, []))
  const one = timed(() => decide(person, [event]))
  const rate = (ms: number) => `${Math.round(people / ms).toLocaleString('en-GB')} thousand people a second`
  return [
    { what: 'Decide, no events', figure: rate(none) },
    { what: 'Decide, one event each', figure: rate(one), baseline: rate(none), ratio: one / none },
  ]
}
