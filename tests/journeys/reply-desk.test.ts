import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { hashPassword } from '#app/identity/passwords.server.ts'
import { addUser } from '#app/identity/users.store.server.ts'
import { addMail } from '#app/letters/mails.store.server.ts'
import { formatReplyCode } from '#app/letters/reply-code.rules.ts'
import { givenCampaign, givenLetter, givenPerson, type GivenCampaign, type GivenLetter } from '#tests/factories/letters.ts'
import { givenOrganisations, PRACTICE } from '#tests/factories/who.ts'
import { turning } from './page-turn.ts'
import { expectAccessible, signIn, someone, useServedPortal } from './served-portal.ts'

const served = useServedPortal()
const PASSWORD = 'the desk by the door'
let campaign: GivenCampaign
let letters: GivenLetter[]

beforeAll(async () => {
  const { portal } = served
  await givenOrganisations(portal)
  campaign = await givenCampaign(portal)
  letters = []
  for (let i = 0; i < 4; i += 1) letters.push(await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE, i === 3 ? { familyName: 'Other' } : {})))
  for (const role of ['receptionist', 'practice-manager'] as const) {
    await addUser(portal.runtime.db, {
      id: randomUUID(), email: `${role}@test-lane.example`, name: role === 'receptionist' ? 'Robin Desk' : 'Morgan Lead', jobTitle: role, organisationCode: PRACTICE.code, role,
      passwordHash: await hashPassword(PASSWORD), madeAt: portal.now,
    })
  }
  const content = { to: 'someone@example.org', subject: 'Your choice about the pilot: CX-7KMP-3QRT', text: 'Your choice is recorded\n\nReference: CX-7KMP-3QRT', html: '' }
  await addMail(portal.runtime.db, {
    id: randomUUID(), organisationCode: PRACTICE.code, message: 'choice-confirmation', sealed: portal.runtime.secrets.seal('mail', JSON.stringify(content)), madeAt: portal.now,
  })
})

test('a receptionist records a slip with a scanner and the keyboard alone', async () => {
  const page = await someone(served)
  await signIn(page, 'receptionist@test-lane.example', PASSWORD)
  await page.goto(`/practice/campaigns/${campaign.ref}/replies`)
  await page.getByRole('heading', { name: 'Reply desk' }).waitFor()
  await page.waitForFunction(() => document.activeElement?.id === 'field-code')
  await expectAccessible(page)
  await page.keyboard.type(`${served.url}/your-choice#${formatReplyCode((letters[0] as GivenLetter).code)}`)
  await turning(page, () => page.keyboard.press('Enter'), '**/replies/people/*')
  await page.getByText('Is this the right patient?').waitFor()
  await expectAccessible(page)
  await page.getByLabel('Do not share my information').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await turning(page, () => page.keyboard.press('Enter'), /\/replies\?/)
  await page.getByText(/Recorded: do not share\. The reference is CX-/).waitFor()
  await expectAccessible(page)

  await page.getByLabel('Reply code').fill((letters[1] as GivenLetter).code)
  await turning(page, () => page.keyboard.press('Enter'), '**/replies/people/*')
  await page.getByLabel('Do not share my information').check()
  await page.getByLabel('On a slip without a signature').check()
  await page.getByRole('button', { name: 'Record this reply' }).click()
  await page.getByText('Kept as a query').waitFor()
  await page.getByRole('link', { name: /Settle/ }).first().click()
  await page.getByRole('heading', { name: 'Queries about replies' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: /Settle/ }).first().click()
  await page.getByRole('heading', { name: 'Settle a query' }).waitFor()
  await expectAccessible(page)
  await page.getByLabel('They have signed it since').check()
  await page.getByLabel('The patient', { exact: true }).check()
  await page.getByRole('button', { name: 'Settle the query' }).click()
  await page.getByText(/Recorded: do not share/).waitFor()
  await page.context().close()
})

test('a patient without a code is found, told apart from a namesake, and opened with a reason', async () => {
  const page = await someone(served, { phone: true })
  await signIn(page, 'receptionist@test-lane.example', PASSWORD)
  await page.goto('/people')
  await expectAccessible(page)
  await page.getByLabel('Family name', { exact: true }).fill('sample')
  await page.getByLabel('Day').fill('17')
  await page.getByLabel('Month').fill('5')
  await page.getByLabel('Year').fill('1980')
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await page.getByText('3 patients found').waitFor()
  expect(page.url().replace('?index', '')).toBe(`${served.url}/people`)
  await expectAccessible(page)
  await page.getByText('I have a signed slip and cannot tell').click()
  await expectAccessible(page)
  await page.getByRole('link', { name: /Alex Sample/ }).first().click()
  await page.getByRole('heading', { name: 'Why are you opening this record?' }).waitFor()
  await expectAccessible(page)
  await page.getByLabel('The patient is on the phone').check()
  await page.getByRole('button', { name: 'Open the record' }).click()
  await page.getByRole('heading', { name: 'Projects' }).waitFor()
  await expectAccessible(page)
  await page.context().close()
})

test('a list is uploaded; its outcome says what to mend', async () => {
  const page = await someone(served)
  await signIn(page, 'receptionist@test-lane.example', PASSWORD)
  await page.goto(`/practice/campaigns/${campaign.ref}/replies/upload`)
  await expectAccessible(page)
  const csv = `nhs_number,local_id,channel,received\n${(letters[3] as GivenLetter).person.nhsNumber},,slip,2026-05-10\n9990000019,,slip,2026-05-10\n`
  await page.getByLabel('CSV file').setInputFiles({ name: 'opt-outs.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByRole('button', { name: 'Upload' }).click()
  await page.getByText('The NHS number is not a real one').waitFor()
  await expectAccessible(page)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the rows to mend' }).click()
  expect((await download).suggestedFilename()).toBe('opt-outs-to-mend.csv')
  await page.context().close()
})

test('a practice manager reads the mail that is kept', async () => {
  const page = await someone(served)
  await signIn(page, 'practice-manager@test-lane.example', PASSWORD)
  await page.goto('/mail')
  await expectAccessible(page)
  await page.getByRole('link', { name: /Confirmation of a choice/ }).first().click()
  await page.getByText('someone@example.org').waitFor()
  await expectAccessible(page)
  await page.context().close()
})
