import { change } from '#app/audit/change.server.ts'
import { reminderStep } from '#app/documents/dpia/dpia-actions.rules.ts'
import { ownerWords } from '#app/documents/dpia/dpia-rows.words.ts'
import { readOpenActions } from '#app/documents/dpia/read-open-actions.server.ts'
import { systemActor, type SystemActor } from '#app/identity/actor.rules.ts'
import { formatDay, londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { doInTurn } from '#app/platform/do-in-turn.server.ts'
import type { JobPayloads } from '#app/platform/jobs.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { addReminder } from './action-reminders.store.server.ts'
import { writeStaffMail } from './write-staff-mail.server.ts'

/**
 * Reminds those whose action it is, and those who draft the project, of every action of an impact assessment that is due
 * soon or overdue: once for each distance, however often it is done and by however many portals. Answers how many
 * reminders were given.
 */
export async function chaseActions(context: Context<SystemActor>): Promise<number> {
  const { runtime, now } = context
  const today = londonDay(now)
  let given = 0
  for (const { projectId, projectRef, projectTitle, action, organisationCodes } of await readOpenActions(runtime.db)) {
    const step = reminderStep(action, today)
    const { due } = action
    if (step === null || due === null) continue
    given += await change(context, async (tx, record) => {
      if (!(await addReminder(tx, { projectId, actionId: action.id, due, step, remindedAt: now }))) return 0
      for (const organisationCode of organisationCodes) {
        const people = await writeStaffMail(runtime, tx, {
          organisationCode, may: 'actions.close', message: 'action-reminder', now,
          data: {
            about: short(action.what), what: action.what, owner: ownerWords(action.owner), project: projectTitle, due: formatDay(due), isOverdue: due < today, isBlocking: action.isBlocking,
            page: `${runtime.publicUrl}/projects/${projectRef}/dpia/actions/${action.id}`,
          },
        })
        record({ kind: 'action-chased', organisationCode, projectRef, subject: `project:${projectRef}`, data: { step, people } })
      }
      return 1
    })
  }
  return given
}

const SUBJECT_MAX = 80
/** For the subject of an e-mail. */
const short = (what: string): string => (what.length <= SUBJECT_MAX ? what : `${what.slice(0, SUBJECT_MAX).replace(/\s+\S*$/, '')} …`)

/** Background work, each morning. */
export function chaseActionsJob(runtime: Runtime, payload: JobPayloads['chase-actions']): Promise<void> {
  return doInTurn(runtime, 'chase-actions', payload, async (now) => {
    await chaseActions({ runtime, actor: systemActor('chase-actions'), now, requestId: newId() })
  })
}
