import { FLOW_CLOSED_WORDS } from '#app/approvals/in-force.words.ts'
import type { AnswersRefusal } from '#app/national-check/national-check.rules.ts'
import { ANSWERS_REFUSAL_WORDS } from '#app/national-check/national-check.words.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import type { Refusal } from '#app/kernel/result.ts'
import type { ListFormat } from './check-formats.rules.ts'
import type { CheckProblem, CheckState } from './check.rules.ts'

type Details = NonNullable<Refusal['details']>
interface ProblemWords {
  readonly title: string
  readonly detail: (details: Details) => string
}

const day = (value: Details[string] | undefined, otherwise: string): string => (typeof value === 'string' ? formatDay(value) : otherwise)

const national = ({ because }: Details): string => ANSWERS_REFUSAL_WORDS[because as AnswersRefusal] ?? ANSWERS_REFUSAL_WORDS['never-asked']

/** Each refusal or problem: what it is, and what to do. Nothing personal: kinds, dates, parties and headings alone. */
export const CHECK_PROBLEM_WORDS = {
  'protocol-not-drafted': { title: 'There is no protocol', detail: FLOW_CLOSED_WORDS['protocol-not-drafted'] },
  'protocol-not-signed': { title: 'The protocol is not signed', detail: FLOW_CLOSED_WORDS['protocol-not-signed'] },
  'no-member-signed': { title: 'None of those it comes from has signed', detail: FLOW_CLOSED_WORDS['no-member-signed'] },
  'flow-left-out': { title: 'Those it comes from, or goes to, leave it out', detail: FLOW_CLOSED_WORDS['flow-left-out'] },
  'members-not-assured': { title: 'A security assurance has lapsed', detail: FLOW_CLOSED_WORDS['members-not-assured'] },
  'protocol-out-of-date': { title: 'The protocol no longer says what is true', detail: FLOW_CLOSED_WORDS['protocol-out-of-date'] },
  'flow-not-in-protocol': { title: 'The protocol does not name this flow', detail: FLOW_CLOSED_WORDS['flow-not-in-protocol'] },
  'prior-consultation-needed': { title: 'The Information Commissioner must be asked', detail: FLOW_CLOSED_WORDS['prior-consultation-needed'] },
  'blocking-action-open': { title: 'An action must be done first', detail: FLOW_CLOSED_WORDS['blocking-action-open'] },
  'flow-not-begun': { title: 'The flow has not begun', detail: FLOW_CLOSED_WORDS['flow-not-begun'] },
  'flow-ended': { title: 'The flow has ended', detail: FLOW_CLOSED_WORDS['flow-ended'] },
  'review-overdue': { title: 'The review is overdue', detail: FLOW_CLOSED_WORDS['review-overdue'] },
  'paper-missing': { title: 'A paper has not been drafted', detail: FLOW_CLOSED_WORDS['paper-missing'] },
  'approval-missing': { title: 'An approval has not been given', detail: FLOW_CLOSED_WORDS['approval-missing'] },
  'approval-not-given': { title: 'An approval was not given', detail: FLOW_CLOSED_WORDS['approval-not-given'] },
  'approval-reopened': { title: 'An approval was given to other words', detail: FLOW_CLOSED_WORDS['approval-reopened'] },
  'approval-not-begun': { title: 'An approval has not taken effect', detail: FLOW_CLOSED_WORDS['approval-not-begun'] },
  'approval-ended': { title: 'An approval has ended', detail: FLOW_CLOSED_WORDS['approval-ended'] },
  'condition-overdue': { title: 'A condition of an approval is overdue', detail: FLOW_CLOSED_WORDS['condition-overdue'] },
  'assurance-lapsed': { title: 'A security assurance has lapsed', detail: FLOW_CLOSED_WORDS['assurance-lapsed'] },
  'annual-review-missed': { title: 'The yearly review of an approval is overdue', detail: FLOW_CLOSED_WORDS['annual-review-missed'] },
  'flow-suspended': { title: 'The flow has been suspended', detail: FLOW_CLOSED_WORDS['flow-suspended'] },
  'no-people-list': { title: 'There is no people list', detail: () => 'The organisation whose data this is has not uploaded a people list, so nobody can be found in it.' },
  'people-not-told-yet': { title: 'People have not been told', detail: ({ because }) => (because === 'not-of-this-flow' ? 'The letters about this project do not tell of this flow, so nobody has had the chance to object to it.' : 'The letters about this project have not been posted, so nobody has had the chance to object.') },
  'opt-out-window-open': { title: 'People can still object', detail: ({ closingDate }) => `The time for replies lasts to the end of ${day(closingDate, 'a day that is not set')}. Ask again after that.` },
  'national-check-missing': { title: 'The national check has no answer', detail: national },
  'national-check-stale': { title: 'The national check is too old', detail: national },
  'canary-would-be-released': { title: 'A test person would be let through', detail: () => 'A made-up person whose opt-out was recorded would have been let through, so opt-outs are not being applied. Send nothing. Ask the organisation whose data this is to look at its alarms, and find where the opt-out was lost, before asking again.' },
  'row-too-long': { title: 'A row is too long', detail: ({ limit }) => `A row may have ${String(limit)} bytes. Check that the list has line ends.` },
  'missing-column': { title: 'The column that says who each row is about is missing', detail: ({ found, heading }) => `The first row must name the columns, one of them ${String(heading)}, spelt exactly so. Found: ${String(found)}.` },
  'columns-not-agreed': { title: 'The list has columns that were not agreed', detail: ({ columns }) => `The protocol of this flow does not let these columns go: ${String(columns)}. Leave them out, or have them agreed in the project’s facts and signed.` },
  'column-twice': { title: 'A column is there twice', detail: ({ heading }) => `The column ${String(heading)} is there twice. Leave out one of the two, so that it is plain which one to go by.` },
  'quote-not-closed': { title: 'A quotation mark is not closed', detail: () => 'The list ends within a quoted cell. Check that the whole list was sent, and that quotes within cells are doubled.' },
  'plain-hashes': { title: 'The list holds plain hashes of NHS numbers', detail: () => 'There are about a thousand million NHS numbers, so whoever has the list can hash them all in minutes and read who is in it. Send pseudonyms made with the project’s key (scripts/pseudonymise-list.mjs), and treat the hashed list as a list of numbers.' },
  'lone-carriage-return': { title: 'A carriage return stands alone', detail: () => 'The list has a carriage return (CR) with no line feed (LF) after it. Some programs take that for the end of a row, so they would read other rows than those checked. Save the list with LF or CRLF line ends and send it again. In CSV, a carriage return within a cell must stand inside quotation marks.' },
  'nul-byte': { title: 'The list has a NUL byte', detail: () => 'Some programs stop reading at a NUL byte, so they would read other rows than those checked. Save the list as plain text in UTF-8, not UTF-16, and send it again.' },
  'content-type-not-taken': { title: 'This format is not taken', detail: () => 'Send text/csv, text/plain or application/x-ndjson, in UTF-8.' },
  'content-encoding-not-taken': { title: 'This encoding is not taken', detail: () => 'Send the list as it is, or compressed once as gzip with Content-Encoding: gzip.' },
  'answer-format-not-offered': { title: 'No answer in that format', detail: () => 'Accept application/x-ndjson, text/csv or text/plain.' },
  'detail-unknown': { title: 'The detail asked for is not known', detail: () => 'Leave "detail" out, or ask for detail=full.' },
  'detail-not-allowed': { title: 'The key does not allow every reason', detail: () => 'Ask without detail=full, or with a key that has the action check-detail. Reasons are told to the organisation alone whose own people the flow is about, and to none where many send together.' },
  'took-too-long': { title: 'The check took too long', detail: () => 'A check ends within six hours, because it is answered by what people had said when it began. Send the list again, faster or in parts.' },
  'replay-malformed': { title: 'The check to replay is not named', detail: () => 'Give the id of a check, as Concordat-Check-Id gave it.' },
  'instant-malformed': { title: 'An instant cannot be read', detail: ({ parameter }) => `Write "${String(parameter)}" as a date and time with its offset, such as 2026-06-15T09:00:00Z. A plus sign in an address is written %2B.` },
  'instant-to-come': { title: 'The instant is still to come', detail: () => 'Ask about the past, or leave out "at" and "known" to ask how things stand now.' },
  'replay-and-instant-together': { title: 'Two pasts were asked about', detail: () => 'Ask for a check to be replayed, or about instants: not both.' },
  'past-of-no-extract': { title: 'An answer of the past is no check of an extract', detail: () => 'Leave out "extract" and "stage": nothing may be linked or released on what would have been answered in the past.' },
  'replay-not-allowed': { title: 'The key does not allow the past', detail: () => 'Ask as things stand now, or with a key that has the action replay.' },
  'replay-not-found': { title: 'There is no such check', detail: () => 'Your organisation has no complete check of this flow with that id.' },
  'replay-not-kept': { title: 'What the check was answered from is not kept', detail: () => 'It was never stored, it is older than answers are kept, or it is being stored just now: of a check that is a minute old, ask again. What the check came to can still be read at /api/v1/checks.' },
  'replay-of-another-list': { title: 'This is not the list of that check', detail: () => 'A check is answered again for the very bytes that it was asked with, in the same Content-Type. Send that list. To ask about another list, give an instant with "known".' },
  'stage-unknown': { title: 'The stage is not known', detail: () => 'Ask with stage=linkage before the extract is linked, with stage=release before what came of it is released, or leave "stage" and "extract" out.' },
  'extract-malformed': { title: 'The reference of the extract cannot be used', detail: ({ limit }) => `Name the extract in lower-case letters and digits with single hyphens between them, such as hill-top-2026-06, in at most ${String(limit)} characters. It must hold no NHS number.` },
  'extract-and-stage-together': { title: 'The extract and the stage go together', detail: () => 'Name both, such as extract=hill-top-2026-06 and stage=linkage, or neither.' },
  'request-id-reused': { title: 'The X-Request-ID was used before', detail: () => 'An earlier request with this id had another body, or asked in another way. Send a new id with a new request.' },
  'request-in-progress': { title: 'The same request is being answered', detail: () => 'A request with this X-Request-ID is under way. Wait for it, or send this one again in half a minute.' },
  'list-broken-off': { title: 'The list broke off', detail: () => 'The connection closed before the whole list had come. Send it again.' },
  'gzip-broken': { title: 'The list is not whole gzip', detail: () => 'Content-Encoding says gzip, but the list cannot be unpacked to its end, or something follows it. Compress the whole list again and send it again.' },
  'gate-busy': { title: 'Too many checks are under way', detail: () => 'The gate is answering as many lists as it can, or as many as it does for one key. Send this one again in a few seconds.' },
} as const satisfies Record<CheckProblem, ProblemWords>

export function checkProblemWords(refusal: Refusal<CheckProblem>): { readonly title: string; readonly detail: string } {
  const words: ProblemWords = CHECK_PROBLEM_WORDS[refusal.kind]
  return { title: words.title, detail: words.detail(refusal.details ?? {}) }
}

/** Why a check was refused or broke off, as its page says it. */
export function whyNotWords(kind: string): string {
  const words = (CHECK_PROBLEM_WORDS as Record<string, ProblemWords | undefined>)[kind]
  return words?.title ?? 'The answer could not be finished'
}

export const CHECK_STATE_WORDS = {
  incomplete: { label: 'Incomplete', says: 'The answer was not finished. Whatever was received of it must not be used.' },
  complete: { label: 'Complete', says: 'Every row was answered, and the answer was sent to its end.' },
  refused: { label: 'Refused', says: 'No row was looked at.' },
} as const satisfies Record<CheckState, { readonly label: string; readonly says: string }>

/** Of figures that a reader's organisation may not know exactly. */
export const TOLD_WORDS = {
  included: 'Included',
  leftOut: 'Left out',
  tooFew: 'Too few to tell',
  rounded: 'Figures are to the nearest 5, and small ones are not given: whoever knows a list could work out one person’s choice from them. The organisation that asked and the one whose data it is see them exactly, and can download the receipt.',
} as const

export const UNDER_WAY_WORDS = { label: 'Under way', says: 'It is being answered at this moment.' } as const

export const FORMAT_WORDS = {
  ndjson: 'One JSON object a line',
  csv: 'CSV',
  text: 'Text, one number a line',
} as const satisfies Record<ListFormat, string>

/** About checks that were answered while an import counted. */
export const INCIDENT_WORDS = {
  standing: {
    title: 'Checks answered since',
    some: 'These checks of your data were answered with the import counted. If you undo it, look at each.',
    none: 'No check of your data has been answered since this import.',
  },
  undone: {
    title: 'Possible incidents',
    some: 'These checks of your data were answered while the import counted, so people may have been included or left out wrongly. Look at each, and tell whoever received it if that is so.',
    none: 'No check of your data was answered while this import counted.',
  },
} as const

/** The same of one choice that is, or was, taken back. */
export const CHOICE_INCIDENT_WORDS = {
  standing: {
    title: 'Checks answered since it was recorded',
    some: 'These checks of your data were answered with the choice counted. If you take it back, look at each.',
    none: 'No check of your data has been answered since this choice was recorded.',
  },
  undone: {
    title: 'Possible incidents',
    some: 'These checks of your data were answered while the choice counted, so the patient may have been included or left out wrongly. Look at each, and tell whoever received it if that is so.',
    none: 'No check of your data was answered while this choice counted.',
  },
} as const

export const ANSWERED_BEFORE_WORDS = {
  title: 'Checks answered before a no was written down',
  what: 'These checks of your data were answered after the patient had said no, and before that was written down here. Look at each. Nothing is called a breach by itself: a no holds for everything shared after it is known.',
} as const

/** What a person's page says of the flows' answers about them. */
export const ABOUT_PERSON_WORDS = {
  heading: 'What each flow would answer',
  headingThen: (day: string) => `What each flow would have answered at the end of ${day}`,
  how: 'Worked out now, in the same way as when data is about to be shared.',
  howThen: 'Worked out on what had been recorded by then. The protocol’s words, and whether the surgery’s list says that someone has died, are known only as they are now.',
  none: 'The surgery takes part in no project with a flow of data. When it does, the answer of each flow is shown here.',
  include: 'Disclose',
  exclude: 'Withhold',
  refused: 'Withhold: the flow may not run',
  notOurs: 'Not decided here',
  nothingInTheWay: 'Nothing on record stands in the way.',
  ofAnother: (code: string) => `The data is from the record of ${code}, so the list and the choices kept there decide. They are not shown to the surgery.`,
} as const

/** The page that says what one check answered about one person. */
export const WHY_WORDS = {
  title: 'What this check answered about a patient',
  link: 'What it answered about one patient',
  says: 'Find the patient on your own list. You are then asked why you want to know.',
  which: 'Which patient?',
  reason: 'Why do you want to know?',
  kept: 'Your reason, your name and the time are kept in the audit.',
  show: 'Show the answer',
  another: 'Look for another patient',
  nobody: 'Nobody on your list fits. Check the spelling and the date, or look by number.',
  how: 'This is what was kept of the check when it was answered; nothing has been worked out again. Lists are not kept, so it cannot be said whether the patient was on the list that was sent.',
  notKept: 'What this check was answered from is not kept: it was never stored, or it is older than answers are kept.',
  ofMany: 'Another organisation’s list has or had this number as well, and the answer went by both. The reasons may be of that list, so they are not shown here. What your own list says is on the patient’s page.',
  noNumber: 'The practice knows no NHS number of this patient, so no row could be about them.',
} as const
