import { change } from '#app/audit/change.server.ts'
import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { readMembership } from '#app/documents/read-membership.server.ts'
import type { MemberActRefusal } from '#app/documents/member-act.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { organisationsMailedSince } from './mails.store.server.ts'
import { writeStaffMail } from './write-staff-mail.server.ts'

/** Nobody is reminded of what waits for a signature more often, in milliseconds: the page that the e-mail leads to lists all of it. */
const AT_MOST_EVERY = 86_400_000

/**
 * Writes to those who may sign for each member of a paper's groups that has neither signed nor refused. Answers how many
 * members are written to. Null when the actor's organisation may not read the paper.
 */
export async function chaseMembers(context: Context<StaffActor>, documentRef: string): Promise<Result<{ readonly members: number }, MemberActRefusal> | null> {
  const { actor, now, runtime } = context
  const membership = await readMembership(context, runtime.db, documentRef)
  if (!membership) return null
  if (!membership.isDrafter) return refuse('not-the-drafter')
  if (membership.projectEnded) return refuse('project-ended')
  const { version, members } = membership
  return change(context, async (tx, record) => {
    const waiting = members.filter(({ standing }) => standing.state === 'waiting')
    const reminded = await organisationsMailedSince(tx, 'signature-wanted', waiting.map(({ code }) => code), new Date(now.getTime() - AT_MOST_EVERY))
    let chased = 0
    for (const { code, name } of waiting) {
      if (reminded.has(code)) continue
      const people = await writeStaffMail(runtime, tx, {
        organisationCode: code, may: 'documents.sign', message: 'signature-wanted', now,
        data: {
          organisation: name, project: version.facts.title, paper: DOCUMENT_KIND_WORDS[version.kind], number: version.number, drafter: actor.organisationName,
          page: `${runtime.publicUrl}/practice/agreements`,
        },
      })
      if (people > 0) chased += 1
    }
    if (chased > 0) record({ kind: 'members-chased', projectRef: version.projectRef, subject: `document:${documentRef}`, data: { members: chased } })
    return ok({ members: chased })
  })
}
