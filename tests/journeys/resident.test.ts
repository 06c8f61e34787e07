import { beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { formatReplyCode } from '#app/letters/reply-code.rules.ts'
import { givenCampaign, givenLetter, givenPerson, type GivenLetter } from '#tests/factories/letters.ts'
import { givenOrganisations, PRACTICE } from '#tests/factories/who.ts'
import { expectAccessible, expectHeadingAndTitle, someone, useServedPortal } from './served-portal.ts'

const served = useServedPortal()
let adult: GivenLetter
let other: GivenLetter
let child: GivenLetter

beforeAll(async () => {
  const { portal } = served
  await givenOrganisations(portal)
  const campaign = await givenCampaign(portal)
  adult = await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE))
  other = await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE, { givenName: 'Jo' }))
  child = await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE, { givenName: 'Sam', dateOfBirth: '2019-02-03' }))
})

async function enter(page: Page, letter: GivenLetter, from = '/your-choice'): Promise<void> {
  const [year, month, day] = letter.person.dateOfBirth.split('-') as [string, string, string]
  await page.goto(from)
  if (from === '/your-choice') await page.getByLabel('Code from your letter').fill(formatReplyCode(letter.code).toLowerCase())
  await page.getByLabel('Day').fill(String(Number(day)))
  await page.getByLabel('Month').fill(String(Number(month)))
  await page.getByLabel('Year').fill(year)
  await page.getByRole('button', { name: 'Continue' }).click()
}

describe.each([
  { who: 'on a phone', phone: true, javaScript: true },
  { who: 'on a computer without JavaScript', phone: false, javaScript: false },
])('a resident $who', ({ phone, javaScript }) => {
  test('reads what is shared, says no, and has a reference and an e-mail', async () => {
    const page = await someone(served, { phone, javaScript })
    const look = () => (javaScript ? expectAccessible(page) : expectHeadingAndTitle(page))
    await enter(page, phone ? adult : other)
    await page.getByRole('heading', { name: 'What is not shared' }).waitFor()
    await look()
    expect(await page.getByText('We have not heard that you object').count()).toBe(1)
    await page.getByRole('button', { name: 'Choose or change' }).click()
    await page.getByRole('heading', { name: 'What do you want?' }).waitFor()
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
    await look()
    await page.getByLabel('Do not share your information').check()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('heading', { name: 'Check your choice' }).waitFor()
    await look()
    await page.getByRole('button', { name: 'Confirm my choice' }).click()
    await page.getByRole('heading', { name: 'Your choice is recorded' }).waitFor()
    expect(await page.locator('.nhsuk-panel').innerText()).toMatch(/CX-\w{4}-\w{4}/)
    await look()
    await page.getByLabel('Email address').fill('someone@example.org')
    await page.getByRole('button', { name: 'Send me an e-mail' }).click()
    await page.getByText('Your e-mail is ready').waitFor()
    await expect.poll(() => page.getByLabel('Email address').inputValue()).toBe('')
    await look()
    await page.getByRole('button', { name: 'Finish and close' }).click()
    await page.getByRole('heading', { name: 'You have finished' }).waitFor()
    await look()
    await page.goto('/your-choice/project')
    await page.getByText('Your pages were closed').waitFor()
    expect(page.url()).not.toContain(adult.code)
    await page.context().close()
  })
})

test('the QR code’s address fills the box, and the code leaves the address', async () => {
  const page = await someone(served, { phone: true })
  await enter(page, adult, `/your-choice#${formatReplyCode(adult.code)}`)
  await page.getByRole('heading', { name: 'Your choice now' }).waitFor()
  await page.goBack()
  expect(page.url()).toBe(`${served.url}/your-choice`)
  await page.context().close()
})

test('a wrong date comes back with what was typed and the way to get help', async () => {
  const page = await someone(served, { phone: true })
  await enter(page, { ...adult, person: { ...adult.person, dateOfBirth: '1999-01-01' } })
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  expect(await page.getByLabel('Year').inputValue()).toBe('1999')
  await expectAccessible(page)
  await page.context().close()
})

test('a child’s parent declares who they are; a child alone is shown the way', async () => {
  const page = await someone(served, { phone: true })
  await enter(page, child)
  await page.getByRole('heading', { name: 'Who are you?' }).waitFor()
  await expectAccessible(page)
  await page.getByLabel('I am Sam', { exact: true }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('A parent or carer needs to do this').waitFor()
  await expectAccessible(page)
  await page.getByLabel('I am Sam’s parent or carer').check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('You are choosing for Sam').waitFor()
  await page.getByRole('button', { name: 'Choose or change' }).click()
  await page.getByLabel('Do not share Sam’s information').check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('What is your name?').waitFor()
  await expectAccessible(page)
  await page.getByLabel('What is your name?').fill('Robin Sample')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('Robin Sample').waitFor()
  await expectAccessible(page)
  await page.context().close()
})

test.each(['/help/accessibility', '/help/privacy'])('%s can be read by everyone', async (path) => {
  for (const phone of [true, false]) {
    const page = await someone(served, { phone })
    await page.goto(path)
    await expectAccessible(page)
    await page.context().close()
  }
})
