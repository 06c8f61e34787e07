import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { questionsToAsk } from '#app/documents/dpia/dpia-screening.rules.ts'
import { suggestRisks } from '#app/documents/dpia/dpia-risks.rules.ts'
import { addStaff } from '#app/identity/add-staff.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { readStaffByEmail } from '#app/identity/read-staff.server.ts'
import { addOrganisations } from '#app/organisations/add-organisations.server.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { givenProject } from '#tests/factories/projects.ts'
import { COUNCIL, contextOf, PRACTICE } from '#tests/factories/who.ts'
import { fill, follow, press } from './filling.ts'
import { drawn } from './page-turn.ts'
import { expectAccessible, signIn, someone, useServedPortal } from './served-portal.ts'

/** A project is assessed from screening to approval, with a risk, a measure and an action; once without JavaScript. */
const served = useServedPortal()
const PASSWORD = 'a password for an assessment'
const [LEAD, SIRO] = ['lead@council.example', 'siro@council.example'] as const
const facts = someFacts()

beforeAll(async () => {
  const system = contextOf(served.portal, systemActor('assessment'))
  await addOrganisations(system, [COUNCIL, PRACTICE])
  await addStaff(system, [
    { email: LEAD, name: 'Lena Lead', jobTitle: 'Information governance lead', role: 'ig-lead', organisation: COUNCIL },
    { email: SIRO, name: 'Sam Siro', jobTitle: 'Senior information risk owner', role: 'siro', organisation: COUNCIL },
  ], PASSWORD)
  const lead = await readStaffByEmail(served.portal.runtime.db, LEAD)
  for (const ref of ['assessed', 'assessed-plainly']) await givenProject(served.portal, lead!, { ...facts, flows: facts.flows.map((flow) => ({ ...flow, ref: `${ref}-${flow.ref}` })) }, ref)
})

async function assess(page: Page, ref: string, javaScript: boolean): Promise<void> {
  const home = `/projects/${ref}/dpia`
  const back = new RegExp(`${home}\\?done=`)
  const open = async (at: string) => {
    await page.goto(`${home}${at}`)
    if (javaScript) await expectAccessible(page)
  }
  await open('/screening')
  await fill(page, Object.fromEntries(questionsToAsk(facts).map((question) => [`said.${question}`, 'no'])))
  await press(page, 'Freeze the result', back)
  const [first, ...others] = suggestRisks(facts)
  await open(`/risks/${first!.rule}`)
  if (javaScript) {
    await page.getByRole('button', { name: 'Add a measure' }).click()
    await fill(page, { likelihood: 'probable', severity: 'significant', 'measures.0.what': 'Send it recorded', 'measures.0.effect': 'reduced', 'measures.0.likelihood': 'remote', 'measures.0.severity': 'significant' })
  } else {
    await fill(page, { likelihood: 'probable', severity: 'minimal' })
    await page.getByRole('button', { name: 'Add a measure' }).click()
    await page.locator('[name="measures.0.what"]').waitFor()
    await fill(page, { 'measures.0.what': 'Send it recorded', 'measures.0.effect': 'accepted' })
  }
  await press(page, 'Save the risk', back)
  for (const { rule } of others) {
    await page.goto(`${home}/risks/${rule}`)
    await fill(page, { why: 'It cannot happen here.' })
    await press(page, 'Set this risk aside', back)
  }
  await open('/actions/new')
  await fill(page, { what: 'Try it out', owner: 'Head of IT', due: '2026-07-01', isBlocking: 'yes' })
  await press(page, 'Save the action', back)
  if (javaScript) await expectAccessible(page)
  expect(await page.locator('main').innerText()).toContain('One action must be done before anything flows')
  await follow(page, 'Try it out', `**${home}/actions/*`)
  await fill(page, { doneOn: '2026-06-15', proof: 'Ticket 12' })
  await press(page, 'Save the action', back)
  await open('/views')
  await fill(page, { people: 'Twelve people were asked.', others: 'The security team was asked.' })
  await press(page, 'Save', back)
  await open('/advice')
  await fill(page, { name: 'Ola Reed', on: '2026-06-15', advice: 'Go on.' })
  await press(page, 'Save', back)
  expect(await page.locator('main').innerText()).toContain('Approval needed')
}

test.each([['with JavaScript', 'assessed', true], ['without it', 'assessed-plainly', false]] as const)('from screening to approval, %s', async (_how, ref, javaScript) => {
  const lead = await someone(served, { javaScript })
  await signIn(lead, LEAD, PASSWORD)
  await assess(lead, ref, javaScript)
  const siro = await someone(served, { javaScript })
  await signIn(siro, SIRO, PASSWORD)
  await siro.goto(`/projects/${ref}/dpia/approval`)
  if (javaScript) await expectAccessible(siro)
  await fill(siro, { measuresBy: 'Sam Siro', residualBy: 'Sam Siro', advice: 'accepted', keptBy: 'Lena Lead' })
  await press(siro, 'Approve', new RegExp('/dpia\\?done='))
  if (javaScript) await expectAccessible(siro)
  expect(await siro.locator('main').innerText()).toContain('Approved')
  await lead.context().close()
  await siro.context().close()
})

test('of several boxes only the one that was ticked is, when a form comes back that was sent before the page’s scripts had begun', async () => {
  const page = await someone(served)
  await signIn(page, LEAD, PASSWORD)
  await page.goto('/projects/assessed/facts/people')
  const ticked = () => page.locator('[name="groups"]:checked').count()
  await page.locator('[name="groups"]').evaluateAll((boxes) => { for (const [at, box] of (boxes as unknown as { checked: boolean }[]).entries()) box.checked = at === 1 })
  await page.locator('[name="howMany"]').fill('a few')
  await page.locator('main form').first().evaluate((form) => { (form as unknown as { submit(): void }).submit() })
  await page.getByText('There is a problem').waitFor()
  await drawn(page)
  expect(await ticked()).toBe(1)
}, 60_000)
