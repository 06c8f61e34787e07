import { change } from '#app/audit/change.server.ts'
import { NATIONAL_CHECK_CEILING_DAYS } from '#app/choices/decision.rules.ts'
import { systemActor, type SystemActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { advance } from './national-check.rules.ts'
import { listAnsweredRuns, listRunsToPurge, lockRun, removeNumbers, runOf, updateRun, type RunOfProject } from './national-checks.store.server.ts'
import { nationalCheckSettings } from './read-settings.server.ts'

export interface Purged {
  readonly expired: number
  readonly purged: number
  readonly numbers: number
}

/**
 * Marks answers that have grown too old, and deletes every row about a single number of a run whose file was written more
 * than 21 days ago, answered or not. Counts and digests stay. It may be run as often as one likes.
 */
export async function purgeNationalChecks(context: Context<SystemActor>): Promise<Purged> {
  const { runtime, now } = context
  let expired = 0
  for (const run of await listAnsweredRuns(runtime.db)) expired += await expireRun(context, run)
  let [purged, numbers] = [0, 0]
  for (const run of await listRunsToPurge(runtime.db, new Date(now.getTime() - NATIONAL_CHECK_CEILING_DAYS * 86_400_000))) {
    const removed = await purgeRun(context, run)
    if (removed === null) continue
    purged += 1
    numbers += removed
  }
  return { expired, purged, numbers }
}

function expireRun(context: Context<SystemActor>, { id, projectRef }: RunOfProject): Promise<0 | 1> {
  const { runtime, now } = context
  return change(context, async (tx, record) => {
    const run = await lockRun(tx, id)
    const maxAgeDays = Math.min(run.maxAgeDays, nationalCheckSettings(runtime, run.organisationCode).maxAgeDays)
    const after = advance(runOf(run), { kind: 'expire' }, now, maxAgeDays)
    if (!after.ok) return 0
    await updateRun(tx, id, { state: after.value.state, expiredAt: now })
    record({ kind: 'national-check-expired', organisationCode: run.organisationCode, projectRef, subject: `national-check:${run.localId}`, data: { run: run.localId } })
    return 1
  })
}

/** How many rows were deleted; null when the run was not due after all. */
function purgeRun(context: Context<SystemActor>, { id, projectRef }: RunOfProject): Promise<number | null> {
  const { now } = context
  return change(context, async (tx, record) => {
    const run = await lockRun(tx, id)
    const after = advance(runOf(run), { kind: 'purge' }, now)
    if (!after.ok) return null
    const numbers = await removeNumbers(tx, id)
    await updateRun(tx, id, { state: after.value.state, purgedAt: now })
    record({ kind: 'national-check-purged', organisationCode: run.organisationCode, projectRef, subject: `national-check:${run.localId}`, data: { run: run.localId, numbers } })
    return numbers
  })
}

/** Background work that each export puts on the queue for when its time is up. */
export async function purgeNationalChecksJob(runtime: Runtime): Promise<void> {
  await purgeNationalChecks({ runtime, actor: systemActor('purge-national-checks'), now: runtime.clock(), requestId: newId() })
}
