import type { Refusal } from '#app/kernel/result.ts'
import type { PseudonymKeyRefusal } from './pseudonym-keys.rules.ts'
import type { PseudonymProblem } from './pseudonym.rules.ts'

type Details = NonNullable<Refusal['details']>
const current = ({ current: version }: Details): string => (typeof version === 'number' ? `Version ${version} is in use.` : 'None is in use.')

/** What a program is told: what it is, and what to do. */
export const PSEUDONYM_PROBLEM_WORDS = {
  'pseudonym-key-not-named': { title: 'The key of the pseudonyms is not named', detail: () => 'Say which version of the project’s key the list was made with, such as ?key_version=1. It stands in the wrapped key.' },
  'no-pseudonym-key': { title: 'The project has no key for pseudonyms', detail: () => 'A controller of the project makes one on its page for pseudonyms.' },
  'pseudonym-key-unknown': { title: 'The project has no such key', detail: (details) => `There is no version ${String(details.version)}. ${current(details)}` },
  'pseudonym-key-retired': { title: 'The key was retired', detail: (details) => `Version ${String(details.version)} was retired. ${current(details)} Have the list made again under that.` },
} as const satisfies Record<PseudonymProblem, { readonly title: string; readonly detail: (details: Details) => string }>

export function pseudonymProblemWords({ kind, details }: Refusal<PseudonymProblem>): { readonly title: string; readonly detail: string } {
  const words: { readonly title: string; readonly detail: (details: Details) => string } = PSEUDONYM_PROBLEM_WORDS[kind]
  return { title: words.title, detail: words.detail(details ?? {}) }
}

/** What people are told on the pages for public keys and for pseudonyms. */
export const PSEUDONYM_KEY_WORDS = {
  'not-a-key': 'Paste the public key as a JWK: a line of JSON with kty, crv and x, as the command above writes it to public.jwk.json',
  'private-key-given': 'That is a private key, which must not leave your hands. It was not kept. Make a new pair, and paste the file public.jwk.json',
  'curve-not-taken': 'Use a key on the curve X25519, P-256, P-384 or P-521',
  'key-registered': 'Your organisation has registered this key already',
  'name-in-use': 'Another key in use has this name. Enter a name that tells them apart',
  'not-in-use': 'This key was revoked before',
  'not-found': 'There is no such key',
  'not-a-controller': 'Only a controller of the project holds its key',
  'project-over': 'The project has ended',
  'reference-does-not-match': 'Type the project’s reference exactly as it is shown',
  'changed-meanwhile': 'Someone changed the key meanwhile. Look at which version is in use before you change it again',
} as const satisfies Record<PseudonymKeyRefusal, string>

export const PSEUDONYM_KEY_FIELD: Readonly<Record<PseudonymKeyRefusal, string>> = {
  'not-a-key': 'jwk', 'private-key-given': 'jwk', 'curve-not-taken': 'jwk', 'key-registered': 'jwk', 'name-in-use': 'name', 'not-in-use': '', 'not-found': '',
  'not-a-controller': '', 'project-over': '', 'reference-does-not-match': 'typedReference', 'changed-meanwhile': '',
}

export function pseudonymKeyProblems({ kind }: Refusal<PseudonymKeyRefusal>): { readonly field: string; readonly message: string }[] {
  return [{ field: PSEUDONYM_KEY_FIELD[kind], message: PSEUDONYM_KEY_WORDS[kind] }]
}

/** After a redirect, by `?done=`. */
export function pseudonymDoneWords(done: string | null): string | null {
  if (done === 'registered') return 'The key is registered. Secrets can be given out to you under it.'
  if (done === 'revoked') return 'The key is revoked. Nothing is given out under it any more.'
  return done === 'made' ? 'The new key is in use. Each controller downloads it below, encrypted for them.' : null
}
