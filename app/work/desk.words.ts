import { stepWords } from '#app/approvals/route-finder.words.ts'
import type { StepRuleId } from '#app/approvals/route-rules.rules.ts'
import type { DocumentKind } from '#app/documents/document.rules.ts'
import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import type { OfficerPost } from '#app/projects/further-facts.rules.ts'
import { OFFICER_POST_WORDS } from '#app/projects/further-facts.words.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import type { DeskGroup, DeskItem, DeskKind } from './desk.rules.ts'

export const DESK_GROUP_WORDS = {
  alarm: 'Look at this first',
  'to-do': 'To do',
  'due-soon': 'Due soon',
  waiting: 'Waiting on others',
} as const satisfies Record<DeskGroup, string>

type Details = NonNullable<DeskItem['details']>
const day = (value: Details[string] | undefined): string => (typeof value === 'string' ? formatDay(value) : '')

const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

const step = ({ step: rule, document }: Details): string => stepWords({ rule: rule as StepRuleId, documents: [document as DocumentKind] })

/** Whose something is, where it is a colleague's. */
export function deskWhose(whose: string): string {
  return whose in OFFICER_POST_WORDS ? OFFICER_POST_WORDS[whose as OfficerPost] : 'Whoever signs for your organisation'
}

const action = ({ what, owner }: Details): string => `${String(what).replace(/[.\s]+$/, '')}${owner ? ` (${String(owner)})` : ''}`

const DESK_ITEM_WORDS = {
  'sign-paper': ({ what }) => (what === 'protocol' ? 'Read the protocol and sign it' : `Read and sign the ${lower(DOCUMENT_KIND_WORDS[what as DocumentKind] ?? 'paper')}`),
  'sign-papers': ({ count }) => `Read and sign ${String(count)} papers`,
  'decide-step': (details) => `Decide: ${step(details)}`,
  'answer-question': (details) => `Answer a question about “${step(details)}”: ${String(details.what)}`,
  'answer-query': (details) => `Answer a query of ${String(details.what)}: ${step(details)}`,
  'put-in-again': (details) => `Change the papers and put them in again: ${step(details)}`,
  'ask-approval': (details) => `Ask for an approval: ${step(details)}`,
  'meet-condition': ({ what }) => `Meet a condition: ${String(what)}`,
  'board-vote': ({ count }) => (count === 1 ? 'Vote on 1 item' : `Vote on ${String(count)} items`),
  'board-attend': ({ count, day: on }) => `Read for the meeting of ${day(on)}: ${count === 1 ? '1 item' : `${String(count)} items`}`,
  'board-open': ({ day: on }) => `Open the sitting of ${day(on)}`,
  'board-record': ({ count }) => (count === 1 ? 'Record the outcome of 1 item' : `Record the outcomes of ${String(count)} items`),
  'board-list': ({ count }) => (count === 1 ? 'Put 1 submission on an agenda' : `Put ${String(count)} submissions on an agenda`),
  'board-minutes': ({ day: on }) => `Approve the minutes of ${day(on)}`,
  'enter-facts': () => 'Enter the facts that are missing',
  'draft-protocol': () => 'Check the facts and draft the protocol',
  'draft-new-version': () => 'Draft a new version',
  'review-project': () => 'Review the project',
  'consult-commissioner': () => 'Ask the Information Commissioner about a risk that stays high',
  'do-blocking-action': () => 'Have the actions done that nothing may flow before',
  'action-overdue': (details) => `Overdue since ${day(details.day)}: ${action(details)}`,
  'action-without-day': (details) => `Say who does this and by when: ${String(details.what)}`,
  'action-due': (details) => `Due by ${day(details.day)}: ${action(details)}`,
  'actions-more': ({ count }) => (count === 1 ? 'See to 1 more action of the impact assessment' : `See to ${String(count)} more actions of the impact assessment`),
  'end-project': () => 'End the project, or set a new end date',
  'upload-people': () => 'Upload the practice’s people list',
  'reading-people': () => 'The people list is being read',
  'people-list-failed': () => 'The people list could not be used',
  'finish-campaign': () => 'Set the dates and make the letters',
  'making-letters': ({ done, total }) => `Letters are being made: ${Number(done).toLocaleString('en-GB')} of ${Number(total).toLocaleString('en-GB')}`,
  'post-letters': () => 'Print the letters, post them, and record the day',
  'letters-failed': () => 'The letters could not be made',
  'settle-queries': ({ count }) => (count === 1 ? 'Settle 1 query about a reply' : `Settle ${String(count)} queries about replies`),
  'look-at-choices': ({ count }) => (count === 1 ? 'Look at 1 choice that is in doubt' : `Look at ${String(count)} choices that are in doubt`),
  'check-replies': ({ count }) => (count === 1 ? 'Check 1 reply that someone else entered' : `Check ${String(count)} replies that someone else entered`),
  'replies-misread': () => 'Too many replies are misread: check all of them',
  'settle-numbers': ({ count }) => (count === 1 ? 'Settle the NHS number of 1 patient' : `Settle the NHS numbers of ${String(count)} patients`),
  'replies-close': (details) => `Replies can come until the end of ${day(details.day)}`,
  'check-broke-off': () => 'The newest check broke off',
  'check-refused': () => 'The newest check was refused',
  'national-check-stale': () => 'Ask the national check again',
  'national-check-overdue': () => 'The national check should have answered within a day',
  'national-check-runs-out': ({ until }) => `Ask the national check again by ${String(until)}`,
  'national-check-ask': () => 'Ask the national check',
  'national-check-waiting': () => 'Waiting for the answer of the national check',
  'alarm-open': ({ title }) => `Alarm: ${String(title)}`,
  'watch-extracts': () => 'Say how your coded extracts come',
  'alarms-more': ({ count }) => (count === 1 ? 'Look into 1 more alarm' : `Look into ${String(count)} more alarms`),
} as const satisfies Record<DeskKind, (details: Details) => string>

/** What comes of it, or what to do about it, where the words of the kind leave that open. */
const DESK_ITEM_MORE: Partial<Record<DeskKind, string>> = {
  'draft-new-version': 'A fact has changed, so nothing may flow',
  'review-project': 'Its review is overdue, so nothing may flow',
  'consult-commissioner': 'Until then nothing may flow',
  'check-broke-off': 'Its answer must not be used',
  'national-check-stale': 'There is no answer that can be used, so nothing may flow',
  'national-check-overdue': 'Ask whoever looks after the mailbox',
  'national-check-ask': 'Nothing may flow before its answer',
  'watch-extracts': 'An opt-out that is lost on its way is then noticed',
}

export function deskWords({ kind, details }: Pick<DeskItem, 'kind' | 'details'>): string {
  return DESK_ITEM_WORDS[kind](details ?? {})
}

/** What the link to it says: what is to be done and about what, so that no two links of a desk read alike (WCAG 2.2, 2.4.9). */
export function deskLink(item: Pick<DeskItem, 'kind' | 'details' | 'about'>): string {
  return item.about === '' ? deskWords(item) : `${deskWords(item)} – ${item.about}`
}

/** What stands under the link; null where there is no more to say. */
export function deskMore({ kind, project, explained, whose }: Pick<DeskItem, 'kind' | 'project' | 'explained' | 'whose'>): string | null {
  const parts = [explained, project, DESK_ITEM_MORE[kind], whose === undefined ? undefined : deskWhose(whose)].filter((part) => part !== undefined && part !== '')
  return parts.length > 0 ? parts.join('. ') : null
}
