import { sql } from 'drizzle-orm'
import { Logger, parseCronItems, run, runOnce, type Runner, type TaskList } from 'graphile-worker'
import pg from 'pg'
import type { Queryable } from './database.server.ts'
import { APP_ROLE } from './database.server.ts'
import { connectionName } from './key-check.server.ts'
import type { Runtime } from './runtime.server.ts'

/** Work that is done behind the pages. Added in the transaction that asks for it, so it is never lost and never early. */
export interface JobPayloads {
  'read-people-list': { readonly uploadId: string }
  'make-letters': { readonly campaignId: string }
  'send-mail': { readonly mailId: string }
  'import-choices': { readonly importId: string }
  'purge-national-checks': { readonly runId: string }
  'forget-api-answers': Record<string, never>
  'ask-national-check': { readonly askId: string }
  'look-at-alarms': Timed & { readonly organisationCode?: string | null }
  'fetch-national-replies': Timed
  'age-national-checks': Timed
  'sign-audit-head': Timed
  'forget-gate-changes': Timed
  'let-go-of-checks': Timed
  'chase-actions': Timed
  'remind-of-due': Timed
  /** Of one project, where something happened in it. */
  'tell-of-approvals': Timed & { readonly projectRef?: string | null }
}
export type JobName = keyof JobPayloads

/** Work that comes round by the clock. `due`: the moment it came round for; left out when something else asked for it. */
export interface Timed {
  readonly due?: string
}
export type TimedJobName = 'look-at-alarms' | 'fetch-national-replies' | 'age-national-checks' | 'sign-audit-head' | 'forget-gate-changes' | 'let-go-of-checks' | 'chase-actions' | 'remind-of-due' | 'tell-of-approvals'

/** One line of the timetable. */
export interface TimedJob {
  readonly name: TimedJobName
  /** The minutes it comes round at, as a cron pattern in UTC. */
  readonly at: string
}

export type JobHandlers = { readonly [N in JobName]: (runtime: Runtime, payload: JobPayloads[N]) => Promise<void> }

/** How far back rounds that were missed are made up for when the queue begins again. `doInTurn` makes one of them all. */
const CATCH_UP_MS = 8 * 86_400_000

/** `runAt`: not before then; left out, as soon as may be. Asked for again with the same key before it began, it is done once. */
export async function addJob<N extends JobName>(tx: Queryable, name: N, payload: JobPayloads[N], key: string, runAt: Date | null = null): Promise<void> {
  await tx.execute(
    sql`select graphile_worker.add_job(${name}::text, payload := ${JSON.stringify(payload)}::json, job_key := ${`${name}:${key}`}::text, max_attempts := 12, run_at := ${runAt?.toISOString() ?? null}::timestamptz)`,
  )
}

/** Many of one kind at once, in one statement. Each as `addJob` adds it. */
export async function addJobs<N extends JobName>(tx: Queryable, name: N, jobs: readonly { readonly payload: JobPayloads[N]; readonly key: string }[]): Promise<void> {
  if (jobs.length === 0) return
  await tx.execute(sql`
    select graphile_worker.add_job(${name}::text, payload := job -> 'payload', job_key := job ->> 'key', max_attempts := 12)
    from json_array_elements(${JSON.stringify(jobs.map(({ payload, key }) => ({ payload, key: `${name}:${key}` })))}::json) as job`)
}

export function quietLogger(): Logger {
  return new Logger(() => () => {})
}

function poolFor(runtime: Runtime): pg.Pool {
  const pool = new pg.Pool({ connectionString: runtime.env.DATABASE_URL, application_name: connectionName(runtime.secrets), max: 5, options: `-c role=${APP_ROLE}` })
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
          await (handlers[name] as (runtime: Runtime, payload: unknown) => Promise<void>)(runtime, withDue(payload))
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

/** The queue says when a round was due in a member of its own. */
function withDue(payload: unknown): unknown {
  const { _cron, ...rest } = (payload ?? {}) as { readonly _cron?: { readonly ts: string } }
  return _cron === undefined ? payload : { ...rest, due: _cron.ts }
}

/** Of several portals one adds each round to the queue, whichever comes first. */
function cronItemsOf(timetable: readonly TimedJob[]) {
  return parseCronItems(timetable.map(({ name, at }) => ({
    task: name, match: at, identifier: name, options: { backfillPeriod: CATCH_UP_MS, maxAttempts: 3, jobKey: `${name}:timed` },
  })))
}

export interface JobRunner { readonly stop: () => Promise<void> }

const BEGIN_AGAIN_MS = 2000
const GOODBYE_MS = 5000

/**
 * Works through the queue until it is stopped, and adds what the timetable says. When the database goes away the queue
 * stops with it, and begins again when it is back.
 */
export async function startJobs(runtime: Runtime, handlers: JobHandlers, timetable: readonly TimedJob[] = []): Promise<JobRunner> {
  let isStopping = false
  let running = await begin(runtime, handlers, timetable)
  const goOn = async (): Promise<void> => {
    for (;;) {
      await running.ended
      if (isStopping) return
      runtime.log.warn('the queue stopped and will begin again')
      await running.stop()
      while (!isStopping) {
        await new Promise((resolve) => setTimeout(resolve, BEGIN_AGAIN_MS).unref())
        try {
          running = await begin(runtime, handlers, timetable)
          break
        } catch {
          // The database is not back yet.
        }
      }
      if (isStopping) return
    }
  }
  void goOn()
  return {
    stop: async () => {
      isStopping = true
      await running.stop()
    },
  }
}

async function begin(runtime: Runtime, handlers: JobHandlers, timetable: readonly TimedJob[]): Promise<{ readonly ended: Promise<void>; readonly stop: () => Promise<void> }> {
  const pool = poolFor(runtime)
  let presence: pg.PoolClient | undefined
  let runner: Runner
  try {
    presence = await announce(pool)
    runner = await run({
      pgPool: pool, taskList: tasksFor(runtime, handlers), parsedCronItems: cronItemsOf(timetable), concurrency: 2, pollInterval: 1000, noHandleSignals: true, logger: quietLogger(),
    })
  } catch (error) {
    presence?.release(true)
    await pool.end().catch(() => {})
    throw error
  }
  const ended = runner.promise.then(() => {}, () => {})
  return {
    ended,
    stop: async () => {
      // With the database gone, saying goodbye to it may take for ever.
      await Promise.race([runner.stop().catch(() => {}), new Promise((resolve) => setTimeout(resolve, GOODBYE_MS).unref())])
      presence.release(true)
      await Promise.race([pool.end().catch(() => {}), new Promise((resolve) => setTimeout(resolve, GOODBYE_MS).unref())])
    },
  }
}

/** Held shared by every portal that works through the queue, for as long as it lives. */
const QUEUE_LOCK = 7_310_023

/**
 * Says that this portal is at the queue. The first to come finds nobody else there, so what is still marked as being worked
 * on was left by one that was killed: it is given back at once, and not after the queue's own four hours.
 */
async function announce(pool: pg.Pool): Promise<pg.PoolClient> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [QUEUE_LOCK])
    if (rows[0]?.alone) {
      await client.query(`select graphile_worker.force_unlock_workers(array(
        select locked_by from graphile_worker._private_jobs where locked_by is not null
        union select locked_by from graphile_worker._private_job_queues where locked_by is not null))`)
    }
    await client.query('select pg_advisory_lock_shared($1)', [QUEUE_LOCK])
    if (rows[0]?.alone) await client.query('select pg_advisory_unlock($1)', [QUEUE_LOCK])
    return client
  } catch (error) {
    client.release(true)
    throw error
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
