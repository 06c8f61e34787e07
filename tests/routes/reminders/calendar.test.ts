import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { setCondition } from '#app/approvals/keep-conditions.server.ts'
import { callSitting, giveSeat, makeBoard } from '#app/boards/run-board.server.ts'
import { actionStep } from '#app/documents/dpia/dpia-steps.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { sha256 } from '#app/kernel/sha256.server.ts'
import { addDays, londonDay } from '#app/kernel/uk-date.ts'
import { action, loader } from '#app/routes/account.calendar.tsx'
import { loader as feedLoader } from '#app/routes/calendar.$secret[.]ics.ts'
import { loader as projectLoader } from '#app/routes/projects.$ref.calendar[.]ics.ts'
import { givenSteps } from '#tests/factories/dpia.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { givenCast, givenDrafted, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const today = () => londonDay(portal.now)
const DUE = () => addDays(today(), 20)
const page = (as: StaffActor, more: { readonly form?: Record<string, string>; readonly cookie?: string } = {}) =>
  callRoute(portal, more.form ? action : loader, { as, path: '/account/calendar', ...(more.form ? { form: more.form } : {}), ...(more.cookie ? { init: { headers: { Cookie: more.cookie } } } : {}) })
interface Shown { readonly feed: { readonly id: string; readonly lastReadOn: string | null } | null; readonly address: string | null; readonly done: string | null }
const addressOf = (shown: unknown) => (shown as Shown).address
let caller = 0
/** Each reading from an address of its own, so that the limit for one address is met only where it is tried. */
const read = (secret: string, from = `192.0.2.${(caller += 1) % 250}`) => callRoute(portal, feedLoader, { path: `/calendar/${secret}.ics`, params: { secret }, init: { headers: { 'X-Concordat-Client': from } } })
const summaries = (answer: { readonly data: unknown }) => String(answer.data).replace(/\r\n /g, '').split('\r\n').filter((line) => line.startsWith('SUMMARY:')).map((line) => line.slice(8))

async function givenFeed(as: StaffActor): Promise<string> {
  const made = await page(as, { form: { what: 'make' } })
  expect(made).toMatchObject({ status: 302, location: '/account/calendar' })
  const address = addressOf((await page(as, { cookie: made.headers.get('Set-Cookie')!.split(';')[0] })).data)
  expect(address).toMatch(new RegExp(`^${portal.runtime.publicUrl}/calendar/[\\w-]{43}\\.ics$`))
  return address!.split('/').at(-1)!.replace('.ics', '')
}

async function givenDue() {
  portal.now = TEST_NOW
  const cast = await givenCast(portal)
  const factsVersion = await givenDrafted(portal, cast.lead, furtherFacts())
  expect((await setCondition(contextOf(portal, cast.lead), PROJECT, { what: 'Report on involvement; by post, or by hand', ownerCode: PRACTICE.code, dueOn: DUE(), flowRefs: [], stops: true })).ok).toBe(true)
  return { ...cast, factsVersion }
}

describe('the page of a person’s calendar', () => {
  test('makes an address and shows it once, to its maker’s browser alone, and keeps only its hash', async () => {
    const { lead, siro } = await givenDue()
    expect((await page(lead)).data).toMatchObject({ feed: null, address: null })
    const made = await page(lead, { form: { what: 'make' } })
    const cookie = made.headers.get('Set-Cookie')!.split(';')[0]!
    // A browser may ask for the page as /account/calendar.data, which is not under the page's own path.
    expect(made.headers.get('Set-Cookie')).toMatch(/Path=\/account;.*HttpOnly/)
    const first = await page(lead, { cookie })
    const address = addressOf(first.data)!
    expect(first.headers.get('Cache-Control')).toBe('no-store')
    expect(first.headers.get('Set-Cookie')).toContain('Max-Age=0')
    expect(addressOf((await page(lead)).data)).toBeNull()
    expect(addressOf((await page(siro, { cookie })).data)).toBeNull()
    const secret = address.split('/').at(-1)!.replace('.ics', '')
    const [row] = await portal.owner<{ token_hash: Buffer }[]>`select token_hash from calendar_feeds`
    expect(row!.token_hash.equals(sha256(secret))).toBe(true)
    const entries = await portal.owner<{ kind: string; said: string }[]>`select kind, audit_entries::text as said from audit_entries where kind like 'calendar-feed-%'`
    expect(entries.map(({ kind }) => kind)).toEqual(['calendar-feed-made'])
    expect(entries[0]!.said).not.toContain(secret)
  })

  test('makes one at a time, and withdraws it', async () => {
    const { lead } = await givenDue()
    const secret = await givenFeed(lead)
    expect(await page(lead, { form: { what: 'make' } })).toMatchObject({ status: 409, data: { problems: [{ message: 'You have an address already. Withdraw it to make another.' }] } })
    expect((await read(secret)).status).toBe(200)
    expect(await page(lead, { form: { what: 'withdraw' } })).toMatchObject({ status: 302, location: '/account/calendar?done=withdrawn' })
    expect(await page(lead, { form: { what: 'withdraw' } })).toMatchObject({ status: 409 })
    expect(await read(secret)).toMatchObject({ status: 404 })
    expect(await givenFeed(lead)).not.toBe(secret)
  })

  test('is for anyone with an account, for their own and nobody else’s', async () => {
    const { lead } = await givenDue()
    await givenFeed(lead)
    const member = await givenStaff(portal, 'board-member', COUNCIL)
    expect((await page(member)).data).toMatchObject({ feed: null })
    expect(await page(member, { form: { what: 'withdraw' } })).toMatchObject({ status: 409 })
    expect(((await page(lead)).data as Shown).feed).not.toBeNull()
  })
})

describe('a calendar that reads an address', () => {
  test('is given what is due for its person, with no session, and nothing keeps or passes on the address', async () => {
    const { lead, guardian } = await givenDue()
    const secret = await givenFeed(lead)
    const answer = await read(secret)
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(['Content-Type', 'Cache-Control', 'Referrer-Policy'].map((name) => [name, answer.headers.get(name)]))).toEqual({ 'Content-Type': 'text/calendar; charset=utf-8', 'Cache-Control': 'private, no-cache', 'Referrer-Policy': 'no-referrer' })
    expect(summaries(answer)).toEqual([`Condition: Report on involvement\\; by post\\, or by hand (${furtherFacts().title})`])
    expect(String(answer.data)).toContain(`DTSTART;VALUE=DATE:${DUE().replaceAll('-', '')}`)
    expect(String(answer.data)).not.toContain(secret)
    expect(String((await read(secret)).data)).toBe(String(answer.data))
    expect(summaries(await read(await givenFeed(guardian)))).toHaveLength(1)
    expect(summaries(await read(await givenFeed(await givenStaff(portal, 'ig-lead', OTHER_PRACTICE))))).toEqual([])
    expect(((await page(lead)).data as Shown).feed!.lastReadOn).toBe(today())
  })

  test('is shown what its person may see now: nothing more once the organisation has no part in it', async () => {
    const { guardian } = await givenDue()
    const secret = await givenFeed(guardian)
    expect(summaries(await read(secret))).toHaveLength(1)
    await portal.owner`delete from project_parties where organisation_code = ${PRACTICE.code}`
    expect(summaries(await read(secret))).toEqual([])
  })

  test('is shown the open actions of impact assessments that its person may close, with their days', async () => {
    const { lead, guardian, factsVersion } = await givenDue()
    await givenSteps(portal, lead, factsVersion, [
      actionStep(null, 'a', { what: 'Encrypt the drive', riskId: '', owner: 'Head of IT', ownerCode: '', due: '2026-07-15', isBlocking: false, doneOn: null, proof: '' }, today()),
      actionStep(null, 'b', { what: 'Done before', riskId: '', owner: 'Head of IT', ownerCode: '', due: '2026-07-15', isBlocking: false, doneOn: '2026-06-14', proof: 'Ticket' }, today()),
    ])
    const shown = summaries(await read(await givenFeed(lead)))
    expect(shown.filter((line) => line.startsWith('Action'))).toEqual([`Action of the impact assessment: Encrypt the drive (${furtherFacts().title})`])
    expect(summaries(await read(await givenFeed(guardian))).filter((line) => line.startsWith('Action'))).toEqual([])
    expect(summaries(await read(await givenFeed(await givenStaff(portal, 'receptionist', COUNCIL)))).filter((line) => line.startsWith('Action'))).toEqual([])
  })

  test('is shown the sittings of the boards that its person sits on, and of no others', async () => {
    const { lead, siro } = await givenDue()
    const secretary = await givenStaff(portal, 'board-member', COUNCIL)
    const as = (who: StaffActor) => contextOf(portal, who)
    for (const reference of ['one-group', 'other-group']) {
      expect((await makeBoard(as(lead), { name: reference, reference, bodyId: 'confidentiality-advice', another: true, quorumMembers: 1, quorumLay: 0 })).ok).toBe(true)
      expect((await giveSeat(as(lead), reference, { email: siro.email, kind: 'chair', isLay: false, from: '2026-01-01', to: null })).ok).toBe(true)
    }
    expect((await giveSeat(as(lead), 'one-group', { email: secretary.email, kind: 'secretary', isLay: false, from: '2026-01-01', to: addDays(today(), 10) })).ok).toBe(true)
    for (const days of [3, 20]) expect((await callSitting(as(siro), 'one-group', { kind: 'meeting', heldOn: addDays(today(), days), place: 'Room 4' })).ok).toBe(true)
    expect((await callSitting(as(siro), 'other-group', { kind: 'meeting', heldOn: addDays(today(), 5), place: '' })).ok).toBe(true)
    const calendar = await read(await givenFeed(secretary))
    expect(summaries(calendar)).toHaveLength(1)
    expect(String(calendar.data)).toContain('Where: Room 4')
    expect(summaries(await read(await givenFeed(siro))).filter((line) => line.includes('-group'))).toHaveLength(3)
  })

  test.each(['', 'x', 'not-a-secret', `${'a'.repeat(42)}%`, 'a'.repeat(44)])('finds nothing under %j', async (secret) => {
    expect(await read(secret)).toMatchObject({ status: 404, data: 'There is no calendar at this address.\n' })
  })

  test('finds nothing under another secret, and is asked to wait when it asks too often, by address and by feed', async () => {
    const { lead } = await givenDue()
    expect((await read(randomBytes(32).toString('base64url'))).status).toBe(404)
    const secret = await givenFeed(lead)
    const many = await Promise.all(Array.from({ length: 21 }, () => read(secret)))
    expect(many.filter(({ status }) => status === 200)).toHaveLength(20)
    expect(many.find(({ status }) => status === 429)?.headers.get('Retry-After')).toMatch(/^\d+$/)
    const tries = await Promise.all(Array.from({ length: 121 }, () => read('x', '198.51.100.7')))
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(1)
  })
})

describe('the dates of a project as a file', () => {
  test('are for those who may read the project', async () => {
    const { guardian } = await givenDue()
    const file = (as?: StaffActor) => callRoute(portal, projectLoader, { ...(as ? { as } : {}), path: `/projects/${PROJECT}/calendar.ics`, params: { ref: PROJECT } })
    const answer = await file(guardian)
    expect(answer.headers.get('Content-Disposition')).toBe(`attachment; filename="${PROJECT}.ics"`)
    expect(summaries(answer)).toHaveLength(1)
    expect(await file(await givenStaff(portal, 'ig-lead', OTHER_PRACTICE))).toMatchObject({ status: 404 })
    expect(await file()).toMatchObject({ status: 302 })
  })
})
