import { beforeEach, describe, expect, test } from 'vitest'
import { action as enter } from '#app/routes/your-choice._index.tsx'
import { action as change } from '#app/routes/your-choice.change.tsx'
import { action as confirm, loader as confirmPage } from '#app/routes/your-choice.confirm.tsx'
import { action as askForMail, loader as donePage } from '#app/routes/your-choice.done.tsx'
import { action as name, loader as namePage } from '#app/routes/your-choice.name.tsx'
import { loader as projectPage } from '#app/routes/your-choice.project.tsx'
import { action as who, loader as whoPage } from '#app/routes/your-choice.who.tsx'
import { givenCampaign, givenLetter, givenPerson, type GivenCampaign, type PersonGiven } from '#tests/factories/letters.ts'
import { givenOrganisations, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'

const portal = usePortal()
let campaign: GivenCampaign
let address = 0
const locations: (string | null)[] = []

beforeEach(async () => {
  await givenOrganisations(portal)
  campaign = await givenCampaign(portal)
  locations.length = 0
})

/** A browser of its own: it keeps the cookie, and remembers where it was sent. */
async function visitor(given: PersonGiven = {}) {
  const person = await givenPerson(portal, PRACTICE, given)
  const letter = await givenLetter(portal, campaign, person)
  let cookie = ''
  address += 1
  const call = async (handler: Parameters<typeof callRoute>[1], path: string, form?: Record<string, string>): Promise<Answer> => {
    const answer = await callRoute(portal, handler, { path, form, init: { headers: { ...(cookie ? { Cookie: cookie } : {}), 'X-Concordat-Client': `203.0.113.${address}` } } })
    cookie = (answer.headers.get('Set-Cookie') ?? cookie).split(';')[0] as string
    locations.push(answer.location)
    return answer
  }
  const [year, month, day] = person.dateOfBirth.split('-') as [string, string, string]
  await call(enter, '/your-choice', { code: letter.code, 'dateOfBirth.day': day, 'dateOfBirth.month': month, 'dateOfBirth.year': year })
  return {
    person, letter, call,
    choose: async (wants: string) => {
      await call(change, '/your-choice/change', { wants })
      return call(confirm, '/your-choice/confirm', { a: 'b' })
    },
    keepCookie: () => cookie,
    setCookie: (value: string) => { cookie = value },
  }
}
const choices = () => portal.owner`select kind, channel, on_whose_word, recorded_by, effective_at, effective_day from choice_events order by recorded_at`

describe('a resident chooses', () => {
  test('not to share: it counts from that instant, on their own word, and gives a reference', async () => {
    const someone = await visitor()
    expect(await someone.choose('do-not-share')).toMatchObject({ status: 302, location: '/your-choice/done' })
    expect(await choices()).toMatchObject([{ kind: 'project-opt-out', channel: 'web', on_whose_word: 'self', recorded_by: null, effective_at: TEST_NOW, effective_day: null }])
    expect(await portal.owner`select outcome, channel, letter_id from replies`).toMatchObject([{ outcome: 'opt-out', channel: 'web', letter_id: someone.letter.id }])
    const done = await someone.call(donePage, '/your-choice/done')
    expect(done.data).toMatchObject({ reference: expect.stringMatching(/^CX-/), isOptOut: true, repeated: false })
    const actors = await portal.owner`select distinct actor from audit_entries where kind = 'choice-recorded'`
    expect(actors).toMatchObject([{ actor: `resident:${someone.letter.id}` }])
  })

  test('to share after all, and not again', async () => {
    const someone = await visitor()
    for (const [index, wants] of ['do-not-share', 'share', 'do-not-share'].entries()) {
      portal.now = new Date(TEST_NOW.getTime() + index * 1000)
      await someone.choose(wants)
    }
    expect((await choices()).map(({ kind }) => kind as string)).toEqual(['project-opt-out', 'project-opt-out-withdrawn', 'project-opt-out'])
    const page = await someone.call(projectPage, '/your-choice/project')
    expect(page.data).toMatchObject({ choice: { standing: 'DENIED', words: 'Do not share your information.' } })
  })

  test('the same thing again: one choice, said plainly, with the first reference', async () => {
    const someone = await visitor()
    await someone.choose('do-not-share')
    const first = (await someone.call(donePage, '/your-choice/done')).data as { reference: string }
    portal.now = new Date(TEST_NOW.getTime() + 60_000)
    await someone.choose('do-not-share')
    expect((await someone.call(donePage, '/your-choice/done')).data).toMatchObject({ reference: first.reference, repeated: true })
    expect(await choices()).toHaveLength(1)
    expect(await portal.owner`select 1 from replies`).toHaveLength(1)
  })

  test('the confirmation sent twice, one after another or at once, is one choice and one reply', async () => {
    const someone = await visitor()
    await someone.call(change, '/your-choice/change', { wants: 'do-not-share' })
    const cookie = someone.keepCookie()
    const send = () => callRoute(portal, confirm, { path: '/your-choice/confirm', form: { a: 'b' }, init: { headers: { Cookie: cookie } } })
    const answers = await Promise.all([send(), send(), send()])
    expect(answers.every(({ location }) => location === '/your-choice/done')).toBe(true)
    expect(await choices()).toHaveLength(1)
    expect(await portal.owner`select 1 from replies`).toHaveLength(1)
    someone.setCookie((answers[2]?.headers.get('Set-Cookie') ?? '').split(';')[0] as string)
    expect((await someone.call(donePage, '/your-choice/done')).data).toMatchObject({ repeated: false })
  })

  test('nothing is ticked beforehand, and nothing chosen is named', async () => {
    const someone = await visitor()
    expect(await someone.call(change, '/your-choice/change', { a: 'b' })).toMatchObject({ status: 400, data: { problems: [{ field: 'wants', message: 'Select what you want' }] } })
    expect(await someone.call(confirmPage, '/your-choice/confirm')).toMatchObject({ location: '/your-choice/change' })
    expect(await someone.call(donePage, '/your-choice/done')).toMatchObject({ location: '/your-choice/project' })
  })

  test('the pages say what is shared, and never a number, an address or a family name', async () => {
    const someone = await visitor()
    await someone.choose('do-not-share')
    const pages = [await someone.call(projectPage, '/your-choice/project'), await someone.call(donePage, '/your-choice/done')]
    expect(pages[0]?.data).toMatchObject({ shared: [['first name and date of birth']], facts: { notShared: ['what you tell your doctor'] } })
    const text = JSON.stringify(pages.map(({ data }) => data))
    for (const secret of [someone.person.nhsNumber, someone.person.localId, 'Sample', '1980-05-17', '1 Test Street', someone.letter.code]) expect(text).not.toContain(`"${secret}"`)
    for (const location of locations) expect(location ?? '').not.toMatch(/1980|Alex|Sample|999000|do-not-share/)
  })
})

describe('children and young people', () => {
  const CHILD = { givenName: 'Sam', dateOfBirth: '2018-02-03' }
  const YOUNG = { givenName: 'Sam', dateOfBirth: '2011-02-03' }

  test('a child’s pages ask who is there before they show anything', async () => {
    const someone = await visitor(CHILD)
    for (const [page, path] of [[projectPage, '/your-choice/project'], [confirmPage, '/your-choice/confirm']] as const) {
      expect(await someone.call(page, path)).toMatchObject({ status: 302, location: '/your-choice/who' })
    }
    expect(await someone.call(change, '/your-choice/change', { wants: 'share' })).toMatchObject({ location: '/your-choice/who' })
  })

  test('a parent who declares responsibility chooses for a child under 13', async () => {
    const parent = await visitor(CHILD)
    expect(await parent.call(who, '/your-choice/who', { who: 'parent' })).toMatchObject({ location: '/your-choice/project' })
    expect((await parent.call(projectPage, '/your-choice/project')).data).toMatchObject({ frame: { word: 'parent', whose: { whose: 'Sam’s' } } })
    expect(await parent.call(change, '/your-choice/change', { wants: 'do-not-share' })).toMatchObject({ location: '/your-choice/name' })
    expect(await parent.call(confirmPage, '/your-choice/confirm')).toMatchObject({ location: '/your-choice/name' })
    expect(await parent.call(name, '/your-choice/name', { holderName: 'Robin' })).toMatchObject({ status: 400, data: { problems: [{ field: 'holderName' }], typed: { holderName: 'Robin' } } })
    expect(await parent.call(name, '/your-choice/name', { holderName: 'Robin Sample' })).toMatchObject({ location: '/your-choice/confirm' })
    expect((await parent.call(confirmPage, '/your-choice/confirm')).data).toMatchObject({ holderName: 'Robin Sample' })
    expect(parent.keepCookie()).not.toMatch(/Robin|Um9iaW/)
    await parent.call(confirm, '/your-choice/confirm', { a: 'b' })
    expect(await choices()).toMatchObject([{ kind: 'project-opt-out', on_whose_word: 'parent' }])
    expect(await portal.owner`select kind, seen, seen_by from choice_authorities`).toMatchObject([{ kind: 'parental-responsibility', seen: 'said-so', seen_by: null }])
  })

  test('a parent without a name changes nothing, and the name is asked of nobody else', async () => {
    const parent = await visitor(CHILD)
    await parent.call(who, '/your-choice/who', { who: 'parent' })
    await parent.call(change, '/your-choice/change', { wants: 'share' })
    expect(await parent.call(confirm, '/your-choice/confirm', { a: 'b' })).toMatchObject({ status: 422, data: { problems: [{ message: expect.stringContaining('full name') }] } })
    expect(await choices()).toHaveLength(0)
    const grown = await visitor()
    expect(await grown.call(namePage, '/your-choice/name')).toMatchObject({ location: '/your-choice/project' })
  })

  test('case X3: what the other parent says does not lift a no, and the page says so', async () => {
    const family = await visitor(CHILD)
    const as = async (holderName: string, wants: string) => {
      const { letter } = family
      await family.call(enter, '/your-choice', { code: letter.code, 'dateOfBirth.day': '3', 'dateOfBirth.month': '2', 'dateOfBirth.year': '2018' })
      await family.call(who, '/your-choice/who', { who: 'parent' })
      await family.call(change, '/your-choice/change', { wants })
      await family.call(name, '/your-choice/name', { holderName })
      await family.call(confirm, '/your-choice/confirm', { a: 'b' })
      portal.now = new Date(portal.now.getTime() + 60_000)
      return (await family.call(donePage, '/your-choice/done')).data
    }
    await as('Robin Sample', 'do-not-share')
    expect(await as('Kim Sample', 'share')).toMatchObject({ isOptOut: false, isStillLeftOut: true, mail: null })
    expect((await family.call(projectPage, '/your-choice/project')).data).toMatchObject({ choice: { standing: 'DENIED' } })
    expect(await as('robin sample', 'share')).toMatchObject({ isStillLeftOut: false })
    expect((await family.call(projectPage, '/your-choice/project')).data).toMatchObject({ choice: { standing: 'PERMITTED' } })
  })

  test.each([
    ['case 18: a child of 8 alone', CHILD, 'self', 'under-13-needs-parent'],
    ['case 18: a parent of a 15-year-old', YOUNG, 'parent', 'aged-13-plus'],
    ['someone else', YOUNG, 'someone-else', 'someone-else'],
  ])('%s is refused with the way to go, the attempt is audited, and nothing changes', async (_who, given, answer, reason) => {
    const someone = await visitor(given)
    const refused = await someone.call(who, '/your-choice/who', { who: answer })
    expect(refused).toMatchObject({ status: 422, data: { refused: { title: expect.any(String), words: expect.stringMatching(/phone|surgery/i) } } })
    expect(await portal.owner`select data from audit_entries where kind = 'choice-refused'`).toMatchObject([{ data: expect.stringContaining(reason) }])
    expect(await choices()).toHaveLength(0)
    expect(await someone.call(projectPage, '/your-choice/project')).toMatchObject({ location: '/your-choice/who' })
  })

  test('case 17: a choice that a parent made at 12 stands at 13; then the parent may not change it, is not shown it, and the young person may', async () => {
    const family = await visitor({ givenName: 'Sam', dateOfBirth: '2013-06-16' })
    await family.call(who, '/your-choice/who', { who: 'parent' })
    await family.call(name, '/your-choice/name', { holderName: 'Robin Sample' })
    await family.choose('do-not-share')
    portal.now = new Date('2026-06-15T23:00:00Z')
    await portal.owner`update letters set code_failures = 0`
    const again = async (answer: string) => {
      const { letter } = family
      await family.call(enter, '/your-choice', { code: letter.code, 'dateOfBirth.day': '16', 'dateOfBirth.month': '6', 'dateOfBirth.year': '2013' })
      return family.call(who, '/your-choice/who', { who: answer })
    }
    expect((await again('parent')).status).toBe(422)
    expect((await family.call(whoPage, '/your-choice/who')).data).toMatchObject({ stage: 'young-person', wasToParent: true })
    expect(await again('self')).toMatchObject({ location: '/your-choice/project' })
    expect((await family.call(projectPage, '/your-choice/project')).data).toMatchObject({ choice: { standing: 'DENIED' } })
    await family.choose('share')
    expect((await choices()).map(({ on_whose_word }) => on_whose_word as string)).toEqual(['parent', 'self'])
  })
})

describe('the confirmation e-mail', () => {
  test('is kept sealed with the work of sending it, and is about a choice of their own', async () => {
    const someone = await visitor()
    await someone.choose('do-not-share')
    expect(await someone.call(askForMail, '/your-choice/done', { email: 'someone@example.org' })).toMatchObject({ location: '/your-choice/done?done=mail' })
    const [mail] = await portal.owner`select organisation_code, message, sealed, sent_at from mails`
    expect(mail).toMatchObject({ organisation_code: PRACTICE.code, message: 'choice-confirmation', sent_at: null })
    expect(Buffer.from(mail?.sealed as Buffer).toString('latin1')).not.toContain('example.org')
    const content = JSON.parse(portal.runtime.secrets.open('mail', mail?.sealed as Buffer)) as Record<string, string>
    expect(content.to).toBe('someone@example.org')
    expect(`${content.subject}${content.text}${content.html}`).not.toMatch(/Alex|Sample|1980|999000/)
    expect(await portal.owner`select 1 from graphile_worker.jobs where task_identifier = 'send-mail'`).toHaveLength(1)
    expect(JSON.stringify(await portal.owner`select * from audit_entries`)).not.toContain('someone@example.org')
  })

  test.each(['', 'not an address', 'two@example.org, three@example.org', 'x@example.org\nBcc: y@example.org'])('%j is no address', async (email) => {
    const someone = await visitor()
    await someone.choose('do-not-share')
    expect(await someone.call(askForMail, '/your-choice/done', { email })).toMatchObject({ status: 400, data: { problems: [expect.objectContaining({ field: 'email' })] } })
    expect(await portal.owner`select 1 from mails`).toHaveLength(0)
  })

  test('may be asked for three times, and not before a choice', async () => {
    const someone = await visitor()
    expect(await someone.call(askForMail, '/your-choice/done', { email: 'a@example.org' })).toMatchObject({ location: '/your-choice/project' })
    await someone.choose('do-not-share')
    const statuses: number[] = []
    for (let i = 0; i < 4; i += 1) statuses.push((await someone.call(askForMail, '/your-choice/done', { email: 'a@example.org' })).status)
    expect(statuses).toEqual([302, 302, 302, 429])
  })
})
