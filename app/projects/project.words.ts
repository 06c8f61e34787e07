import { type Refusal } from '#app/kernel/result.ts'
import type { Pattern } from './patterns.rules.ts'
import type { ProjectRefusalKind, SectionState } from './project.rules.ts'

/** What people read about projects. How facts are said is in `facts.words.ts`. */

type Details = NonNullable<Refusal['details']>
const text = (details: Details | undefined, name: string) => String(details?.[name] ?? '')

export const PROJECT_REFUSAL_WORDS = {
  'not-found': () => 'There is no such project.',
  'not-the-drafter': () => 'Only the organisation that drafts this project can change it. Ask its information governance lead.',
  'project-ended': () => 'This project has ended, so its facts can no longer be changed.',
  'changed-since-read': () => 'Someone else saved this while you were writing. Compare what is saved now with what you typed, then save again or leave it.',
  'reference-taken': (details) => `The reference ${text(details, 'reference')} is taken. Choose another.`,
  'reference-does-not-match': (details) => `What you typed is not the project’s reference. Type ${text(details, 'reference')}.`,
  'flow-reference-taken': (details) => (text(details, 'reference').includes(',') ? `The flow references ${text(details, 'reference')} are taken by another project. Choose others.` : `The flow reference ${text(details, 'reference')} is taken by another project. Choose another.`),
  'already-there': (details) => `There is already one called ${text(details, 'name')} in this project. Change that one, or choose another name.`,
  'no-longer-there': () => 'Someone else has removed this while you were writing. Go back to the list and add it again if it is needed.',
  'organisation-unknown': (details) => (details?.codes ? `This installation knows no organisation of the code ${text(details, 'codes')}. Correct it, or ask whoever runs the installation to add it.` : 'Select an organisation from the list.'),
  'dataset-in-use': (details) => `The flow “${text(details, 'flow')}” carries this dataset. Change or remove that flow first.`,
  'party-in-use': (details) => `“${text(details, 'by')}” names this party. Change or remove that first.`,
} as const satisfies Record<ProjectRefusalKind, (details?: Details) => string>

/** Which box a refusal belongs to; none for the form as a whole. */
export const PROJECT_REFUSAL_FIELDS: Partial<Record<ProjectRefusalKind, string>> = {
  'reference-taken': 'reference', 'reference-does-not-match': 'typedReference', 'organisation-unknown': 'organisationCode',
}

export const PROJECT_REFUSAL_STATUS = {
  'not-found': 404, 'not-the-drafter': 403, 'project-ended': 409, 'changed-since-read': 409, 'reference-taken': 409, 'reference-does-not-match': 400,
  'flow-reference-taken': 409, 'already-there': 409, 'no-longer-there': 409, 'organisation-unknown': 400,
  'dataset-in-use': 409, 'party-in-use': 409,
} as const satisfies Record<ProjectRefusalKind, number>

/** What a project may begin from. */
export const PATTERN_WORDS = {
  'direct-care': { label: 'People’s own care', hint: 'One organisation tells another about people so that they can be offered care, such as a surgery and a council' },
  'aggregate-counts': { label: 'Counts alone', hint: 'Numbers by area or month; nobody can be recognised' },
  linked: { label: 'Records matched and then without names', hint: 'Records of the same person are brought together once, for planning or research, and names are taken out' },
  framework: { label: 'A framework', hint: 'Many bodies sign once, and purposes are added by schedule' },
  none: { label: 'Nothing filled in', hint: 'You enter every fact yourself' },
} as const satisfies Record<Pattern, { readonly label: string; readonly hint: string }>

export const SECTION_STATE_WORDS = {
  'not-started': 'Not started',
  incomplete: 'Incomplete',
  complete: 'Completed',
} as const satisfies Record<SectionState, string>

/** Sentences for `?done=…`, after something has been done. */
export const PROJECT_DONE_WORDS: Readonly<Record<string, string>> = {
  made: 'The project is started. Enter its facts section by section.',
  copied: 'The project is started with the facts of the other. Look at each section: dates and contacts first.',
  saved: 'Saved.',
  unchanged: 'Nothing was different, so nothing was saved and no new version was made.',
  removed: 'Removed.',
  redrafted: 'Saved. A new version of the protocol was drafted, and every party must sign it before data may flow.',
  'out-of-date': 'Saved. The protocol no longer says what the facts say, so no data may flow until the facts are complete and a new version is signed.',
  ended: 'The project has ended. None of its flows is in force any more.',
}
