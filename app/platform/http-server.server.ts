import { randomBytes } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import path from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import express, { type NextFunction, type Request, type Response } from 'express'
import { letHeapGrow } from './heap.server.ts'
import { answererOf, FOR_PROGRAMS, remixHandler, type FaultForPrograms } from './remix-handler.server.ts'
import type { Runtime } from './runtime.server.ts'

/** How much may wait on its way in, and on its way out, before whoever sends it is held back. In bytes, for each connection. */
const PIECE = 256 * 1024

/** Serves the built pages. Gives the server once it listens; `close` lets answers under way finish. */
export async function serve(
  runtime: Runtime,
  build: ServerBuild,
  options: {
    readonly port: number
    readonly host: string
    readonly root?: string
    /** What a program is told when its endpoint could not answer, or was not asked. */
    readonly faultForPrograms?: FaultForPrograms
  },
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  letHeapGrow()
  const root = options.root ?? process.cwd()
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', runtime.env.TRUST_PROXY)
  app.use(securityHeaders(runtime))
  app.use('/assets', express.static(path.join(root, 'build/client/assets'), { immutable: true, maxAge: '1y' }))
  app.use(express.static(path.join(root, 'build/client'), { maxAge: '1h', index: false }))
  app.use((request, _response, next) => {
    request.headers['x-concordat-client'] = request.ip ?? 'unknown'
    next()
  })
  app.all('*', remixHandler(answererOf(build), (response) => ({ nonce: String(response.locals.nonce) }), options.faultForPrograms))
  app.use((error: Error, request: Request, response: Response, _next: NextFunction) => {
    runtime.log.error({ fault: error.name }, 'request failed')
    // An answer that has begun must never look finished.
    if (response.headersSent) return void response.destroy()
    const told = FOR_PROGRAMS.test(request.path) ? options.faultForPrograms?.(request.path) : undefined
    if (told) response.status(500).type(told.type).send(told.body)
    else response.status(500).type('text/plain').send('Sorry, there is a problem. Try again later.\n')
  })
  const server = await listen(app, options)
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 10_000).unref()
      }),
  }
}

/**
 * Listens as the portal does: a list may take as long as it takes to arrive, but a caller that neither sends nor reads anything
 * for `silence` milliseconds is let go.
 */
export function listen(app: RequestListener, options: { readonly port: number; readonly host: string; readonly silence?: number }): Promise<Server> {
  return new Promise((resolve, reject) => {
    const listening = createServer({ highWaterMark: PIECE }, app).listen(options.port, options.host, () => resolve(listening))
    listening.once('error', reject)
    listening.requestTimeout = 0
    listening.timeout = options.silence ?? 120_000
  })
}

function securityHeaders(runtime: Runtime) {
  const isSecure = runtime.publicUrl.startsWith('https://')
  return (_request: Request, response: Response, next: NextFunction) => {
    const nonce = randomBytes(16).toString('base64')
    response.locals.nonce = nonce
    response.set({
      'Content-Security-Policy': [
        "default-src 'self'", `script-src 'self' 'nonce-${nonce}'`, "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "connect-src 'self'",
      ].join('; '),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
      ...(isSecure ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
    })
    next()
  }
}
