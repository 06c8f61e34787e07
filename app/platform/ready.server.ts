import { setTimeout as after } from 'node:timers/promises'
import type { Runtime } from './runtime.server.ts'

/** How long the database has to say that it is there: whoever asks whether to send people here will not wait for longer. */
const ANSWERS_WITHIN_MS = 5_000

/** True when the database answers in time and holds what the newest migration makes. A database that is frozen is not ready. */
export async function isReady(runtime: Pick<Runtime, 'sql'>, withinMs = ANSWERS_WITHIN_MS): Promise<boolean> {
  const answered = new AbortController()
  const tooLate = after(withinMs, false, { signal: answered.signal, ref: false }).catch(() => false)
  try {
    return await Promise.race([holdsItsTables(runtime), tooLate])
  } finally {
    answered.abort()
  }
}

async function holdsItsTables(runtime: Pick<Runtime, 'sql'>): Promise<boolean> {
  try {
    const [row] = await runtime.sql<{ ready: boolean }[]>`
      select to_regclass('public.audit_head') is not null and to_regclass('public.check_answers') is not null and to_regclass('public.timed_work') is not null as ready`
    return row?.ready === true
  } catch {
    return false
  }
}
