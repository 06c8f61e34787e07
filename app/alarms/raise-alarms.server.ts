import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { addAlarm, listAlarms, type AlarmRecord } from './alarms.store.server.ts'
import { judgeSources, type Judged } from './judge-sources.server.ts'
import { alarmKey } from './watching.rules.ts'

/**
 * Looks at the sources of the actor's organisation, and raises what stands and is not open already. Answers every alarm
 * ever raised for it, and what was seen. An alarm stays open until someone says what they found, even when it stands no more.
 */
export async function raiseAlarms(context: Context<StaffActor>): Promise<{ readonly alarms: readonly AlarmRecord[]; readonly judged: Judged }> {
  const { runtime, actor, now } = context
  const before = await listAlarms(runtime.db, actor.organisationCode)
  const judged = await judgeSources(context, before)
  const open = new Set(before.filter(({ acknowledgedAt }) => acknowledgedAt === null).map((alarm) => alarm.alarmKey))
  const fresh = judged.alarms.filter((alarm, at) => !open.has(alarmKey(alarm)) && judged.alarms.findIndex((other) => alarmKey(other) === alarmKey(alarm)) === at)
  if (fresh.length === 0) return { alarms: before, judged }
  await change(context, async (tx, record) => {
    for (const facts of fresh) {
      const id = newId()
      const isNew = await addAlarm(tx, { id, organisationCode: actor.organisationCode, alarmKey: alarmKey(facts), kind: facts.kind, due: facts.due, facts, raisedAt: now })
      if (isNew) record({ kind: 'alarm-raised', subject: `alarm:${id}`, data: { kind: facts.kind, about: facts.watched.name, code: facts.watched.code, due: facts.due } })
    }
  })
  return { alarms: await listAlarms(runtime.db, actor.organisationCode), judged }
}

/** For the desk: how many alarms are open for someone who may do something about them; nought for anyone else. */
export async function countOpenAlarms(context: Context<StaffActor>): Promise<number> {
  if (!mayRole(context.actor.role, 'alarms.act')) return 0
  return (await raiseAlarms(context)).alarms.filter(({ acknowledgedAt }) => acknowledgedAt === null).length
}
