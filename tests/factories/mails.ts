import type { MailContent } from '#app/letters/mail.rules.ts'
import type { TestPortal } from '#tests/setup/portal.ts'

export interface SentMail extends MailContent {
  readonly message: string
  readonly organisationCode: string
}

/** Every e-mail that was written, oldest first, with its address and words; of one kind where it is named. */
export async function mailsWritten(portal: TestPortal, message?: string): Promise<SentMail[]> {
  const rows = await portal.owner<{ message: string; organisation_code: string; sealed: Buffer }[]>`select message, organisation_code, sealed from mails order by made_at, id`
  return rows.filter((row) => message === undefined || row.message === message)
    .map((row) => ({ message: row.message, organisationCode: row.organisation_code, ...(JSON.parse(portal.runtime.secrets.open('mail', row.sealed)) as MailContent) }))
}
