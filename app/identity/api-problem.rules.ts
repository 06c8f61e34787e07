/** What a key may let a program do. `check-detail` is asked for as well as `check`. What each means to people is in `api-key.words.ts`. */
export const API_ACTIONS = ['check', 'check-detail', 'flow-read', 'project-read', 'consent-read', 'private-check', 'counts', 'replay'] as const
export type ApiAction = (typeof API_ACTIONS)[number]

/** What can be wrong with a call before it is known what it is about. Stable: programs tell them apart by these codes. */
export const API_PROBLEMS = [
  'key-missing', 'key-unknown', 'key-ended', 'too-many-requests', 'request-id-malformed', 'request-id-reused', 'request-in-progress', 'method-not-allowed',
  'not-found', 'not-allowed', 'body-type-not-taken', 'body-too-long', 'body-not-readable', 'body-wrong', 'answer-type-not-offered', 'try-again', 'fault', 'from-another-site',
] as const
export type ApiProblemCode = (typeof API_PROBLEMS)[number]

export const API_PROBLEM_STATUS = {
  'key-missing': 401,
  'key-unknown': 401,
  'key-ended': 401,
  'too-many-requests': 429,
  'request-id-malformed': 400,
  'request-id-reused': 409,
  'request-in-progress': 409,
  'method-not-allowed': 405,
  'not-found': 404,
  'not-allowed': 403,
  'body-type-not-taken': 415,
  'body-too-long': 413,
  'body-not-readable': 400,
  'body-wrong': 400,
  'answer-type-not-offered': 406,
  'try-again': 503,
  fault: 500,
  'from-another-site': 403,
} as const satisfies Record<ApiProblemCode, number>

/** One thing wrong with a body: where (a JSON pointer, or the name of a form's field), and what to do about it. */
export interface BodyError {
  readonly pointer: string
  readonly detail: string
}

/** A problem as RFC 9457 has it, with a `code` for programs. */
export interface Problem {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail: string
  /** Further members, such as the date from which a flow may run. */
  readonly more?: Readonly<Record<string, string | number | boolean | null>>
  /** What is wrong in a body, place by place. Never what was sent. */
  readonly errors?: readonly BodyError[]
}

export function problemJson({ code, status, title, detail, more, errors }: Problem): string {
  return JSON.stringify({ ...more, ...(errors ? { errors } : {}), type: `urn:concordat:problem:${code}`, title, status, detail, code })
}
