import { doInTurn } from '#app/platform/do-in-turn.server.ts'
import type { JobPayloads } from '#app/platform/jobs.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { removeJournalsBefore } from './answer-journal.store.server.ts'
import { removeChangesBefore } from './gate-changes.store.server.ts'

const DAY_MS = 86_400_000
/** A process that was not asked about a flow for longer reads it afresh. */
const KEPT_FOR = 7 * DAY_MS

/** Background work: every day. Removes what the triggers noted and nobody needs any more, and answers that have been kept long enough. */
export function forgetGateChangesJob(runtime: Runtime, payload: JobPayloads['forget-gate-changes']): Promise<void> {
  return doInTurn(runtime, 'forget-gate-changes', payload, async (now) => {
    await removeChangesBefore(runtime.db, new Date(now.getTime() - KEPT_FOR))
    await removeJournalsBefore(runtime.db, new Date(now.getTime() - runtime.env.CONCORDAT_ANSWERS_KEPT_DAYS * DAY_MS))
  })
}
