import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { hashPassword } from '#app/identity/passwords.server.ts'
import { addUser } from '#app/identity/users.store.server.ts'
import { LETTER_TEMPLATE } from '#app/letters/compose-letter.server.ts'
import { givenCampaign, givenLetter, givenPerson, type GivenCampaign, type GivenLetter } from '#tests/factories/letters.ts'
import { givenOrganisations, PRACTICE } from '#tests/factories/who.ts'
import { fill } from './filling.ts'
import { expectAccessible, signIn, someone, useServedPortal } from './served-portal.ts'

const served = useServedPortal()
const PASSWORD = 'the desk by the door'
let campaign: GivenCampaign
let family: GivenLetter[]

beforeAll(async () => {
  const { portal } = served
  await givenOrganisations(portal)
  campaign = await givenCampaign(portal, PRACTICE, { template: LETTER_TEMPLATE })
  family = []
  for (const [givenName, dateOfBirth] of [['Alex', '1980-05-17'], ['Kim', '1982-01-01'], ['Sam', '2019-01-10'], ['Jo', '2012-01-10']] as const) {
    family.push(await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE, { givenName, dateOfBirth, addressLines: ['12 Mill Street', 'Oldham'] }), { position: family.length + 1 }))
  }
  for (const role of ['receptionist', 'practice-manager'] as const) {
    await addUser(portal.runtime.db, {
      id: randomUUID(), email: `${role}@test-lane.example`, name: role === 'receptionist' ? 'Robin Desk' : 'Morgan Lead', jobTitle: role, organisationCode: PRACTICE.code, role,
      passwordHash: await hashPassword(PASSWORD), madeAt: portal.now,
    })
  }
})

const as = async (role: string, how: Parameters<typeof someone>[1] = {}): Promise<Page> => {
  const page = await someone(served, how)
  await signIn(page, `${role}@test-lane.example`, PASSWORD)
  return page
}
const base = () => `/practice/campaigns/${campaign.ref}/replies`

test.each([{ phone: true, javaScript: false }, { phone: false, javaScript: true }])('a household’s form is recorded with its scan, and whoever did not sign is asked by letter ($phone, $javaScript)', async ({ phone, javaScript }) => {
  const page = await as('receptionist', { phone, javaScript })
  const look = () => (javaScript ? expectAccessible(page) : Promise.resolve())
  await page.goto(`${base()}/household/${family[0]?.person.id}`)
  await page.getByRole('heading', { name: 'One form for several people' }).waitFor()
  await look()
  await fill(page, { 'people.0.answer': 'opt-out-signed', 'people.1.answer': 'opt-out-signed', 'people.2.answer': 'opt-out-unsigned', 'people.3.answer': 'opt-out-signed', received: '2026-05-10' })
  await page.getByRole('button', { name: 'Record this form' }).click()
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await look()
  await fill(page, { 'people.3.holderName': 'Alex Sample' })
  await page.locator('input[type=file]').setInputFiles({ name: 'form.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 a form') })
  await page.getByRole('button', { name: 'Record this form' }).click()
  await page.getByText(/from the form/).waitFor()
  await look()
  if (!javaScript) { await page.context().close(); return }
  await page.goto(`${base()}/queries`)
  await page.getByText('A letter to write').waitFor()
  await page.getByRole('link', { name: /Settle/ }).first().click()
  await page.getByRole('heading', { name: 'Ask the patient' }).waitFor()
  await look()
  await page.getByRole('button', { name: 'I have sent the letter' }).click()
  await page.getByText('The letter is recorded as sent').waitFor()
  await look()
  await page.context().close()
})

test('a second person reads a paper without seeing what was entered; the two settle the difference', async () => {
  const manager = await as('practice-manager')
  await manager.goto(base())
  await manager.getByRole('heading', { name: 'A second person’s check' }).waitFor()
  await expectAccessible(manager)
  await manager.getByRole('link', { name: 'Check a sample of replies' }).click()
  await manager.getByRole('heading', { name: 'Check a sample of replies' }).waitFor()
  await expectAccessible(manager)
  await manager.getByRole('link', { name: /^Check the reply/ }).first().click()
  await manager.getByText('You are not shown what was entered before').waitFor()
  await expectAccessible(manager)
  await fill(manager, { says: 'opt-out-withdrawn', signed: 'yes', word: 'not-told' })
  await manager.getByRole('button', { name: 'Compare with what was entered' }).click()
  await manager.getByText('What each of you read').waitFor()
  await expectAccessible(manager)
  const address = manager.url()

  const clerk = await as('receptionist', { phone: true })
  await clerk.goto(address)
  await clerk.getByText('What each of you read').waitFor()
  expect(await clerk.getByRole('button', { name: 'What was entered is right' }).count()).toBe(0)
  await expectAccessible(clerk)
  await clerk.context().close()

  await manager.getByRole('button', { name: 'What was entered is right' }).click()
  await manager.getByText('Settled: what was entered first is right').waitFor()
  await expectAccessible(manager)
  await manager.context().close()
})

test('a mistaken choice is taken back from the patient’s page, and its scan can be opened there', async () => {
  const page = await as('receptionist')
  await page.goto(`/people/${family[0]?.person.id}`)
  await page.locator('[name="reason"]').first().check()
  await page.getByRole('button', { name: 'Open the record' }).click()
  await page.getByRole('heading', { name: 'Projects' }).waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: /^The scan/ }).first().click()
  expect((await download).suggestedFilename()).toMatch(/^scan-[0-9a-f]{8}\.pdf$/)
  await page.getByRole('link', { name: /Is it wrong\? Take it back/ }).first().click()
  await page.getByRole('heading', { name: 'What would change' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Take this choice back' }).click()
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await page.getByLabel('It was about another patient').check()
  await page.getByRole('button', { name: 'Take this choice back' }).click()
  await page.getByText('The choice is taken back. It counts no more.').waitFor()
  await expectAccessible(page)
  await page.context().close()
})
