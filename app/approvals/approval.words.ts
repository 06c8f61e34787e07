import { CASE_COMMANDS, CASE_ROLES, CASE_STATES, mayCommand, type CaseCommand, type CaseRole, type CaseState } from './approval.rules.ts'
import type { CaseRefusalKind } from './case.rules.ts'
import type { RouteRefusalKind } from './check-route.rules.ts'

export const CASE_STATE_WORDS = {
  'not-started': { label: 'Not started', colour: 'grey', says: 'Nobody has asked for it yet.' },
  open: { label: 'Being decided', colour: 'blue', says: 'Those whose stage it is have it.' },
  waiting: { label: 'Waiting for an answer', colour: 'yellow', says: 'Somebody asked a question. The clock stops until it is answered.' },
  returned: { label: 'Returned for changes', colour: 'orange', says: 'The papers go back to be changed. The clock stops until they are put in again.' },
  agreed: { label: 'Agreed', colour: 'green', says: 'All who have to have agreed to the words as they were. It holds while those say the same.' },
  declined: { label: 'Declined', colour: 'red', says: 'It was not agreed to. Another approval can be started.' },
  withdrawn: { label: 'Withdrawn', colour: 'grey', says: 'Whoever asked for it took it back. Another approval can be started.' },
} as const satisfies Record<CaseState, { readonly label: string; readonly colour: string; readonly says: string }>

export const CASE_ROLE_WORDS = {
  applicant: { label: 'Applicant', says: 'an information governance lead of the organisation that drafts the project' },
  decider: { label: 'Decider', says: 'holds the post of a stage that decides' },
  deputy: { label: 'Deputy', says: 'stands in for a decider between two days' },
  adviser: { label: 'Adviser', says: 'holds the post of a stage that advises, or stands in for who does' },
  author: { label: 'Author', says: 'would be a decider or deputy, but made the newest version of what is decided on' },
  onlooker: { label: 'Onlooker', says: 'anyone else of the parties' },
} as const satisfies Record<CaseRole, { readonly label: string; readonly says: string }>

export const CASE_COMMAND_WORDS = {
  start: { label: 'Ask for the approval', done: 'Asked for the approval' },
  advise: { label: 'Advise', done: 'Advised' },
  approve: { label: 'Approve', done: 'Approved' },
  'approve-with-conditions': { label: 'Approve with conditions', done: 'Approved with conditions' },
  ask: { label: 'Ask for information', done: 'Asked for information' },
  answer: { label: 'Answer', done: 'Answered' },
  return: { label: 'Return for changes', done: 'Returned for changes' },
  resubmit: { label: 'Put in again', done: 'Put in again' },
  decline: { label: 'Decline', done: 'Declined' },
  withdraw: { label: 'Withdraw', done: 'Withdrew it' },
  delegate: { label: 'Let someone stand in', done: 'Let someone stand in' },
} as const satisfies Record<CaseCommand, { readonly label: string; readonly done: string }>

export const CASE_REFUSAL_WORDS = {
  'not-allowed': 'You may not do this now. The page shows who may, and where the approval stands.',
  'stage-not-active': 'This stage is not open: others come before it, or it is done.',
  'already-acted': 'You, or whoever you stand in for, have already acted in this stage.',
  'acted-elsewhere': 'You act in another stage of this approval, or have acted in one. Those of each stage judge for themselves, so whoever stands in acts in that stage alone.',
  'officer-left': 'Whoever let you stand in no longer holds the post. Whoever holds it now acts, or lets someone stand in.',
  'not-seen': 'Open the newest version of every paper that is listed before you decide.',
  'guardian-and-siro': 'The Caldicott Guardian and the senior information risk owner of one record must be two people, and you have acted as the other.',
  'words-changed': 'The words have changed since you opened this page. Look at what changed, and decide again.',
  'nothing-to-decide-on': 'There is no paper to decide on. It has to be drafted first.',
  'text-needed': 'Enter what you have to say.',
  'cover-not-a-colleague': 'Select a colleague from your own organisation.',
  'cover-only-advises': 'The data protection officer advises and never approves, for nobody else either (UK GDPR, Article 38(6)). Select another colleague.',
  'cover-guardian-and-siro': 'The Caldicott Guardian and the senior information risk owner of one record must be two people, so neither stands in for the other. Select another colleague.',
  'cover-acts-otherwise': 'This colleague acts in this approval already: as an officer of a stage, or because they have acted in another. Select another colleague.',
  'cover-days-wrong': 'The last day must be today or later, and not before the first.',
} as const satisfies Record<CaseRefusalKind, string>

export const ROUTE_REFUSAL_WORDS = {
  'no-stages': 'Add a stage.',
  'too-many-stages': 'A route has at most 8 stages.',
  'stage-twice': 'Two stages have the same name. Name each differently.',
  'stage-unknown': 'A stage comes after one that is not there.',
  cycle: 'A stage comes after itself, by way of others, so that neither could ever begin.',
  'days-out-of-bounds': 'A stage takes between 1 and 90 days.',
  'number-out-of-bounds': 'Between 1 and 5 people act in a stage.',
  'nothing-decides': 'No stage decides. At least one must.',
  'officer-would-approve': 'A data protection officer advises and never approves (UK GDPR, Article 38(6)).',
  'same-officer-twice': 'Two stages ask the same officer to do the same. Ask for more people in one stage instead.',
  'nobody-in-post': 'Nobody at the organisation has an account in that post, so the stage could never be done.',
  'author-is-the-only-one': 'The only one in that post made the papers that are decided on, and an author cannot approve.',
  'too-few-in-post': 'Fewer people than have to act hold that post and may.',
  'guardian-is-siro': 'The Caldicott Guardian and the senior information risk owner would be one person, and must be two.',
} as const satisfies Record<RouteRefusalKind, string>

/** Who may do what, as pages and `docs/approvals.md` have it: a row for each command, and in it for each role the states in which it may. */
export function whoMayRows(): readonly { readonly command: string; readonly states: readonly string[] }[] {
  const states = (role: CaseRole, command: CaseCommand) => CASE_STATES.filter((state) => mayCommand(role, state, command)).map((state) => CASE_STATE_WORDS[state].label.toLowerCase()).join(', ')
  return CASE_COMMANDS.map((command) => ({ command: CASE_COMMAND_WORDS[command].label, states: CASE_ROLES.map((role) => states(role, command)) }))
}

/** The same as a table of a text. */
export function whoMayDoWhat(): string {
  const head = ['', ...CASE_ROLES.map((role) => CASE_ROLE_WORDS[role].label)]
  const rows = whoMayRows().map(({ command, states }) => [command, ...states])
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |').replaceAll('|  |', '| |')).join('\n')
}

/** What is asked beside the table, of whoever may act by it. */
export const BESIDE_THE_TABLE = [
  'Nobody acts twice in a stage, nor for themselves and as a deputy, nor as the deputy of two.',
  'Whoever decides has had the newest version of each paper open that is decided on, and of each that the route names besides.',
  'An act counts for as long as it was on all that is decided on: a word that changes, a part that is added and a paper that comes later take it back, and those of that stage are asked again before anybody after them.',
  'The Caldicott Guardian and the senior information risk owner of one record are two people, and neither stands in for the other.',
  'A data protection officer advises and never approves, for nobody else either.',
  'Nobody stands in in one stage who acts in another as its officer, or has acted in another; and nobody acts in their own who has stood in in another.',
  'Nobody stands in for an officer who has left the post.',
  'An organisation may ask others besides the officer whom a rule names. Nobody decides in that officer’s place but a deputy whom they named, for the days they named.',
] as const

export const WHO_MAY_PAGE_WORDS = {
  title: 'Approvals: who may do what',
  intro: 'A sign-off inside the portal is decided by officers of a party. This is the table by which pages choose their buttons and actions refuse: each cell says where the approval must stand. What is not here is refused.',
  beside: 'Beside the table',
  roles: 'Who is who',
  states: 'Where an approval stands',
} as const
