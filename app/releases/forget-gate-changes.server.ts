import { doInTurn } from '#app/platform/do-in-turn.server.ts'
import type { JobPayloads } from '#app/platform/jobs.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { removeChangesBefore } from './gate-changes.store.server.ts'

/** A process that was not asked about a flow for longer reads it afresh. In milliseconds. */
const KEPT_FOR = 7 * 86_400_000

/** Background work: every day. Removes what the triggers noted and nobody needs any more. */
export function forgetGateChangesJob(runtime: Runtime, payload: JobPayloads['forget-gate-changes']): Promise<void> {
  return doInTurn(runtime, 'forget-gate-changes', payload, async (now) => {
    await removeChangesBefore(runtime.db, new Date(now.getTime() - KEPT_FOR))
  })
}
