import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { isId } from '#app/kernel/ids.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isDatabaseUnreachable, isWorthAnotherTry } from '#app/platform/database.server.ts'
import { getRuntime, type Runtime } from '#app/platform/runtime.server.ts'
import type { KeyActor } from './actor.rules.ts'
import { readKeyActor } from './api-keys.server.ts'
import { countCall } from './api-limits.server.ts'
import type { ApiOperation } from './api-operation.schema.ts'
import { API_PROBLEM_STATUS, problemJson, type ApiProblemCode, type Problem } from './api-problem.rules.ts'
import { API_PROBLEM_WORDS } from './api.words.ts'
import { asOperationOutcome, isFhirPath } from './operation-outcome.server.ts'
import { reportFault } from './route-wrappers.server.ts'

/**
 * Every endpoint that programs call is made here: whose key is it, has it called too often, may it do this, then the work.
 * Errors are `application/problem+json` (RFC 9457), or an OperationOutcome where the operation is FHIR's; the answer carries
 * the caller's X-Request-ID, or one of ours, and their X-Correlation-ID.
 */
export interface ApiArgs {
  readonly context: Context<KeyActor>
  readonly request: Request
  readonly url: URL
  readonly params: Readonly<Record<string, string | undefined>>
  /** The X-Request-ID, where the caller sent one. */
  readonly givenRequestId: string | null
}

type RouteArgs = LoaderFunctionArgs | ActionFunctionArgs
type Work = (args: ApiArgs) => Promise<Response>
/** The operation that an endpoint does; null for addresses that are none, whose work it is to say what to ask instead. */
type Asked = ApiOperation | null
/** Visible ASCII, so that it can stand in a header again. */
const CORRELATION_ID = /^[!-~]{1,100}$/

/** The loader of an endpoint. Without `work` it only says which method the endpoint takes. */
export function apiLoader(operation: Asked, work?: Work) {
  return (args: LoaderFunctionArgs): Promise<Response> => answered(args, operation, work)
}

/** The action of an endpoint. Without `work` it only says which method the endpoint takes. */
export function apiAction(operation: Asked, work?: Work) {
  return (args: ActionFunctionArgs): Promise<Response> => answered(args, operation, work)
}

async function answered(args: RouteArgs, operation: Asked, work: Work | undefined): Promise<Response> {
  const runtime = getRuntime()
  const given = args.request.headers.get('X-Request-ID')
  const requestId = given !== null && isId(given) ? given.toLowerCase() : randomUUID()
  const response = await responseOf(runtime, args, operation, work, { given, requestId })
  const correlation = args.request.headers.get('X-Correlation-ID')
  const answer = operation?.problemsAs === 'operation-outcome' || isFhirPath(new URL(args.request.url).pathname) ? await asOperationOutcome(response) : response
  answer.headers.set('X-Request-ID', given !== null && isId(given) ? given : requestId)
  if (correlation !== null && CORRELATION_ID.test(correlation)) answer.headers.set('X-Correlation-ID', correlation)
  answer.headers.set('Cache-Control', 'no-store')
  return answer
}

async function responseOf(
  runtime: Runtime, args: RouteArgs, operation: Asked, work: Work | undefined, id: { readonly given: string | null; readonly requestId: string },
): Promise<Response> {
  const limit = { headers: {} as Record<string, string> }
  const response = await attempt(runtime, args, operation, work, id, limit)
  for (const [name, value] of Object.entries(limit.headers)) response.headers.set(name, value)
  return response
}

async function attempt(
  runtime: Runtime, args: RouteArgs, operation: Asked, work: Work | undefined, id: { readonly given: string | null; readonly requestId: string }, limit: { headers: Record<string, string> },
): Promise<Response> {
  try {
    const token = /^Bearer +(\S+) *$/i.exec(args.request.headers.get('Authorization') ?? '')?.[1]
    if (!token) return apiProblem('key-missing', { headers: { 'WWW-Authenticate': 'Bearer realm="concordat"' } })
    const found = await readKeyActor(runtime, token)
    if (!found.ok) return apiProblem(found.refusal.kind, { headers: { 'WWW-Authenticate': 'Bearer realm="concordat", error="invalid_token"' } })
    const actor = found.value
    const counted = await countCall(runtime, actor.keyId, operation && operation.action !== 'public' ? operation.action : 'any')
    limit.headers = counted.headers
    if (!counted.isWithin) return apiProblem('too-many-requests')
    if (operation && (!work || !takes(operation, args.request.method))) return apiProblem('method-not-allowed', { headers: { Allow: operation.method } })
    if (!work) return apiProblem('not-found')
    if (operation && operation.action !== 'any' && !actor.actions.includes(operation.action)) return apiProblem('not-allowed')
    if (id.given !== null && !isId(id.given)) return apiProblem('request-id-malformed')
    return await work({
      context: { runtime, actor, now: runtime.clock(), requestId: id.requestId },
      request: args.request, url: new URL(args.request.url), params: args.params,
      givenRequestId: id.given === null ? null : id.requestId,
    })
  } catch (error) {
    if (error instanceof Response) return error
    if (isDatabaseUnreachable(error) || isWorthAnotherTry(error)) return apiProblem('try-again', { headers: { 'Retry-After': '5' } })
    const reference = await reportFault(runtime, error).text()
    return apiProblem('fault', { more: { reference } })
  }
}

const takes = (operation: ApiOperation, method: string): boolean => method === operation.method || (method === 'HEAD' && operation.method === 'GET')

export function apiProblem(
  code: ApiProblemCode, extra: { readonly headers?: Record<string, string>; readonly more?: Problem['more']; readonly errors?: Problem['errors'] } = {},
): Response {
  const headers = code === 'request-in-progress' ? { 'Retry-After': '30', ...extra.headers } : extra.headers
  return problemResponse({ code, status: API_PROBLEM_STATUS[code], ...API_PROBLEM_WORDS[code], more: extra.more, errors: extra.errors }, headers)
}

export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  return new Response(problemJson(problem), { status: problem.status, headers: { 'Content-Type': 'application/problem+json', ...headers } })
}
