import type { Refusal } from '#app/kernel/result.ts'
import { CASE_REFUSAL_WORDS, ROUTE_REFUSAL_WORDS } from './approval.words.ts'
import type { CaseRefusal } from './case.rules.ts'
import type { RouteRefusal } from './check-route.rules.ts'

export type StartRefusal = RouteRefusal | Refusal<'not-found' | 'not-the-drafter' | 'not-allowed' | 'project-ended' | 'decided-elsewhere' | 'nothing-to-decide-on' | 'under-way'>
export type ActRefusal = CaseRefusal | Refusal<'password-wrong' | 'project-ended' | 'too-little-covered'>

/** Why an approval could not be asked for. */
export const START_REFUSAL_WORDS = {
  ...ROUTE_REFUSAL_WORDS,
  'not-found': 'The route of this project has no such step.',
  'not-the-drafter': 'Only the organisation that drafts this project asks for its approvals.',
  'not-allowed': 'Only an information governance lead asks for an approval.',
  'project-ended': 'This project has ended, so nothing more is decided about it.',
  'decided-elsewhere': 'This step is not decided by an officer in the portal.',
  'nothing-to-decide-on': 'Draft the papers that this step is about first.',
  'under-way': 'This approval has been asked for already, and is not over.',
} as const satisfies Record<StartRefusal['kind'], string>

/** Why something could not be done with an approval. */
export const ACT_REFUSAL_WORDS = {
  ...CASE_REFUSAL_WORDS,
  'too-little-covered': 'Leave at least one part with words of its own ticked for each paper. Without that, nothing says what you agreed to.',
  'password-wrong': 'The password is not right. Check it and try again. After 10 wrong tries an account waits 15 minutes.',
  'project-ended': 'This project has ended, so nothing more is decided about it.',
} as const satisfies Record<ActRefusal['kind'], string>

export const ACT_REFUSAL_FIELDS: Partial<Record<ActRefusal['kind'], string>> = { 'password-wrong': 'password', 'text-needed': 'text', 'cover-not-a-colleague': 'colleague', 'cover-only-advises': 'colleague', 'cover-guardian-and-siro': 'colleague', 'cover-acts-otherwise': 'colleague', 'cover-days-wrong': 'to', 'not-allowed': 'does' }

export const STEP_DONE_WORDS: Readonly<Record<string, string>> = {
  recorded: 'The decision is written down. It holds while the words that it is about say the same.',
  started: 'The approval has been asked for. Those whose stage it is find it here.',
  acted: 'Done. It is kept with your name and the time.',
  decided: 'The step is decided. The decision holds while the words that it is about say the same.',
}
