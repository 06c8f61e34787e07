import { describe, expect, test } from 'vitest'
import { verifyAudit } from '#app/audit/verify-audit.server.ts'
import { downloadManifest, downloadPrintFile } from '#app/letters/download-letters.server.ts'
import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import { WHOLE_PROTOCOL } from '#app/documents/schedule.rules.ts'
import { makeCampaign } from '#app/letters/make-campaign.server.ts'
import { readPreviewPage } from '#app/letters/preview-letter.server.ts'
import { makeLetters } from '#app/letters/make-letters.server.ts'
import { readCampaignPage } from '#app/letters/read-campaign-page.server.ts'
import { optOutWindow } from '#app/letters/campaign.rules.ts'
import { readTelling, readTold } from '#app/letters/read-notification.server.ts'
import { readPeopleToTell } from '#app/letters/read-people-to-tell.server.ts'
import { recordLettersPosted } from '#app/letters/record-letters-posted.server.ts'
import { recordReturnedLetter } from '#app/letters/record-returned-letter.server.ts'
import { setClosingDate } from '#app/letters/set-closing-date.server.ts'
import { setLettersAside } from '#app/letters/set-letters-aside.server.ts'
import { tellPersonAnotherWay } from '#app/letters/tell-person-another-way.server.ts'
import { writeLetters } from '#app/letters/write-letters.server.ts'
import { buffer } from 'node:stream/consumers'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { CAMPAIGN, CLOSING_DATE, givenDraftCampaign, givenLettersMade, givenPeopleList, givenSurgery, LETTER_DATE, type Surgery } from '#tests/factories/campaigns.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { givenSchedule } from '#tests/factories/groups.ts'
import { testNumber } from '#tests/factories/pilot.ts'
import type { ListRowGiven } from '#tests/factories/people-lists.ts'
import { PROJECT } from '#tests/factories/projects.ts'
import { contextOf, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const as = (surgery: Surgery, who: 'manager' | 'receptionist' | 'guardian' | 'lead' = 'manager') => contextOf(portal, surgery[who])
const rows = (...given: ListRowGiven[]) => given.map((row, index) => ({ nhs_number: testNumber(index), local_id: String(1000 + index), ...row }))
const EVERY_KIND = rows(
  {}, { given_name: 'Bobbie', date_of_birth: '2013-06-16' }, { given_name: 'Large', format: 'large-print' }, { given_name: 'Dead', deceased: 'yes' },
  { given_name: 'Secret', restricted: 'yes' }, { given_name: 'Braille', format: 'braille' }, { given_name: 'Nowhere', address_line_1: '', address_line_2: '', postcode: '' },
)
const kindOf = (result: { ok: boolean; refusal?: { kind: string } }) => (result.ok ? 'ok' : result.refusal?.kind)
const lettersByName = async () => Object.fromEntries((await portal.owner`
  select p.given_name, l.id, l.position, l.addressee, l.suppression, l.pages, l.told_at, l.returned_at, l.reply_code_sealed from letters l join people p on p.id = l.person_id`).map((row) => [row.given_name as string, row]))
const post = (surgery: Surgery, postedOn = LETTER_DATE) => recordLettersPosted(as(surgery), { ref: CAMPAIGN, postedOn, revision: 4 })

describe('starting a campaign', () => {
  const make = (surgery: Surgery, ref = CAMPAIGN, who: 'manager' | 'receptionist' | 'lead' = 'manager') => makeCampaign(as(surgery, who), { projectRef: PROJECT, ref })
  test('needs a practice manager of a party, and a drafted protocol; the same form twice is one campaign', async () => {
    const surgery = await givenSurgery(portal)
    expect(kindOf(await make(surgery, CAMPAIGN, 'receptionist'))).toBe('not-allowed')
    expect(kindOf(await make(surgery, CAMPAIGN, 'lead'))).toBe('not-allowed')
    const other = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    expect(kindOf(await makeCampaign(contextOf(portal, other), { projectRef: PROJECT, ref: CAMPAIGN }))).toBe('project-not-found')
    expect(kindOf(await make(surgery))).toBe('ok')
    expect(kindOf(await make(surgery))).toBe('ok')
    expect(kindOf(await make(surgery, 'another-name'))).toBe('campaign-there-already')
    expect(await portal.owner`select ref, state from campaigns`).toMatchObject([{ ref: CAMPAIGN, state: 'draft' }])
  })
})

describe('the closing date', () => {
  test('of the second of two who set it at once is refused, and what was saved stays', async () => {
    const surgery = await givenSurgery(portal)
    await givenDraftCampaign(portal, surgery)
    const late = await setClosingDate(as(surgery), { ref: CAMPAIGN, letterDate: LETTER_DATE, closingDate: '2026-07-20', revision: 1 })
    expect(kindOf(late)).toBe('changed-since-read')
    expect(kindOf(await setClosingDate(as(surgery), { ref: CAMPAIGN, letterDate: LETTER_DATE, closingDate: CLOSING_DATE, revision: 1 }))).toBe('ok')
    expect(kindOf(await setClosingDate(as(surgery), { ref: CAMPAIGN, letterDate: LETTER_DATE, closingDate: '2026-06-20', revision: 2 }))).toBe('closing-date-too-soon')
    expect(kindOf(await setClosingDate(as(surgery), { ref: CAMPAIGN, letterDate: LETTER_DATE, closingDate: '2026-07-20', revision: 2 }))).toBe('ok')
  })

  test('is no business of another practice, for whom the campaign is not there', async () => {
    const surgery = await givenSurgery(portal)
    await givenDraftCampaign(portal, surgery)
    const other = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    expect(kindOf(await setClosingDate(contextOf(portal, other), { ref: CAMPAIGN, letterDate: LETTER_DATE, closingDate: '2026-07-20', revision: 2 }))).toBe('not-found')
    expect(await readCampaignPage(contextOf(portal, other), CAMPAIGN)).toBeNull()
  })
})

describe('making letters', () => {
  const ask = (surgery: Surgery, revision = 2) => makeLetters(as(surgery), { ref: CAMPAIGN, revision })
  test('waits for the people list, and for the practice to sign the newest protocol', async () => {
    const surgery = await givenSurgery(portal, { isSigned: false })
    await givenDraftCampaign(portal, surgery)
    expect(kindOf(await ask(surgery))).toBe('no-people')
    await givenPeopleList(portal, surgery.manager, EVERY_KIND)
    expect(kindOf(await ask(surgery))).toBe('protocol-not-signed-by-practice')
    await portal.owner`update people_list_uploads set state = 'reading'`
    expect(kindOf(await ask(surgery))).toBe('list-being-read')
  })

  test('waits for the dates, and for dates that are not past', async () => {
    const surgery = await givenSurgery(portal)
    await givenPeopleList(portal, surgery.manager, EVERY_KIND)
    await makeCampaign(as(surgery), { projectRef: PROJECT, ref: CAMPAIGN })
    expect(kindOf(await ask(surgery, 1))).toBe('no-closing-date')
    await setClosingDate(as(surgery), { ref: CAMPAIGN, letterDate: LETTER_DATE, closingDate: CLOSING_DATE, revision: 1 })
    portal.now = new Date('2026-06-15T23:30:00Z')
    expect(kindOf(await ask(surgery))).toBe('letter-date-past')
  })

  test('gives each person one letter or a reason, each with a code of its own', async () => {
    await givenLettersMade(portal, EVERY_KIND)
    const letters = await lettersByName()
    const outcome = Object.fromEntries(Object.entries(letters).map(([name, letter]) => [name, letter.suppression ?? `${letter.addressee}, ${letter.pages} pages`]))
    expect(outcome).toEqual({
      Alex: 'self, 2 pages', Bobbie: 'parent-or-carer, 2 pages', Large: 'self, 6 pages', Dead: 'deceased', Secret: 'restricted', Braille: 'format-not-printable', Nowhere: 'address-unusable',
    })
    expect(Object.values(letters).map((letter) => letter.position).filter(Boolean).sort()).toEqual([1, 2, 3])
    const codes = Object.values(letters).map((letter) => portal.runtime.secrets.open('reply-code', letter.reply_code_sealed as Buffer))
    expect(new Set(codes).size).toBe(7)
    for (const code of codes) expect(code).toMatch(/^[34679CDFGHJKMNPQRTVWXY]{12}$/)
    expect((await portal.owner`select data from audit_entries where kind = 'letters-made'`)[0]?.data).toMatch(/^{"letters":3,"salt":"[\w-]{22}","suppressed":4}$/)
    expect(await verifyAudit(portal.runtime.db)).toMatchObject({ holds: true })
  })

  test('tells of what the surgery’s schedule leaves, and keeps that, whatever is signed later', async () => {
    const surgery = await givenSurgery(portal)
    await givenPeopleList(portal, surgery.manager, rows({}))
    await givenDraftCampaign(portal, surgery)
    const [first, second] = someFacts().flows.map(({ ref }) => ref) as [string, string]
    await givenSchedule(portal, PRACTICE, { ...WHOLE_PROTOCOL, flowsLeftOut: [first], optOutContact: 'Reception, 01632 960201' })
    expect(kindOf(await ask(surgery))).toBe('ok')
    const [campaign] = await portal.owner`select id, flows_told, opt_out_contact from campaigns`
    expect(campaign).toMatchObject({ flows_told: [second], opt_out_contact: 'Reception, 01632 960201' })
    portal.now = new Date(portal.now.getTime() + 60_000)
    await givenSchedule(portal, PRACTICE, WHOLE_PROTOCOL)
    await writeLetters(portal.runtime, { campaignId: campaign?.id as string })
    const preview = await readPreviewPage(as(surgery), CAMPAIGN, 'adult')
    const said = preview?.text?.blocks.flatMap((block) => block.runs.map(({ text }) => text)).join(' ')
    expect(said).toContain('get in touch with Reception, 01632 960201')
    expect(said?.match(/To +Testborough Council/g)).toHaveLength(1)
    expect((await readTelling(portal.runtime.db, (await readAgreementForProject(portal.runtime.db, PROJECT))!.projectId, PRACTICE.code))?.flowsTold).toEqual([second])
    expect(kindOf(await setLettersAside(as(surgery), { ref: CAMPAIGN, revision: 4 }))).toBe('ok')
    expect(kindOf(await ask(surgery, 5))).toBe('ok')
    expect(await portal.owner`select flows_told, opt_out_contact from campaigns`).toMatchObject([{ flows_told: [first, second], opt_out_contact: '' }])
  })

  test('is refused where the schedules leave the surgery nothing to send', async () => {
    const surgery = await givenSurgery(portal)
    await givenPeopleList(portal, surgery.manager, rows({}))
    await givenDraftCampaign(portal, surgery)
    await givenSchedule(portal, PRACTICE, { ...WHOLE_PROTOCOL, flowsLeftOut: someFacts().flows.map(({ ref }) => ref) })
    expect(kindOf(await ask(surgery))).toBe('nothing-to-tell-of')
    expect((await readPreviewPage(as(surgery), CAMPAIGN, 'adult'))?.refusal?.kind).toBe('nothing-to-tell-of')
  })

  test('that is stopped in the middle goes on where it was, and gives nobody two', async () => {
    const surgery = await givenSurgery(portal)
    await givenPeopleList(portal, surgery.manager, rows(...Array.from({ length: 450 }, () => ({}))))
    await givenDraftCampaign(portal, surgery)
    await makeLetters(as(surgery), { ref: CAMPAIGN, revision: 2 })
    const [campaign] = await portal.owner`select id from campaigns`
    let left = 1
    const db = new Proxy(portal.runtime.db, { get: (target, key, receiver) => (key !== 'transaction' ? Reflect.get(target, key, receiver) as unknown : (work: never) => ((left -= 1) < 0 ? Promise.reject(new Error('stopped')) : target.transaction(work))) })
    await expect(writeLetters({ ...portal.runtime, db }, { campaignId: campaign?.id as string })).rejects.toThrow('stopped')
    expect((await portal.owner`select letters_done, letters_total, fault, state from campaigns`)[0]).toMatchObject({ letters_done: 200, letters_total: 450, fault: 'interrupted', state: 'making' })
    const before = await portal.owner`select person_id, reply_code_lookup from letters`
    await writeLetters(portal.runtime, { campaignId: campaign?.id as string })
    await writeLetters(portal.runtime, { campaignId: campaign?.id as string })
    expect((await portal.owner`select count(*)::int as letters, count(distinct person_id)::int as people, max(position) as last, count(distinct position)::int as places from letters`)[0]).toEqual({ letters: 450, people: 450, last: 450, places: 450 })
    expect((await portal.owner`select letters_done, fault, state from campaigns`)[0]).toMatchObject({ letters_done: 450, fault: null, state: 'made' })
    const after = new Map((await portal.owner`select person_id, reply_code_lookup from letters`).map((row) => [row.person_id, (row.reply_code_lookup as Buffer).toString('hex')]))
    for (const row of before) expect(after.get(row.person_id)).toBe((row.reply_code_lookup as Buffer).toString('hex'))
  })

  test('asked for twice is asked for once; and letters can be set aside and made again until they are posted', async () => {
    const surgery = await givenLettersMade(portal, EVERY_KIND)
    expect(kindOf(await ask(surgery))).toBe('letters-made-already')
    expect(kindOf(await setLettersAside(as(surgery), { ref: CAMPAIGN, revision: 3 }))).toBe('changed-since-read')
    expect(kindOf(await setLettersAside(as(surgery), { ref: CAMPAIGN, revision: 4 }))).toBe('ok')
    expect((await portal.owner`select state from campaigns`)[0]?.state).toBe('draft')
    expect(await portal.owner`select 1 from letters`).toHaveLength(0)
    expect(kindOf(await ask(surgery, 5))).toBe('ok')
    expect(kindOf(await ask(surgery, 5))).toBe('ok')
    expect(kindOf(await setLettersAside(as(surgery), { ref: CAMPAIGN, revision: 6 }))).toBe('letters-not-made')
  })
})

describe('the print file', () => {
  test('holds every letter, its manifest says which pages are whose place, and neither leaves a trace of names outside the letters', async () => {
    const surgery = await givenLettersMade(portal, EVERY_KIND)
    const file = await downloadPrintFile(as(surgery), CAMPAIGN)
    if (!file.ok) throw new Error(file.refusal.kind)
    const pdf = await getDocument({ data: new Uint8Array(await buffer(file.value)), verbosity: 0 }).promise
    expect(pdf.numPages).toBe(10)
    const manifest = await downloadManifest(as(surgery), CAMPAIGN)
    const lines = manifest.ok ? manifest.value.trimEnd().split('\n').map((line) => line.split(',')) : []
    expect(lines[0]?.join()).toBe('position,letter_reference,pages,sheets,first_page,last_page,format,language,addressee,letters_to_address')
    expect(lines.slice(1).map((line) => [line[0], line[2], line[4], line[5], line[9]].join()).sort()).toEqual(expect.arrayContaining(['1,2,1,2,3']))
    expect(lines.slice(1).reduce((sum, line) => sum + Number(line[2]), 0)).toBe(10)
    expect(manifest.ok && manifest.value).not.toMatch(/Alex|Sample|99900|Test Street/)
    expect((await portal.owner`select kind from audit_entries where kind = 'letters-downloaded'`)).toHaveLength(2)
  })

  test('leaves out whoever has died or become restricted since the letters were made', async () => {
    const surgery = await givenLettersMade(portal, EVERY_KIND)
    portal.now = new Date('2026-06-15T12:00:00Z')
    await givenPeopleList(portal, surgery.manager, [{ ...EVERY_KIND[0], deceased: 'yes' }, { ...EVERY_KIND[1], restricted: 'yes' }])
    const manifest = await downloadManifest(as(surgery), CAMPAIGN)
    expect(manifest.ok && manifest.value.trimEnd().split('\n')).toHaveLength(2)
    expect(await lettersByName()).toMatchObject({ Alex: { suppression: 'deceased', position: null }, Bobbie: { suppression: 'restricted', position: null }, Large: { suppression: null } })
  })

  test('is only for the practice’s own manager, and only when the letters are made', async () => {
    const surgery = await givenSurgery(portal)
    await givenDraftCampaign(portal, surgery)
    expect(kindOf(await downloadPrintFile(as(surgery), CAMPAIGN))).toBe('letters-not-made')
    expect(kindOf(await downloadPrintFile(as(surgery, 'receptionist'), CAMPAIGN))).toBe('not-allowed')
    const other = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    expect(kindOf(await downloadManifest(contextOf(portal, other), CAMPAIGN))).toBe('not-found')
  })
})

describe('telling', () => {
  const notification = async () => {
    const [campaign] = await portal.owner`select project_id from campaigns`
    const telling = await readTelling(portal.runtime.db, campaign?.project_id as string, PRACTICE.code)
    if (!telling) throw new Error('There is no campaign')
    return { window: (at: Date) => optOutWindow(telling, at), told: await readTold(portal.runtime.db, telling) }
  }
  const tell = (surgery: Surgery, letterId: string, toldOn = LETTER_DATE) => tellPersonAnotherWay(as(surgery), { ref: CAMPAIGN, letterId, how: 'telephone', toldOn })

  test('begins when the letters are posted, and not before', async () => {
    const surgery = await givenLettersMade(portal, EVERY_KIND)
    expect((await notification()).window(portal.now)).toBe('not-begun')
    expect([...(await notification()).told.values()].every((told) => told.since === null)).toBe(true)
    expect(kindOf(await post(surgery, '2026-06-16'))).toBe('posted-in-future')
    expect(kindOf(await post(surgery))).toBe('ok')
    expect(kindOf(await recordLettersPosted(as(surgery), { ref: CAMPAIGN, postedOn: LETTER_DATE, revision: 1 }))).toBe('ok')
    const told = await notification()
    expect(told.window(portal.now)).toBe('open')
    expect(told.window(new Date('2026-07-13T22:59:59Z'))).toBe('open')
    expect(told.window(new Date('2026-07-13T23:00:00Z'))).toBe('closed')
    expect([...told.told.values()].filter((each) => each.since !== null)).toHaveLength(3)
    expect(kindOf(await setLettersAside(as(surgery), { ref: CAMPAIGN, revision: 5 }))).toBe('posted-already')
  })

  test('another way is recorded for those whom a letter cannot reach, and for nobody else', async () => {
    const surgery = await givenLettersMade(portal, EVERY_KIND)
    const letters = await lettersByName()
    const list = await readPeopleToTell(as(surgery), CAMPAIGN)
    expect(list?.lines.map((line) => line.name).sort()).toEqual(['Braille Sample', 'Nowhere Sample', 'Secret Sample'])
    expect(kindOf(await tell(surgery, letters.Alex?.id as string))).toBe('not-to-be-told')
    expect(kindOf(await tell(surgery, letters.Dead?.id as string))).toBe('not-to-be-told')
    expect(kindOf(await tell(surgery, 'nonsense'))).toBe('not-to-be-told')
    expect(kindOf(await tell(surgery, letters.Secret?.id as string, '2026-06-16'))).toBe('told-in-future')
    expect(kindOf(await tell(surgery, letters.Secret?.id as string, '2026-06-14'))).toBe('told-before-made')
    expect(kindOf(await tell(surgery, letters.Secret?.id as string))).toBe('ok')
    expect(kindOf(await tell(surgery, letters.Secret?.id as string))).toBe('ok')
    expect(await portal.owner`select subject from audit_entries where kind = 'person-told-another-way'`).toHaveLength(1)
    expect([...(await notification()).told.values()].filter((each) => each.since !== null)).toEqual([{ since: portal.now, returnedAt: null }])
  })

  test('did not happen by a letter that came back, until it is done another way', async () => {
    const surgery = await givenLettersMade(portal, EVERY_KIND)
    const { Alex } = await lettersByName()
    const code = portal.runtime.secrets.open('reply-code', Alex?.reply_code_sealed as Buffer)
    const back = (text: string) => recordReturnedLetter(as(surgery), { ref: CAMPAIGN, code: text })
    expect(kindOf(await back(code))).toBe('not-posted')
    await post(surgery)
    portal.now = new Date('2026-06-20T10:00:00Z')
    expect(kindOf(await back('CCCC-CCCC-CCCC'))).toBe('code-unknown')
    expect(kindOf(await back('nonsense'))).toBe('code-unknown')
    expect(kindOf(await back(`${code.slice(0, 4)} ${code.slice(4, 8).toLowerCase()}-${code.slice(8)}`))).toBe('ok')
    expect([...(await notification()).told.values()].filter((each) => each.returnedAt !== null)).toHaveLength(1)
    expect((await readPeopleToTell(as(surgery), CAMPAIGN))?.lines.find((line) => line.reason === 'returned')).toMatchObject({ name: 'Alex Sample', told: null })
    portal.now = new Date('2026-06-21T10:00:00Z')
    expect(kindOf(await tell(surgery, Alex?.id as string, '2026-06-21'))).toBe('ok')
    expect([...(await notification()).told.values()].filter((each) => each.returnedAt !== null)).toHaveLength(0)
  })

  test('has not begun for a practice without a campaign', async () => {
    const surgery = await givenSurgery(portal)
    expect(await readTelling(portal.runtime.db, '00000000-0000-4000-8000-000000000000', PRACTICE.code)).toBeNull()
    expect(await readPeopleToTell(as(surgery), CAMPAIGN)).toBeNull()
  })
})
