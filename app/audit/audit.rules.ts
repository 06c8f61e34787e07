import { canonicalJson, type Json } from '#app/kernel/canonical-json.ts'
import { formatDay } from '#app/kernel/uk-date.ts'

/**
 * Everything that can be recorded, with the sentence the audit page shows. A kind that is missing here cannot be
 * recorded, and stored entries outlive the code: never rename a kind, and never change what its data means.
 */
type AuditData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>
const text = (value: AuditData[string] | undefined): string =>
  Array.isArray(value) ? value.join(', ') : typeof value === 'number' ? value.toLocaleString('en-GB') : String(value ?? '')

export const AUDIT_SENTENCES = {
  'organisation-added': () => 'Added the organisation',
  'account-opened': (data) => `Opened an account for a ${text(data.role)}`,
  'signed-in': () => 'Signed in',
  'sign-in-failed': () => 'A sign-in failed',
  'signed-out': () => 'Signed out',
  'project-made': () => 'Started the project',
  'facts-saved': (data) => `Saved the facts about ${text(data.section)}, version ${text(data.version)}`,
  'project-ended': () => 'Ended the project',
  'assessment-saved': (data) => `Saved the impact assessment (${text(data.part)}), version ${text(data.version)}`,
  'action-closed': (data) => `Recorded that an action of the impact assessment was done on ${formatDay(text(data.doneOn))}, version ${text(data.version)}`,
  'action-chased': (data) => `Reminded ${text(data.people)} people of an open action of the impact assessment (${text(data.step)})`,
  'due-reminded': (data) => `Reminded ${text(data.people)} people of what is due: ${text(data.things)}`,
  'approval-told-of': (data) => `Told ${text(data.people)} people of an approval: ${text(data.occasions)}`,
  'calendar-feed-made': () => 'Made an address at which a calendar reads what is due',
  'calendar-feed-withdrawn': () => 'Withdrew the address at which a calendar reads what is due',
  'document-version-made': (data) => `Drafted version ${text(data.number)} of the ${text(data.document)}`,
  'document-signed': (data) => `Signed version ${text(data.number)} of the ${text(data.document)}`,
  'signing-delegated': (data) => `Let a practice manager sign for the practice from ${formatDay(text(data.from))} until ${formatDay(text(data.until))}`,
  'signing-delegation-ended': () => 'Ended that a practice manager signs for the practice',
  'schedule-signed': (data) => `Signed a schedule of its own with version ${text(data.number)} of the ${text(data.document)}: ${text(data.leavesOut)} flows left out${data.startsOn ? `, from ${formatDay(text(data.startsOn))}` : ''}`,
  'approval-started': (data) => `Asked for an approval: ${text(data.step)}`,
  'approval-acted-on': (data) => `Acted on an approval, ${text(data.step)}: ${text(data.command)}`,
  'approval-route-saved': (data) => `Saved how ${text(data.rule)} is decided from ${formatDay(text(data.from))} on: ${Number(data.stages) > 0 ? `${text(data.stages)} stages` : 'the usual way'}, version ${text(data.number)}`,
  'decision-recorded': (data) => `Recorded a decision on ${text(data.step)}: ${text(data.outcome)}`,
  'outside-submission-made': (data) => `Wrote down that ${text(data.step)} was submitted on ${formatDay(text(data.on))}, with ${text(data.papers)}`,
  'outside-submission-told': (data) => `Wrote down what happened with a submission, ${text(data.step)}, on ${formatDay(text(data.on))}: ${text(data.event)}`,
  'approval-file-kept': (data) => `Kept a file of a ${text(data.of)} (${text(data.type)})`,
  'approval-file-opened': () => 'Opened a file about people that is kept with an approval',
  'member-declined': (data) => `Declined version ${text(data.number)} of the ${text(data.document)}`,
  'member-left': (data) => `Gave notice to leave the ${text(data.document)}, with ${formatDay(text(data.lastDay))} as the last day`,
  'member-returned': (data) => `Took part again in the ${text(data.document)}, on version ${text(data.number)}`,
  'member-merged': (data) => `Recorded that ${text(data.code)} merged into ${text(data.into)} on ${formatDay(text(data.from))}`,
  'members-uploaded': (data) => `Uploaded a list of ${text(data.rows)} members: ${text(data.joined)} joined, and ${text(data.contacts)} have an address of who signs${data.assurances === undefined ? '' : `; the security assurance of ${text(data.assurances)} changed`}`,
  'members-chased': (data) => `Reminded ${text(data.members)} members who had not signed`,
  'people-list-received': (data) => `Received a people list of ${text(data.bytes)} bytes`,
  'people-list-read': (data) => `Read a people list: ${text(data.kept)} rows kept, ${text(data.rejected)} rejected`,
  'people-list-failed': (data) => `Could not use a people list: ${text(data.reason)}`,
  'people-list-headings-given': () => 'Said which headings of a people list stand for which of ours',
  'rejected-rows-downloaded': (data) => `Downloaded the ${text(data.rows)} rejected rows of a list`,
  'campaign-made': () => 'Started a letter campaign',
  'closing-date-set': (data) => `Set the closing date to ${text(data.closingDate)}`,
  'letters-asked-for': () => 'Asked for the letters to be made',
  'letters-made': (data) => `Made ${text(data.letters)} letters; ${text(data.suppressed)} people get none`,
  'letters-set-aside': () => 'Set the letters aside before posting, to make them again',
  'people-to-tell-opened': (data) => `Opened the list of ${text(data.people)} people to tell another way`,
  'letters-downloaded': () => 'Downloaded the print file',
  'letters-posted': () => 'Recorded that the letters were posted',
  'letter-previewed': () => 'Previewed one letter',
  'person-told-another-way': (data) => `Recorded that a person was told another way: ${text(data.how)}`,
  'letter-returned': () => 'Recorded that a letter came back',
  'people-searched': (data) => `Searched for a patient: ${text(data.found)} found`,
  'consents-searched': (data) => `A program searched for a person’s recorded choices${data.purpose ? `, for ${text(data.purpose)}` : ''}${data.onBehalfOf ? `, on behalf of ${text(data.onBehalfOf)}` : ''}: ${text(data.found)} found`,
  'person-opened': (data) => `Opened a person's record${data.asKnownOn ? `, as known on ${formatDay(text(data.asKnownOn))}` : ''}: ${text(data.reason)}`,
  'number-event-recorded': (data) => `Recorded about a patient's NHS number: ${text(data.entry)}, on the word of ${text(data.source)}`,
  'number-event-taken-back': (data) => `Took back what was recorded about a patient's NHS number: ${text(data.entry)}`,
  'numbers-to-settle-opened': (data) => `Opened the list of ${text(data.people)} patients whose NHS number is to be settled`,
  'reply-recorded': (data) => `Recorded a reply by ${text(data.channel)}: ${text(data.outcome)}`,
  'reply-checked': (data) => `Read the paper of a reply as a second person: ${text(data.outcome)}`,
  'reply-check-settled': (data) => `Settled two readings of a reply: ${text(data.as)}`,
  'reply-sample-set': (data) => `Set the sample of replies that a second person reads: 1 in ${text(data.oneIn)}, at least ${text(data.atLeast)}`,
  'reply-sample-enlarged': () => 'Enlarged the sample of one member of staff’s replies to all of them',
  'scan-attached': (data) => `Attached a scan of a reply (${text(data.type)})`,
  'scan-opened': (data) => `Opened the scan of a reply: ${text(data.reason)}`,
  'query-letter-sent': () => 'Recorded that a letter was sent to ask about a slip without a signature',
  'query-letter-made': () => 'Made the letter that asks about a slip without a signature',
  'query-settled': (data) => `Settled a query: ${text(data.settlement)}`,
  'replies-uploaded': (data) => `Uploaded a list of replies: ${text(data.kept)} kept, ${text(data.rejected)} rejected`,
  'choice-recorded': (data) => `Recorded a choice: ${text(data.choice)}`,
  'choice-retracted': (data) => `Took back a choice entered in error: ${text(data.choice)}${data.reason ? ` (${text(data.reason)})` : ''}`,
  'opt-outs-downloaded': (data) => `Downloaded the list of ${text(data.people)} people who opted out`,
  'choices-import-begun': (data) => `Began an import of choices, ${text(data.reference)}`,
  'choices-import-kept': (data) => `Kept ${text(data.kept)} choices of the import ${text(data.reference)}`,
  'choices-import-ended': (data) => `Ended the import ${text(data.reference)}: ${text(data.kept)} rows kept, ${text(data.repeated)} repeated, ${text(data.rejected)} rejected`,
  'choices-import-undone': (data) => `Undid the import ${text(data.reference)}: ${text(data.takenBack)} choices taken back`,
  'choice-refused': (data) => `Refused to record a choice: ${text(data.reason)}`,
  'resident-entered': () => 'A resident opened their choice page',
  'resident-refused': () => 'A code and date of birth did not match',
  'code-locked': () => 'Locked a reply code after too many failures',
  'confirmation-mail-asked-for': () => 'A resident asked for a confirmation e-mail',
  'mail-sent': (data) => `Sent the ${text(data.message)} e-mail`,
  'mail-read': () => 'Read an outgoing e-mail',
  'api-key-made': (data) => `Made an API key called ${text(data.name)}`,
  'api-key-revoked': () => 'Revoked an API key',
  'check-begun': (data) => `Began a check of ${text(data.flow)}`,
  'check-refused': (data) => `Refused a check of ${text(data.flow)}: ${text(data.reason)}`,
  'check-completed': (data) => `Completed a check of ${text(data.flow)}: ${text(data.rows)} rows, ${text(data.included)} included`,
  'check-answered-again': (data) => `Answered a repeated check of ${text(data.flow)} as the first time`,
  'private-check-begun': (data) => `Began a private check of ${text(data.flow)}`,
  'private-check-refused': (data) => `Refused a private check of ${text(data.flow)}: ${text(data.reason)}`,
  'private-check-evaluated': (data) => `Evaluated ${text(data.elements)} elements of a private check of ${text(data.flow)}`,
  'public-key-registered': (data) => `Registered the public key ${text(data.name)}`,
  'public-key-revoked': (data) => `Revoked the public key ${text(data.name)}`,
  'pseudonym-key-made': (data) => `Made version ${text(data.version)} of the key of the project’s pseudonyms`,
  'pseudonym-key-given': (data) => `Gave out version ${text(data.version)} of the key of the project’s pseudonyms, encrypted for a controller`,
  'counts-answered': (data) => `Answered how many of ${text(data.people)} people may go on in ${text(data.flow)}, with noise`,
  'counts-refused': (data) => `Refused to say how many people may go on in ${text(data.flow)}: ${text(data.reason)}`,
  'check-explained': (data) => `Looked up what a check had answered about a person: ${text(data.reason)}`,
  'past-answer-asked': (data) => `Asked what ${text(data.flow)} answered ${data.known ? 'at a past instant, as known then' : 'in the past'}`,
  'past-answer-given': (data) => `Answered a list of ${text(data.rows)} rows as ${text(data.flow)} would have in the past: ${text(data.included)} included`,
  'check-looked-at': () => 'Looked at a check',
  'national-check-asked': (data) => `Asked for a national check of ${text(data.flow)}`,
  'receipt-downloaded': () => 'Downloaded the receipt of a check',
  'national-check-exported': (data) => `Wrote the file of the national check ${text(data.run)}: ${text(data.sent)} numbers`,
  'national-check-not-sent': (data) => `Could not send the file of the national check ${text(data.run)}`,
  'national-check-reply-taken-in': (data) => `Took in a reply to the national check ${text(data.run)}: ${text(data.reply)}`,
  'national-check-reply-refused': (data) => `Refused a reply of the national check: ${text(data.reason)}`,
  'national-check-expired': (data) => `The answer to the national check ${text(data.run)} is too old to use`,
  'national-check-warned': (data) => `Told ${text(data.people)} people that the answers of the national check ${text(data.run)} run out: ${text(data.step)}`,
  'national-check-purged': (data) => `Deleted the ${text(data.numbers)} numbers of the national check ${text(data.run)}`,
  'source-watched': (data) => `Set how the coded extracts of ${text(data.source)} are watched`,
  'totals-declared': (data) => `Entered the practice’s own count for the extract of ${text(data.source)} due ${text(data.due)}`,
  'canary-placed': (data) => `Placed the made-up person ${text(data.reference)} to guard ${text(data.flow)}`,
  'canary-retired': (data) => `Retired the made-up person ${text(data.reference)}`,
  'alarm-raised': (data) => `An alarm was raised about ${text(data.about)}: ${text(data.kind)}`,
  'alarm-acknowledged': (data) => `Said what was found about an alarm: ${text(data.kind)}`,
  'condition-set': (data) => `Set a condition, to be met by ${formatDay(text(data.due))}`,
  'condition-ended': (data) => (data.how === 'met' ? 'Recorded that a condition is met' : 'Lifted a condition'),
  'flows-suspended': (data) => `Suspended flows: ${text(data.flows)}`,
  'flows-resumed': () => 'Let suspended flows go on',
  'involvement-logged': (data) => ({ added: 'Entered an event in the involvement log', corrected: 'Corrected an event in the involvement log', answered: 'Said what came of a point in the involvement log', withdrawn: 'Withdrew an event from the involvement log' })[text(data.act)] ?? 'Wrote in the involvement log',
  'appraisal-saved': (data) => `Saved an options appraisal (${text(data.part)}), version ${text(data.version)}`,
  'appraisal-fixed': (data) => `Fixed version ${text(data.version)} of an options appraisal as what was decided on ${formatDay(text(data.decidedOn))}`,
  'board-made': (data) => `Set up a board with a quorum of ${text(data.quorum)}, of whom ${text(data.lay)} lay`,
  'board-seat-given': (data) => `Gave a seat on the board: ${text(data.seat)}, from ${formatDay(text(data.from))}`,
  'board-seat-ended': (data) => `Ended a seat on the board: ${text(data.seat)}, after ${formatDay(text(data.to))}`,
  'sitting-called': (data) => `Called a sitting of the board for ${formatDay(text(data.sitting))}`,
  'submitted-to-board': (data) => `Submitted the project to the board, with ${text(data.papers)}`,
  'submission-taken-back': () => 'Took the submission to the board back',
  'agenda-item-added': (data) => `Put item ${text(data.item)} on the agenda of ${formatDay(text(data.sitting))}`,
  'agenda-item-withdrawn': (data) => `Took item ${text(data.item)} off the agenda of ${formatDay(text(data.sitting))}`,
  'attendance-marked': (data) => `Marked ${text(data.present)} as there and ${text(data.absent)} as not, on ${formatDay(text(data.sitting))}`,
  'sitting-opened': (data) => `Opened the sitting of ${formatDay(text(data.sitting))}`,
  'sitting-closed': (data) => `Closed the sitting of ${formatDay(text(data.sitting))}, with ${text(data.items)} items`,
  'minutes-noted': (data) => `Wrote notes for the minutes of ${formatDay(text(data.sitting))}`,
  'minutes-approved': (data) => `Approved the minutes of ${formatDay(text(data.sitting))}`,
  'interest-declared': (data) => `Declared an interest in item ${text(data.item)} of ${formatDay(text(data.sitting))}`,
  'interest-ruled-on': (data) => `Ruled on an interest in item ${text(data.item)} of ${formatDay(text(data.sitting))}`,
  'board-vote-given': (data) => `Voted on item ${text(data.item)} of ${formatDay(text(data.sitting))}`,
  'board-outcome-recorded': (data) => `Recorded the outcome of item ${text(data.item)} of ${formatDay(text(data.sitting))}: ${text(data.outcome)}`,
  'signing-key-begun': () => 'Began to sign receipts with another key',
  'paper-seal-begun': () => 'Began to sign papers with another certificate',
  'key-rotation-begun': (data) => `Began to put everything that is encrypted under the new key ${text(data.to)}`,
  'key-rotation-finished': (data) => `Put everything that is encrypted under the key ${text(data.to)}: ${text(data.values)} values`,
  'audit-read': () => 'Read the audit record',
  'audit-downloaded': () => 'Downloaded the audit record',
} as const satisfies Record<string, (data: AuditData) => string>

export type AuditKind = keyof typeof AUDIT_SENTENCES
export const AUDIT_KINDS = Object.keys(AUDIT_SENTENCES) as AuditKind[]

/** What an action hands in; the rest (number, time, actor, hashes) is added when it is written. */
export interface AuditDraft {
  readonly kind: AuditKind
  /** Whose page it is shown on; the actor's own organisation when left out. */
  readonly organisationCode?: string | null
  readonly projectRef?: string | null
  /** What it is about, as `person:ID`, `letter:ID`, `document:REF` and so on. Never a name or a number of a person. */
  readonly subject?: string | null
  readonly data?: AuditData
}

export interface AuditEntry {
  readonly seq: number
  readonly at: Date
  readonly kind: string
  readonly actor: string
  readonly organisationCode: string | null
  readonly projectRef: string | null
  readonly subject: string | null
  readonly data: string
  readonly previousHash: string
  readonly hash: string
}

/** What can be wrong with the record at an entry; the first that does not hold is named. */
export const ENTRY_FAULTS = ['missing', 'changed', 'chain-broken', 'head-differs', 'tree-differs', 'tree-damaged'] as const
/** What can be wrong with a signed head: that it is not what was signed, or that the record is not what was signed with it. */
export const HEAD_FAULTS = ['head-forged', 'head-mismatch', 'head-beyond', 'head-gone', 'line-unreadable'] as const

/** Where a signed head was read: kept by the portal, or in the file of them. `line` counts from 1. */
export type HeadSource = { readonly kept: true } | { readonly kept: false; readonly line: number }

/** What recomputing the record came to. `seq` is the first entry that does not hold; with a head, it may be any up to `to`. */
export type AuditVerdict =
  | { readonly holds: true; readonly entries: number; readonly headHash: string; readonly root: string; readonly heads: number; readonly newestHead: number | null }
  | { readonly holds: false; readonly seq: number; readonly fault: (typeof ENTRY_FAULTS)[number] }
  | { readonly holds: false; readonly seq: number; readonly to: number; readonly fault: (typeof HEAD_FAULTS)[number]; readonly size: number; readonly source: HeadSource }

export const FIRST_PREVIOUS_HASH = '0'.repeat(64)

/** The text an entry's hash is made over. `data` is nested as the text it is stored as, so that it cannot be re-read another way. */
export function auditHashInput(entry: Omit<AuditEntry, 'hash'>): string {
  return canonicalJson({
    seq: entry.seq,
    at: entry.at.toISOString(),
    kind: entry.kind,
    actor: entry.actor,
    organisation: entry.organisationCode,
    project: entry.projectRef,
    subject: entry.subject,
    data: entry.data,
    previous: entry.previousHash,
  })
}

export function auditDataText(data: AuditData | undefined): string {
  return canonicalJson((data ?? {}) as Json)
}

export function auditSentence(kind: string, dataText: string): string {
  const sentence = (AUDIT_SENTENCES as Record<string, ((data: AuditData) => string) | undefined>)[kind]
  return sentence ? sentence(JSON.parse(dataText) as AuditData) : kind
}

/** What an entry is about, short enough for a table: an id by its first eight digits, a reference whole. */
export function subjectWords(subject: string | null): string {
  const [kind, id] = subject?.split(/:(.*)/) ?? []
  if (!kind || !id) return subject ?? ''
  const name = kind.replace(/-/g, ' ')
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(id) ? id.slice(0, 8) : id}`
}
