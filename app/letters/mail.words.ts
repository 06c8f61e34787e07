import type { MailMessage, MailState } from './mail.rules.ts'

export const MAIL_MESSAGE_WORDS = {
  'choice-confirmation': 'Confirmation of a choice',
  'alarm-raised': 'An alarm was raised, to staff',
  'national-check-runs-out': 'A national check runs out, to staff',
  'action-reminder': 'An action of an impact assessment is due or overdue, to staff',
  'signature-wanted': 'A paper waits for a signature, to staff',
  'due-reminder': 'Something is due or overdue in a project, to staff',
  'approval-notice': 'An approval is asked for, came back or is decided, to staff',
  'board-submission': 'A project was submitted to a board, to its secretary',
} as const satisfies Record<MailMessage, string>

export const MAIL_STATE_WORDS = {
  sent: 'Sent',
  waiting: 'Waiting to be sent',
  kept: 'Kept here',
  refused: 'Refused by the other side',
} as const satisfies Record<MailState, string>
