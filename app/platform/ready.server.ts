import type { Runtime } from './runtime.server.ts'

/** True when the database answers and holds what the newest migration makes. */
export async function isReady(runtime: Runtime): Promise<boolean> {
  try {
    const [row] = await runtime.sql<{ ready: boolean }[]>`
      select to_regclass('public.audit_head') is not null and to_regclass('public.check_answers') is not null and to_regclass('public.timed_work') is not null as ready`
    return row?.ready === true
  } catch {
    return false
  }
}
