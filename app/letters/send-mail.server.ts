import nodemailer from 'nodemailer'
import { change } from '#app/audit/change.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { isRefusalForGood, mailErrorCode, type MailContent } from './mail.rules.ts'
import { findMailById, updateMail } from './mails.store.server.ts'

const SECOND = 1000

/**
 * Sends one mail by SMTP_URL, and takes the address out of what is kept. Without SMTP_URL the mail stays where staff can
 * read it. Throws when it is worth another try, with a message that quotes nothing of the mail: the queue tries again.
 */
export async function sendMail(runtime: Runtime, { mailId }: { readonly mailId: string }): Promise<void> {
  const mail = await findMailById(runtime.db, mailId)
  if (!mail || mail.sentAt || !runtime.env.SMTP_URL) return
  const content = JSON.parse(runtime.secrets.open('mail', mail.sealed)) as MailContent
  if (!content.to) return
  const transport = nodemailer.createTransport(runtime.env.SMTP_URL, { connectionTimeout: 20 * SECOND, greetingTimeout: 20 * SECOND, socketTimeout: 60 * SECOND } as object)
  try {
    await transport.sendMail({
      from: runtime.env.MAIL_FROM, to: { name: '', address: content.to }, subject: content.subject, text: content.text, html: content.html,
      messageId: `<${mailId}@${new URL(runtime.publicUrl).hostname}>`, headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true, disableUrlAccess: true,
    })
  } catch (error) {
    const code = mailErrorCode(error)
    await updateMail(runtime.db, mailId, { attempts: mail.attempts + 1, lastError: code })
    if (isRefusalForGood(code)) return
    throw new Error(`A mail could not be sent: ${code}`)
  } finally {
    transport.close()
  }
  const context = { runtime, actor: systemActor('mail', mail.organisationCode), now: runtime.clock(), requestId: newId() }
  await change(context, async (tx, record) => {
    const sealed = runtime.secrets.seal('mail', JSON.stringify({ ...content, to: null } satisfies MailContent))
    await updateMail(tx, mailId, { sentAt: context.now, attempts: mail.attempts + 1, lastError: null, sealed })
    record({ kind: 'mail-sent', subject: `mail:${mailId}`, data: { message: mail.message } })
  })
}
