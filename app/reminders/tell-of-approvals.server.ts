import { readApprovalsToTellOf } from '#app/approvals/read-approvals-to-tell-of.server.ts'
import { stepName } from '#app/approvals/route-finder.words.ts'
import { change } from '#app/audit/change.server.ts'
import { systemActor, type SystemActor } from '#app/identity/actor.rules.ts'
import { readAddressees, readAddresseesWho, type Addressee } from '#app/identity/read-staff.server.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { writeMailTo } from '#app/letters/write-staff-mail.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { doInTurn } from '#app/platform/do-in-turn.server.ts'
import type { JobPayloads } from '#app/platform/jobs.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { readEveryProjectRef, readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { approvalNotices, type ApprovalNews, type ApprovalNotice } from './approval-notice.rules.ts'
import { approvalNewsWords } from './approval-notice.words.ts'
import { eachInTurn } from './each-in-turn.server.ts'
import { addNotice } from './reminders.store.server.ts'

type Project = NonNullable<Awaited<ReturnType<typeof readProjectAsItStands>>>

/**
 * Tells people of approvals that wait for them, came back to them or are decided: of one project, or of every one, which finds what
 * nobody did anything for, such as an edit that reopened an approval or a deputy's first day. Each person once for each occasion,
 * however often it is done. Answers how many e-mails were written.
 */
export async function tellOfApprovals(context: Context<SystemActor>, projectRef: string | null = null): Promise<number> {
  const { db } = context.runtime
  let written = 0
  const failure = await eachInTurn(context.runtime, projectRef === null ? await readEveryProjectRef(db) : [projectRef], async (ref) => {
    const project = await readProjectAsItStands(db, { ref })
    if (project && !project.endedAt) written += await tellOfProject(context, project)
  })
  if (failure) throw failure
  return written
}

async function tellOfProject(context: Context<SystemActor>, project: Project): Promise<number> {
  const { runtime, now } = context
  const notices = approvalNotices(await readApprovalsToTellOf(runtime.db, project, now), now)
  if (notices.length === 0) return 0
  return change(context, async (tx, record) => {
    const leads = await readAddresseesWho(tx, project.organisationCode, 'projects.draft')
    const asked = await readAddressees(tx, notices.flatMap(({ to }) => ('userIds' in to ? to.userIds : [])))
    const told: { readonly people: readonly Addressee[]; readonly about: string }[] = []
    for (const { about, news, to } of notices) {
      const people: Addressee[] = []
      for (const one of peopleOf(to, leads, asked)) {
        if (await addNotice(tx, { about, userId: one.userId, projectId: project.id, toldAt: now })) people.push(one)
      }
      if (people.length === 0) continue
      await writeMailTo(runtime, tx, { people, message: 'approval-notice', data: mailOf(project, news, runtime.publicUrl), now })
      told.push({ people, about })
    }
    const people = told.reduce((sum, one) => sum + one.people.length, 0)
    if (people > 0) record({ kind: 'approval-told-of', organisationCode: project.organisationCode, projectRef: project.ref, subject: `project:${project.ref}`, data: { people, occasions: told.map(({ about }) => about) } })
    return people
  })
}

const peopleOf = (to: ApprovalNotice['to'], leads: readonly Addressee[], asked: readonly Addressee[]): readonly Addressee[] =>
  'userIds' in to ? asked.filter(({ userId }) => to.userIds.includes(userId)) : leads.filter(({ userId }) => userId !== to.leadsBut)

function mailOf(project: Project, news: ApprovalNews, publicUrl: string): object {
  const step = stepName(news.stepId)
  return { ...approvalNewsWords(news, step), project: project.title, step, due: news.kind === 'asked' ? formatDay(news.dueOn) : '', page: `${publicUrl}/projects/${project.ref}/approvals/${news.stepId}` }
}

/** Background work: each morning, and when something happened to an approval. */
export function tellOfApprovalsJob(runtime: Runtime, payload: JobPayloads['tell-of-approvals']): Promise<void> {
  return doInTurn(runtime, 'tell-of-approvals', payload, async (now) => {
    await tellOfApprovals({ runtime, actor: systemActor('tell-of-approvals'), now, requestId: newId() }, payload.projectRef ?? null)
  })
}
