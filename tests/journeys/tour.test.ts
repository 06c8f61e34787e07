import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/identity/demo-password.rules.ts'
import { loadDemoWorld, type DemoAccess } from '#db/seed/demo/load-demo-world.ts'
import { givenExport } from '#tests/factories/national-check.ts'
import { fill, press } from './filling.ts'
import { turning } from './page-turn.ts'
import { expectAccessible, signIn, someone, useServedPortal } from './served-portal.ts'
import { TOUR, type Guide, type TourIds } from './tour-places.ts'

/** Through every page of the demo world, on a phone and on a desk, with axe; and past every page as a stranger to the pilot. */
const folder = mkdtempSync(path.join(os.tmpdir(), 'concordat-tour-'))
let access: DemoAccess
const served = useServedPortal(async (portal) => {
  portal.now = new Date()
  access = await loadDemoWorld(portal.runtime, { folder, progress: () => {} })
})
const EMAIL: Record<Exclude<Guide, 'nobody' | 'resident'>, string> = {
  lead: 'ig.lead@oldham-council.example', siro: 'siro@oldham-council.example', manager: 'manager@hill-top-surgery.example', county: 'ig.lead@kent-council.example',
  member: 'caldicott.001@kent-practices.example',
}
const pages = readdirSync('app/routes').filter((file) => file.endsWith('.tsx') && readFileSync(path.join('app/routes', file), 'utf8').includes('export default'))
  .map((file) => file.replace(/\.tsx$/, '')).sort()
let ids: TourIds
const addressOf = (route: string) => {
  const place = TOUR[route]
  if (!place) throw new Error(`The tour does not know the page ${route}`)
  return typeof place.at === 'string' ? place.at : place.at(ids)
}

beforeAll(async () => {
  ids = await makeHistory()
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Two coded entries, one of which cannot be used. */
const CODED = 'nhs_number,code_system,code,effective,recorded,source,sequence,end_reason\n9990000018,read2,9Nu0.,2024-03-10,,Y90101,1,\n9990000018,read2,9nu0.,2024-03-10,,Y90101,2,\n'

/** A few things that the demo world lacks: a check, an unsigned slip, a list of replies, a confirmation by e-mail, a question to the national service. */
async function makeHistory(): Promise<TourIds> {
  const one = async (rows: PromiseLike<readonly Record<string, unknown>[]>) => String((await rows)[0]?.id)
  const { owner } = served.portal
  const answer = await fetch(`${served.url}/api/v1/flows/oldham-gp-pilot-register/checks`, {
    method: 'POST', body: readFileSync(path.join(folder, 'demo/hill-top-people.csv')),
    headers: { Authorization: `Bearer ${access.apiKey}`, 'Content-Type': 'text/csv', Accept: 'text/csv' },
  })
  await answer.text()
  const person = await one(owner`select p.id from people p join letters l on l.person_id = p.id where l.position is not null and p.date_of_birth < '1990-01-01'
    and not exists (select 1 from choice_events c where c.person_id = p.id) order by p.id limit 1`)
  const manager = await someone(served)
  await signIn(manager, EMAIL.manager, DEMO_PASSWORD)
  const replies = '/practice/campaigns/oldham-gp-pilot-letters/replies'
  await manager.goto(`${replies}/people/${person}`)
  await fill(manager, { says: 'opt-out', came: 'slip-unsigned', word: 'self' })
  await press(manager, 'Record this reply', (url) => url.pathname === replies)
  await manager.goto(`${replies}/upload`)
  await manager.locator('input[type=file]').setInputFiles(path.join(folder, 'demo/hill-top-opt-outs.csv'))
  await turning(manager, () => manager.locator('main button[type=submit]').first().click(), /\/upload\/[0-9a-f-]{36}/)
  await manager.goto('/choices/imports')
  await manager.locator('input[type=file]').setInputFiles({ name: 'coded.csv', mimeType: 'text/csv', buffer: Buffer.from(CODED) })
  await press(manager, 'Send the file', /\/choices\/imports\/[0-9a-f-]{36}/)
  await manager.context().close()
  const resident = await residentPage()
  await resident.getByLabel('Email address').fill('someone@example.org')
  await press(resident, 'Send me an e-mail', /done\?/)
  await resident.context().close()
  return {
    person,
    choice: await one(owner`select id from choice_events limit 1`),
    check: answer.headers.get('Concordat-Check-Id') ?? '',
    upload: await one(owner`select id from people_list_uploads limit 1`),
    replyUpload: await one(owner`select id from reply_uploads limit 1`),
    query: await one(owner`select id from replies where outcome = 'query' limit 1`),
    sampled: await sampledReply(),
    mail: await one(owner`select id from mails where message = 'choice-confirmation' limit 1`),
    key: await one(owner`select id from api_keys where name = 'Linkage pipeline'`),
    choicesImport: await one(owner`select id from choice_imports limit 1`),
    nationalCheck: (await givenExport(served.portal)).localId,
    sitting: String((await owner`select s.held_on from board_sittings s join boards b on b.id = s.board_id where b.ref = 'oldham-commissioning-data-group'`)[0]?.held_on),
    event: String((await owner`select e.id from involvement_events e join projects p on p.id = e.project_id where p.ref = 'oldham-gp-pilot' and e.event ->> 'state' = 'held'`)[0]?.id),
    appraisal: String((await owner`select a.id from options_appraisals a join projects p on p.id = a.project_id where p.ref = 'oldham-gp-pilot'`)[0]?.id),
  }
}

/** The first reply that waits for the manager to check it. */
async function sampledReply(): Promise<string> {
  const page = await someone(served)
  await signIn(page, EMAIL.manager, DEMO_PASSWORD)
  await page.goto('/practice/campaigns/oldham-gp-pilot-letters/replies/check')
  const href = await page.getByRole('link', { name: /^Check the reply/ }).first().getAttribute('href')
  await page.context().close()
  return String(href).split('/').pop() as string
}

/** A resident who has just confirmed a choice, so that every one of their pages can be opened. */
async function residentPage(phone = false): Promise<Page> {
  const page = await someone(served, { phone })
  await page.goto('/your-choice')
  await fill(page, { code: access.letterCode.code, dateOfBirth: access.letterCode.dateOfBirth })
  await press(page, 'Continue', '**/your-choice/project')
  await page.goto('/your-choice/change')
  await fill(page, { wants: 'do-not-share' })
  await press(page, 'Continue', '**/your-choice/confirm')
  await press(page, 'Confirm my choice', '**/your-choice/done')
  return page
}

describe.each([{ phone: false }, { phone: true }])('the tour (phone: $phone)', ({ phone }) => {
  test.each(['nobody', 'lead', 'siro', 'manager', 'resident'] as const)('%s finds every page readable by everyone', async (guide) => {
    const page = guide === 'resident' ? await residentPage(phone) : await someone(served, { phone })
    if (guide !== 'resident' && guide !== 'nobody') await signIn(page, EMAIL[guide], DEMO_PASSWORD)
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
    page.on('console', (message) => { if (message.type() === 'error' && !/status of 404/.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`) })
    for (const route of pages.filter((name) => TOUR[name]?.as === guide)) {
      const response = await page.goto(addressOf(route))
      expect([200, ...(route === '$' ? [404] : [])], `${addressOf(route)}`).toContain(response?.status())
      expect(await page.locator('h1').count(), `${route} has one heading`).toBe(1)
      await expectAccessible(page)
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

test('the tour knows every page, and no page that has gone', () => {
  expect(Object.keys(TOUR).sort()).toEqual(pages)
})

/** Pages whose address names what every organisation has one of: each is shown its own. */
const OF_ONES_OWN = ['approvals.routes.$rule._index']

test('a practice outside the pilot finds none of it', async () => {
  const page = await someone(served)
  await signIn(page, 'manager@holts-lane.example', DEMO_PASSWORD)
  for (const route of OF_ONES_OWN) {
    expect((await page.goto(addressOf(route)))?.status()).toBe(200)
    expect(await page.locator('main').innerText(), route).not.toMatch(/Tower Hamlets|Data protection officer advises/)
  }
  for (const route of pages.filter((name) => /\$/.test(name) && name !== '$' && TOUR[name]?.as !== 'resident' && !OF_ONES_OWN.includes(name))) {
    const response = await page.request.get(addressOf(route), { maxRedirects: 0 })
    expect([403, 404], `${addressOf(route)}`).toContain(response.status())
  }
  for (const path of ['/practice', '/projects', '/desk', '/mail', '/audit']) {
    await page.goto(path)
    const text = await page.locator('main').innerText()
    expect(text, path).not.toMatch(/Oldham GP|Hill Top|oldham-gp-pilot/)
  }
  await page.context().close()
})
