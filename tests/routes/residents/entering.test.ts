import { beforeEach, describe, expect, test } from 'vitest'
import { action, loader } from '#app/routes/your-choice._index.tsx'
import { loader as project } from '#app/routes/your-choice.project.tsx'
import { action as finish } from '#app/routes/your-choice.finish.tsx'
import { NOT_MATCHED } from '#app/letters/resident.words.ts'
import { givenCampaign, givenLetter, givenPerson, type GivenCampaign, type GivenLetter } from '#tests/factories/letters.ts'
import { givenOrganisations, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'

const portal = usePortal()
let campaign: GivenCampaign
let letter: GivenLetter
let address = 0

beforeEach(async () => {
  await givenOrganisations(portal)
  campaign = await givenCampaign(portal)
  letter = await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE))
  address += 1
})

const RIGHT = { 'dateOfBirth.day': '17', 'dateOfBirth.month': '5', 'dateOfBirth.year': '1980' }
const WRONG = { ...RIGHT, 'dateOfBirth.year': '1981' }
const NO_SUCH_CODE = 'XXXXXXXXXXXX'

/** Each test comes from an address of its own, so that only the one about throttling meets the limit. */
const enter = (code: string, birth: Record<string, string>, from = `192.0.2.${address}`) =>
  callRoute(portal, action, { path: '/your-choice', form: { code, ...birth }, init: { headers: { 'X-Concordat-Client': from } } })
const cookieOf = (answer: Answer) => (answer.headers.get('Set-Cookie') ?? '').split(';')[0] as string
const shown = (answer: Answer) => ({ status: answer.status, problems: (answer.data as { problems: unknown }).problems })

describe('entering with a code and a date of birth', () => {
  test('opens the project, with a cookie that scripts cannot read and that is sent to the resident’s pages alone', async () => {
    const answer = await enter(letter.code, RIGHT)
    expect(answer).toMatchObject({ status: 302, location: '/your-choice/project' })
    expect(answer.headers.get('Set-Cookie')).toMatch(/^concordat_resident=.+Path=\/your-choice.*HttpOnly.*SameSite=Lax/)
    expect(Buffer.from(cookieOf(answer).split('=')[1]?.split('.')[0] ?? '', 'base64').toString()).not.toContain(letter.code)
    expect(await callRoute(portal, project, { path: '/your-choice/project', init: { headers: { Cookie: cookieOf(answer) } } })).toMatchObject({ status: 200 })
  })

  test('forgives spaces, hyphens and small letters', async () => {
    const typed = `${letter.code.slice(0, 4)}-${letter.code.slice(4, 8)} ${letter.code.slice(8)}`.toLowerCase()
    expect((await enter(typed, RIGHT)).status).toBe(302)
  })

  test('a wrong code, a wrong date, a code that waits and letters that open nothing get one and the same answer', async () => {
    const wrongCode = await enter(NO_SUCH_CODE, RIGHT)
    const wrongDate = await enter(letter.code, WRONG)
    const answers = [wrongCode, wrongDate]
    for (const given of [{ isDeceased: true }, { isRestricted: true }]) {
      answers.push(await enter((await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE, given))).code, RIGHT))
    }
    answers.push(await enter((await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE), { suppression: 'address-unusable' })).code, RIGHT))
    for (let i = 0; i < 5; i += 1) await enter(letter.code, WRONG)
    answers.push(await enter(letter.code, RIGHT))
    for (const answer of answers) {
      expect(shown(answer)).toEqual({ status: 400, problems: [{ field: 'code', message: NOT_MATCHED }] })
      expect(answer.headers.get('Set-Cookie')).toBeNull()
      expect(Object.keys(answer.data as object).sort()).toEqual(Object.keys(wrongCode.data as object).sort())
    }
  })

  test('a wrong code does as many statements as a wrong date', async () => {
    const counted = async (code: string, birth: Record<string, string>) => {
      const before = await portal.owner`select count(*)::int as count from audit_entries`
      await enter(code, birth)
      const after = await portal.owner`select count(*)::int as count from audit_entries`
      return (after[0]?.count as number) - (before[0]?.count as number)
    }
    expect(await counted(NO_SUCH_CODE, RIGHT)).toBe(await counted(letter.code, WRONG))
  })

  test('five wrong dates lock the code for an hour, in the audit without the code; then it opens again', async () => {
    for (let i = 0; i < 5; i += 1) await enter(letter.code, WRONG)
    const entries = await portal.owner`select kind, subject, data from audit_entries where kind = 'code-locked'`
    expect(entries).toMatchObject([{ subject: `letter:${letter.id}` }])
    portal.now = new Date(TEST_NOW.getTime() + 3_599_000)
    expect((await enter(letter.code, RIGHT)).status).toBe(400)
    portal.now = new Date(TEST_NOW.getTime() + 3_600_000)
    expect((await enter(letter.code, RIGHT)).status).toBe(302)
    const all = JSON.stringify(await portal.owner`select * from audit_entries`)
    expect(all).not.toContain(letter.code)
    expect(all).not.toMatch(/1980-05-17|Sample/)
  })

  test('guesses at one code at the same moment are counted one by one', async () => {
    await Promise.all(Array.from({ length: 5 }, () => enter(letter.code, WRONG)))
    expect((await enter(letter.code, RIGHT)).status).toBe(400)
  })

  test('too many tries from one address wait, and are told how long', async () => {
    const answers: Answer[] = []
    for (let i = 0; i < 21; i += 1) answers.push(await enter(NO_SUCH_CODE, RIGHT, '198.51.100.7'))
    expect(answers.slice(0, 20).every(({ status }) => status === 400)).toBe(true)
    expect(answers[20]?.status).toBe(429)
    expect(Number(answers[20]?.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect((await enter(letter.code, RIGHT)).status).toBe(302)
  })

  test.each([
    ['no code', '', RIGHT, 'code'],
    ['a code too short', '4C7D', RIGHT, 'code'],
    ['no date', NO_SUCH_CODE, {}, 'dateOfBirth'],
    ['a day that is none', NO_SUCH_CODE, { ...RIGHT, 'dateOfBirth.day': '31', 'dateOfBirth.month': '2' }, 'dateOfBirth'],
  ])('%s is named, and what was typed is kept', async (_what, code, birth, field) => {
    const answer = await enter(code, birth)
    expect(answer).toMatchObject({ status: 400, data: { problems: [expect.objectContaining({ field })], typed: { code } } })
  })

  test('nothing of the code, the name or the date stands in an address', async () => {
    const answer = await enter(letter.code, RIGHT)
    expect(answer.location).not.toMatch(new RegExp(`${letter.code}|1980|Alex|Sample`))
  })
})

describe('a visit', () => {
  test('without a cookie, with a changed one, and after 30 minutes leads back to the start', async () => {
    const cookie = cookieOf(await enter(letter.code, RIGHT))
    const visit = (Cookie?: string) => callRoute(portal, project, { path: '/your-choice/project', init: Cookie ? { headers: { Cookie } } : {} })
    const back = { status: 302, location: '/your-choice?ended=yes' }
    expect(await visit()).toMatchObject(back)
    expect(await visit(`${cookie}x`)).toMatchObject(back)
    portal.now = new Date(TEST_NOW.getTime() + 30 * 60_000)
    expect(await visit(cookie)).toMatchObject(back)
    expect(await callRoute(portal, loader, { path: '/your-choice?ended=yes' })).toMatchObject({ data: { ended: true } })
  })

  test('ends when the letter stops opening', async () => {
    const cookie = cookieOf(await enter(letter.code, RIGHT))
    await portal.owner`update people set is_restricted = true where id = ${letter.person.id}`
    expect(await callRoute(portal, project, { path: '/your-choice/project', init: { headers: { Cookie: cookie } } })).toMatchObject({ location: '/your-choice?ended=yes' })
  })

  test('is cleared by finishing', async () => {
    const answer = await callRoute(portal, finish, { path: '/your-choice/finish', form: { a: 'b' } })
    expect(answer).toMatchObject({ status: 302, location: '/your-choice/finish' })
    expect(answer.headers.get('Set-Cookie')).toMatch(/Max-Age=0/)
  })
})
