import { describe, expect, test } from 'vitest'
import { endMatter } from '#app/documents/end-matter.words.ts'
import { readPaper } from '#app/documents/read-document.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { hashPassword } from '#app/identity/passwords.server.ts'
import { chaseMembers } from '#app/letters/chase-members.server.ts'
import { loader as agreements, action as signMany } from '#app/routes/practice.agreements.tsx'
import { action as say } from '#app/routes/documents.$ref.membership.tsx'
import { loader as whoSigns, action as letSign } from '#app/routes/settings.signing.tsx'
import { COUNTY_PROTOCOL, givenCounty, practiceOf } from '#tests/factories/county.ts'
import { SIGNING_PASSWORD } from '#tests/factories/projects.ts'
import { contextOf, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'

const portal = usePortal()
const DAYS = { 'from.day': '16', 'from.month': '6', 'from.year': '2026', 'until.day': '30', 'until.month': '6', 'until.year': '2026' }
const give = (as: StaffActor, userId: string, form: Record<string, string> = {}) => callRoute(portal, letSign, { as, path: '/settings/signing', form: { userId, password: SIGNING_PASSWORD, ...DAYS, ...form } })
async function givenManager(practice = practiceOf(0)): Promise<StaffActor> {
  const manager = await givenStaff(portal, 'practice-manager', practice)
  await portal.owner`update users set password_hash = ${await hashPassword(SIGNING_PASSWORD)} where id = ${manager.userId}`
  return manager
}
async function sign(as: StaffActor): Promise<Answer> {
  const { papers } = (await callRoute(portal, agreements, { as, path: '/practice/agreements' })).data as { papers: { documentRef: string; number: number; contentHash: string }[] }
  return callRoute(portal, signMany, { as, path: '/practice/agreements', form: { chosen: papers.map((paper) => `${paper.documentRef} ${paper.number} ${paper.contentHash}`), agree: 'yes', fullName: as.name, password: SIGNING_PASSWORD } })
}

describe('a practice manager', () => {
  test('signs between the two days, and the paper says who, in what post, and on whose word', async () => {
    const { guardian, lead } = await givenCounty(portal, 2)
    const manager = await givenManager()
    expect((await sign(manager)).status).toBe(403)
    expect((await give(guardian, manager.userId)).location).toBe('/settings/signing?done=given')
    expect((await sign(manager)).status).toBe(403)
    portal.now = new Date('2026-06-16T09:00:00Z')
    expect((await sign(manager)).location).toBe('/practice/agreements?done=signed')
    const paper = JSON.stringify(endMatter((await readPaper(contextOf(portal, lead), COUNTY_PROTOCOL, 1))!))
    expect(paper).toContain(`${manager.name}, ${manager.jobTitle}`)
    expect(paper).toContain(`on the word of ${guardian.name}, ${guardian.jobTitle}`)
    expect(await portal.owner`select kind, subject, data::jsonb as data from audit_entries where kind in ('signing-delegated', 'document-signed') order by seq`).toEqual([
      { kind: 'signing-delegated', subject: `staff:${manager.userId}`, data: { from: '2026-06-16', until: '2026-06-30' } },
      { kind: 'document-signed', subject: `document:${COUNTY_PROTOCOL}`, data: expect.objectContaining({ standsIn: true }) as object },
    ])
  })

  test('signs no more once the days are over or it was ended, and what was signed stands', async () => {
    const { guardian } = await givenCounty(portal, 2)
    const manager = await givenManager()
    await give(guardian, manager.userId)
    portal.now = new Date('2026-06-30T23:00:00Z')
    expect((await sign(manager)).status).toBe(403)
    portal.now = new Date('2026-06-20T09:00:00Z')
    const { id } = ((await callRoute(portal, whoSigns, { as: guardian, path: '/x' })).data as { delegations: { id: string }[] }).delegations[0]!
    expect((await callRoute(portal, letSign, { as: manager, path: '/x', form: { end: id } })).status).toBe(403)
    expect((await callRoute(portal, letSign, { as: await givenStaff(portal, 'caldicott-guardian', OTHER_PRACTICE), path: '/x', form: { end: id } })).status).toBe(404)
    expect((await callRoute(portal, letSign, { as: guardian, path: '/x', form: { end: id } })).location).toBe('/settings/signing?done=ended')
    expect((await callRoute(portal, letSign, { as: guardian, path: '/x', form: { end: id } })).status).toBe(409)
    expect((await sign(manager)).status).toBe(403)
    expect(await portal.owner`select 1 from signatures`).toHaveLength(0)
  })

  test('declines and gives notice as well, is reminded, and passes nothing on', async () => {
    const { guardian, lead } = await givenCounty(portal, 2)
    const manager = await givenManager()
    portal.now = new Date('2026-06-16T09:00:00Z')
    const params = { ref: COUNTY_PROTOCOL }
    const decline = () => callRoute(portal, say, { as: manager, path: '/x', params, form: { say: 'declined', reason: 'Not now', password: SIGNING_PASSWORD } })
    expect((await decline()).status).toBe(403)
    await give(guardian, manager.userId)
    expect((await give(manager, manager.userId)).status).toBe(403)
    await chaseMembers(contextOf(portal, lead), COUNTY_PROTOCOL)
    expect(await portal.owner`select 1 from mails`).toHaveLength(2)
    expect((await decline()).status).toBe(302)
  })

  test('is let sign by an officer of the same practice alone, with the password, and for days that make sense; what was typed is kept', async () => {
    const { guardian, siro } = await givenCounty(portal, 2)
    const [manager, stranger] = [await givenManager(), await givenManager(OTHER_PRACTICE)]
    expect(await give(guardian, manager.userId, { password: 'wrong' })).toMatchObject({ status: 400, data: { problems: [{ field: 'password' }], typed: { userId: manager.userId } } })
    expect(await give(guardian, stranger.userId)).toMatchObject({ status: 400, data: { problems: [{ field: 'userId' }] } })
    expect(await give(guardian, manager.userId, { 'until.year': '2025' })).toMatchObject({ status: 400, data: { problems: [{ field: 'until' }] } })
    expect((await give(siro, manager.userId)).status).toBe(403)
    expect(await portal.owner`select 1 from signing_delegations`).toHaveLength(0)
    expect((await callRoute(portal, whoSigns, { path: '/settings/signing' })).location).toContain('/sign-in')
    expect((await callRoute(portal, whoSigns, { as: await givenStaff(portal, 'receptionist', practiceOf(0)), path: '/x' })).status).toBe(403)
  })
})
