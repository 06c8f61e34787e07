import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { ServerBuild } from '@remix-run/node'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { freePort } from '#app/platform/embedded-postgres.server.ts'
import { serve } from '#app/platform/http-server.server.ts'
import { startJobs, type JobRunner } from '#app/platform/jobs.server.ts'
import { jobHandlers } from '../../scripts/job-handlers.ts'
import { openBrowser } from '#tests/setup/browser.ts'
import { usePortal, type TestPortal } from '#tests/setup/portal.ts'
import { press } from './filling.ts'
import { runsScripts } from './page-turn.ts'

export interface ServedPortal {
  readonly portal: TestPortal
  readonly url: string
  readonly browser: Browser
}

const port = await freePort()

/**
 * The built portal on a real port, with its background work and a browser. The rows stay for the whole file. `before` runs
 * before the background work starts.
 */
export function useServedPortal(before: (portal: TestPortal) => Promise<void> = async () => {}): ServedPortal {
  const url = `http://localhost:${port}`
  const portal = usePortal({ PUBLIC_URL: url, CONCORDAT_DEMO: 'yes' }, { keepsRows: true })
  const served = { portal, url } as { -readonly [K in keyof ServedPortal]: ServedPortal[K] }
  let jobs: JobRunner
  let server: { close: () => Promise<void> }
  beforeAll(async () => {
    const build = (await import(pathToFileURL(path.resolve('build/server/index.js')).href)) as unknown as ServerBuild
    await before(portal)
    jobs = await startJobs(portal.runtime, jobHandlers)
    server = await serve(portal.runtime, build, { port, host: 'localhost' })
    served.browser = await openBrowser()
  })
  afterAll(async () => {
    await served.browser?.close()
    await server?.close()
    await jobs?.stop()
  })
  return served
}

const PHONE = { width: 390, height: 844 }
const DESKTOP = { width: 1280, height: 900 }

/** A person's own browser: their cookies, their screen. */
export async function someone(served: ServedPortal, how: { readonly phone?: boolean; readonly javaScript?: boolean } = {}): Promise<Page> {
  const context: BrowserContext = await served.browser.newContext({
    baseURL: served.url,
    viewport: how.phone ? PHONE : DESKTOP,
    javaScriptEnabled: how.javaScript ?? true,
    acceptDownloads: true,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  if (how.javaScript ?? true) runsScripts(page)
  return page
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Password').fill(password)
  await press(page, 'Sign in', '**/desk')
}

/** Finds nothing that axe knows to be wrong, and nothing wider than the screen. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  const found = violations.map((violation) => `${page.url()}: ${violation.id}: ${violation.help}: ${violation.nodes.map((node) => node.target.join(' ')).join(' | ')}`)
  expect(found).toEqual([])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0)
}

/** As `expectAccessible`, without running scripts in the page: for a browser that has them switched off. */
export async function expectHeadingAndTitle(page: Page): Promise<void> {
  expect(await page.locator('h1').count(), `${page.url()} has one heading`).toBe(1)
  expect(await page.title()).toContain('Concordat')
}
