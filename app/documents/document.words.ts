import type { Refusal } from '#app/kernel/result.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import type { FactGroup } from '#app/projects/fact-group.rules.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import type { ConfidentialityRoute, ProjectFacts } from '#app/projects/facts.rules.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import type { GatewayKind } from '#app/projects/gateways.rules.ts'
import { changedSections, isSameFact, type ListSection } from '#app/projects/project.rules.ts'
import type { NotInForceKind } from './agreement.rules.ts'
import type { DocumentKind, DraftRefusalKind, SignRefusalKind } from './document.rules.ts'
import type { FlowChoices } from './flow-choices.rules.ts'

type Details = NonNullable<Refusal['details']>
const text = (details: Details | undefined, name: string) => String(details?.[name] ?? '')
const day = (details: Details | undefined, name: string) => (details?.[name] ? formatDay(String(details[name])) : 'a day not yet set')

export const DOCUMENT_KIND_WORDS = {
  protocol: 'Information sharing protocol',
  framework: 'Framework protocol',
  'sharing-agreement': 'Data sharing agreement',
  'processing-agreement': 'Data processing agreement',
  dpia: 'Data protection impact assessment',
  'privacy-notice': 'Privacy notice',
  'privacy-notice-short': 'Short privacy notice',
  'privacy-notice-easy-read': 'Easy read privacy notice',
  'consent-form': 'Consent form',
  'section-251': 'Application for section 251 support',
  'national-data': 'Application for NHS England data',
  'involvement-report': 'Public involvement report',
  'processing-record': 'Record of processing activities',
  'register-entry': 'Public register entry',
} as const satisfies Record<DocumentKind, string>

/** Why a flow is not in force. */
export const NOT_IN_FORCE_WORDS = {
  'protocol-not-drafted': () => 'The protocol has not been drafted yet.',
  'protocol-not-signed': (details) => `The protocol is waiting for the signature of ${text(details, 'waitingFor')}.`,
  'no-member-signed': (details) => `No member of ${text(details, 'group')} has signed the protocol yet, so there is nobody whose people it could carry.`,
  'flow-left-out': (details) => (details?.group ? `By the schedules that members of ${text(details, 'group')} signed with, none of them takes part in this flow now.` : `${text(details, 'party')} signed with a schedule of its own that leaves this flow out.`),
  'members-not-assured': (details) => `The security assurance of every member of ${text(details, 'group')} that takes part in it has lapsed, or is said not to be met.`,
  'protocol-out-of-date': (details) => `The facts have changed since version ${text(details, 'version')} of the protocol was drafted, so it no longer covers them.`,
  'flow-not-in-protocol': () => 'The protocol does not name this flow.',
  'prior-consultation-needed': (details) => `The impact assessment leaves ${details?.risks === 1 ? 'a risk' : `${text(details, 'risks')} risks`} high. Nothing may flow until the Information Commissioner has been asked, and the answer that allows it is recorded.`,
  'blocking-action-open': (details) => `${details?.actions === 1 ? 'An action' : `${text(details, 'actions')} actions`} of the impact assessment must be done first. Nothing may flow until what shows it is recorded.`,
  'flow-not-begun': (details) => `It begins on ${day(details, 'startsOn')}.`,
  'flow-ended': (details) => `It ended on ${day(details, 'endedOn')}.`,
  'review-overdue': (details) => `The protocol had to be reviewed by ${day(details, 'dueOn')}.`,
} as const satisfies Record<NotInForceKind, (details?: Details) => string>

export const SIGN_REFUSAL_WORDS = {
  'not-a-party': 'Your organisation is not a party that signs this version.',
  'wrong-role': 'Your role does not sign for your organisation. A council is bound by its senior information risk owner; a GP practice by its Caldicott Guardian or senior information risk owner, or by a practice manager whom one of them lets sign.',
  'not-the-newest-version': 'A newer version has been made. Read and sign that one instead.',
  'project-ended': 'The project has ended, so there is nothing left to sign.',
  'facts-have-changed': 'The facts of the project have changed since this version was drafted. A new version will come for you to sign.',
  'words-changed': 'The words you were shown are not the words of this version. Read it again before you sign.',
  'already-signed': 'Your organisation has already signed this version.',
  'author-cannot-sign': 'You drafted this version, so someone else must sign it for your organisation.',
  'name-does-not-match': 'Enter your full name as it stands on your account.',
  'password-wrong': 'The password is not right. Check it and try again. After 10 wrong tries an account waits 15 minutes.',
  'not-signed-yet': 'Your organisation has not signed this version yet. Sign it first; the schedule goes with the signature.',
  'schedule-not-for-this-paper': 'Only a protocol can be signed with a schedule of your own. Leave the schedule blank.',
  'schedule-flow-unknown': 'Select flows that your organisation takes part in. Load the page again if the list has changed.',
  'schedule-leaves-all-out': 'Leave at least one flow in. To take part in none, decline the paper instead of signing it.',
  'schedule-begins-too-early': 'Enter a day after the first day of the protocol, or leave it blank to begin with everyone else.',
  'schedule-begins-too-late': 'Enter a day before the protocol ends.',
  'schedule-unchanged': 'This is the schedule that your organisation has now. Change something, or go back.',
} as const satisfies Record<SignRefusalKind, string>

export const SIGN_REFUSAL_FIELDS: Partial<Record<SignRefusalKind, string>> = {
  'name-does-not-match': 'fullName', 'password-wrong': 'password', 'schedule-flow-unknown': 'leavesOut', 'schedule-leaves-all-out': 'leavesOut',
  'schedule-begins-too-early': 'startsOn', 'schedule-begins-too-late': 'startsOn', 'schedule-unchanged': 'leavesOut', 'schedule-not-for-this-paper': 'leavesOut',
}

/** What to know before a paper is drafted anew, which nothing takes back. */
export const DRAFT_AGAIN_WORDS = 'A paper that is drafted anew takes the place of the version before it. Where it says something else, what was signed or decided on the earlier words counts no more, and the flows that need it stop until it is given again.'

export const DRAFT_REFUSAL_WORDS = {
  'not-found': 'There is no such project.',
  'not-the-drafter': 'Only the organisation that drafts this project can draft its protocol.',
  'project-ended': 'This project has ended, so no protocol can be drafted.',
  'facts-incomplete': 'Some facts are still missing. Add them before you draft the paper.',
  'paper-not-needed': 'The facts of this project do not call for that paper.',
  'changed-since-read': 'Someone else changed the facts while you were checking them. Check them again before you draft the protocol.',
} as const satisfies Record<DraftRefusalKind, string>

export const DOCUMENT_DONE_WORDS: Readonly<Record<string, string>> = {
  drafted: 'The protocol is drafted. Every party that signs can now read it and sign.',
  signed: 'You have signed this version for your organisation.',
  moved: 'A version in the words of the newest template is drafted. The version before it stays as it was.',
  'pack-drafted': 'The papers that were ready are drafted.',
}

const PART_WORDS: Readonly<Record<string, string>> = { ...SECTION_WORDS, title: 'Title', assessment: 'Impact assessment', log: 'Involvement log' }

/** The sections that changed between two versions, for the version table. */
export function changeWords(sections: readonly string[]): string {
  if (sections.length === 0) return 'First version'
  return `Changed: ${sections.map((section) => (PART_WORDS[section] ?? section).toLowerCase()).join('; ')}`
}

/** What a version changed: a later one that changed no fact is the same in the words of a newer template. */
export function versionWords(number: number, sections: readonly string[]): string {
  return number > 1 && sections.length === 0 ? 'The same facts in the words of a newer template' : changeWords(sections)
}

const THING_WORDS = { parties: 'Party', datasets: 'Dataset', flows: 'Data flow', officers: 'Officer', stages: 'Stage', processing: 'Processor’s terms of' } as const satisfies Record<ListSection, string>

/** What is different between the facts of two versions, a line for each thing, naming the answers that changed. */
export function differencesBetween(before: ProjectFacts, after: ProjectFacts): string[] {
  return changedSections(before, after).flatMap((section) => {
    if (section === 'title') return ['Title: changed']
    const was = new Map(factGroups(before, section).map((group) => [group.href, group]))
    const is = new Map(factGroups(after, section).map((group) => [group.href, group]))
    const name = (group: FactGroup) => (section in THING_WORDS ? `${THING_WORDS[section as keyof typeof THING_WORDS]} “${group.title}”` : SECTION_WORDS[section])
    const added = [...is.values()].filter((group) => !was.has(group.href)).map((group) => `${name(group)}: added`)
    const removed = [...was.values()].filter((group) => !is.has(group.href)).map((group) => `${name(group)}: removed`)
    const changed = [...is.values()].flatMap((group) => {
      const rows = was.get(group.href)?.rows
      const keys = rows ? group.rows.filter((row, index) => !isSameFact(row, rows[index])).map((row) => row.key.toLowerCase()) : []
      return keys.length > 0 ? [`${name(group)}: changed (${keys.join('; ')})`] : []
    })
    return [...added, ...changed, ...removed]
  })
}

/** A duty must be used where it applies; a power may be used. */
export const GATEWAY_KIND_WORDS = {
  duty: 'Duty',
  power: 'Power',
} as const satisfies Record<GatewayKind, string>

/** What stands behind each route out of the duty of confidence. */
export const CONFIDENTIALITY_LAW_WORDS = {
  'direct-care': 'The common-law duty of confidence is kept: the information is used for the care of the person it is about, by people who give or arrange that care, in ways the person would expect.',
  consent: 'The common-law duty of confidence is kept: the person has agreed to this use. Consent here lifts confidence; it is not the lawful basis under the UK GDPR unless the lawful basis says so.',
  'section-251': 'The common-law duty of confidence is set aside by support under section 251 of the NHS Act 2006 and the Health Service (Control of Patient Information) Regulations 2002. The conditions of that support are conditions of this flow.',
  'legal-duty': 'The common-law duty of confidence is overridden by a duty, an order of a court or a statute that says so.',
  'public-interest': 'The common-law duty of confidence gives way to an overriding public interest, decided for each case and written down with its reasons.',
  'communicable-disease': 'The common-law duty of confidence is set aside by regulation 3 of the Health Service (Control of Patient Information) Regulations 2002.',
  anonymised: 'No duty of confidence is owed, because the data is made anonymous, as the Information Commissioner’s guidance asks, before it leaves.',
  'not-confidential': 'No duty of confidence is owed: nothing in the data was told to anybody in confidence, and none of it comes from records of health or social care.',
  none: 'Nothing lifts the common-law duty of confidence.',
} as const satisfies Record<ConfidentialityRoute, string>

export const CHOICE_WHY_WORDS = {
  project: {
    offered: 'Everyone is told of this choice and may make it or take it back at any time. A person who makes it is left out from then on.',
    'offered-for-homes': 'Everyone is told of this choice and may make it or take it back at any time. A row here is about a home and names nobody: it is tied to nobody who has made it.',
    'not-offered': 'This flow does not offer one. People may still object to the controllers under Article 21 of the UK GDPR.',
  },
  type1: {
    'own-care': 'It stops a GP record from being used for anything but the person’s own care, and this flow is for the person’s own care.',
    'no-gp-records': 'It concerns GP records only, and this flow draws on none.',
    'basis-outside': 'The basis on which confidence is lifted is one that this opt-out does not reach.',
    counts: 'It concerns GP records that identify someone. What is sent is counts of areas, which identify nobody.',
    'of-wales': 'It is made at a GP practice in England and concerns the records of practices in England. The data comes from GP records of Wales.',
    'beyond-care': 'The data comes from GP records or may do, and is used for more than the person’s own care. Whoever sends it leaves out everyone who has one.',
    'beyond-care-for-homes': 'The data comes from GP records or may do, and is used for more than people’s own care. A row here is about a home and names nobody: it is tied to nobody who has one.',
  },
  national: {
    'own-care': 'It concerns uses beyond the person’s own care, and this flow is for the person’s own care.',
    'basis-outside': 'It concerns data shared with section 251 support, and this flow rests on another basis.',
    'children-only': 'It does not concern records of children’s social care and education.',
    'section-251': 'The flow rests on section 251 support. The sender leaves out everyone who has one before the data leaves.',
    'section-251-for-homes': 'The data is shared with section 251 support. A row here is about a home and names nobody: it is tied to nobody who has one.',
    'no-basis': 'Nothing sets it aside.',
  },
} as const satisfies {
  project: Record<FlowChoices['projectWhy'], string>; type1: Record<FlowChoices['type1Why'], string>; national: Record<FlowChoices['nationalWhy'], string>
}

/** The same of one flow or of many, as the papers say it that state flows together. */
export const CHOICE_REASON_WORDS = {
  project: {
    ...CHOICE_WHY_WORDS.project,
    offered: 'Everyone is told of this choice and may make it or take it back at any time. A person who makes it is left out of whatever is sent from then on.',
    'not-offered': 'It is not offered here. People may still object to the controllers under Article 21 of the UK GDPR.',
  },
  type1: {
    ...CHOICE_WHY_WORDS.type1,
    'own-care': 'It stops a GP record from being used for anything but the person’s own care, and own care is what the data is for.',
    'no-gp-records': 'It concerns GP records only, and the data comes from none.',
  },
  national: {
    ...CHOICE_WHY_WORDS.national,
    'own-care': 'It concerns uses beyond the person’s own care, and own care is what the data is for.',
    'basis-outside': 'It concerns data shared with section 251 support, and the basis here is another.',
    'section-251': 'The data is shared with section 251 support. The sender leaves out everyone who has one before the data leaves.',
  },
} as const satisfies Record<keyof typeof CHOICE_WHY_WORDS, Readonly<Record<string, string>>>

/** What a paper no longer says as it is now. */
export const BEHIND_WORDS = {
  facts: 'Behind the facts',
  assessment: 'Behind the assessment',
  log: 'Behind the involvement log',
} as const satisfies Record<'facts' | 'assessment' | 'log', string>

interface SignerSaid {
  readonly name: string
  readonly jobTitle: string
  readonly role: string
  /** Who had let them sign, in words; empty or left out for one whose own role signs. */
  readonly authorisedBy?: string
}

/** "Jane Doe, Director of Finance (Senior information risk owner)", with the role left out where the job title says it. */
export function signerWords({ name, jobTitle, role, authorisedBy = '' }: SignerSaid): string {
  const who = jobTitle.toLowerCase().includes(role.toLowerCase()) ? `${name}, ${jobTitle}` : `${name}, ${jobTitle} (${role})`
  return authorisedBy ? `${who}, on the word of ${authorisedBy}` : who
}
