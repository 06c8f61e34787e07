import { CANARY_REFUSAL_WORDS } from './alarm.words.ts'
import type { CanaryRefusal } from './canary.rules.ts'
import type { Cycle, Holds, Supplier } from './watching.rules.ts'

export const SUPPLIER_WORDS = {
  'emis-web': 'EMIS Web',
  systmone: 'SystmOne',
  medicus: 'Medicus',
  vision: 'Vision',
  other: 'Another system',
} as const satisfies Record<Supplier, string>

export const CYCLE_WORDS = {
  weekly: 'Each week, on Monday',
  monthly: 'Each month, on the first',
} as const satisfies Record<Cycle, string>

export const HOLDS_WORDS = {
  everyone: 'Everyone who has the code, each time',
  'only-new': 'Only what is new since the extract before',
} as const satisfies Record<Holds, string>

export const WATCHING_REFUSALS = ['not-your-source', 'not-watched', 'not-a-due-day', 'due-in-future', 'no-such-flow', 'canary-is-placed', 'already-acknowledged'] as const
export type WatchingRefusal = (typeof WATCHING_REFUSALS)[number] | CanaryRefusal

export const WATCHING_REFUSAL_WORDS = {
  ...CANARY_REFUSAL_WORDS,
  'not-your-source': 'A practice watches its own extracts: enter your own practice’s code.',
  'not-watched': 'Select a practice that your organisation watches.',
  'not-a-due-day': 'No extract was due on that day. Enter the Monday, or the first of the month, that it was due.',
  'due-in-future': 'That extract is not due yet. Enter a day that has come.',
  'no-such-flow': 'Select a flow of a project that your organisation takes part in.',
  'canary-is-placed': 'This test person stands guard over that flow already.',
  'already-acknowledged': 'Someone has said already what they found about this alarm. It is shown below.',
} as const satisfies Record<WatchingRefusal, string>

/** The box that a refusal belongs to. */
export const WATCHING_REFUSAL_FIELD = {
  'not-your-source': 'source',
  'not-watched': 'sourceId',
  'not-a-due-day': 'due',
  'due-in-future': 'due',
  'no-such-flow': 'flowRef',
  'canary-is-placed': 'nhsNumber',
  'not-an-nhs-number': 'nhsNumber',
  'not-a-test-number': 'nhsNumber',
  'already-acknowledged': '',
} as const satisfies Record<WatchingRefusal, string>

export const ALARMS_DONE_WORDS = {
  watched: 'The practice’s extracts are watched.',
  declared: 'The count was saved. It is compared with what came.',
  placed: 'The test person stands guard. A list that would let them through is refused as a whole.',
  retired: 'The test person no longer stands guard.',
  acknowledged: 'What you found was saved. The alarm comes again only for what happens from now on.',
} as const

export function alarmsDoneWords(done: string | null): string | null {
  return done !== null && Object.hasOwn(ALARMS_DONE_WORDS, done) ? ALARMS_DONE_WORDS[done as keyof typeof ALARMS_DONE_WORDS] : null
}
