import type { Page } from 'playwright-core'
import { turning } from './page-turn.ts'

/** What goes into a form, by the names of its boxes; a day as `2026-06-15`, ticked boxes as a list. */
export type Filling = Readonly<Record<string, string | readonly string[]>>

/** Fills a form as a person would, box by box. A box that is not there fails. */
export async function fill(page: Page, filling: Filling): Promise<void> {
  for (const [name, value] of Object.entries(filling)) {
    const day = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null
    if (day) {
      await page.locator(`[name="${name}.day"]`).fill(String(Number(day[3])))
      await page.locator(`[name="${name}.month"]`).fill(String(Number(day[2])))
      await page.locator(`[name="${name}.year"]`).fill(day[1] as string)
      continue
    }
    const values = typeof value === 'string' ? [value] : value
    const box = page.locator(`[name="${name}"]`)
    const kind = await box.first().evaluate((element) => (element instanceof HTMLInputElement ? element.type : element.tagName.toLowerCase()))
    if (kind === 'radio' || kind === 'checkbox') {
      for (const option of values) await page.locator(`[name="${name}"][value="${option}"]`).check()
    } else if (kind === 'select') await box.selectOption(values[0] as string)
    else await box.fill(values[0] as string)
  }
}

/** Presses a button and waits until the page it leads to is drawn. */
export async function press(page: Page, button: string, leadsTo: Parameters<Page['waitForURL']>[0]): Promise<void> {
  await turning(page, () => page.getByRole('button', { name: button, exact: true }).click(), leadsTo)
}

/** Follows a link, the first of that name, and waits until the page it leads to is drawn. */
export async function follow(page: Page, link: string | RegExp, leadsTo: Parameters<Page['waitForURL']>[0]): Promise<void> {
  await turning(page, () => page.getByRole('link', { name: link }).first().click(), leadsTo)
}
