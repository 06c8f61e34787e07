import type { HouseholdAnswer } from './household.rules.ts'

export const HOUSEHOLD_ANSWER_WORDS = {
  'opt-out-signed': 'Do not share: named and signed',
  'opt-out-unsigned': 'Do not share: named, not signed',
  'opt-out-withdrawn-signed': 'You may share it: named and signed',
  'opt-out-withdrawn-unsigned': 'You may share it: named, not signed',
  'not-named': 'Not on the form',
} as const satisfies Record<HouseholdAnswer, string>

export const HOUSEHOLD_WORDS = {
  title: 'One form for several people',
  intro: 'Each person decides for themselves. For each one who signed, a choice is recorded. For each one who is named and did not sign, nothing is recorded but a query, and they are asked.',
  communal: 'Many people live at this address, so they are not shown together. Add each person on the form.',
  notFound: 'Nobody on your list fits. Check the code or the number.',
  otherSpeaker: 'If an attorney or a deputy signed for someone, record that person by themselves, with the right that was shown.',
} as const

const counted = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`

export function householdDoneWords({ recorded, repeated, queries }: { readonly recorded: number; readonly repeated: number; readonly queries: number }): string {
  return [
    `${counted(recorded, 'choice is', 'choices are')} recorded from the form.`,
    ...(repeated > 0 ? [`${counted(repeated, 'was', 'were')} there already.`] : []),
    ...(queries > 0 ? [`${counted(queries, 'person did', 'people did')} not sign and must be asked: see the queries.`] : []),
  ].join(' ')
}
