import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hashPassword } from '#app/identity/passwords.server.ts'
import { addUser } from '#app/identity/users.store.server.ts'
import { action, loader } from '#app/routes/sign-in.tsx'
import { COUNCIL, givenOrganisations, givenStaff } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()

/** Each test's tries come from an address of their own, so that the limit by address stays out of it. */
let client = ''

async function givenAccount(): Promise<void> {
  client = randomUUID()
  await givenOrganisations(portal)
  await addUser(portal.runtime.db, {
    id: '00000000-0000-4000-8000-000000000001', email: 'Lead@Testborough.example', name: 'Lee Lead', jobTitle: 'IG lead',
    organisationCode: COUNCIL.code, role: 'ig-lead', passwordHash: await hashPassword('correct horse battery'), madeAt: portal.now,
  })
}
const signIn = (password: string, path = '/sign-in', email = 'lead@testborough.example') =>
  callRoute(portal, action, { path, form: { email, password }, init: { headers: { 'X-Concordat-Client': client } } })

describe('staff sign-in', () => {
  test('a right password opens the desk, with a cookie that scripts cannot read', async () => {
    await givenAccount()
    const answer = await signIn('correct horse battery')
    expect(answer).toMatchObject({ status: 302, location: '/desk' })
    expect(answer.headers.get('Set-Cookie')).toMatch(/concordat_session=.+HttpOnly.*SameSite=Lax/)
    const [row] = await portal.owner`select id from sessions`
    expect(answer.headers.get('Set-Cookie')).not.toContain(row?.id)
  })

  test('a wrong password and an unknown address get the same answer, and what was typed is kept', async () => {
    await givenAccount()
    const wrong = await signIn('something else')
    const unknown = await signIn('something else', '/sign-in', 'nobody@testborough.example')
    expect(wrong.status).toBe(400)
    expect((wrong.data as { problems: unknown }).problems).toEqual((unknown.data as { problems: unknown }).problems)
    expect(wrong.data).toMatchObject({ typed: { email: 'lead@testborough.example' } })
    expect(JSON.stringify(wrong.data)).not.toContain('something else')
  })

  test('after ten wrong tries even the right password waits, and works again after 15 minutes', async () => {
    await givenAccount()
    for (let i = 0; i < 10; i += 1) await signIn('wrong')
    expect((await signIn('correct horse battery')).status).toBe(400)
    portal.now = new Date(portal.now.getTime() + 15 * 60_000 + 1000)
    expect((await signIn('correct horse battery')).status).toBe(302)
  })

  test('wrong tries made at the same moment all count, and the right password then waits', async () => {
    await givenAccount()
    const tries = await Promise.all(Array.from({ length: 12 }, () => signIn('wrong')))
    expect(tries.map((answer) => answer.status)).toEqual(Array.from({ length: 12 }, () => 400))
    expect(await portal.owner`select failed_sign_ins as failures, locked_until is not null as locked from users`).toMatchObject([{ failures: 10, locked: true }])
    expect((await signIn('correct horse battery')).status).toBe(400)
    expect(await portal.owner`select 1 from sessions`).toHaveLength(0)
  })

  test('a right password whose check ends after the account was locked opens nothing', async () => {
    await givenAccount()
    const signingIn = portal.owner.begin(async (tx) => {
      await tx`update users set failed_sign_ins = 10, locked_until = ${new Date(portal.now.getTime() + 60_000)}`
      const answering = signIn('correct horse battery')
      // Only once it waits for the account is it sure that its check is over.
      for (;;) {
        const [waiting] = await portal.owner`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
        if (Number(waiting?.n) > 0) break
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      return { answering }
    })
    expect((await (await signingIn).answering).status).toBe(400)
    expect(await portal.owner`select 1 from sessions`).toHaveLength(0)
  })

  test('never sends anyone to another site afterwards', async () => {
    await givenAccount()
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
      expect((await signIn('correct horse battery', `/sign-in?next=${encodeURIComponent(next)}`)).location).toBe('/desk')
    }
    expect((await signIn('correct horse battery', '/sign-in?next=%2Fprojects')).location).toBe('/projects')
  })

  test('a form from another site is refused', async () => {
    await givenAccount()
    const answer = await callRoute(portal, action, {
      path: '/sign-in', form: { email: 'lead@testborough.example', password: 'x' }, init: { headers: { Origin: 'https://evil.example' } },
    })
    expect(answer.status).toBe(403)
  })

  test('someone signed in already goes to their desk', async () => {
    await givenOrganisations(portal)
    const staff = await givenStaff(portal, 'siro', COUNCIL)
    expect(await callRoute(portal, loader, { as: staff, path: '/sign-in' })).toMatchObject({ status: 302, location: '/desk' })
  })
})
