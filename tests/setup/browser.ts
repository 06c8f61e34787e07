import { existsSync, mkdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, type Browser } from 'playwright-core'

/**
 * A Chromium for the journeys: the one CONCORDAT_CHROMIUM names, else one the machine has, else the one that comes with
 * the @sparticuz/chromium package, which needs no installing and no administrator.
 */
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

export async function openBrowser(): Promise<Browser> {
  const named = process.env.CONCORDAT_CHROMIUM
  const executablePath = named || INSTALLED.find((place) => existsSync(place)) || (await bundledChromium())
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  })
}

/** Unpacked once for each user of the machine, in a folder of their own: another user's copy might be half written. */
async function bundledChromium(): Promise<string> {
  const usual = process.env.TMPDIR
  const place = path.join(os.tmpdir(), `concordat-chromium-${process.getuid?.() ?? 'user'}`)
  mkdirSync(place, { recursive: true, mode: 0o700 })
  process.env.TMPDIR = place
  try {
    const { default: bundled } = await import('@sparticuz/chromium')
    return await bundled.executablePath()
  } finally {
    if (usual === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = usual
  }
}
