import type { Refusal } from '#app/kernel/result.ts'
import { KEY_DAYS_MAX, type KeyRefusal, type KeyState } from './api-key.rules.ts'
import type { ApiAction } from './api-problem.rules.ts'

/** What each action lets a program do, for whoever ticks it. */
export const ACTION_WORDS = {
  check: { label: 'Ask the gate', hint: 'Put lists to the gate, be told which rows may go on, and read those checks afterwards. Each row gets one coarse reason.' },
  'check-detail': { label: 'See every reason', hint: 'Together with “Ask the gate”, and only in flows of your own people’s data that you alone send. That someone objected is confidential: tick this only where the program needs it.' },
  'flow-read': { label: 'Read flows', hint: 'Whether a flow is in force, what it may carry and which choices apply. Nothing about people.' },
  'project-read': { label: 'Read projects', hint: 'Parties, flows, and where each paper stands. Nothing about people.' },
  'consent-read': { label: 'Read patients’ recorded choices', hint: 'Look up what one person on your own list has said, by NHS number. Each look is kept in the audit.' },
  'private-check': { label: 'Ask the gate in private', hint: 'For short lists: be told who may go on without the portal learning whom the program asks about. The audit keeps how many, and not who.' },
  counts: { label: 'Ask for counts alone', hint: 'Put lists of 100 people or more to the gate, and be told about how many may go on, never who. The figures have noise in them, so that nobody’s choice can be worked out.' },
  replay: { label: 'Ask about the past', hint: 'Together with “Ask the gate”: what a past check said about a list, or what the gate would have said then. Each such question is kept in the audit.' },
} as const satisfies Record<ApiAction, { readonly label: string; readonly hint: string }>

/** Of keys, for /openapi.json. */
export const ABOUT_KEYS = [
  'A key of an organisation, made on its page for keys. It names the flows it is for and what it may do, and works until its last day:',
  ...Object.entries(ACTION_WORDS).map(([action, { label, hint }]) => `- \`${action}\`: ${label}. ${hint}`),
].join('\n')

export const KEY_STATE_WORDS = {
  'in-use': 'In use',
  ended: 'Ended',
  revoked: 'Revoked',
} as const satisfies Record<KeyState, string>

export const KEY_REFUSAL_WORDS = {
  'flow-not-yours': 'Select flows of the projects that your organisation takes part in',
  'action-needs-another': 'Tick “Ask the gate” as well: every reason is given only with an answer of the gate',
  'ends-before-today': 'The last day must be today or later',
  'lasts-too-long': `The last day must be within ${KEY_DAYS_MAX} days: two years`,
  'name-in-use': 'Another key in use has this name. Enter a name that tells them apart',
  'name-does-not-match': 'Type the key’s name exactly as it is shown',
  'not-in-use': 'This key was revoked before',
  'not-found': 'There is no such key',
} as const satisfies Record<KeyRefusal, string>

/** The field that each refusal is about; blank where it is the whole form. */
export const KEY_REFUSAL_FIELD = {
  'flow-not-yours': 'flowRefs',
  'action-needs-another': 'actions',
  'ends-before-today': 'expiresOn',
  'lasts-too-long': 'expiresOn',
  'name-in-use': 'name',
  'name-does-not-match': 'typedName',
  'not-in-use': '',
  'not-found': '',
} as const satisfies Record<KeyRefusal, string>

export const KEY_REFUSAL_STATUS = {
  'flow-not-yours': 400,
  'action-needs-another': 400,
  'ends-before-today': 400,
  'lasts-too-long': 400,
  'name-in-use': 409,
  'name-does-not-match': 400,
  'not-in-use': 409,
  'not-found': 404,
} as const satisfies Record<KeyRefusal, number>

export function keyProblems({ kind }: Refusal<KeyRefusal>): { readonly field: string; readonly message: string }[] {
  return [{ field: KEY_REFUSAL_FIELD[kind], message: KEY_REFUSAL_WORDS[kind] }]
}

/** After a redirect, by `?done=`. */
export function keyDoneWords(done: string | null): string | null {
  return done === 'revoked' ? 'The key is revoked. It opens nothing any more.' : null
}
