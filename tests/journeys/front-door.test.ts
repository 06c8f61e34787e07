import { describe, expect, test } from 'vitest'
import { expectAccessible, expectHeadingAndTitle, someone, useServedPortal } from './served-portal.ts'

const served = useServedPortal()

describe('the front door', () => {
  test.each([{ phone: true }, { phone: false }])('leads to a choice and to sign-in (phone: $phone)', async (how) => {
    const page = await someone(served, how)
    const complaints: string[] = []
    page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()) })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto('/')
    await expectAccessible(page)
    await page.getByRole('link', { name: 'I work here' }).click()
    await page.waitForURL('**/sign-in')
    await expectAccessible(page)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('a form sent empty says what to do, with the focus on the summary', async () => {
    const page = await someone(served)
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('nhsuk-error-summary')
    expect(await page.title()).toMatch(/^Error: /)
    await page.getByRole('link', { name: 'Enter your email address' }).click()
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('email')
    await expectAccessible(page)
    await page.context().close()
  })

  test('without JavaScript the same form comes back with the same words, and the title says so', async () => {
    const page = await someone(served, { javaScript: false })
    await page.goto('/sign-in')
    await page.getByLabel('Email address').fill('nobody')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    expect(await page.title()).toMatch(/^Error: /)
    expect(await page.getByLabel('Email address').inputValue()).toBe('nobody')
    await expectHeadingAndTitle(page)
    await page.context().close()
  })

  test('an address that leads nowhere says so', async () => {
    const page = await someone(served)
    const response = await page.goto('/no-such-page')
    expect(response?.status()).toBe(404)
    await page.getByRole('heading', { name: 'Page not found' }).waitFor()
    await expectAccessible(page)
    await page.context().close()
  })
})
