import type http from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { listen } from '#app/platform/http-server.server.ts'
import { remixHandler } from '#app/platform/remix-handler.server.ts'
import { action } from '#app/routes/api.v1.flows.$ref_.checks.ts'

/** The gate's route alone, served as the portal serves it. */
export interface GateServer {
  readonly server: http.Server
  readonly port: number
  /** Resolves when every request that was sent before has been dealt with to its end, also one whose caller has gone. */
  readonly settled: () => Promise<void>
}

export async function serveGate(options: { readonly silence?: number } = {}): Promise<GateServer> {
  let underWay = 0
  const handle = remixHandler(
    async (request) => (await action({ request, params: { ref: new URL(request.url).pathname.split('/')[4] as string }, context: {}, unstable_pattern: '' } as never)) as Response,
    () => ({ nonce: '' }),
  )
  const app = express()
  app.get('/anyone-there', (_request, response) => { response.end() })
  app.all('*', (request, response, next) => {
    underWay += 1
    void handle(request, response, next).finally(() => { underWay -= 1 })
  })
  app.use((_error: Error, _request: express.Request, response: express.Response, _next: express.NextFunction) => { response.destroy() })
  const server = await listen(app, { port: 0, host: '127.0.0.1', ...options })
  const { port } = server.address() as AddressInfo
  const settled = async (): Promise<void> => {
    // What was sent before on other connections has been read when two of these have been answered.
    for (let round = 0; round < 2; round += 1) await (await fetch(`http://127.0.0.1:${port}/anyone-there`)).arrayBuffer()
    while (underWay > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return { server, port, settled }
}
