import { randomUUID } from 'node:crypto'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import type { Context } from '#app/platform/context.server.ts'
import { isDatabaseUnreachable, isWorthAnotherTry } from '#app/platform/database.server.ts'
import { getRuntime, type Runtime } from '#app/platform/runtime.server.ts'
import { VISITOR, type StaffActor, type VisitorActor } from './actor.rules.ts'
import { mayRole, rolesWho, type Permission } from './permissions.rules.ts'
import { readSession } from './sessions.server.ts'
import { readStaffActor } from './users.store.server.ts'

/**
 * Every page's loader and action is made here: who is it, may they, then the work. `permission` is asked before anything
 * is read. Loaders run side by side, so a check in a parent page protects nothing: each one asks.
 */
export interface PageArgs<A extends StaffActor | VisitorActor> {
  readonly context: Context<A>
  readonly request: Request
  readonly url: URL
  readonly params: Readonly<Record<string, string | undefined>>
  /** In a loader that runs after an action of the same request: whether that action's form came back with problems. */
  readonly hasProblems: boolean
}

type RouteArgs = LoaderFunctionArgs | ActionFunctionArgs

/** For staff who hold the permission. Signed out: to the sign-in page and back. Not allowed: 403 with who may. */
export function pageLoader<T>(permission: Permission, work: (args: PageArgs<StaffActor>) => Promise<T>) {
  return (args: LoaderFunctionArgs): Promise<T> => guarded(args, () => staffArgs(args, permission), work)
}

export function pageAction<T>(permission: Permission, work: (args: PageArgs<StaffActor>) => Promise<T>) {
  return (args: ActionFunctionArgs): Promise<T> => guarded(args, () => staffArgs(args, permission), work)
}

/** For anyone. The reason is listed with the route in `tests/house/public-routes.ts`. */
export function publicLoader<T>(work: (args: PageArgs<VisitorActor>) => Promise<T>) {
  return (args: LoaderFunctionArgs): Promise<T> => guarded(args, async () => visitorArgs(args), work)
}

export function publicAction<T>(work: (args: PageArgs<VisitorActor>) => Promise<T>) {
  return (args: ActionFunctionArgs): Promise<T> => guarded(args, async () => visitorArgs(args), work)
}

async function guarded<T, P>(args: RouteArgs, enter: () => Promise<P>, work: (given: P) => Promise<T>): Promise<T> {
  try {
    refuseForeignForm(args.request)
    const value = await work(await enter())
    if (isRefusedForm(value)) args.context.hasProblems = true
    return value
  } catch (error) {
    if (error instanceof Response) throw error
    if (isDatabaseUnreachable(error) || isWorthAnotherTry(error)) throw tryAgain()
    throw reportFault(getRuntime(), error)
  }
}

/** What `data({ problems, typed }, { status: 400 })` gives. */
function isRefusedForm(value: unknown): boolean {
  const given = value as { type?: string; init?: { status?: number } } | null
  return typeof given === 'object' && given?.type === 'DataWithResponseInit' && (given.init?.status ?? 200) >= 400
}

export function tryAgain(): Response {
  return new Response('Try again', { status: 503, headers: { 'Retry-After': '5' } })
}

/** Logs a fault under a reference and gives the response that shows only the reference. */
export function reportFault(runtime: Runtime, error: unknown): Response {
  const reference = randomUUID().slice(0, 8)
  const { name, message, stack } = error instanceof Error ? error : new Error('unknown')
  // A stack begins with the whole message: only the lines that name places in the code are kept.
  const places = stack?.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 7)
  runtime.log.error({ reference, fault: name, message: firstLine(message), stack: places }, 'fault')
  return new Response(reference, { status: 500 })
}

/** A database's message may go on to quote the values it was given; its first line does not. */
function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/params:.*$/, '').slice(0, 300)
}

async function staffArgs(args: RouteArgs, permission: Permission): Promise<PageArgs<StaffActor>> {
  const runtime = getRuntime()
  const url = new URL(args.request.url)
  const actor = await readActor(runtime, args.request)
  if (!actor) throw redirect(`/sign-in?next=${encodeURIComponent(url.pathname)}`)
  if (!mayRole(actor.role, permission)) {
    throw Response.json({ rolesWho: rolesWho(permission) }, { status: 403 })
  }
  return { context: contextFor(runtime, actor), request: args.request, url, params: args.params, hasProblems: Boolean(args.context.hasProblems) }
}

function visitorArgs(args: RouteArgs): PageArgs<VisitorActor> {
  return {
    context: contextFor(getRuntime(), VISITOR),
    request: args.request,
    url: new URL(args.request.url),
    params: args.params,
    hasProblems: Boolean(args.context.hasProblems),
  }
}

function contextFor<A extends StaffActor | VisitorActor>(runtime: Runtime, actor: A): Context<A> {
  return { runtime, actor, now: runtime.clock(), requestId: randomUUID() }
}

export async function readActor(runtime: Runtime, request: Request): Promise<StaffActor | null> {
  const session = await readSession(runtime, request)
  return session ? readStaffActor(runtime.db, session.userId) : null
}

/** A form that another site sends on a signed-in person's behalf carries that site's origin. */
function refuseForeignForm(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const origin = request.headers.get('Origin')
  if (origin === null) {
    const site = request.headers.get('Sec-Fetch-Site')
    if (site === null || site === 'same-origin' || site === 'none') return
    throw new Response('This form was sent from another site', { status: 403 })
  }
  const host = request.headers.get('Host') ?? new URL(request.url).host
  let from: string
  try {
    from = new URL(origin).host
  } catch {
    from = ''
  }
  if (from !== host) throw new Response('This form was sent from another site', { status: 403 })
}

export function notFound(): Response {
  return new Response('Not found', { status: 404 })
}

/** The address a person is behind, for limits on tries. Only what the proxies we trust have said is believed. */
export function clientAddress(request: Request): string {
  return request.headers.get('X-Concordat-Client') ?? 'unknown'
}
