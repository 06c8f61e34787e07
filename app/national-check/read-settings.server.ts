import type { Runtime } from '#app/platform/runtime.server.ts'
import { readMailbox } from './dat-file.rules.ts'
import { SAFE_SETTINGS, type NationalCheckSettings } from './national-check.rules.ts'

/** The settings as they hold for one organisation, which may have a mailbox of its own. The mailbox is blank where none is set. */
export function nationalCheckSettings({ env, allowTestNumbers }: Pick<Runtime, 'env' | 'allowTestNumbers'>, organisationCode: string | null): NationalCheckSettings {
  return {
    mailbox: mailboxOf(env.NATIONAL_CHECK_MAILBOX ?? '', organisationCode),
    serviceMailboxes: env.NATIONAL_CHECK_SERVICE_MAILBOXES.map((mailbox) => mailbox.toUpperCase()),
    workflowId: env.NATIONAL_CHECK_WORKFLOW_ID ?? SAFE_SETTINGS.workflowId,
    replyWorkflowIds: env.NATIONAL_CHECK_REPLY_WORKFLOW_IDS.length > 0 ? env.NATIONAL_CHECK_REPLY_WORKFLOW_IDS : SAFE_SETTINGS.replyWorkflowIds,
    lineEnd: env.NATIONAL_CHECK_LINE_END,
    maxAgeDays: env.NATIONAL_CHECK_MAX_AGE_DAYS ?? SAFE_SETTINGS.maxAgeDays,
    allowTestNumbers,
  }
}

/** `text` is one mailbox for everybody, or `CODE=MAILBOX` for each organisation that has one. */
function mailboxOf(text: string, organisationCode: string | null): string {
  if (!text.includes('=')) return readMailbox(text) ?? ''
  const own = text.split(/[\s,]+/).find((pair) => pair.split('=')[0] === organisationCode)
  return readMailbox(own?.split('=')[1] ?? null) ?? ''
}
