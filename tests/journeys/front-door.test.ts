import { describe, expect, test } from 'vitest'
import { follow } from './filling.ts'
import { turning } from './page-turn.ts'
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
    await follow(page, 'I work here', '**/sign-in')
    await expectAccessible(page)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('a page that takes the place of another has its heading focused, which Tab leaves for good; the first page has nothing', async () => {
    const page = await someone(served)
    const focused = () => page.evaluate(() => `${document.activeElement?.tagName}: ${document.activeElement === document.body ? '' : document.activeElement?.textContent}`)
    await page.goto('/')
    expect(await focused()).toBe('BODY: ')
    await follow(page, 'How we decide', '**/rules')
    expect(await focused()).toBe(`H1: ${await page.locator('h1').textContent()}`)
    await page.keyboard.press('Tab')
    expect(await page.locator('h1').getAttribute('tabindex')).toBe(null)
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
    await turning(page, async () => { await page.goBack() }, served.url + '/')
    expect(await focused()).toBe(`H1: ${await page.locator('h1').textContent()}`)
    await page.context().close()
  })

  test('a form sent empty says what to do, with the focus on the summary', async () => {
    const page = await someone(served)
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('nhsuk-error-summary')
    await expect.poll(() => page.title()).toMatch(/^Error: /)
    await page.getByRole('link', { name: 'Enter your email address' }).click()
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('email')
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
