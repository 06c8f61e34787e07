import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isDatabaseUnreachable } from '#app/platform/database.server.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#app/platform/embedded-postgres.server.ts'
import { readEnvironment } from '#app/platform/env.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { checkIdentifierKey } from '#app/platform/key-check.server.ts'
import { startRuntime } from '#app/platform/start.server.ts'
import { demoEnvironment, demoFolder, demoSecrets } from './demo-place.ts'

/**
 * The portal's database for a script: the one that DATABASE_URL names, else the demo's in CONCORDAT_DATA, running or not.
 * The caller ends with `runtime.connections.close()`, which also stops a demo database that this call started.
 */
export async function connectForScript(): Promise<Runtime> {
  if (process.env.DATABASE_URL) {
    const runtime = startRuntime(readEnvironment({ LOG_LEVEL: 'warn', ...process.env }), { maxConnections: 4 })
    try {
      await checkIdentifierKey(runtime)
      return runtime
    } catch (error) {
      await runtime.connections.close()
      throw error
    }
  }
  const folder = demoFolder()
  if (!existsSync(path.join(folder, 'demo-secrets.json'))) {
    throw new Error('There is no database to use: set DATABASE_URL, or run "npm run demo" first (CONCORDAT_DATA names its folder).')
  }
  const running = runningServer(folder)
  let started: EmbeddedPostgres | undefined
  const server = running ?? (started = await startEmbeddedPostgres({ folder }))
  const runtime = startRuntime(demoEnvironment(folder, demoSecrets(folder), server, demoPort(folder)), { maxConnections: 4 })
  if (!started) return runtime
  const { close } = runtime.connections
  return Object.assign(runtime, {
    connections: {
      ...runtime.connections,
      close: async () => {
        await close()
        await started.stop()
      },
    },
  })
}

/** The demo's server when it is up, from the note it keeps beside its data. */
function runningServer(folder: string): Pick<EmbeddedPostgres, 'ownerUrl' | 'port'> | undefined {
  const home = path.join(folder, 'postgres')
  try {
    const lines = readFileSync(path.join(home, 'pg18', 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(lines[0]), 0)
    const port = Number(lines[3])
    const password = readFileSync(path.join(home, 'pg18-password'), 'utf8')
    return { port, ownerUrl: (database) => `postgres://concordat_owner:${password}@127.0.0.1:${port}/${database}` }
  } catch (error) {
    // Someone else's process is still a process: only "no such file" and "no such process" mean that it is not running.
    if ((error as NodeJS.ErrnoException).code === 'EPERM') throw new Error('The demo runs under another user: run this as that user.')
    return undefined
  }
}

/** The port that letters and links name: the one the demo was last served on. */
function demoPort(folder: string): number {
  try {
    const access = JSON.parse(readFileSync(path.join(folder, 'demo', 'access.json'), 'utf8')) as { url: string }
    return Number(new URL(access.url).port || 3000)
  } catch {
    return Number(process.env.PORT || 3000)
  }
}

/** Runs a script's work, then closes; a failure is one clear sentence and exit code 1. */
export async function runScript(work: () => Promise<number | void>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  try {
    process.exitCode = (await work()) ?? 0
  } catch (error) {
    const words = isDatabaseUnreachable(error) ? 'The database does not answer: check that it runs, and that DATABASE_URL names it.' : (error as Error).message.split('\n')[0]
    process.stderr.write(`${words}\n`)
    process.exitCode = 1
  }
}
