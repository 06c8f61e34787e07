/** What a key may let a program do. `check-detail` is asked for as well as `check`. */
export const API_ACTIONS = ['check', 'check-detail', 'flow-read', 'project-read'] as const
export type ApiAction = (typeof API_ACTIONS)[number]

/** What can be wrong with a call before it is known what it is about. Stable: programs tell them apart by these codes. */
export const API_PROBLEMS = [
  'key-missing', 'key-unknown', 'too-many-requests', 'request-id-malformed', 'method-not-allowed', 'not-found', 'not-allowed', 'try-again', 'fault',
] as const
export type ApiProblemCode = (typeof API_PROBLEMS)[number]

export const API_PROBLEM_STATUS = {
  'key-missing': 401,
  'key-unknown': 401,
  'too-many-requests': 429,
  'request-id-malformed': 400,
  'method-not-allowed': 405,
  'not-found': 404,
  'not-allowed': 403,
  'try-again': 503,
  fault: 500,
} as const satisfies Record<ApiProblemCode, number>

/** A problem as RFC 9457 has it, with a `code` for programs. */
export interface Problem {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail: string
  /** Further members, such as the date from which a flow may run. */
  readonly more?: Readonly<Record<string, string | number | boolean | null>>
}

export function problemJson({ code, status, title, detail, more }: Problem): string {
  return JSON.stringify({ ...more, type: `urn:concordat:problem:${code}`, title, status, detail, code })
}
