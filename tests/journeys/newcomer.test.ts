import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { addStaff } from '#app/identity/add-staff.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { addOrganisations } from '#app/organisations/add-organisations.server.ts'
import { COUNCIL, contextOf, PRACTICE } from '#tests/factories/who.ts'
import { fill, type Filling } from './filling.ts'
import { expectAccessible, signIn, someone, useServedPortal } from './served-portal.ts'

/** A newcomer drafts a whole small protocol from an empty project, following what the pages suggest, in under 30 answers. */
const served = useServedPortal()
const PASSWORD = 'a password for a newcomer'
const MOST_ANSWERS = 30

beforeAll(async () => {
  const system = contextOf(served.portal, systemActor('newcomer'))
  await addOrganisations(system, [COUNCIL, PRACTICE])
  await addStaff(system, [{ email: 'new@council.example', name: 'Nia Newcomer', jobTitle: 'Information governance lead', role: 'ig-lead', organisation: COUNCIL }], PASSWORD)
})

/** Does something that leads to another page, and waits until that page is there: the address changes a moment before it. */
async function movesOn(page: Page, act: () => Promise<void>): Promise<void> {
  const before = await page.locator('h1').innerText()
  await act()
  await expect.poll(() => page.locator('h1').innerText(), { timeout: 20_000 }).not.toBe(before)
}

/** Every box filled, radio chosen and select made is one answer; so is the press that takes a section as it is suggested. */
function answering(page: Page) {
  let answers = 0
  return {
    count: () => answers,
    give: async (filling: Filling, button = 'Save and continue') => {
      await fill(page, filling)
      answers += Math.max(1, Object.values(filling).reduce((sum, value) => sum + (typeof value !== 'string' ? value.length : /^\d{4}-\d{2}-\d{2}$/.test(value) ? 3 : 1), 0))
      await expectAccessible(page)
      await movesOn(page, () => page.getByRole('button', { name: button, exact: true }).click())
    },
  }
}

test('from an empty project to a drafted protocol', async () => {
  const page = await someone(served)
  await signIn(page, 'new@council.example', PASSWORD)
  const { count, give } = answering(page)
  const title = 'Early help'
  const follow = async (link: string | RegExp) => {
    await movesOn(page, () => page.locator('main a', { hasText: link }).first().click())
    await expectAccessible(page)
  }
  await page.goto('/projects')
  await follow('Start a project')
  await give({ title, pattern: 'direct-care', holderCode: PRACTICE.code, receiverCode: COUNCIL.code }, 'Start the project')
  expect(await page.locator('main').innerText()).toContain('0 of ')
  await expectAccessible(page)

  await follow('Purpose and dates')
  expect(await page.locator('main').innerText()).toContain('is a suggestion, to be checked')
  await give({ purpose: 'To find older patients who may need some help at home, and to offer it.', plainSummary: 'working with the council to offer help at home to older people' })
  await follow('Parties')
  await follow(`Add ${PRACTICE.name}`)
  await give({ contactName: 'Max Manager', contactJobTitle: 'Practice manager' })
  await follow(`Add ${COUNCIL.name}`)
  await give({})
  await follow('Back to the facts of the project')
  await follow('Datasets and fields')
  await follow('Add GP register: names and addresses')
  await give({})
  await follow('Back to the facts of the project')
  await follow('Data flows')
  await follow(/^Add GP register/)
  await give({})
  await follow('Back to the facts of the project')
  await follow('Retention and security')
  await give({})
  await follow('Telling people')
  await give({ noticeAddress: 'https://test-lane.example/privacy/help-at-home' })

  await follow('Check the facts')
  await movesOn(page, () => page.getByRole('button', { name: 'Draft the protocol' }).click())
  expect(page.url()).toMatch(/-protocol\/v1/)
  await expectAccessible(page)
  const text = await page.locator('main').innerText()
  for (const said of [title, PRACTICE.name, COUNCIL.name, 'help at home', 'Max Manager', 'Nia Newcomer', 'section 251B']) expect(text).toContain(said)
  expect(text).not.toMatch(/\{(?:holder|receiver)\}|undefined|\[object/)
  expect(count()).toBeLessThan(MOST_ANSWERS)
  await page.context().close()
})
