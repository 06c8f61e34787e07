import { systemActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { doInTurn } from '#app/platform/do-in-turn.server.ts'
import type { JobPayloads } from '#app/platform/jobs.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { readSourceGround } from './judge-sources.server.ts'
import { raiseAlarms } from './raise-alarms.server.ts'

/**
 * Judges every watched source and raises what stands, for each organisation that watches, or for one. Done again it
 * raises nothing new. Answers how many alarms were raised.
 */
export async function lookAtAlarms({ runtime, now, requestId }: Pick<Context, 'runtime' | 'now' | 'requestId'>, organisationCode: string | null = null): Promise<number> {
  const as = (code: string) => ({ runtime, now, requestId, actor: { ...systemActor('look-at-alarms'), organisationCode: code } })
  const ground = await readSourceGround({ runtime, now, requestId, actor: systemActor('look-at-alarms') })
  let raised = 0
  for (const code of ground.watchers) {
    if (organisationCode === null || code === organisationCode) raised += (await raiseAlarms(as(code), ground)).raised
  }
  return raised
}

/** Background work: each day, and whenever an import or a people list has been read. */
export function lookAtAlarmsJob(runtime: Runtime, payload: JobPayloads['look-at-alarms']): Promise<void> {
  return doInTurn(runtime, 'look-at-alarms', payload, async (now) => {
    await lookAtAlarms({ runtime, now, requestId: newId() }, payload.organisationCode ?? null)
  })
}
