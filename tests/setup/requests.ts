import { beginSession } from '#app/identity/sessions.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { TestPortal } from './portal.ts'

type RouteHandler = (args: never) => Promise<unknown>

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** What a loader or action gave: its data, or a Response's text. */
  readonly data: unknown
  readonly location: string | null
}

/** Calls a route's loader or action as the server would, with a real Request and, for staff, a real session. */
export async function callRoute(
  portal: TestPortal,
  handler: RouteHandler,
  call: {
    readonly as?: StaffActor
    readonly path: string
    readonly params?: Record<string, string>
    readonly form?: Record<string, string | readonly string[]> | FormData
    readonly init?: RequestInit
  },
): Promise<Answer> {
  const headers = new Headers(call.init?.headers)
  if (call.as) headers.append('Cookie', (await beginSession(portal.runtime, call.as.userId)).split(';')[0] as string)
  const body = call.form ? (call.form instanceof FormData ? call.form : formData(call.form)) : call.init?.body
  const url = `${portal.runtime.publicUrl}${call.path}`
  if (body && !headers.has('Origin')) headers.set('Origin', portal.runtime.publicUrl)
  headers.set('Host', new URL(url).host)
  const request = new Request(url, {
    ...call.init, headers, method: call.init?.method ?? (body ? 'POST' : 'GET'), body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit)
  try {
    return await answerOf(await handler({ request, params: call.params ?? {}, context: { nonce: 'test' } } as never))
  } catch (thrown) {
    if (thrown instanceof Response) return answerOf(thrown)
    throw thrown
  }
}

async function answerOf(given: unknown): Promise<Answer> {
  if (given instanceof Response) {
    const text = await given.text()
    return { status: given.status, headers: given.headers, data: text, location: given.headers.get('Location') }
  }
  const wrapped = given as { type?: string; data?: unknown; init?: ResponseInit } | null
  if (wrapped?.type === 'DataWithResponseInit') {
    return { status: wrapped.init?.status ?? 200, headers: new Headers(wrapped.init?.headers), data: wrapped.data, location: null }
  }
  return { status: 200, headers: new Headers(), data: given, location: null }
}

function formData(fields: Record<string, string | readonly string[]>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    for (const item of typeof value === 'string' ? [value] : value) form.append(name, item)
  }
  return form
}
