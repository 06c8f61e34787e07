import { change } from '#app/audit/change.server.ts'
import type { StaffActor, SystemActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { addJob } from '#app/platform/jobs.server.ts'
import type { ImportRefusal } from './choice-import.words.ts'
import { countEventsOfOthersToo, findOrganisationsTouched, lockImport, lockImports, updateImport } from './choice-imports.store.server.ts'
import { addRetractions } from './choices.store.server.ts'

export interface Undone {
  readonly importId: string
  readonly reference: string
  /** Events that are now entered in error. */
  readonly takenBack: number
  /** Events that stand, because another import that stands brought them too. */
  readonly left: number
}

/**
 * Undoes an import as a whole: every event it brought, and no other living import did, is taken back as entered in error.
 * Nothing is deleted, and the same rows may be imported again. What was answered meanwhile is listed by the releases room.
 * `typedReference` is what the person typed to confirm.
 */
export async function undoImport(context: Context<StaffActor | SystemActor>, importId: string, typedReference: string): Promise<Result<Undone, Refusal<ImportRefusal>>> {
  const { actor, now } = context
  if (actor.kind === 'staff' && !mayRole(actor.role, 'choices.import')) return refuse('not-allowed')
  return change(context, async (tx, record) => {
    await lockImports(tx)
    const standing = await lockImport(tx, importId)
    const isOurs = standing && (actor.organisationCode === null || standing.organisationCode === actor.organisationCode)
    if (!standing || !isOurs) return refuse('not-there')
    if (standing.undoneAt !== null) return refuse('undone-already')
    if (standing.state !== 'done' && actor.kind === 'staff') return refuse('still-being-read')
    if (typedReference.trim().toUpperCase() !== standing.reference) return refuse('reference-differs', { reference: standing.reference })
    const userId = actor.kind === 'staff' ? actor.userId : null
    await updateImport(tx, importId, { undoneAt: now, undoneBy: userId })
    const takenBack = await addRetractions(tx, { undoneImport: importId }, { at: now, userId })
    const left = await countEventsOfOthersToo(tx, importId)
    await updateImport(tx, importId, { eventsTakenBack: takenBack, eventsLeft: left })
    await addJob(tx, 'look-at-alarms', { organisationCode: standing.organisationCode }, standing.organisationCode ?? 'everyone')
    const data = { reference: standing.reference, takenBack, left }
    const touched = await findOrganisationsTouched(tx, importId)
    // Everyone whose answers it may have changed sees it on their own audit page.
    for (const organisationCode of new Set([standing.organisationCode, ...touched])) {
      record({ kind: 'choices-import-undone', organisationCode, subject: `choices-import:${importId}`, data })
    }
    return ok({ importId, reference: standing.reference, takenBack, left })
  })
}
