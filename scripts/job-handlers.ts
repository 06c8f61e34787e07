import { lookAtAlarmsJob } from '#app/alarms/look-at-alarms.server.ts'
import { signHeadJob } from '#app/audit/signed-heads.server.ts'
import { readReceivedImport } from '#app/choices/receive-import.server.ts'
import { forgetApiAnswers } from '#app/identity/answer-once.server.ts'
import { chaseActionsJob } from '#app/letters/chase-actions.server.ts'
import { writeLetters } from '#app/letters/write-letters.server.ts'
import { ageNationalChecksJob } from '#app/national-check/age-national-checks.server.ts'
import { askNationalCheckJob } from '#app/national-check/write-asked-check.server.ts'
import { fetchNationalRepliesJob } from '#app/national-check/fetch-replies.server.ts'
import { purgeNationalChecksJob } from '#app/national-check/purge-national-check.server.ts'
import { readPeopleList } from '#app/people/read-people-list.server.ts'
import { sendMail } from '#app/letters/send-mail.server.ts'
import { forgetGateChangesJob } from '#app/releases/forget-gate-changes.server.ts'
import { letGoOfChecksJob } from '#app/releases/let-go-of-checks.server.ts'
import { remindOfDueJob } from '#app/reminders/remind-of-due.server.ts'
import { tellOfApprovalsJob } from '#app/reminders/tell-of-approvals.server.ts'
import type { JobHandlers } from '#app/platform/jobs.server.ts'

/** What does each kind of background work. A kind without a handler does not compile. */
export const jobHandlers: JobHandlers = {
  'read-people-list': readPeopleList,
  'make-letters': writeLetters,
  'send-mail': sendMail,
  'import-choices': readReceivedImport,
  'purge-national-checks': purgeNationalChecksJob,
  'forget-api-answers': forgetApiAnswers,
  'ask-national-check': askNationalCheckJob,
  'look-at-alarms': lookAtAlarmsJob,
  'fetch-national-replies': fetchNationalRepliesJob,
  'age-national-checks': ageNationalChecksJob,
  'sign-audit-head': signHeadJob,
  'forget-gate-changes': forgetGateChangesJob,
  'let-go-of-checks': letGoOfChecksJob,
  'chase-actions': chaseActionsJob,
  'remind-of-due': remindOfDueJob,
  'tell-of-approvals': tellOfApprovalsJob,
}
