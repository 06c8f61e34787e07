import { beforeAll, expect, test } from 'vitest'
import { addStaff } from '#app/identity/add-staff.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { addOrganisations } from '#app/organisations/add-organisations.server.ts'
import { COUNCIL, contextOf, PRACTICE } from '#tests/factories/who.ts'
import { fill, follow, press } from './filling.ts'
import { turning } from './page-turn.ts'
import { expectAccessible, expectHeadingAndTitle, signIn, someone, useServedPortal } from './served-portal.ts'

/** Two organisations say how they decide: stages are added and moved, a dead end is refused, it is saved, and taken back; once without JavaScript. */
const served = useServedPortal()
const PASSWORD = 'a password for stages'

beforeAll(async () => {
  const system = contextOf(served.portal, systemActor('stages'))
  await addOrganisations(system, [COUNCIL, PRACTICE])
  await addStaff(system, [[COUNCIL, 'council'], [PRACTICE, 'surgery']].flatMap(([organisation, at]) => (['ig-lead', 'siro', 'dpo'] as const).map((role) => (
    { email: `${role}@${at as string}.example`, name: `Test ${role}`, jobTitle: role, role, organisation: organisation as typeof COUNCIL }))), PASSWORD)
})

test.each([['with JavaScript', 'council', true], ['without it', 'surgery', false]] as const)('how a sign-off is decided is changed, %s', async (_how, at, javaScript) => {
  const page = await someone(served, { javaScript, phone: javaScript })
  const looks = () => (javaScript ? expectAccessible(page) : expectHeadingAndTitle(page))
  await signIn(page, `ig-lead@${at}.example`, PASSWORD)
  await page.goto('/approvals/routes')
  await looks()
  await follow(page, 'Risk that is left accepted', '**/siro-accepts-risk')
  const change = page.getByRole('button', { name: 'Change how it is decided' }).or(page.getByRole('link', { name: 'Change how it is decided' }))
  await turning(page, () => change.click(), '**/change')
  await page.getByRole('button', { name: 'Add a stage' }).click()
  await page.locator('[name="stages.1.post"]').waitFor()
  await fill(page, { 'stages.1.post': 'caldicott-guardian', 'stages.1.act': 'advises', 'stages.1.days': '5', 'stages.1.mustSee': [] })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('There is a problem').waitFor()
  expect(await page.locator('main').innerText()).toContain('Stage 2: nobody at the organisation has an account in that post')
  await looks()
  await fill(page, { 'stages.1.post': 'dpo' })
  await page.getByRole('button', { name: 'Move up stage 2' }).click()
  await expect.poll(() => page.locator('[name="stages.0.post"]').inputValue()).toBe('dpo')
  await expect.poll(() => page.locator('[name="stages.0.days"]').inputValue()).toBe('5')
  const first = await page.locator('[name="stages.0.id"]').inputValue()
  await page.locator(`[name="stages.1.after"][value="${first}"]`).check()
  await looks()
  await press(page, 'Save', '**/siro-accepts-risk?done=saved')
  if (javaScript) await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('nhsuk-notification-banner--success')
  await looks()
  expect(await page.locator('.concordat-levels').innerText()).toMatch(/First\s+Data protection officer advises[\s\S]+Then\s+Senior information risk owner decides/)
  await page.goto('/approvals/routes/siro-accepts-risk/usual')
  await looks()
  await press(page, 'Go back to the usual way', '**/siro-accepts-risk?done=usual')
  expect(await page.locator('.concordat-levels').innerText()).not.toContain('Data protection officer')
}, 120_000)
