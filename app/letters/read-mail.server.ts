import { recordLook } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { mailState, type MailContent, type MailMessage } from './mail.rules.ts'
import { findMail, listMails } from './mails.store.server.ts'

const SHOWN = 100

/** The organisation's outgoing mail, the newest first, without addresses or words. */
export async function readMails({ runtime, actor }: Context<StaffActor>) {
  const sendsMail = Boolean(runtime.env.SMTP_URL)
  const mails = await listMails(runtime.db, actor.organisationCode, SHOWN)
  return {
    sendsMail,
    mails: mails.map((mail) => ({
      id: mail.id, message: mail.message as MailMessage, madeAt: mail.madeAt.toISOString(), sentAt: mail.sentAt?.toISOString() ?? null, attempts: mail.attempts,
      state: mailState(mail, sendsMail), lastError: mail.lastError,
    })),
  }
}

/** One mail as it was or will be sent. Each reading is in the audit. */
export async function readMail(context: Context<StaffActor>, mailId: string) {
  const { runtime, actor } = context
  const mail = await findMail(runtime.db, actor.organisationCode, mailId)
  if (!mail) return null
  const content = JSON.parse(runtime.secrets.open('mail', mail.sealed)) as MailContent
  await recordLook(context, { kind: 'mail-read', subject: `mail:${mail.id}`, data: { message: mail.message } })
  return {
    message: mail.message as MailMessage, madeAt: mail.madeAt.toISOString(), sentAt: mail.sentAt?.toISOString() ?? null, attempts: mail.attempts, lastError: mail.lastError,
    state: mailState(mail, Boolean(runtime.env.SMTP_URL)), to: content.to, subject: content.subject, text: content.text,
  }
}
