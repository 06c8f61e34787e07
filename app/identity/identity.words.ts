/** What people read when an account or a page is refused. */
export const IDENTITY_REFUSAL_WORDS = {
  'sign-in-failed': 'The email address or password is not right. Check both and try again. After 10 wrong tries an account waits 15 minutes.',
  'too-many-tries': 'There have been too many tries from here. Wait a minute, then try again.',
} as const satisfies Record<string, string>
