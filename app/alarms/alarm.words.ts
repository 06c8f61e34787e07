import { formatDay } from '#app/kernel/uk-date.ts'
import type { CanaryRefusal } from './canary.rules.ts'
import type { Alarm, AlarmKind, Chart, ChartKind } from './silent-loss.rules.ts'

export const ALARM_TITLES = {
  'below-expected': 'Opt-outs may be going missing',
  'no-change': 'Nothing new has come',
  'code-vanished': 'A code has disappeared',
  'sudden-jump': 'A sudden change',
  'source-missing': 'An extract has not come',
} as const satisfies Record<AlarmKind, string>

/** What to do about each. Until it is settled, nobody may take a quiet register for a true one. */
export const ALARM_NEXT_STEPS = {
  'below-expected': 'Ask for a count of new opt-outs from the practice’s own system and compare it with what came. If they differ, report it to the supplier and hold releases that rely on this source.',
  'no-change': 'Check with the practice that the extract still runs and reads the live system.',
  'code-vanished': 'Ask whether the practice has changed system or code list. Do not treat the people whose opt-out stood as having taken it back.',
  'sudden-jump': 'Ask the practice what happened: a campaign, a merger, a change of system, or the wrong file.',
  'source-missing': 'Ask the practice or its supplier to send the extract. Checks go on using the last one until it is too old.',
} as const satisfies Record<AlarmKind, string>

export const CHART_WORDS = {
  received: 'fewer new opt-outs came than expected',
  declared: 'more new opt-outs were counted at the practice end than came',
  canary: 'opt-outs of made-up test people did not come',
  'other-route': 'opt-outs that were recorded here did not come back',
  're-extract': 'overlapping extracts do not hold the same events',
  together: 'the counts and checks, taken together, point to a loss',
} as const satisfies Record<ChartKind, string>

/** One alarm as a sentence. `name` is the practice’s or supplier’s name as people know it. */
export function alarmSentence(alarm: Alarm, name: string): string {
  switch (alarm.kind) {
    case 'below-expected':
      return `${name}: ${alarm.charts.map(chartWords).join('; ')}.`
    case 'no-change':
      return alarm.chance === null
        ? `${name}: the extract due ${formatDay(alarm.due)} is the same file as the one before.`
        : `${name}: no new event in ${count(alarm.cycles, 'extract')} in a row, up to the one due ${formatDay(alarm.due)}. By chance this is rarer than once in ${oneIn(alarm.chance)}.`
    case 'code-vanished':
      return `${name}: ${count(alarm.stood, 'entry', 'entries')} stood on ${formatDay(alarm.lastSeen)} and none stands now.`
    case 'sudden-jump':
      return alarm.direction === 'more-new'
        ? `${name}: ${count(alarm.count, 'new event')} came in the extract due ${formatDay(alarm.due)}; about ${whole(alarm.expected)} were expected.`
        : `${name}: ${count(alarm.count, 'entry', 'entries')} stopped standing in the extract due ${formatDay(alarm.due)}; about ${whole(alarm.expected)} were expected to.`
    case 'source-missing':
      return alarm.lastCame === null
        ? `${name}: no extract has ever come; ${count(alarm.missed, 'was', 'were')} due.`
        : `${name}: ${count(alarm.missed, 'extract')} due and not received. The last was due ${formatDay(alarm.lastCame)}.`
  }
}

function chartWords({ kind, expected, missing }: Chart): string {
  const gap = kind === 'together' || missing <= 0 ? '' : ` (${whole(missing)} short of ${whole(expected)})`
  return `${CHART_WORDS[kind]}${gap}`
}

export const NOT_WATCHED_WORDS = 'Too few extracts so far to say what to expect. Missing extracts and failed checks are still reported.'

export const CANARY_REFUSAL_WORDS = {
  'not-an-nhs-number': 'Enter the ten digits of the test person’s NHS number; this is not a valid one.',
  'not-a-test-number': 'Use a number from the range kept for testing, which starts 999, so that no real person is ever used.',
} as const satisfies Record<CanaryRefusal, string>

const whole = (n: number) => Math.max(0, Math.round(n)).toLocaleString('en-GB')
const oneIn = (chance: number) => (chance <= 0 ? 'a million' : Number(Math.min(1e6, 1 / chance).toPrecision(1)).toLocaleString('en-GB'))
const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`
