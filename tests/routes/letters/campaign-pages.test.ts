import { describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { loader as home } from '#app/routes/practice._index.tsx'
import { action as begin, loader as beginPage } from '#app/routes/practice.campaigns.new.tsx'
import { loader as overview } from '#app/routes/practice.campaigns.$ref._index.tsx'
import { action as setDates, loader as dates } from '#app/routes/practice.campaigns.$ref.closing-date.tsx'
import { action as make, loader as lettersPage } from '#app/routes/practice.campaigns.$ref.letters.tsx'
import { loader as manifest } from '#app/routes/practice.campaigns.$ref.manifest[.]csv.ts'
import { action as posted } from '#app/routes/practice.campaigns.$ref.posted.tsx'
import { loader as preview } from '#app/routes/practice.campaigns.$ref.preview.tsx'
import { loader as previewPdf } from '#app/routes/practice.campaigns.$ref.preview-letter[.]pdf.ts'
import { loader as printFile } from '#app/routes/practice.campaigns.$ref.print-file[.]pdf.ts'
import { action as tell, loader as toldPage } from '#app/routes/practice.campaigns.$ref.told-another-way.tsx'
import { writeLetters } from '#app/letters/write-letters.server.ts'
import { CAMPAIGN, givenDraftCampaign, givenLettersMade, givenPeopleList, givenSurgery, type Surgery } from '#tests/factories/campaigns.ts'
import { testNumber } from '#tests/factories/pilot.ts'
import { PROJECT } from '#tests/factories/projects.ts'
import { COUNCIL, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const params = { ref: CAMPAIGN }
const base = `/practice/campaigns/${CAMPAIGN}`
type Handler = Parameters<typeof callRoute>[1]
const get = (handler: unknown, as: StaffActor | undefined, path = base) => callRoute(portal, handler as Handler, { as, path, params })
const send = (handler: unknown, as: StaffActor | undefined, form: Record<string, string>, path = base) => callRoute(portal, handler as Handler, { as, path, params, form })
const day = (name: string, value: string) => {
  const [year, month, date] = value.split('-') as [string, string, string]
  return { [`${name}.day`]: date, [`${name}.month`]: month, [`${name}.year`]: year }
}
const PEOPLE = [{ nhs_number: testNumber(0), local_id: '1' }, { nhs_number: testNumber(1), local_id: '2', restricted: 'yes', given_name: 'Secret' }]

describe('the way from nothing to letters in envelopes', () => {
  test('is walked page by page', async () => {
    const { manager } = await givenSurgery(portal)
    expect((await get(home, manager)).data).toMatchObject({ home: { people: 0, campaigns: [], mayBegin: [{ ref: PROJECT }] } })
    expect((await get(beginPage, manager)).data).toMatchObject({ projects: [{ ref: PROJECT }] })
    expect(await send(begin, manager, { projectRef: PROJECT, ref: 'Not A Reference' })).toMatchObject({ status: 400, data: { problems: [{ field: 'ref' }], typed: { ref: 'Not A Reference' } } })
    expect(await send(begin, manager, { projectRef: PROJECT, ref: CAMPAIGN })).toMatchObject({ status: 302, location: `${base}?done=made` })
    expect((await get(overview, manager)).data).toMatchObject({ page: { campaign: { state: 'draft' }, notReady: { kind: 'no-people' } } })
    await givenPeopleList(portal, manager, PEOPLE)

    expect((await get(dates, manager)).data).toMatchObject({ promisedDays: 28, letterDate: '2026-06-15', closingDate: '2026-07-13' })
    const tooSoon = await send(setDates, manager, { revision: '1', ...day('letterDate', '2026-06-15'), ...day('closingDate', '2026-07-01') })
    expect(tooSoon).toMatchObject({ status: 400, data: { problems: [{ field: 'closingDate', message: expect.stringContaining('13 July 2026') as string }], typed: { closingDate: { day: '01' } } } })
    expect((await send(setDates, manager, { revision: '1', ...day('letterDate', '2026-06-15'), ...day('closingDate', '2026-07-13') })).location).toBe(`${base}?done=dates`)
    expect(await send(setDates, manager, { revision: '1', ...day('letterDate', '2026-06-16'), ...day('closingDate', '2026-07-20') })).toMatchObject({ status: 409, data: { problems: [{ message: expect.stringContaining('Someone else changed') as string }] } })

    expect((await get(lettersPage, manager)).data).toMatchObject({ forecast: { letters: 1, suppressed: { restricted: 1 } }, notReady: null })
    expect(await send(make, manager, { revision: '2' })).toMatchObject({ status: 400, data: { problems: [{ field: 'isSure' }] } })
    expect((await send(make, manager, { revision: '2', isSure: 'yes' })).location).toBe(`${base}/letters`)
    expect((await get(lettersPage, manager)).data).toMatchObject({ campaign: { state: 'making', lettersTotal: 2 } })
    const [row] = await portal.owner`select id from campaigns`
    await writeLetters(portal.runtime, { campaignId: row?.id as string })
    expect((await get(overview, manager)).data).toMatchObject({ page: { campaign: { state: 'made' }, letters: { printed: 1, pages: 2, suppressed: { restricted: 1 } } } })

    const file = await get(printFile, manager)
    expect(file.headers.get('Content-Type')).toBe('application/pdf')
    expect(String(file.data)).toMatch(/^%PDF-1\.7/)
    expect(file.headers.get('Content-Disposition')).toBe(`attachment; filename="${CAMPAIGN}.pdf"`)
    expect(String((await get(manifest, manager)).data).split('\n')).toHaveLength(3)

    const future = await send(posted, manager, { revision: '4', ...day('postedOn', '2026-06-16') })
    expect(future).toMatchObject({ status: 400, data: { problems: [{ field: 'postedOn' }] } })
    expect((await send(posted, manager, { revision: '4', ...day('postedOn', '2026-06-15') })).location).toBe(`${base}?done=posted`)
    expect((await get(overview, manager)).data).toMatchObject({ page: { campaign: { state: 'posted', window: 'open', postedOn: '2026-06-15' } } })
  })

  test('can be gone back while nothing is posted', async () => {
    const { manager } = await givenLettersMade(portal, PEOPLE)
    expect((await send(posted, manager, { act: 'aside', revision: '4' })).location).toBe(`${base}?done=aside`)
    expect((await get(overview, manager)).data).toMatchObject({ page: { campaign: { state: 'draft' } } })
    expect((await send(posted, manager, { act: 'aside', revision: '5' })).status).toBe(409)
  })
})

describe('the preview', () => {
  test.each([['adult', 'Dear Alex Example', 2], ['parent-or-carer', 'To the parent or carer of Charlie Example', 2], ['large-print', 'Dear Alex Example', 6]])('for %s shows the words and the paper, and no patient', async (kind, salutation, pages) => {
    const surgery = await givenSurgery(portal)
    await givenDraftCampaign(portal, surgery)
    const page = await get(preview, surgery.receptionist, `${base}/preview?to=${kind}`)
    expect(page.data).toMatchObject({ kind, pages, refusal: null })
    expect((page.data as { text: { blocks: unknown[] } }).text.blocks[0]).toMatchObject({ runs: [{ text: salutation }] })
    const pdf = await get(previewPdf, surgery.receptionist, `${base}/preview-letter.pdf?to=${kind}`)
    expect(String(pdf.data)).toMatch(/^%PDF-1\.7/)
    expect((await portal.owner`select data from audit_entries where kind = 'letter-previewed'`)[0]?.data).toBe(`{"sample":"${kind}"}`)
  })
})

describe('the people to tell another way', () => {
  test('are listed with the reason, and the look is recorded; telling one is recorded too', async () => {
    const { manager, receptionist } = await givenLettersMade(portal, PEOPLE)
    const page = await get(toldPage, receptionist)
    const [line] = (page.data as { lines: { letterId: string; name: string; reason: string }[] }).lines
    expect(line).toMatchObject({ name: 'Secret Sample', reason: 'restricted' })
    expect((await portal.owner`select data from audit_entries where kind = 'people-to-tell-opened'`)[0]?.data).toMatch(/^{"people":1,"salt":"[\w-]{22}"}$/)
    expect(await send(tell, manager, { letterId: line?.letterId ?? '', ...day('toldOn', '2026-06-15') })).toMatchObject({ status: 400, data: { problems: [{ field: 'how' }], typed: { letterId: line?.letterId } } })
    expect((await send(tell, manager, { letterId: line?.letterId ?? '', how: 'in-person', ...day('toldOn', '2026-06-15') })).location).toBe(`${base}/told-another-way?done=told`)
    expect(await send(tell, manager, { act: 'returned', code: 'K7XM-3FGH-9PQR' })).toMatchObject({ status: 409, data: { isReturn: true } })
    expect((await send(tell, receptionist, { letterId: line?.letterId ?? '', how: 'in-person', ...day('toldOn', '2026-06-15') })).status).toBe(403)
  })
})

describe('who may', () => {
  const everyLoader = { home, beginPage, overview, dates, lettersPage, preview, previewPdf, printFile, manifest, toldPage }
  const everyAction = { begin, setDates, make, posted, tell }
  const forms = { begin: { projectRef: PROJECT, ref: CAMPAIGN }, setDates: { revision: '2', ...day('letterDate', '2026-06-15'), ...day('closingDate', '2026-07-13') }, make: { revision: '2', isSure: 'yes' }, posted: { revision: '2', ...day('postedOn', '2026-06-15') }, tell: { letterId: 'x', how: 'audio', ...day('toldOn', '2026-06-15') } }

  test('a receptionist reads and does not change', async () => {
    const { receptionist } = await givenLettersMade(portal, PEOPLE)
    for (const [name, loader] of Object.entries({ home, overview, preview, toldPage })) expect((await get(loader, receptionist)).status, name).toBe(200)
    for (const [name, loader] of Object.entries({ beginPage, dates, lettersPage, printFile, manifest })) expect((await get(loader, receptionist)).status, name).toBe(403)
    for (const [name, action] of Object.entries(everyAction)) expect((await send(action, receptionist, forms[name as keyof typeof forms])).status, name).toBe(403)
  })

  test('to another practice the campaign is not there', async () => {
    await givenLettersMade(portal, PEOPLE)
    const other = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    for (const [name, loader] of Object.entries(everyLoader)) if (name !== 'home' && name !== 'beginPage') expect((await get(loader, other)).status, name).toBe(404)
    for (const [name, action] of Object.entries(everyAction)) if (name !== 'begin') expect((await send(action, other, forms[name as keyof typeof forms])).status, name).toBe(404)
    expect((await get(home, other)).data).toMatchObject({ home: { campaigns: [], people: 0, mayBegin: [] } })
  })

  test('a council has no page of this kind', async () => {
    const surgery: Surgery = await givenSurgery(portal)
    const guardian = await givenStaff(portal, 'caldicott-guardian', COUNCIL)
    expect((await get(home, guardian)).status).toBe(404)
    expect((await get(home, surgery.lead)).status).toBe(403)
  })

  test('someone signed out signs in first', async () => {
    for (const [name, loader] of Object.entries(everyLoader)) expect((await get(loader, undefined)).location, name).toMatch(/^\/sign-in/)
    for (const [name, action] of Object.entries(everyAction)) expect((await send(action, undefined, forms[name as keyof typeof forms])).location, name).toMatch(/^\/sign-in/)
  })
})
