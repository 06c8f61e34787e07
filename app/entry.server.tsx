import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { getRuntime } from '#app/platform/runtime.server.ts'
import { NonceContext } from '#app/ui/nonce.tsx'

/** Faults are logged with their reference where they are caught (`reportFault`); what is left is drawing, and gone visitors. */
export function handleError(error: unknown, { request }: { readonly request: Request }): void {
  if (request.signal.aborted || !(error instanceof Error)) return
  getRuntime().log.error({ fault: error.name, stack: error.stack?.split('\n').slice(1, 6) }, 'page could not be drawn')
}

const ABORT_AFTER_MS = 10_000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce }: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let answered = false
    const begin = () => {
      answered = true
      const body = new PassThrough()
      headers.set('Content-Type', 'text/html; charset=utf-8')
      headers.set('Cache-Control', 'no-store')
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status }))
      pipe(body)
    }
    const waitForAll = isbot(request.headers.get('User-Agent') ?? '')
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remixContext} url={request.url} nonce={nonce} abortDelay={ABORT_AFTER_MS} />
      </NonceContext.Provider>,
      {
        nonce,
        ...(waitForAll ? { onAllReady: begin } : { onShellReady: begin }),
        onShellError: (error) => reject(error instanceof Error ? error : new Error('The page could not be drawn')),
        onError: () => {
          if (answered) headers.set('X-Drawn', 'in part')
          status = 500
        },
      },
    )
    setTimeout(abort, ABORT_AFTER_MS + 1000).unref()
  })
}
