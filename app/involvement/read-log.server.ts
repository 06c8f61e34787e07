import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { readProject, type ProjectView } from '#app/projects/read-project.server.ts'
import { hasEvents, listNewestEvents, listVersionsOfEvent, type EventRecord } from './events.store.server.ts'
import { changedParts, inOrder, openPoints, type InvolvementLog, type LoggedEvent } from './event.rules.ts'
import { eventsCsv } from './events-csv.rules.ts'

const loggedOf = (records: readonly EventRecord[]): LoggedEvent[] => inOrder(records.filter(({ withdrawnBecause }) => withdrawnBecause === null).map(({ id, event }) => ({ ...event, id })))

/** What of a project's log stands now, for what is drafted from it; null while nothing does. Not scoped to anyone. */
export async function readLogAsItStands(db: Queryable, projectId: string): Promise<InvolvementLog | null> {
  const events = loggedOf(await listNewestEvents(db, projectId))
  return events.length > 0 ? { events } : null
}

/** Whether anything was ever entered in a project's log, be it withdrawn since. Not scoped to anyone. */
export const hasLog = (db: Queryable, projectId: string): Promise<boolean> => hasEvents(db, projectId)

export const mayWriteLog = (project: ProjectView, actor: StaffActor): boolean => project.isDrafter && project.endedAt === null && mayRole(actor.role, 'projects.draft')

/** A project's log as its parties read it; null where the actor's organisation has no part in the project. */
export async function readLogPage(context: Context<StaffActor>, ref: string) {
  const { actor, now, runtime } = context
  const project = await readProject(context, ref)
  if (!project) return null
  const records = await listNewestEvents(runtime.db, project.id)
  const today = londonDay(now)
  const lines = loggedOf(records).map((event) => ({
    ...event, open: openPoints(event), isOverdue: event.state === 'planned' && event.day < today, people: event.groups.reduce((sum, { people }) => sum + people, 0),
  }))
  const held = lines.filter(({ state }) => state === 'held').toReversed()
  return {
    ref: project.ref, title: project.title, mayWrite: mayWriteLog(project, actor), held, planned: lines.filter(({ state }) => state === 'planned'),
    withdrawn: records.filter(({ withdrawnBecause }) => withdrawnBecause !== null).map(({ id, event, withdrawnBecause }) => ({ id, day: event.day, kind: event.kind, because: withdrawnBecause ?? '' })),
    publicPeople: held.flatMap(({ groups }) => groups).filter(({ as }) => as === 'public').reduce((sum, { people }) => sum + people, 0),
    points: held.reduce((sum, { points }) => sum + points.length, 0), changed: held.flatMap(({ points }) => points).filter(({ answer }) => answer === 'changed').length, open: held.reduce((sum, { open }) => sum + open, 0),
  }
}

/** One event with all its versions, newest first; `version` names the one to show. Null where there is none for the actor. */
export async function readEventPage(context: Context<StaffActor>, ref: string, id: string, version: number | null = null) {
  const project = await readProject(context, ref)
  if (!project || !isId(id)) return null
  const versions = await listVersionsOfEvent(context.runtime.db, project.id, id)
  const newest = versions.at(-1)
  const shown = version === null ? newest : versions.find((each) => each.version === version)
  if (!newest || !shown) return null
  return {
    ref: project.ref, title: project.title, id, version: newest.version, withdrawnBecause: newest.withdrawnBecause, event: newest.event,
    shown: { version: shown.version, event: shown.event, isNewest: shown.version === newest.version },
    mayWrite: mayWriteLog(project, context.actor) && newest.withdrawnBecause === null,
    isDrafter: project.isDrafter && mayRole(context.actor.role, 'projects.draft'),
    history: versions.map(({ version: number, savedAt, savedByName, withdrawnBecause, event }, index) => ({
      number, savedAt, savedByName, withdrawnBecause, changed: index === 0 ? [] : changedParts((versions[index - 1] as EventRecord).event, event),
    })).toReversed(),
  }
}
export type EventPage = NonNullable<Awaited<ReturnType<typeof readEventPage>>>

/** The log as CSV; null as for the page. */
export async function readLogCsv(context: Context<StaffActor>, ref: string): Promise<string | null> {
  const project = await readProject(context, ref)
  return project ? eventsCsv(loggedOf(await listNewestEvents(context.runtime.db, project.id))) : null
}
