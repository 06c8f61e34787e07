import { readDue, readDueOf } from '#app/approvals/read-due.server.ts'
import { readSittingsOfActor } from '#app/boards/read-sittings-of-actor.server.ts'
import { readActionsForCalendar } from '#app/documents/dpia/read-actions-for-calendar.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { listProjects, readProject } from '#app/projects/read-project.server.ts'
import { calendarFile, type CalendarEntry } from './calendar.rules.ts'
import { actionEntry, CALENDAR_NAME, dueEntry, projectCalendarName, sittingEntry } from './calendar.words.ts'

const REFRESH_HOURS = 12

const fileOf = (runtime: Pick<Runtime, 'publicUrl'>, name: string, entries: readonly CalendarEntry[]): string =>
  calendarFile({ name, host: new URL(runtime.publicUrl).hostname, refreshHours: REFRESH_HOURS, entries: [...entries].sort((a, b) => a.day.localeCompare(b.day) || a.id.localeCompare(b.id)) })

/** All that is due for a person, the open actions of impact assessments that are theirs to close, and the sittings of the boards that they sit on, as an iCalendar file. */
export async function readCalendar(context: Context<StaffActor>): Promise<string> {
  const { runtime } = context
  const projects = mayRole(context.actor.role, 'projects.read') ? await listProjects(context) : []
  const [items, actions, sittings] = await Promise.all([readDue(context), readActionsForCalendar(context, projects), readSittingsOfActor(context)])
  return fileOf(runtime, CALENDAR_NAME, [
    ...items.filter(({ isOwn, isDrafted }) => isOwn || isDrafted).map((item) => dueEntry(item, item.flowsOfProject, runtime.publicUrl)),
    ...actions.map((action) => actionEntry(action, runtime.publicUrl)), ...sittings.map((sitting) => sittingEntry(sitting, runtime.publicUrl)),
  ])
}

/** The dates of one project as an iCalendar file; null when the actor's organisation has no part in it. */
export async function readProjectCalendar(context: Context<StaffActor>, ref: string): Promise<string | null> {
  const { runtime, now } = context
  const project = await readProject(context, ref)
  if (!project) return null
  const items = await readDueOf(runtime.db, project, now)
  return fileOf(runtime, projectCalendarName(project.title), items.map((item) => dueEntry(item, project.facts.flows.length, runtime.publicUrl)))
}
