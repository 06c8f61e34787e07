import type { Runtime } from '#app/platform/runtime.server.ts'
import { countInThisProcess } from '#app/platform/throttle.server.ts'
import { countCallOfKey } from './api-keys.store.server.ts'
import { LIMIT_SECONDS, limitHeaders, readLimits, type Standing } from './api-limits.rules.ts'
import type { ApiAction } from './api-problem.rules.ts'

/** Counts a call against what the key may do in a minute, and gives the headers that tell the caller how it stands. */
export async function countCall(runtime: Runtime, keyId: string, action: ApiAction | 'any'): Promise<{ readonly isWithin: boolean; readonly headers: Record<string, string> }> {
  const limit = readLimits(runtime.env.API_CALLS_A_MINUTE).limits[action]
  const standing: Standing = limit.countedBy === 'portal'
    ? await countAcrossMachines(runtime, keyId, action, limit.callsAMinute)
    : await countInThisProcess(`${keyId} ${action}`, limit.callsAMinute, LIMIT_SECONDS)
  return { isWithin: standing.isWithin, headers: limitHeaders(action, limit, standing) }
}

async function countAcrossMachines(runtime: Runtime, keyId: string, action: string, most: number): Promise<Standing> {
  const { calls, seconds } = await countCallOfKey(runtime.db, keyId, action)
  return { isWithin: calls <= most, left: Math.max(0, most - calls), seconds: Math.max(1, Math.min(LIMIT_SECONDS, Math.ceil(seconds))) }
}
