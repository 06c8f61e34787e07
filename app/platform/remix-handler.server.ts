import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { createRequestHandler, type AppLoadContext, type ServerBuild } from '@remix-run/node'
import type { NextFunction, Request as ExpressRequest, Response as ExpressResponse } from 'express'
import { ArrivingPieces } from './arriving-pieces.server.ts'
import { pressingWork } from './event-loop-turn.server.ts'
import { hasGoneOut } from './outgoing-pieces.server.ts'

/** How much of a request waits for its reader before the connection is held back, in bytes. */
const WAITING_AT_MOST = 256 * 1024

/** Addresses that programs call. Whatever goes wrong there is said as JSON, by the endpoints themselves where they can. */
export const FOR_PROGRAMS = /^\/(?:api|access|fhir)(?:\/|$)/

/** What Remix can be asked. Any other method is put to a program's endpoint as OPTIONS, which it refuses in its own words. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** What a program is told at an address when no endpoint is reached. */
export type FaultForPrograms = (path: string, code?: 'fault' | 'from-another-site') => { readonly type: string; readonly body: string }

/** What answers a request, whoever makes it. */
export type Answerer = (request: Request, context: AppLoadContext) => Promise<Response>

export function answererOf(build: ServerBuild): Answerer {
  return createRequestHandler(build, 'production')
}

/**
 * Puts a request to `answer` and sends what it gives. Bodies flow both ways no faster than the slower end takes them; a
 * request that breaks off is an error to whoever reads it, never an end; an answer that breaks off closes the connection,
 * and a caller who goes away stops the answer. A caller who keeps us waiting is let go in the end; one who waits for us is not.
 */
export function remixHandler(answer: Answerer, contextFor: (response: ExpressResponse) => AppLoadContext, faultForPrograms?: FaultForPrograms) {
  return async (from: ExpressRequest, to: ExpressResponse, next: NextFunction): Promise<void> => {
    const patience = new Patience(from)
    try {
      const gone = new AbortController()
      to.once('close', () => gone.abort())
      // What is left of a question that was answered early is read and dropped, so that the answer is not cut off.
      to.once('finish', () => from.resume())
      if (!METHODS.has(from.method) && !FOR_PROGRAMS.test(from.path)) {
        to.status(405).set('Allow', 'GET, HEAD, POST').type('text/plain').send('This address does not take that method.\n')
        return
      }
      const request = requestOf(from, gone.signal, patience)
      if (isForeignForm(request)) {
        const told = FOR_PROGRAMS.test(from.path) ? faultForPrograms?.(from.path, 'from-another-site') : undefined
        if (told) to.status(403).type(told.type).send(told.body)
        else to.status(403).type('text/plain').send('This form was sent from another site. Open the page here and send it again.\n')
        return
      }
      const answering = patience.withOurs(answer(request, contextFor(to)))
      const response = await (isPage(from) ? pressingWork(answering) : answering)
      to.statusMessage = response.statusText
      to.status(response.status)
      for (const [name, value] of response.headers) to.append(name, value)
      if (response.body === null) to.end()
      else await send(response.body, to, gone.signal, patience)
    } catch (error) {
      if (to.destroyed && isCallerGone(error)) return
      next(error)
    }
  }
}

/** The request as the pages see it. What a proxy said of the host is in `Host` and the address where it is believed, and nowhere else. */
function requestOf(from: ExpressRequest, signal: AbortSignal, patience: Patience): Request {
  const headers = new Headers()
  for (const [name, values] of Object.entries(from.headers)) {
    if (name === 'forwarded' || name.startsWith('x-forwarded-')) continue
    for (const value of Array.isArray(values) ? values : [values]) if (value !== undefined) headers.append(name, value)
  }
  const address = addressOf(from)
  headers.set('Host', address.host)
  const method = METHODS.has(from.method) ? from.method : 'OPTIONS'
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(address, { method, headers, signal, ...(hasBody ? { body: bodyOf(from, patience), duplex: 'half' } : {}) } as RequestInit)
}

/** Someone looks at it and waits. */
function isPage(from: ExpressRequest): boolean {
  return from.method === 'GET' && !FOR_PROGRAMS.test(from.path)
}

/** A browser names the site that a form was on; asked here because Remix takes a foreign one for a fault of ours. */
function isForeignForm(request: Request): boolean {
  const origin = request.headers.get('Origin')
  if (origin === null || request.method === 'GET' || request.method === 'HEAD') return false
  return !URL.canParse(origin) || new URL(origin).host !== request.headers.get('Host')
}

/** `hostname` believes a proxy's word only where the portal is told to trust one, and so does the port. */
function addressOf(from: ExpressRequest): URL {
  const isProxyTrusted = Number(from.app.get('trust proxy')) > 0
  const forwarded = isProxyTrusted ? from.get('X-Forwarded-Host')?.split(',')[0]?.trim() : undefined
  const port = /:(\d+)$/.exec(forwarded ?? from.get('Host') ?? '')?.[1]
  const host = `${from.protocol}://${from.hostname}${port ? `:${port}` : ''}`
  const base = URL.canParse(host) ? host : 'http://localhost'
  return new URL(`${base}${from.originalUrl.startsWith('/') ? '' : '/'}${from.originalUrl}`)
}

/** How long a silent connection is kept, in milliseconds, counts only while a caller's part is waited for. */
class Patience {
  private readonly limit: number
  private waitingForOurs = 0
  private waitingForTheirs = 0

  constructor(private readonly from: ExpressRequest) {
    this.limit = from.socket.timeout ?? 0
  }

  withOurs<T>(work: Promise<T>): Promise<T> {
    this.waitingForOurs += 1
    this.set()
    return work.finally(() => {
      this.waitingForOurs -= 1
      this.set()
    })
  }

  withTheirs<T>(work: Promise<T>): Promise<T> {
    this.waitingForTheirs += 1
    this.set()
    return work.finally(() => {
      this.waitingForTheirs -= 1
      this.set()
    })
  }

  private set(): void {
    this.from.socket.setTimeout(this.waitingForOurs > 0 && this.waitingForTheirs === 0 ? 0 : this.limit)
  }
}

function bodyOf(from: ExpressRequest, patience: Patience): ReadableStream<Uint8Array> {
  const pieces = new ArrivingPieces(from, WAITING_AT_MOST)
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const piece = await patience.withTheirs(pieces.next())
        if (piece !== null) controller.enqueue(piece)
        else if (from.complete) controller.close()
        else controller.error(new Error('The request broke off'))
      },
      cancel: () => pieces.stop(),
    },
    { highWaterMark: 0 },
  )
}

/** Sends what comes, no faster than it is taken; whoever makes it is told when it is not wanted any more. */
async function send(body: ReadableStream<Uint8Array>, to: ExpressResponse, gone: AbortSignal, patience: Patience): Promise<void> {
  const reader = body.getReader()
  const cancel = () => void reader.cancel(gone.reason).catch(() => {})
  gone.addEventListener('abort', cancel)
  try {
    for (;;) {
      const { done, value } = await patience.withOurs(reader.read())
      // A read that is cancelled looks like the end.
      if (gone.aborted) throw gone.reason
      if (done) break
      if (!to.write(value, (error) => { if (!error) hasGoneOut(value) })) await patience.withTheirs(once(to, 'drain', { signal: gone }))
    }
  } catch (error) {
    cancel()
    to.destroy()
    throw error
  } finally {
    gone.removeEventListener('abort', cancel)
  }
  to.end()
  await finished(to)
}

function isCallerGone(error: unknown): boolean {
  const { code, name } = error as { code?: string; name?: string }
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE' || name === 'AbortError'
}
