import { sql } from 'drizzle-orm'
import { Logger, run, runOnce, type Runner, type TaskList } from 'graphile-worker'
import pg from 'pg'
import type { Queryable } from './database.server.ts'
import { APP_ROLE } from './database.server.ts'
import type { Runtime } from './runtime.server.ts'

/** Work that is done behind the pages. Added in the transaction that asks for it, so it is never lost and never early. */
export interface JobPayloads {
  'read-people-list': { readonly uploadId: string }
  'make-letters': { readonly campaignId: string }
  'send-mail': { readonly mailId: string }
  'import-choices': { readonly importId: string }
  'purge-national-checks': { readonly runId: string }
}
export type JobName = keyof JobPayloads

export type JobHandlers = { readonly [N in JobName]: (runtime: Runtime, payload: JobPayloads[N]) => Promise<void> }

/** `runAt`: not before then; left out, as soon as may be. */
export async function addJob<N extends JobName>(tx: Queryable, name: N, payload: JobPayloads[N], key: string, runAt: Date | null = null): Promise<void> {
  await tx.execute(
    sql`select graphile_worker.add_job(${name}::text, payload := ${JSON.stringify(payload)}::json, job_key := ${`${name}:${key}`}::text, max_attempts := 12, run_at := ${runAt?.toISOString() ?? null}::timestamptz)`,
  )
}

export function quietLogger(): Logger {
  return new Logger(() => () => {})
}

function poolFor(runtime: Runtime): pg.Pool {
  const pool = new pg.Pool({ connectionString: runtime.env.DATABASE_URL, max: 4, options: `-c role=${APP_ROLE}` })
  // A server that stops must not take the portal with it; the worker connects again.
  const lost = (error: Error) => runtime.log.warn({ code: (error as { code?: string }).code }, 'queue connection lost')
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
  return pool
}

function tasksFor(runtime: Runtime, handlers: JobHandlers): TaskList {
  return Object.fromEntries(
    (Object.keys(handlers) as JobName[]).map((name) => [
      name,
      async (payload: unknown) => {
        try {
          await (handlers[name] as (runtime: Runtime, payload: unknown) => Promise<void>)(runtime, payload)
        } catch (error) {
          // The queue keeps what is thrown. A database's message quotes the values it was given after its first line.
          const words = ((error as Error).message ?? '').split('\n')[0]?.slice(0, 300) ?? ''
          runtime.log.error({ job: name, error: words }, 'job failed and will be tried again')
          throw new Error(words)
        }
      },
    ]),
  )
}

export interface JobRunner { readonly stop: () => Promise<void> }

export async function startJobs(runtime: Runtime, handlers: JobHandlers): Promise<JobRunner> {
  const pool = poolFor(runtime)
  const runner: Runner = await run({
    pgPool: pool,
    taskList: tasksFor(runtime, handlers),
    concurrency: 2,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: quietLogger(),
  })
  runner.promise.catch((error: Error) => runtime.log.error({ error: error.message }, 'queue stopped'))
  return {
    stop: async () => {
      await runner.stop().catch(() => {})
      await pool.end().catch(() => {})
    },
  }
}

/** Does the waiting jobs and returns: for scripts and tests. */
export async function runJobsOnce(runtime: Runtime, handlers: JobHandlers): Promise<void> {
  const pool = poolFor(runtime)
  try {
    await runOnce({ pgPool: pool, taskList: tasksFor(runtime, handlers), noHandleSignals: true, logger: quietLogger() })
  } finally {
    await pool.end()
  }
}
