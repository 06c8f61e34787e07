import { hasFinishedImport } from '#app/choices/read-source-counts.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { alarmLine, namesOf, type AlarmLine } from './alarm-lines.server.ts'
import { listAlarms, listSources } from './alarms.store.server.ts'

/** The alarms of the actor's organisation that nobody has looked into, newest first, for someone who may; none for anyone else. */
export async function readOpenAlarms(context: Context<StaffActor>): Promise<readonly AlarmLine[]> {
  const { runtime, actor } = context
  if (!mayRole(actor.role, 'alarms.act')) return []
  const open = (await listAlarms(runtime.db, actor.organisationCode)).filter(({ acknowledgedAt }) => acknowledgedAt === null)
  const nameOf = await namesOf(context, open.map(({ facts }) => facts.watched.name))
  return open.map((alarm) => alarmLine(alarm, nameOf))
}

/** Whether extracts that the actor's organisation imports are watched by nobody, for someone who may have them watched. */
export async function readIsWatchMissing({ runtime: { db }, actor }: Context<StaffActor>): Promise<boolean> {
  if (!mayRole(actor.role, 'alarms.act') || (await listSources(db, actor.organisationCode)).length > 0) return false
  return hasFinishedImport(db, actor.organisationCode)
}
