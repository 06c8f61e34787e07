import http from 'node:http'
import type { ServerBuild } from '@remix-run/node'
import { afterAll, expect, test } from 'vitest'
import { apiAction, apiLoader } from '#app/identity/api-wrappers.server.ts'
import { faultForPrograms } from '#app/identity/operation-outcome.server.ts'
import { serve } from '#app/platform/http-server.server.ts'
import { ASK_GATE } from '#app/releases/gate.operation.ts'
import { givenKey } from '#tests/factories/pilot.ts'
import { givenOrganisations } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
let server: Awaited<ReturnType<typeof serve>> | undefined
afterAll(async () => { await server?.close() })

/** One endpoint, as Remix’s own bundle would hold it. */
const build = {
  entry: { module: { default: () => new Response('page') } },
  routes: {
    root: { id: 'root', path: '', module: { default: () => null } },
    gate: { id: 'gate', parentId: 'root', path: 'api/gate', module: { loader: apiLoader(ASK_GATE), action: apiAction(ASK_GATE) } },
  },
  assets: { entry: { module: '', imports: [] }, routes: {}, url: '', version: '1' },
  publicPath: '/', assetsBuildDirectory: '', basename: '/', mode: 'production', isSpaMode: false,
  future: { v3_singleFetch: true },
} as unknown as ServerBuild

async function ask(method: string, path: string, token = ''): Promise<{ status: number; type: string; allow: string | undefined; text: string }> {
  server ??= await serve(portal.runtime, build, { port: 0, host: '127.0.0.1', faultForPrograms })
  const { port } = server
  return new Promise((resolve, reject) => {
    http.request({ host: '127.0.0.1', port, path, method, headers: { Host: 'portal.example', ...(token ? { Authorization: `Bearer ${token}` } : {}) } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece: string) => { text += piece })
        .on('end', () => resolve({ status: response.statusCode ?? 0, type: String(response.headers['content-type']).split(';')[0] as string, allow: response.headers.allow, text }))
    }).on('error', reject).end()
  })
}

test('a method that nobody knows is refused by a program’s endpoint in its own words, with the one that it takes', async () => {
  await givenOrganisations(portal)
  const { token } = await givenKey(portal)
  for (const method of ['TRACE', 'PROPFIND', 'OPTIONS', 'PUT', 'PURGE']) {
    expect(await ask(method, '/api/gate', token)).toMatchObject({ status: 405, type: 'application/problem+json', allow: 'POST', text: expect.stringContaining('"code":"method-not-allowed"') })
    expect(await ask(method, '/api/gate')).toMatchObject({ status: 401, type: 'application/problem+json' })
  }
})

test('and at a page in plain words', async () => {
  for (const method of ['TRACE', 'PROPFIND']) expect(await ask(method, '/')).toMatchObject({ status: 405, type: 'text/plain', allow: 'GET, HEAD, POST' })
})

test('a fault before any endpoint is reached is told to programs as JSON, and as FHIR where that is spoken', async () => {
  expect(faultForPrograms('/api/x')).toMatchObject({ type: 'application/problem+json', body: expect.stringContaining('"code":"fault"') })
  expect(JSON.parse(faultForPrograms('/fhir/R4/x').body)).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'exception' }] })
})
