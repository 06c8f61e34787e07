import pg from 'pg'
import { APP_ROLE } from './database.server.ts'
import { addJob, type JobPayloads, type TimedJobName } from './jobs.server.ts'
import type { Runtime } from './runtime.server.ts'
import { findDoneAt, saveDoneAt } from './timed-work.store.server.ts'

const WAIT_MS = 30_000

/**
 * Does work that comes round by the clock: by one portal at a time, however many there are, and once for all the rounds
 * that were missed while none was up. Work that finds another at it is put back for half a minute later. `work` is given
 * the time it counts as done at. Work that something other than the clock asked for is always done.
 */
export async function doInTurn<N extends TimedJobName>(runtime: Runtime, name: N, payload: JobPayloads[N], work: (now: Date) => Promise<void>): Promise<void> {
  const turn = await takeTurn(runtime, name)
  if (turn === null) return addJob(runtime.db, name, payload, payload.due === undefined ? JSON.stringify(payload) : 'timed', new Date(runtime.clock().getTime() + WAIT_MS))
  try {
    const doneAt = payload.due === undefined ? null : await findDoneAt(runtime.db, name)
    if (payload.due !== undefined && doneAt !== null && doneAt >= new Date(payload.due)) return
    const now = runtime.clock()
    await work(now)
    if (payload.due !== undefined) await saveDoneAt(runtime.db, name, now)
  } finally {
    await turn.end()
  }
}

interface Turn { readonly end: () => Promise<void> }

/** Held by a connection of its own, so that it ends when a portal is killed. */
async function takeTurn({ env, log }: Runtime, name: TimedJobName): Promise<Turn | null> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL, options: `-c role=${APP_ROLE}` })
  client.on('error', (error: Error) => log.warn({ code: (error as { code?: string }).code }, 'the turn at timed work was lost'))
  await client.connect()
  try {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as taken', [`timed work: ${name}`])
    if (rows[0]?.taken) return { end: () => client.end() }
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
  await client.end()
  return null
}
