import { doInTurn } from '#app/platform/do-in-turn.server.ts'
import type { JobPayloads } from '#app/platform/jobs.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { BUSY_FOR } from './check.rules.ts'
import { letGoOfSilent, removeAnswers } from './checks.store.server.ts'

/**
 * Background work: every hour. Checks that were under way when their server was killed stay incomplete, and what was kept of
 * their rows' answers goes. A server that is only cut off from the database finds its check gone, and breaks it off.
 */
export function letGoOfChecksJob(runtime: Runtime, payload: JobPayloads['let-go-of-checks']): Promise<void> {
  return doInTurn(runtime, 'let-go-of-checks', payload, async (now) => {
    await runtime.db.transaction(async (tx) => {
      await removeAnswers(tx, await letGoOfSilent(tx, new Date(now.getTime() - BUSY_FOR)))
    })
  })
}
