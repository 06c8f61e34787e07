/** What can be sent, each with its templates in `emails/`. */
export const MAIL_MESSAGES = ['choice-confirmation', 'alarm-raised', 'national-check-runs-out', 'action-reminder', 'signature-wanted', 'due-reminder', 'approval-notice', 'board-submission'] as const
export type MailMessage = (typeof MAIL_MESSAGES)[number]

/** A mail as it is sealed. The address is taken out once it has been sent. */
export interface MailContent {
  readonly to: string | null
  readonly subject: string
  readonly text: string
  readonly html: string
}

export type MailState = 'sent' | 'waiting' | 'kept' | 'refused'

/** `kept`: this installation sends no mail. `refused`: the other side said that it never will take it. */
export function mailState(mail: { readonly sentAt: Date | null; readonly lastError: string | null }, sendsMail: boolean): MailState {
  if (mail.sentAt) return 'sent'
  if (mail.lastError && isRefusalForGood(mail.lastError)) return 'refused'
  return sendsMail ? 'waiting' : 'kept'
}

/**
 * What went wrong, in a form that can be kept: the codes, never the server's own words, which may quote the address.
 * `smtp-550` is an answer of the other side, anything else a connection that failed.
 */
export function mailErrorCode(error: unknown): string {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown }
  if (typeof responseCode === 'number') return `smtp-${responseCode}`
  return typeof code === 'string' && /^[A-Z_]{2,20}$/.test(code) ? code : 'unknown'
}

/** SMTP answers of the 500s are for good (RFC 5321, section 4.2.1); all else is worth another try. */
export function isRefusalForGood(errorCode: string): boolean {
  return /^smtp-5\d\d$/.test(errorCode)
}
