import { change } from '#app/audit/change.server.ts'
import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { readMemberContacts } from '#app/documents/read-member-contacts.server.ts'
import { readStandIns } from '#app/documents/read-signer.server.ts'
import { readMembership } from '#app/documents/read-membership.server.ts'
import type { MemberActRefusal } from '#app/documents/member-act.rules.ts'
import { readAddressesOfManyWho } from '#app/identity/read-staff.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { addJobs } from '#app/platform/jobs.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { lettersToWaiting } from './chase-members.rules.ts'
import type { MailContent } from './mail.rules.ts'
import { addMails, organisationsMailedSince } from './mails.store.server.ts'
import { renderMail } from './render-mail.server.ts'

/** Nobody is reminded of what waits for a signature more often, in milliseconds: the page that the e-mail leads to lists all of it. */
const AT_MOST_EVERY = 86_400_000

/**
 * Writes to those who may sign for each member of a paper's groups that has neither signed nor refused: one e-mail to a person, for
 * however many members. Where nobody at a member has an account that may sign, to the address that whoever drafts gave. Answers how
 * many members are written to. The same few queries, however many they are. Null when the actor's organisation may not read the paper.
 */
export async function chaseMembers(context: Context<StaffActor>, documentRef: string): Promise<Result<{ readonly members: number }, MemberActRefusal> | null> {
  const { actor, now, runtime } = context
  const membership = await readMembership(context, runtime.db, documentRef)
  if (!membership) return null
  if (!membership.isDrafter) return refuse('not-the-drafter')
  if (membership.projectEnded) return refuse('project-ended')
  const { version, members } = membership
  return change(context, async (tx, record) => {
    const waiting = members.filter(({ standing }) => standing.state === 'waiting').map(({ code, name }) => ({ code, name }))
    const codes = waiting.map(({ code }) => code)
    const [reminded, officers, standIns, contacts] = await Promise.all([
      organisationsMailedSince(tx, 'signature-wanted', codes, new Date(now.getTime() - AT_MOST_EVERY)), readAddressesOfManyWho(tx, codes, 'documents.sign'), readStandIns(tx, codes, now), readMemberContacts(tx, version.projectId),
    ])
    const accounts = new Map(codes.map((code) => [code, [...(officers.get(code) ?? []), ...(standIns.get(code) ?? [])]]))
    const letters = lettersToWaiting(waiting, { accounts, contacts, reminded })
    const mails = letters.flatMap(({ to, members: theirs }) => {
      const [first] = theirs
      if (!first) return []
      const parts = renderMail('signature-wanted', {
        organisation: theirs.length === 1 ? first.name : `${theirs.length} practices, ${first.name} among them,`, project: version.facts.title, paper: DOCUMENT_KIND_WORDS[version.kind],
        number: version.number, drafter: actor.organisationName, page: `${runtime.publicUrl}/practice/agreements`,
      })
      return [{ id: newId(), organisationCode: first.code, message: 'signature-wanted' as const, sealed: runtime.secrets.seal('mail', JSON.stringify({ to, ...parts } satisfies MailContent)), madeAt: now }]
    })
    await addMails(tx, mails)
    await addJobs(tx, 'send-mail', mails.map(({ id }) => ({ payload: { mailId: id }, key: id })))
    const chased = new Set(letters.flatMap((letter) => letter.members.map(({ code }) => code))).size
    if (chased > 0) record({ kind: 'members-chased', projectRef: version.projectRef, subject: `document:${documentRef}`, data: { members: chased } })
    return ok({ members: chased })
  })
}
