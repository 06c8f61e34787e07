import type { MailMessage, MailState } from './mail.rules.ts'

export const MAIL_MESSAGE_WORDS = {
  'choice-confirmation': 'Confirmation of a choice',
  'alarm-raised': 'An alarm was raised, to staff',
  'national-check-runs-out': 'A national check runs out, to staff',
  'action-reminder': 'An action of an impact assessment is due or overdue, to staff',
  'signature-wanted': 'A paper waits for a signature, to staff',
} as const satisfies Record<MailMessage, string>

export const MAIL_STATE_WORDS = {
  sent: 'Sent',
  waiting: 'Waiting to be sent',
  kept: 'Kept here',
  refused: 'Refused by the other side',
} as const satisfies Record<MailState, string>
