import http from 'node:http'
import type { ServerBuild } from '@remix-run/node'
import { afterEach, describe, expect, test } from 'vitest'
import { faultForPrograms } from '#app/identity/operation-outcome.server.ts'
import { publicAction } from '#app/identity/route-wrappers.server.ts'
import { serve } from '#app/platform/http-server.server.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
let server: Awaited<ReturnType<typeof serve>> | undefined
afterEach(async () => { await server?.close() })

const action = publicAction(async ({ request, url }) => new Response(`${request.headers.get('Host')} ${url.host} ${request.headers.get('X-Forwarded-Host')}`))

/** One index route whose form has an action, as Remix's own bundle would hold it. */
const build = {
  entry: { module: { default: () => new Response('page') } },
  routes: {
    root: { id: 'root', path: '', module: { default: () => null } },
    people: { id: 'people', parentId: 'root', path: 'people', index: true, module: { default: () => null, action } },
    checks: { id: 'checks', parentId: 'root', path: 'api/checks', module: { action } },
  },
  assets: { entry: { module: '', imports: [] }, routes: {}, url: '', version: '1' },
  publicPath: '/', assetsBuildDirectory: '', basename: '/', mode: 'production', isSpaMode: false,
  future: { v3_singleFetch: true },
} as unknown as ServerBuild

async function post(path: string, headers: Record<string, string>, trustProxy = 0, told?: typeof faultForPrograms): Promise<{ status: number; text: string; type: string }> {
  const runtime = { ...portal.runtime, env: { ...portal.runtime.env, TRUST_PROXY: trustProxy } }
  server = await serve(runtime, build, { port: 0, host: '127.0.0.1', ...(told ? { faultForPrograms: told } : {}) })
  const { port } = server
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, path, method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded', Host: 'portal.example', ...headers } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece: string) => { text += piece }).on('end', () => resolve({ status: response.statusCode ?? 0, text, type: response.headers['content-type'] ?? '' }))
    })
    request.on('error', reject).end('a=b')
  })
}

describe('a form', () => {
  test.each(['/people?index', '/people.data?index', '/api/checks'])('from another site is refused at %s, and so is one from nowhere', async (path) => {
    for (const origin of ['https://evil.example', 'null', 'nonsense']) {
      const answer = await post(path, { Origin: origin })
      expect(answer).toMatchObject({ status: 403, text: expect.stringMatching(/another site/) as string })
      await server?.close()
    }
  })

  test('from another site is refused to programs in their own shape', async () => {
    for (const [path, type, code] of [['/api/checks', 'application/problem+json', '"code":"from-another-site"'], ['/fhir/R4/Consent/_search', 'application/fhir+json', '"forbidden"'], ['/people?index', 'text/plain', 'Open the page here']] as const) {
      const answer = await post(path, { Origin: 'https://evil.example' }, 0, faultForPrograms)
      expect(answer).toMatchObject({ status: 403, type: expect.stringContaining(type) as string, text: expect.stringContaining(code) as string })
      await server?.close()
    }
  })

  test('of our own site is taken', async () => {
    expect(await post('/api/checks', { Origin: 'https://portal.example' })).toMatchObject({ status: 200, text: 'portal.example portal.example null' })
  })

  test('without an origin, as programs send it, is taken', async () => {
    expect(await post('/api/checks', {})).toMatchObject({ status: 200 })
  })

  test('is not let in by a forwarded host that no trusted proxy gave', async () => {
    expect(await post('/people?index', { 'Origin': 'https://evil.example', 'X-Forwarded-Host': 'evil.example' })).toMatchObject({ status: 403 })
    await server?.close()
    expect(await post('/api/checks', { 'Origin': 'https://portal.example', 'X-Forwarded-Host': 'evil.example:99' })).toMatchObject({ status: 200, text: 'portal.example portal.example null' })
  })

  test('is judged by the host that a trusted proxy gives', async () => {
    const given = { 'X-Forwarded-Host': 'portal.example:8443', 'Host': 'inside:3000' }
    expect(await post('/api/checks', { Origin: 'https://portal.example:8443', ...given }, 1)).toMatchObject({ status: 200, text: 'portal.example:8443 portal.example:8443 null' })
    await server?.close()
    expect(await post('/people?index', { Origin: 'http://inside:3000', ...given }, 1)).toMatchObject({ status: 403 })
  })
})
