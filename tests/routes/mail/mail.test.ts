import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { addMail } from '#app/letters/mails.store.server.ts'
import { loader as one } from '#app/routes/mail.$id.tsx'
import { loader as all } from '#app/routes/mail._index.tsx'
import { givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
let manager: StaffActor
const id = randomUUID()

beforeEach(async () => {
  await givenOrganisations(portal)
  manager = await givenStaff(portal, 'practice-manager', PRACTICE)
  const sealed = portal.runtime.secrets.seal('mail', JSON.stringify({ to: 'someone@example.org', subject: 'Your choice', text: 'It is recorded', html: '<p>x</p>' }))
  await addMail(portal.runtime.db, { id, organisationCode: PRACTICE.code, message: 'choice-confirmation', sealed, madeAt: portal.now })
})
const read = (as: StaffActor | undefined, mailId: string = id) => callRoute(portal, one, { as, path: `/mail/${mailId}`, params: { id: mailId } })

test('the list says what was asked for and where it stands, without an address', async () => {
  const answer = await callRoute(portal, all, { as: manager, path: '/mail' })
  expect(answer.data).toMatchObject({ sendsMail: false, mails: [{ id, state: 'kept', message: 'choice-confirmation' }] })
  expect(JSON.stringify(answer.data)).not.toContain('example.org')
})

test('reading one shows it, and is in the audit without its words', async () => {
  expect((await read(manager)).data).toMatchObject({ to: 'someone@example.org', subject: 'Your choice', text: 'It is recorded' })
  const entries = await portal.owner`select kind, subject, data from audit_entries`
  expect(entries).toMatchObject([{ kind: 'mail-read', subject: `mail:${id}` }])
  expect(JSON.stringify(entries)).not.toMatch(/example\.org|recorded/)
})

test('another organisation’s mail is not found, and a receptionist may not read any', async () => {
  const stranger = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
  expect((await read(stranger)).status).toBe(404)
  expect((await callRoute(portal, all, { as: stranger, path: '/mail' })).data).toMatchObject({ mails: [] })
  expect((await read(await givenStaff(portal, 'receptionist', PRACTICE))).status).toBe(403)
  expect((await read(undefined)).location).toBe(`/sign-in?next=%2Fmail%2F${id}`)
  expect((await read(manager, 'mangled')).status).toBe(404)
})
