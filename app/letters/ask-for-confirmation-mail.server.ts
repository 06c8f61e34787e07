import { change } from '#app/audit/change.server.ts'
import { addJob } from '#app/platform/jobs.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import type { MailContent } from './mail.rules.ts'
import { addMail } from './mails.store.server.ts'
import { renderMail } from './render-mail.server.ts'
import { readResidentReceipt } from './read-resident-page.server.ts'
import type { ResidentArgs } from './resident-wrappers.server.ts'

/** The e-mail's three parts. It says what was chosen, and nothing of who chose. */
export function confirmationMail(data: {
  readonly project: string; readonly reference: string; readonly surgery: { readonly name: string; readonly telephone: string }
  readonly isOptOut: boolean; readonly recordedAt: string; readonly page: string
}): Omit<MailContent, 'to'> {
  return renderMail('choice-confirmation', data)
}

/**
 * Asks for a confirmation e-mail of a choice of the resident's own. The mail and the work of sending it are saved together.
 * Null where the choice is not theirs.
 */
export async function askForConfirmationMail(
  entered: Pick<ResidentArgs, 'context' | 'letter' | 'person' | 'word'>, given: { readonly choiceId: string; readonly to: string },
): Promise<{ readonly mailId: string } | null> {
  const { context, letter } = entered
  const { runtime, now } = context
  const receipt = await readResidentReceipt(entered, given.choiceId)
  if (!receipt || receipt.isStillLeftOut) return null
  const content: MailContent = {
    to: given.to,
    ...confirmationMail({
      project: receipt.frame.project, reference: receipt.reference, surgery: receipt.frame.surgery, isOptOut: receipt.isOptOut, recordedAt: receipt.recordedAt,
      page: `${runtime.publicUrl}/your-choice`,
    }),
  }
  const mailId = newId()
  await change(context, async (tx, record) => {
    await addMail(tx, {
      id: mailId, organisationCode: letter.organisationCode, message: 'choice-confirmation', sealed: runtime.secrets.seal('mail', JSON.stringify(content)), madeAt: now,
    })
    await addJob(tx, 'send-mail', { mailId }, mailId)
    record({ kind: 'confirmation-mail-asked-for', projectRef: letter.projectRef, subject: `letter:${letter.letterId}` })
  })
  return { mailId }
}
