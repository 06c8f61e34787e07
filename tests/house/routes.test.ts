import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'
import { KEY_ROUTES, PUBLIC_ROUTES, RESIDENT_ROUTES } from './public-routes.ts'

const portal = usePortal()
const folder = 'app/routes'
const routes = readdirSync(folder).map((file) => ({ file, name: file.replace(/\.tsx?$/, ''), source: readFileSync(path.join(folder, file), 'utf8') }))
const isKeyed = (name: string) => KEY_ROUTES.test(name) && !(name in PUBLIC_ROUTES)
const isPublic = (name: string) => name in PUBLIC_ROUTES || RESIDENT_ROUTES.test(name)
const handlerOf = (source: string, name: 'loader' | 'action') => new RegExp(`export const ${name} = (\\w+)`).exec(source)?.[1]
const params = { ref: 'no-such-thing', version: 'v1', '*': 'x' }

describe('every route', () => {
  test('there are routes to hold to their promises', () => {
    expect(routes.length).toBeGreaterThan(20)
    expect(routes.every(({ file }) => /\.tsx?$/.test(file))).toBe(true)
  })

  test.each(routes)('$name is made by a wrapper, and names who may enter', ({ name, source }) => {
    const makers = [handlerOf(source, 'loader'), handlerOf(source, 'action')].filter(Boolean)
    expect(makers.length, `${name} has neither a loader nor an action made by a wrapper`).toBeGreaterThan(0)
    expect(source).not.toMatch(/export (?:async )?function (?:loader|action)|export \{[^}]*\b(?:loader|action)\b/)
    const allowed = isKeyed(name)
      ? ['apiLoader', 'apiAction']
      : isPublic(name) ? ['publicLoader', 'publicAction', 'residentLoader', 'residentAction', 'pageAction'] : ['pageLoader', 'pageAction']
    expect(allowed).toEqual(expect.arrayContaining(makers))
  })

  test.each(routes.filter(({ name }) => !isPublic(name) && !isKeyed(name)))('$name sends a signed-out visitor to sign in', async ({ file, source }) => {
    const module = (await import(`../../app/routes/${file}`)) as Record<string, never>
    for (const name of ['loader', 'action'] as const) {
      if (!handlerOf(source, name)) continue
      const answer = await callRoute(portal, module[name] as never, { path: '/somewhere', params, ...(name === 'action' ? { form: { a: 'b' } } : {}) })
      expect(answer).toMatchObject({ status: 302, location: '/sign-in?next=%2Fsomewhere' })
    }
  })

  test.each(routes.filter(({ name }) => isKeyed(name)))('$name refuses a caller without a key', async ({ name: route, file, source }) => {
    const module = (await import(`../../app/routes/${file}`)) as Record<string, never>
    for (const name of ['loader', 'action'] as const) {
      if (!handlerOf(source, name)) continue
      const answer = await callRoute(portal, module[name] as never, { path: `/${route.split('.')[0]}/x`, params, ...(name === 'action' ? { init: { method: 'POST', body: 'x' } } : {}) })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('Content-Type')).toContain(route.startsWith('fhir.') ? 'application/fhir+json' : 'application/problem+json')
    }
  })

  test('the list of public routes names no route that has gone', () => {
    const names = routes.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(Object.keys(PUBLIC_ROUTES)))
  })
})
