import type { Actor } from './actor.rules.ts'

/** What people read when an account or a page is refused. */
export const IDENTITY_REFUSAL_WORDS = {
  'sign-in-failed': 'The email address or password is not right. Check both and try again. After 10 wrong tries an account waits 15 minutes.',
  'too-many-tries': 'There have been too many tries from here. Wait a minute, then try again.',
} as const satisfies Record<string, string>

/** Actors who are shown by what they are, never by who. */
export const ACTOR_KIND_WORDS = {
  staff: 'A member of staff who has gone',
  'api-key': 'A key that has gone',
  resident: 'A resident',
  visitor: 'Someone not signed in',
  system: 'Concordat itself',
} as const satisfies Record<Actor['kind'], string>
