import { systemActor } from '#app/identity/actor.rules.ts'
import { doInTurn } from '#app/platform/do-in-turn.server.ts'
import type { JobPayloads } from '#app/platform/jobs.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { purgeNationalChecks } from './purge-national-check.server.ts'
import { warnOfStaleAnswers } from './warn-of-stale-answers.server.ts'

/**
 * Background work, each hour: answers that have grown too old are marked, rows about single numbers go at the ceiling, and
 * those who can ask again are told in time.
 */
export function ageNationalChecksJob(runtime: Runtime, payload: JobPayloads['age-national-checks']): Promise<void> {
  return doInTurn(runtime, 'age-national-checks', payload, async (now) => {
    const context = { runtime, actor: systemActor('age-national-checks'), now, requestId: newId() }
    await purgeNationalChecks(context)
    await warnOfStaleAnswers(context)
  })
}
