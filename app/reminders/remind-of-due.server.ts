import type { DueItem } from '#app/approvals/due.rules.ts'
import { DUE_KIND_WORDS, DUE_TO_DO_WORDS } from '#app/approvals/due.words.ts'
import { readDueOf, readNames } from '#app/approvals/read-due.server.ts'
import { change } from '#app/audit/change.server.ts'
import { systemActor, type SystemActor } from '#app/identity/actor.rules.ts'
import { readAddressees, readAddresseesWho } from '#app/identity/read-staff.server.ts'
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

/**
 * Reminds people of what is due in every project, 30, 7 and 1 days before, on the day, and each week from then on: once for each
 * distance, however often it is done and by however many portals, and at the nearest alone after an outage. What reaches a distance
 * on one morning in one project is one e-mail to each person. Answers how many reminders were given.
 */
export async function remindOfDue(context: Context<SystemActor>): Promise<number> {
  const { db } = context.runtime
  const nameOf = await readNames(db)
  let given = 0
  await eachInTurn(context.runtime, await readEveryProjectRef(db), async (ref) => {
    const project = await readProjectAsItStands(db, { ref })
    if (project) given += await remindOfProject(context, project, await readDueOf(db, project, context.now, { nameOf }))
  })
  return given
}

async function remindOfProject(context: Context<SystemActor>, project: Project, items: readonly DueItem[]): Promise<number> {
  const { runtime, now } = context
  const today = londonDay(now)
  const reached = items.flatMap((item) => {
    const step = reminderStep(item, today)
    return step === null ? [] : [{ item, step }]
  })
  if (reached.length === 0) return 0
  return change(context, async (tx, record) => {
    const fresh: { readonly item: DueItem; readonly step: string }[] = []
    for (const { item, step } of reached) {
      if (await addDueReminder(tx, { itemId: item.id, dueOn: item.dueOn, step, projectId: project.id, remindedAt: now })) fresh.push({ item, step })
    }
    const reachable = await readReachable(tx, project, fresh.map(({ item }) => item))
    const told = perPerson(fresh.map(({ item }) => ({ item, people: peopleToRemind(item, reachable) })))
    for (const { people, items: some } of told) await writeMailTo(runtime, tx, { people, message: 'due-reminder', data: mailOf(project, some, runtime.publicUrl), now })
    if (fresh.length > 0) {
      record({
        kind: 'due-reminded', organisationCode: project.organisationCode, projectRef: project.ref, subject: `project:${project.ref}`,
        data: { things: fresh.map(({ item, step }) => `${item.id} ${step}`), people: new Set(told.flatMap(({ people }) => people.map(({ userId }) => userId))).size },
      })
    }
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

function mailOf(project: Project, items: readonly DueItem[], publicUrl: string): object {
  const [first] = items as [DueItem, ...DueItem[]]
  return {
    project: project.title, isOne: items.length === 1, count: items.length, about: short(first.what), due: formatDay(first.dueOn), isOverdue: items.some(({ isOverdue }) => isOverdue),
    items: items.map((item) => ({
      kind: DUE_KIND_WORDS[item.kind], what: item.what, when: whenWords(item), who: item.owners.map(({ name }) => name).join(', '), toDo: DUE_TO_DO_WORDS[item.kind],
      stops: STOPS_WORDS[item.isOverdue ? 'overdue' : 'coming'], flows: flowsWords(item.pausesFlows, project.facts.flows.length), page: `${publicUrl}${item.href}`,
    })),
  }
}

/** Background work, each morning. */
export function remindOfDueJob(runtime: Runtime, payload: JobPayloads['remind-of-due']): Promise<void> {
  return doInTurn(runtime, 'remind-of-due', payload, async (now) => {
    await remindOfDue({ runtime, actor: systemActor('remind-of-due'), now, requestId: newId() })
  })
}
