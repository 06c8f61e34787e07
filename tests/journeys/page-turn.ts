import type { BrowserContext, Page } from 'playwright-core'

/** Pages are drawn by scripts in these; in every other browser the server sends each page whole. */
const withScripts = new WeakSet<BrowserContext>()

/**
 * Makes every `goto` of the page return only when the page's scripts have begun: a button pressed before that is sent the
 * plain way, and what was typed meanwhile may be gone.
 */
export function runsScripts(page: Page): void {
  withScripts.add(page.context())
  const goto = page.goto.bind(page)
  page.goto = async (...where) => {
    const response = await goto(...where)
    await drawn(page)
    return response
  }
}

/** Waits until the page that can be seen is the page of the address, which changes a moment before. */
export async function drawn(page: Page): Promise<void> {
  if (!withScripts.has(page.context())) return
  await page.waitForFunction(() => document.documentElement.dataset.page === `${window.location.pathname}${window.location.search}`)
}

/** Does something that leads to a page, be it the same one again, and waits until that page is drawn. */
export async function turning(page: Page, act: () => Promise<void>, leadsTo: Parameters<Page['waitForURL']>[0]): Promise<void> {
  if (withScripts.has(page.context())) await page.evaluate(() => { delete document.documentElement.dataset.page })
  await act()
  await page.waitForURL(leadsTo)
  await drawn(page)
}
