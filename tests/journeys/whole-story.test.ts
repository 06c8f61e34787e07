import { readFile } from 'node:fs/promises'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { addStaff } from '#app/identity/add-staff.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { makeApiKey } from '#app/identity/api-keys.server.ts'
import { verifyAudit } from '#app/audit/verify-audit.server.ts'
import { addOrganisations } from '#app/organisations/add-organisations.server.ts'
import { oldhamFacts } from '#db/seed/demo/oldham-facts.ts'
import { COUNCIL, contextOf, PRACTICE } from '#tests/factories/who.ts'
import { fill, follow, press } from './filling.ts'
import { expectAccessible, expectHeadingAndTitle, signIn, someone, useServedPortal } from './served-portal.ts'

/**
 * The whole of the pilot as its people live it, in a browser, from an empty installation: facts, protocol, two signatures,
 * the list, the letters, the replies, a resident's change, and what the gate answers at each point.
 */
const served = useServedPortal()
const PASSWORD = 'a password for this story'
const FACTS = oldhamFacts({ councilCode: COUNCIL.code, practiceCode: PRACTICE.code, startDate: '2026-06-01', reviewDate: '2027-01-31', endDate: '2027-06-30' })
const FLOW = 'story-register'
let apiKey = ''
/** Reply codes by given name, as the slips show them. */
const codes = new Map<string, string>()

const HEADINGS = 'nhs_number,local_id,given_name,family_name,date_of_birth,gender,address_line_1,address_line_2,postcode,language,format,deceased,restricted'
const LIST = [
  HEADINGS,
  '9990000018,1,Ada,Marsh,1950-03-05,female,1 Mill Row,Oldham,OL8 9AA,en,standard,,',
  '9990000026,2,Ben,Marsh,1948-01-01,male,1 Mill Row,Oldham,OL8 9AA,en,standard,,',
  '9990000034,3,Cara,Noor,1990-07-07,female,2 Mill Row,Oldham,OL8 9AA,en,large-print,,',
  '9990000042,4,Dev,Noor,2019-02-03,male,2 Mill Row,Oldham,OL8 9AA,en,standard,,',
  '9990000050,5,Eve,Stone,1930-05-05,female,3 Mill Row,Oldham,OL8 9AA,en,standard,yes,',
  '9990000069,6,Fay,Hidden,1985-05-05,female,4 Mill Row,Oldham,OL8 9AA,en,standard,,yes',
  '9990000019,7,Gus,Wrong,1985-05-05,male,5 Mill Row,Oldham,OL8 9AA,en,standard,,',
  '9990000077,8,Hal,Odd,1985-02-30,male,6 Mill Row,Oldham,OL8 9AA,en,standard,,',
].join('\r\n')
const NUMBERS = ['9990000018', '9990000026', '9990000034', '9990000042', '9990000050', '9990000069', '9990000085', '9990000018']

const as = async (email: string): Promise<Page> => {
  const page = await someone(served)
  await signIn(page, email, PASSWORD)
  return page
}

async function ask(): Promise<{ status: number; code?: string; included: string[] }> {
  const response = await fetch(`${served.url}/api/v1/flows/${FLOW}/checks`, {
    method: 'POST', body: NUMBERS.join('\n'),
    headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'text/plain', Accept: 'text/plain' },
  })
  const text = await response.text()
  return response.ok
    ? { status: response.status, included: text.trim().split('\n').filter(Boolean) }
    : { status: response.status, code: (JSON.parse(text) as { code: string }).code, included: [] }
}

beforeAll(async () => {
  const system = contextOf(served.portal, systemActor('story'))
  await addOrganisations(system, [COUNCIL, PRACTICE])
  await addStaff(system, [
    { email: 'lead@council.example', name: 'Lena Lead', jobTitle: 'IG lead', role: 'ig-lead', organisation: COUNCIL },
    { email: 'siro@council.example', name: 'Sol Siro', jobTitle: 'SIRO', role: 'siro', organisation: COUNCIL },
    { email: 'guardian@surgery.example', name: 'Gwen Guardian', jobTitle: 'GP partner', role: 'caldicott-guardian', organisation: PRACTICE },
    { email: 'manager@surgery.example', name: 'Max Manager', jobTitle: 'Practice manager', role: 'practice-manager', organisation: PRACTICE },
    { email: 'desk@surgery.example', name: 'Rae Reception', jobTitle: 'Receptionist', role: 'receptionist', organisation: PRACTICE },
  ], PASSWORD)
  apiKey = (await makeApiKey(system, { organisationCode: COUNCIL.code, name: 'Story pipeline', flowRefs: [FLOW], actions: ['check'] })).token
})

describe.sequential('the pilot, end to end', () => {
  test('the IG lead enters the facts once, and the protocol is drafted from them', async () => {
    const page = await as('lead@council.example')
    await page.goto('/projects')
    await expectAccessible(page)
    await page.goto('/projects/new')
    await fill(page, { title: FACTS.title, reference: 'story' })
    await press(page, 'Start the project', '**/projects/story/facts?*')
    await expectAccessible(page)

    const base = '/projects/story/facts'
    const section = async (path: string, filling: Parameters<typeof fill>[1]) => {
      await page.goto(`${base}/${path}`)
      await expectAccessible(page)
      await fill(page, filling)
      await press(page, 'Save and continue', (url) => url.pathname !== `${base}/${path}`)
    }
    await section('purpose', { ...FACTS.purpose! })
    for (const party of FACTS.parties) {
      await section('parties/new', {
        organisationCode: party.organisationCode, role: party.role, does: party.does,
        contactName: party.contactName, contactJobTitle: party.contactJobTitle, contactEmail: party.contactEmail,
      })
    }
    const [dataset] = FACTS.datasets
    await page.goto(`${base}/datasets/new`)
    await fill(page, { name: dataset!.name, controllerCode: PRACTICE.code, source: dataset!.source, aboutWhom: dataset!.aboutWhom })
    const fields = dataset!.fields.slice(0, 3)
    for (const [index, field] of fields.entries()) {
      if (index >= (await page.locator('[name$=".meaning"]').count())) await page.getByRole('button', { name: 'Add a field' }).click()
      await fill(page, { [`fields.${index}.name`]: field.name, [`fields.${index}.meaning`]: field.meaning, [`fields.${index}.kind`]: field.kind, [`fields.${index}.why`]: field.why })
    }
    await expectAccessible(page)
    await press(page, 'Save and continue', `**${base}/datasets?*`)
    const datasetId = /datasets\/([a-z0-9-]+)/.exec(await page.locator('main').innerHTML())![1]!
    const [flow] = FACTS.flows
    await section('flows/new', {
      name: flow!.name, ref: FLOW, fromCode: PRACTICE.code, toCode: COUNCIL.code, datasetId, drawsOn: flow!.drawsOn, purposeKind: flow!.purposeKind,
      use: flow!.use, legalPower: flow!.legalPower, article6: flow!.article6, article9: flow!.article9, confidentiality: flow!.confidentiality,
      confidentialityWhy: flow!.confidentialityWhy, transport: flow!.transport, frequency: flow!.frequency, projectOptOut: 'yes', includesDeceased: 'no',
    })
    const { safeguards, tellingPeople } = FACTS
    await section('safeguards', {
      retentionMonths: String(safeguards!.retentionMonths), retentionFrom: safeguards!.retentionFrom, retentionEnd: safeguards!.retentionEnd,
      securityMeasures: safeguards!.securityMeasures.join('\n'), breach: safeguards!.breach,
    })
    await section('telling-people', {
      notShared: tellingPeople!.notShared.join('\n'), replyDays: String(tellingPeople!.replyDays), noticeAddress: tellingPeople!.noticeAddress,
      questionsTo: tellingPeople!.questionsTo, complaintsTo: tellingPeople!.complaintsTo,
    })
    await page.goto(`${base}/check`)
    await expectAccessible(page)
    await press(page, 'Draft the protocol', '**/documents/story-protocol/v1?*')
    await expectAccessible(page)
    expect(await page.locator('main').innerText()).toContain(flow!.legalPower)
    expect(await ask()).toMatchObject({ status: 409, code: 'protocol-not-signed' })
    await page.context().close()
  })

  test('both parties sign what they were shown; one signature is not enough', async () => {
    for (const [email, name] of [['guardian@surgery.example', 'Gwen Guardian'], ['siro@council.example', 'Sol Siro']] as const) {
      const page = await as(email)
      await expectAccessible(page)
      await follow(page, /protocol/i, (url) => url.pathname !== '/desk')
      await page.goto('/documents/story-protocol/v1/sign')
      await expectAccessible(page)
      await fill(page, { agree: 'yes', fullName: name, password: PASSWORD })
      await press(page, 'Sign version 1', '**/documents/story-protocol/v1?*')
      await page.context().close()
      if (email.startsWith('guardian')) expect(await ask()).toMatchObject({ status: 409, code: 'protocol-not-signed' })
    }
    expect((await ask()).status).toBe(409)
  })

  test('the practice manager sends the list, and sees which rows to mend', async () => {
    const page = await as('manager@surgery.example')
    await page.goto('/practice')
    await expectAccessible(page)
    await page.goto('/practice/people')
    await expectAccessible(page)
    await page.locator('input[type=file]').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${LIST}`) })
    await press(page, 'Send the list', '**/practice/people/uploads/*')
    await page.getByText('30 February').or(page.getByText(/date of birth/i)).first().waitFor()
    await expectAccessible(page)
    const mend = await page.request.get(`${page.url().split('?')[0]}/rejected.csv`)
    const rows = (await mend.text()).trim().split(/\r?\n/)
    expect(rows).toHaveLength(3)
    expect(rows[0]).toContain('problem')
    await page.context().close()
  })

  test('sets the closing date, looks at the letter, makes the letters and posts them', async () => {
    const page = await as('manager@surgery.example')
    await page.goto('/practice/campaigns/new')
    await expectAccessible(page)
    await press(page, 'Start the campaign', '**/practice/campaigns/story-letters*')
    await expectAccessible(page)
    await page.goto('/practice/campaigns/story-letters/closing-date')
    await expectAccessible(page)
    await fill(page, { letterDate: '2026-06-15', closingDate: '2026-07-13' })
    await press(page, 'Save the dates', /story-letters(\?|$)/)
    await page.goto('/practice/campaigns/story-letters/preview')
    await expectAccessible(page)
    expect(await page.locator('main').innerText()).toContain('13 July 2026')
    await page.goto('/practice/campaigns/story-letters/letters')
    await expectAccessible(page)
    await fill(page, { isSure: ['yes'] })
    await page.getByRole('button', { name: 'Make the letters' }).click()
    await page.getByText('4 letters have been made').waitFor()
    await expectAccessible(page)
    await page.goto('/practice/campaigns/story-letters/posted')
    await expectAccessible(page)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /Download all the letters/ }).click()])
    for (const [name, code] of await slipsOf(await readFile(await download.path()))) codes.set(name, code)
    expect([...codes.keys()].sort()).toEqual(['Ada', 'Ben', 'Cara', 'Dev'])
    expect(new Set(codes.values()).size).toBe(4)
    await fill(page, { postedOn: '2026-06-15' })
    await press(page, 'Record that they were posted', /story-letters(\/posted)?\?/)
    await page.goto('/practice/campaigns/story-letters/told-another-way')
    await expectAccessible(page)
    expect(await page.locator('main').innerText()).toContain('Fay Hidden')
    expect(await ask()).toMatchObject({ status: 409, code: 'opt-out-window-open' })
    await page.context().close()
  })

  test('the receptionist records a slip by its code; the same slip again is one choice', async () => {
    served.portal.now = new Date('2026-06-20T09:00:00Z')
    const page = await as('desk@surgery.example')
    for (const again of [false, true]) {
      await page.goto('/practice/campaigns/story-letters/replies')
      await expectAccessible(page)
      await fill(page, { code: codes.get('Ada')! })
      await press(page, 'Find the patient', '**/replies/people/*')
      await expectAccessible(page)
      await fill(page, { says: 'opt-out', came: 'slip-signed', word: 'self' })
      await press(page, 'Record this reply', (url) => url.pathname.endsWith('/replies'))
      if (again) await page.getByText(/already recorded on/i).waitFor()
    }
    const events = await served.portal.owner`select count(*)::int as events from choice_events`
    expect(events[0]?.events).toBe(1)
    await page.context().close()
  })

  test('a resident says no on a phone without JavaScript, and later changes their mind', async () => {
    const page = await someone(served, { phone: true, javaScript: false })
    const choose = async (wants: string) => {
      await page.goto('/your-choice')
      await fill(page, { code: codes.get('Ben')!, dateOfBirth: '1948-01-01' })
      await press(page, 'Continue', '**/your-choice/project')
      await expectHeadingAndTitle(page)
      await page.goto('/your-choice/change')
      await fill(page, { wants })
      await press(page, 'Continue', '**/your-choice/confirm')
      await press(page, 'Confirm my choice', '**/your-choice/done')
      expect(await page.locator('main').innerText()).toMatch(/CX-\w{4}-\w{4}/)
      await expectHeadingAndTitle(page)
    }
    await choose('do-not-share')
    served.portal.now = new Date('2026-07-14T08:00:00Z')
    expect(await ask()).toEqual({ status: 200, included: ['9990000034', '9990000042'] })
    await choose('share')
    expect(await ask()).toEqual({ status: 200, included: ['9990000026', '9990000034', '9990000042'] })
    await page.context().close()
  })

  test('a person told another way is included from then on; a changed fact stops everything until both sign again', async () => {
    const page = await as('manager@surgery.example')
    await page.goto('/practice/campaigns/story-letters/told-another-way')
    await fill(page, { how: 'in-person', toldOn: '2026-07-14' })
    await page.locator('[name="letterId"]').selectOption({ index: 1 })
    await press(page, 'Record', '**/told-another-way?*')
    expect((await ask()).included).toEqual(['9990000026', '9990000034', '9990000042', '9990000069'])
    await page.context().close()

    const lead = await as('lead@council.example')
    await lead.goto('/projects/story/facts/safeguards')
    await fill(lead, { retentionMonths: '3' })
    await press(lead, 'Save and continue', (url) => url.pathname === '/projects/story/facts')
    expect(await ask()).toMatchObject({ status: 409, code: 'protocol-not-signed' })
    await lead.goto('/documents/story-protocol/v2')
    await expectAccessible(lead)
    await lead.goto('/projects/story/releases')
    await expectAccessible(lead)
    await lead.goto('/audit')
    await expectAccessible(lead)
    await lead.context().close()
    expect(await verifyAudit(served.portal.runtime.db)).toMatchObject({ holds: true })
  })
})

/** Whose slip has which reply code, read off the print file as a person would. */
async function slipsOf(pdf: Uint8Array): Promise<[string, string][]> {
  const document = await getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, verbosity: 0 }).promise
  const found: [string, string][] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent()
    const text = items.map((item) => ('str' in item ? item.str : '')).join(' ').replace(/\s+/g, ' ')
    const code = /Reply code ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/.exec(text)?.[1]
    const name = /slip is for: (\w+)/.exec(text)?.[1]
    if (code && name) found.push([name, code])
  }
  return found
}
