import type { Permission } from '#app/identity/permissions.rules.ts'
import { readAddresseesWho, type Addressee } from '#app/identity/read-staff.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { addJob } from '#app/platform/jobs.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import type { MailContent, MailMessage } from './mail.rules.ts'
import { addMail } from './mails.store.server.ts'
import { renderMail } from './render-mail.server.ts'

export interface StaffMail {
  readonly organisationCode: string
  /** What they must be able to do for it to be of use to them. */
  readonly may: Permission
  readonly message: Exclude<MailMessage, 'choice-confirmation'>
  /** For the templates. Nothing about a patient. */
  readonly data: object
  readonly now: Date
}

/**
 * Writes the same e-mail to everyone in an organisation who may act, in the transaction of what it tells of, and queues its
 * sending. Answers how many people it goes to.
 */
export async function writeStaffMail(runtime: Pick<Runtime, 'secrets'>, tx: Transaction, { organisationCode, may, ...mail }: StaffMail): Promise<number> {
  const people = await readAddresseesWho(tx, organisationCode, may)
  await writeMailTo(runtime, tx, { ...mail, people })
  return people.length
}

/** Writes the same e-mail to these people, each on behalf of their own organisation, in the transaction of what it tells of, and queues its sending. */
export async function writeMailTo(
  { secrets }: Pick<Runtime, 'secrets'>, tx: Transaction, { people, message, data, now }: Pick<StaffMail, 'message' | 'data' | 'now'> & { readonly people: readonly Addressee[] },
): Promise<void> {
  if (people.length === 0) return
  const parts = renderMail(message, data)
  for (const { email: to, organisationCode } of people) {
    const mailId = newId()
    const content: MailContent = { to, ...parts }
    await addMail(tx, { id: mailId, organisationCode, message, sealed: secrets.seal('mail', JSON.stringify(content)), madeAt: now })
    await addJob(tx, 'send-mail', { mailId }, mailId)
  }
}
