import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { headersOf } from '../routes/releases/ask.ts'
import { givenPilot, testNumber } from '#tests/factories/pilot.ts'
import { expectAccessible, someone, useServedPortal } from './served-portal.ts'

/** An auditor who was handed a receipt asks the portal whether it holds, with no account and with scripts switched off. */
const served = useServedPortal()
const folder = mkdtempSync(path.join(os.tmpdir(), 'concordat-receipt-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('anyone can ask whether a receipt holds, by file or by pasting it, without JavaScript', async () => {
  const pilot = await givenPilot(served.portal)
  const answer = await fetch(`${served.url}/api/v1/flows/${pilot.flowRef}/checks`, { method: 'POST', body: `${testNumber(0)}\n${testNumber(1)}\n`, headers: headersOf(pilot, { accept: 'text/plain' }) })
  await answer.text()
  const jws = await (await fetch(`${served.url}/api/v1/checks/${answer.headers.get('Concordat-Check-Id')}/receipt`, { headers: headersOf(pilot) })).text()
  const file = path.join(folder, 'check.jws')
  writeFileSync(file, jws)
  const page = await someone(served, { javaScript: false })
  await page.goto('/')
  await page.getByRole('link', { name: 'Check a receipt' }).click()
  await page.getByRole('button', { name: 'Check the receipt' }).click()
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  expect(await page.title()).toMatch(/^Error: /)
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: 'Check the receipt' }).click()
  await page.getByRole('heading', { name: 'The receipt holds' }).waitFor()
  expect(await page.locator('main').innerText()).toContain('2: 2 included, 0 left out')
  await page.getByLabel('Or paste a receipt').fill(`${jws.slice(0, -1)}B`)
  await page.getByRole('button', { name: 'Check the receipt' }).click()
  await page.getByRole('heading', { name: 'The receipt does not hold' }).waitFor()
  expect(await page.getByLabel('Or paste a receipt').inputValue()).toBe(`${jws.slice(0, -1)}B`)
  await page.context().close()
})

test('the answer to a receipt can be read by everyone', async () => {
  const page = await someone(served, { phone: true })
  await page.goto('/verify')
  await page.getByLabel('Or paste a receipt').fill('no receipt')
  await page.getByRole('button', { name: 'Check the receipt' }).click()
  await page.getByRole('heading', { name: 'The receipt does not hold' }).waitFor()
  await expectAccessible(page)
  await page.context().close()
})
