import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { alarmLine, namesOf, type AlarmLine } from './alarm-lines.server.ts'
import { listAlarms } from './alarms.store.server.ts'

/** The alarms of the actor's organisation that nobody has looked into, newest first, for someone who may; none for anyone else. */
export async function readOpenAlarms(context: Context<StaffActor>): Promise<readonly AlarmLine[]> {
  const { runtime, actor } = context
  if (!mayRole(actor.role, 'alarms.act')) return []
  const open = (await listAlarms(runtime.db, actor.organisationCode)).filter(({ acknowledgedAt }) => acknowledgedAt === null)
  const nameOf = await namesOf(context, open.map(({ facts }) => facts.watched.name))
  return open.map((alarm) => alarmLine(alarm, nameOf))
}
