import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { spawnSync } from 'node:child_process'
import type { ServerBuild } from '@remix-run/node'
import { growAuditTree } from '#app/audit/grow-tree.server.ts'
import { signHead } from '#app/audit/signed-heads.server.ts'
import { beginSigning } from '#app/audit/signing-keys.server.ts'
import { serve } from '#app/platform/http-server.server.ts'
import { faultForPrograms } from '#app/identity/operation-outcome.server.ts'
import { readLimits } from '#app/identity/api-limits.rules.ts'
import { EnvironmentFault, type Environment } from '#app/platform/env.server.ts'
import { startJobs, type JobRunner } from '#app/platform/jobs.server.ts'
import { checkIdentifierKey } from '#app/platform/key-check.server.ts'
import { surviveLostConnections } from '#app/platform/lost-connections.server.ts'
import { migrateDatabase } from '#app/platform/migrate.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { startRuntime } from '#app/platform/start.server.ts'
import { jobHandlers } from './job-handlers.ts'
import { timetable } from './timetable.ts'

export interface Portal {
  readonly runtime: Runtime
  readonly port: number
  readonly stop: () => Promise<void>
}

/** Migrates, opens the pools, starts the background work and serves. Stops in the opposite order. */
export async function openPortal(env: Environment, before?: (runtime: Runtime) => Promise<void>): Promise<Portal> {
  const { fault } = readLimits(env.API_CALLS_A_MINUTE)
  if (fault) throw new EnvironmentFault([fault])
  buildIfNeeded()
  await migrateDatabase(env.DATABASE_OWNER_URL ?? env.DATABASE_URL)
  const runtime = startRuntime(env)
  surviveLostConnections(() => runtime.log.warn('a database connection was lost in the middle of a change'))
  let jobs: JobRunner | undefined
  try {
    await checkIdentifierKey(runtime)
    await growAuditTree(runtime)
    await before?.(runtime)
    await beginSigning(runtime)
    await signHead(runtime)
    jobs = await startJobs(runtime, jobHandlers, timetable(env))
    const build = (await import(pathToFileURL(path.resolve('build/server/index.js')).href)) as unknown as ServerBuild
    const server = await serve(runtime, build, { port: env.PORT, host: env.HOST, faultForPrograms })
    return {
      runtime,
      port: server.port,
      stop: async () => {
        await server.close()
        await jobs?.stop()
        await runtime.connections.close()
      },
    }
  } catch (error) {
    await jobs?.stop()
    await runtime.connections.close()
    throw error
  }
}

/** Builds when there is no build, or when a source is newer than it. */
export function buildIfNeeded(): void {
  const built = 'build/server/index.js'
  if (existsSync(built) && newestIn(['app', 'package.json', 'vite.config.ts', 'remix.config.js']) <= statSync(built).mtimeMs) return
  process.stderr.write('Building the pages…\n')
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (run.status !== 0) throw new Error('The pages could not be built: see the messages above.')
}

function newestIn(places: readonly string[]): number {
  let newest = 0
  for (const place of places) {
    const { mtimeMs } = statSync(place)
    if (!statSync(place).isDirectory()) {
      newest = Math.max(newest, mtimeMs)
      continue
    }
    for (const entry of readdirSync(place, { withFileTypes: true })) {
      if (entry.name === 'generated.css') continue
      newest = Math.max(newest, newestIn([path.join(place, entry.name)]))
    }
  }
  return newest
}

/** Runs `stop` once on Ctrl-C or SIGTERM, then leaves. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      // What cannot be ended in order within 20 seconds is ended all the same.
      setTimeout(() => process.exit(1), 20_000).unref()
      stop().then(() => process.exit(0), () => process.exit(1))
    })
  }
}
