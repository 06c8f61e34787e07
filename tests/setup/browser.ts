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
  const installed = process.env.CONCORDAT_CHROMIUM || INSTALLED.find((place) => existsSync(place))
  const { executablePath, env } = installed ? { executablePath: installed, env: process.env } : await bundledChromium()
  return chromium.launch({
    executablePath,
    env: env as Record<string, string>,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  })
}

/**
 * Unpacked once for each user of the machine, in a folder of their own: another user's copy might be half written. The
 * package also carries the libraries that a bare machine lacks, and unpacks them when it believes it runs where they do.
 */
async function bundledChromium(): Promise<{ executablePath: string; env: NodeJS.ProcessEnv }> {
  const usual = { ...process.env }
  const place = path.join(os.tmpdir(), `concordat-chromium-${process.getuid?.() ?? 'user'}`)
  mkdirSync(place, { recursive: true, mode: 0o700 })
  Object.assign(process.env, { TMPDIR: place, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' })
  try {
    const { default: bundled } = await import('@sparticuz/chromium')
    const executablePath = await bundled.executablePath()
    return { executablePath, env: { ...usual, LD_LIBRARY_PATH: path.join(place, 'al2023', 'lib'), FONTCONFIG_PATH: path.join(place, 'fonts') } }
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in usual)) delete process.env[name]
    Object.assign(process.env, usual)
  }
}
