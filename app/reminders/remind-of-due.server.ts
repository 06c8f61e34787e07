import type { DueItem } from '#app/approvals/due.rules.ts'
import { DUE_KIND_WORDS, DUE_TO_DO_WORDS } from '#app/approvals/due.words.ts'
import { readDueOf, readNames } from '#app/approvals/read-due.server.ts'
import { change } from '#app/audit/change.server.ts'
import { systemActor, type SystemActor } from '#app/identity/actor.rules.ts'
import { readAddressees, readAddresseesWho, type Addressee } from '#app/identity/read-staff.server.ts'
import { groupBy } from '#app/kernel/group-by.ts'
import { formatDay, londonDay } from '#app/kernel/uk-date.ts'
import { writeMailTo } from '#app/letters/write-staff-mail.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { doInTurn } from '#app/platform/do-in-turn.server.ts'
import type { JobPayloads } from '#app/platform/jobs.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { takesPart } from '#app/projects/groups.rules.ts'
import { readEveryProjectRef, readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { eachInTurn } from './each-in-turn.server.ts'
import { peopleToRemind, perPerson, reminderStep, type Reachable } from './reminder.rules.ts'
import { flowsWords, short, STOPS_WORDS, whenWords } from './reminder.words.ts'
import { addDueReminder } from './reminders.store.server.ts'

type Project = NonNullable<Awaited<ReturnType<typeof readProjectAsItStands>>>

/** Something that has reached a distance from its day, with its project. */
interface Reached {
  readonly project: Project
  readonly item: DueItem
  readonly step: string
}

/**
 * Reminds people of what is due in every project, 30, 7 and 1 days before, on the day, and each week from then on: once for each
 * distance, however often it is done and by however many portals, and at the nearest alone after an outage. All that a person is
 * reminded of on one morning is one e-mail. Answers how many reminders were given.
 */
export async function remindOfDue(context: Context<SystemActor>): Promise<number> {
  const { now, runtime: { db } } = context
  const [nameOf, today] = [await readNames(db), londonDay(now)]
  const reached: Reached[] = []
  const failure = await eachInTurn(context.runtime, await readEveryProjectRef(db), async (ref) => {
    const project = await readProjectAsItStands(db, { ref })
    if (!project) return
    for (const item of await readDueOf(db, project, now, nameOf)) {
      const step = reminderStep(item, today)
      if (step !== null) reached.push({ project, item, step })
    }
  })
  const given = reached.length === 0 ? 0 : await remindOf(context, reached)
  if (failure) throw failure
  return given
}

function remindOf(context: Context<SystemActor>, reached: readonly Reached[]): Promise<number> {
  const { runtime, now } = context
  return change(context, async (tx, record) => {
    const fresh: Reached[] = []
    for (const one of reached) {
      if (await addDueReminder(tx, { itemId: one.item.id, dueOn: one.item.dueOn, step: one.step, projectId: one.project.id, remindedAt: now })) fresh.push(one)
    }
    const told: { readonly item: Reached; readonly people: readonly Addressee[] }[] = []
    for (const some of groupBy(fresh, ({ project }) => project.id).values()) {
      const { project } = some[0]!
      const reachable = await readReachable(tx, project, some.map(({ item }) => item))
      const people = some.map((one) => ({ item: one, people: peopleToRemind(one.item, reachable) }))
      told.push(...people)
      record({
        kind: 'due-reminded', organisationCode: project.organisationCode, projectRef: project.ref, subject: `project:${project.ref}`,
        data: { things: some.map(({ item, step }) => `${item.id} ${step}`), people: new Set(people.flatMap((one) => one.people.map(({ userId }) => userId))).size },
      })
    }
    for (const { people, items } of perPerson(told)) await writeMailTo(runtime, tx, { people, message: 'due-reminder', data: mailOf(items, runtime.publicUrl), now })
    return fresh.length
  })
}

async function readReachable(db: Queryable, project: Project, items: readonly DueItem[]): Promise<Reachable> {
  const owners = items.flatMap((item) => item.owners)
  const codes = [...new Set(owners.flatMap(({ organisationCode, userIds }) => (userIds === null ? [organisationCode] : [])))]
  const doers = new Map(await Promise.all(codes.map(async (code) => [code, await readAddresseesWho(db, code, 'actions.close')] as const)))
  const asked = new Map((await readAddressees(db, owners.flatMap(({ userIds }) => userIds ?? []))).map((one) => [one.userId, one]))
  return {
    whoMayDo: (code) => doers.get(code) ?? [], byId: (userId) => asked.get(userId), leads: await readAddresseesWho(db, project.organisationCode, 'projects.draft'),
    takesPart: (code) => code === project.organisationCode || takesPart(project.facts, code),
  }
}

function mailOf(reached: readonly Reached[], publicUrl: string): object {
  const [{ item: first, project }] = reached as [Reached, ...Reached[]]
  return {
    where: reached.every((one) => one.project.id === project.id) ? project.title : 'several projects', isOne: reached.length === 1, count: reached.length,
    about: short(first.what), due: formatDay(first.dueOn), isOverdue: reached.some(({ item }) => item.isOverdue),
    items: reached.map(({ item }) => ({
      kind: DUE_KIND_WORDS[item.kind], what: item.what, project: item.projectTitle, when: whenWords(item), who: item.owners.map(({ name }) => name).join(', '), toDo: DUE_TO_DO_WORDS[item.kind],
      stops: STOPS_WORDS[item.isOverdue ? 'overdue' : 'coming'], flows: flowsWords(item.pausesFlows, item.flowsOfProject), page: `${publicUrl}${item.href}`,
    })),
  }
}

/** Background work, each morning. */
export function remindOfDueJob(runtime: Runtime, payload: JobPayloads['remind-of-due']): Promise<void> {
  return doInTurn(runtime, 'remind-of-due', payload, async (now) => {
    await remindOfDue({ runtime, actor: systemActor('remind-of-due'), now, requestId: newId() })
  })
}
