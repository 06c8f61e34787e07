import type { ChoiceRole, ChoiceStream } from '#app/choices/choice-codes.rules.ts'
import { ROLE_WORDS } from '#app/choices/choice.words.ts'
import type { Suppression } from './campaign.rules.ts'
import { SUPPRESSION_WORDS, TOLD_HOW_WORDS } from './campaign.words.ts'
import { QUERY_WORDS, SETTLEMENT_WORDS } from './reply.words.ts'

/** What each kind of event on a person's page says. A choice says its role's own words. */
export const PERSON_EVENT_WORDS = {
  'taken-back': (role: ChoiceRole) => `Taken back as entered in error: ${ROLE_WORDS[role]}`,
  'letter-posted': () => 'The letter was posted',
  'letter-to-carer-posted': () => 'The letter was posted, to a parent or carer',
  'no-letter': (why: Suppression) => `No letter was made. ${SUPPRESSION_WORDS[why]}`,
  told: (how: string | null) => `Told another way. ${(TOLD_HOW_WORDS as Record<string, string>)[how ?? ''] ?? ''}`.trim(),
  'letter-returned': () => 'The letter came back',
  query: (kind: string | null) => `A reply that waits to be settled. ${(QUERY_WORDS as Record<string, string>)[kind ?? ''] ?? ''}`.trim(),
  'query-letter': () => 'A letter was sent to ask about a slip without a signature',
  'query-settled': (settlement: string | null) => `The query was settled. ${(SETTLEMENT_WORDS as Record<string, string>)[settlement ?? ''] ?? ''}`.trim(),
  'last-listed': (fileName: string) => `Last named by the people list ${fileName}`,
} as const

export const TAKEN_BACK_SINCE = 'Taken back since as entered in error.'
export const SOURCE_SAYS_ERROR = 'The source itself marks this entry as made in error, so it does not count.'
export const DOES_NOT_FOLLOW = 'Recorded under an NHS number that the patient no longer has and that may be somebody else’s, so it does not count for them.'
export const MAY_BE_ANOTHERS = 'It may be someone else’s: a query is open.'

/** Said of an entry that is shown and never decides; null for those that may. */
export const NEVER_DECIDES_WORDS = {
  'type-1': null, 'project-opt-out': null, 'project-consent': null,
  'type-2': 'Never decides',
  'shared-care': 'Never decides',
} as const satisfies Record<ChoiceStream, string | null>

export const LINK_WORDS = { query: 'The query', upload: 'The list of replies', replies: 'The replies', list: 'The people list', import: 'The import', takeBack: 'Is it wrong? Take it back', takenBack: 'How it was taken back' } as const
