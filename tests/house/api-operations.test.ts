import { readdirSync, readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { SHARED_PROBLEMS } from '#app/identity/api-operation.schema.ts'
import { API_ACTIONS } from '#app/identity/api-problem.rules.ts'
import { API_OPERATIONS } from '#app/releases/api-operations.ts'
import { givenKey } from '#tests/factories/pilot.ts'
import { givenOrganisations } from '#tests/factories/who.ts'
import { API_DOCUMENT, expectAsDocumented } from '#tests/setup/api-contract.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'
import { API_ROUTES, KEY_ROUTES, PUBLIC_ROUTES } from './public-routes.ts'

const portal = usePortal()
const isSplat = (name: string) => name.endsWith('.$')
const routes = readdirSync('app/routes').map((file) => ({ file, name: file.replace(/\.tsx?$/, '') })).filter(({ name }) => API_ROUTES.test(name) && !isSplat(name))

/** The address that a route's file stands for, as OpenAPI writes it. */
const pathOf = (name: string) => `/${(name.match(/(?:\[[^\]]*\]|[^.[\]])+/g) ?? [])
  .map((part) => part.replace(/_$/, '').replace(/\[([^\]]*)\]/g, '$1').replace(/^\$(.+)$/, '{$1}')).join('/')}`

const operationsOf = (name: string) => API_OPERATIONS.filter(({ path }) => path === pathOf(name))
const moduleOf = (file: string) => import(`../../app/routes/${file}`) as Promise<Record<'loader' | 'action', never>>
const handlerOf = (method: string) => (method === 'GET' ? 'loader' : 'action')
const withKey = API_OPERATIONS.filter(({ action }) => action !== 'public')
const fileOf = (path: string) => routes.find(({ name }) => pathOf(name) === path)?.file as string

describe('what programs can ask', () => {
  test.each(routes)('$name is described by an operation, listed in releases/api-operations.ts', ({ name }) => {
    expect(operationsOf(name).map(({ path }) => path), `no operation has the path ${pathOf(name)}`).not.toEqual([])
  })

  test.each(API_OPERATIONS.map((operation) => [operation.id, operation] as const))('%s has a route, made by that operation', (_id, { path, method, action }) => {
    const file = fileOf(path)
    expect(file, `no route has the path ${path}`).toBeDefined()
    const source = readFileSync(`app/routes/${file}`, 'utf8')
    if (action === 'public') expect(source).toMatch(new RegExp(`export const ${handlerOf(method)} = public`))
    else expect(source).toMatch(new RegExp(`export const ${handlerOf(method)} = api(?:Loader|Action)\\([A-Z_]+, async`))
  })

  test('no two operations have one name, or one address and method', () => {
    for (const names of [API_OPERATIONS.map(({ id }) => id), API_OPERATIONS.map(({ method, path }) => `${method} ${path}`)]) expect(new Set(names).size).toBe(names.length)
  })

  test.each(API_OPERATIONS.filter(({ group }) => group !== 'portal').map(({ id }) => id))('%s has real answers that are held to the document', (id) => {
    const held = readdirSync('tests/routes', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => readFileSync(`tests/routes/${file}`, 'utf8'))
      .filter((source) => source.includes('expectAsDocumented') && source.includes(`'${id}'`))
    expect(held.length, `no test of the routes calls expectAsDocumented('${id}', answer)`).toBeGreaterThan(0)
  })

  test('every problem is in the guide for callers', () => {
    const guide = readFileSync('docs/pipeline.md', 'utf8')
    const codes = new Set([...SHARED_PROBLEMS, ...API_OPERATIONS.flatMap(({ problems }) => problems ?? [])].map(({ code }) => code))
    expect([...codes].filter((code) => !guide.includes(`\`${code}\``))).toEqual([])
  })

  test('every action that a key can have opens something', () => {
    const sources = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) => /\.server\.ts$/.test(file)).map((file) => readFileSync(`app/${file}`, 'utf8')).join('\n')
    const opened = new Set<string>(API_OPERATIONS.map(({ action }) => action))
    expect(API_ACTIONS.filter((action) => !opened.has(action) && !sources.includes(`'${action}'`))).toEqual([])
  })

  test('the document is OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(API_DOCUMENT))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(API_DOCUMENT.openapi).toMatch(/^3\.1\./)
  })

  test('its examples are of their schemas, and name no number outside the 999 range', () => {
    for (const { id, body, answers } of API_OPERATIONS) {
      for (const content of [body?.content, ...Object.values(answers).map((answer) => answer.content)]) {
        for (const [media, { schema, example }] of Object.entries(content ?? {})) {
          if (example !== undefined) expect(schema.safeParse(example).error && z.prettifyError(schema.safeParse(example).error as z.ZodError), `${id} ${media}`).toBeUndefined()
        }
      }
    }
    expect([...JSON.stringify(API_DOCUMENT).matchAll(/(?<![\w.-])\d{10}(?![\w.-])/g)].map(([number]) => number).filter((number) => !number.startsWith('999'))).toEqual([])
  })
})

describe('every call with a key', () => {
  const params = { ref: 'no-such-thing', id: '00000000-0000-4000-8000-000000000000', '*': 'x' }
  const call = async ({ path, method }: { path: string; method: string }, token: string | null, asked = method) => {
    const module = await moduleOf(fileOf(path))
    const handler = module[handlerOf(asked)]
    return callRoute(portal, handler, {
      path: path.replace(/\{(\w+)\}/g, (_all, name: keyof typeof params) => params[name] ?? 'x'), params,
      init: { method: asked, headers: token === null ? {} : { Authorization: `Bearer ${token}` }, ...(asked === 'GET' ? {} : { body: 'not what it takes' }) },
    })
  }
  const cases = withKey.map((operation) => [operation.id, operation] as const)

  test.each(cases)('%s is refused without a key, as documented', async (id, operation) => {
    for (const token of [null, 'ck_unknown']) {
      const answer = await call(operation, token)
      expect(answer.status).toBe(401)
      expectAsDocumented(id, answer)
    }
  })

  test.each(cases.filter(([, { action }]) => action !== 'any'))('%s is refused to a key without its action, whatever it sends', async (id, operation) => {
    await givenOrganisations(portal)
    const { token } = await givenKey(portal, { actions: API_ACTIONS.filter((action) => action !== operation.action) })
    const answer = await call(operation, token)
    expect(answer.status).toBe(403)
    expectAsDocumented(id, answer)
  })

  test.each(cases)('%s takes its own method alone, and says which', async (id, operation) => {
    await givenOrganisations(portal)
    const { token } = await givenKey(portal, { actions: API_ACTIONS })
    const others = (['GET', 'POST', 'PUT', 'DELETE'] as const).filter((method) => method !== operation.method && !API_OPERATIONS.some((other) => other.path === operation.path && other.method === method))
    for (const method of others) {
      const answer = await call(operation, token, method)
      expect([method, answer.status, answer.headers.get('Allow')]).toEqual([method, 405, operation.method])
      expectAsDocumented(id, answer)
    }
  })
})

test('the routes that ask for a key are those of operations that name one', () => {
  expect(routes.filter(({ name }) => KEY_ROUTES.test(name) && !(name in PUBLIC_ROUTES)).every(({ name }) => operationsOf(name).every(({ action }) => action !== 'public'))).toBe(true)
})
