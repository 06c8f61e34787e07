import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { addAcknowledgement, findAlarm } from './alarms.store.server.ts'
import type { AcknowledgeCommand } from './watching.schema.ts'

/**
 * Keeps what someone found about an alarm. It settles what the alarm is about up to the day it was raised for; what
 * happens after that raises it again. Null when the actor's organisation has no such alarm.
 */
export async function acknowledgeAlarm(context: Context<StaffActor>, { alarmId, found }: AcknowledgeCommand): Promise<Result<null, Refusal<'already-acknowledged'>> | null> {
  const { runtime, actor, now } = context
  const alarm = isId(alarmId) ? await findAlarm(runtime.db, actor.organisationCode, alarmId) : null
  if (!alarm) return null
  return change(context, async (tx, record) => {
    const isNew = await addAcknowledgement(tx, { alarmId: alarm.id, found, acknowledgedAt: now, acknowledgedBy: actor.userId })
    if (!isNew) return refuse('already-acknowledged')
    record({ kind: 'alarm-acknowledged', subject: `alarm:${alarm.id}`, data: { kind: alarm.kind } })
    return ok(null)
  })
}
