import { z } from 'zod'
import { API_PROBLEM_STATUS, type ApiAction, type ApiProblemCode } from './api-problem.rules.ts'
import { API_PROBLEM_WORDS } from './api.words.ts'

/**
 * One call that a program can make, described once: its wrapper takes from here what the key must allow, and /openapi.json
 * is written from here. It stands beside the schemas of its room as `<thing>.operation.ts` and is named in
 * `releases/api-operations.ts`.
 */
export interface ApiOperation {
  /** A verb and what it is about, such as `readFlow`; unique. */
  readonly id: string
  readonly method: 'GET' | 'POST'
  /** As in the document, such as `/api/v1/flows/{ref}`. It is the address of the route's file. */
  readonly path: string
  readonly group: ApiGroup
  readonly summary: string
  readonly description: string
  /** What the key must allow; `any` where every key may; `public` where no key is asked for. */
  readonly action: ApiAction | 'any' | 'public'
  readonly parameters?: readonly ApiParameter[]
  /** What is taken, by media type. */
  readonly body?: { readonly description: string; readonly content: ApiContent }
  /** What is given when it goes well, by status. */
  readonly answers: Readonly<Record<number, { readonly description: string; readonly headers?: readonly ApiHeader[]; readonly content?: ApiContent }>>
  /** What can be wrong beyond what every call with a key shares. */
  readonly problems?: readonly ListedProblem[]
  /** FHIR has its own shape for what went wrong. */
  readonly problemsAs?: 'problem' | 'operation-outcome'
  /** Whether the same X-Request-ID with the same body is answered as the first time; only a POST can be. */
  readonly repeats?: boolean
}

export const API_GROUPS = {
  gate: 'The gate: which rows may go on',
  checks: 'What a check came to',
  arrangements: 'Projects and flows as they are enforced now',
  choices: 'A person’s recorded choices, as FHIR R4',
  evaluations: 'The gate in the shape of AuthZEN 1.0',
  proof: 'Receipts and proofs',
  portal: 'The portal itself',
} as const
export type ApiGroup = keyof typeof API_GROUPS

export interface ApiParameter {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly description: string
  readonly schema: z.ZodType
  readonly required?: boolean
  readonly example?: string | number
}

/** A schema with `.meta({ id: 'Name' })` is kept under that name and pointed at; any other stands where it is used. */
export type ApiContent = Readonly<Record<string, { readonly schema: z.ZodType; readonly example?: unknown }>>

/** Headers of answers beyond those that every answer has. */
export const API_HEADERS = {
  'Concordat-Check-Id': { description: 'The id of the check that this answer is, or is a replay of, for GET /api/v1/checks/{id}. Where another past was asked about there is none.', schema: z.uuid(), example: '0b9c1f86-5f0e-4a57-9c56-2f4a3a1f9d10' },
} as const
export type ApiHeader = keyof typeof API_HEADERS

export interface ListedProblem {
  readonly code: string
  readonly status: number
  readonly title: string
}

type Worded<K extends string> = Readonly<Record<K, { readonly title: string }>>

/** Problems as an operation lists them, out of a room's closed list: its statuses and its words. */
export function listProblems<K extends string>(codes: readonly K[], status: Readonly<Record<K, number>>, words: Worded<K>): ListedProblem[] {
  return codes.map((code) => ({ code, status: status[code], title: words[code].title }))
}

export const apiProblems = (...codes: ApiProblemCode[]): ListedProblem[] => listProblems(codes, API_PROBLEM_STATUS, API_PROBLEM_WORDS)

/** What a call can be told about a body that is read as a whole, and about an id it was sent under before. */
export const BODY_PROBLEMS = apiProblems('body-type-not-taken', 'body-too-long', 'body-not-readable', 'body-wrong')
export const REPEAT_PROBLEMS = apiProblems('request-id-reused', 'request-in-progress')

/** What any call with a key can be told. */
export const SHARED_PROBLEMS = apiProblems('key-missing', 'key-unknown', 'key-ended', 'request-id-malformed', 'not-allowed', 'method-not-allowed', 'too-many-requests', 'fault', 'try-again')

export const problemSchema = z.looseObject({
  type: z.string().describe('A URN that ends in the code.'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What is wrong and what to do. It never holds an NHS number.'),
  code: z.string().describe('Stable. Programs tell problems apart by it.'),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional().describe('What is wrong in the body, place by place.'),
}).meta({ id: 'Problem', description: 'A problem as RFC 9457 has it.' })

/** What an operation gives when it goes well, made in the shape that it promises: anything else is a fault here, never a surprise there. */
export function jsonAnswer<S extends z.ZodType>(
  operation: { readonly answers: { readonly 200: { readonly content: { readonly 'application/json': { readonly schema: S } } } } }, value: z.input<S>,
): Response {
  return Response.json(operation.answers[200].content['application/json'].schema.parse(value))
}
