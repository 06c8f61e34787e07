import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { holdFacts } from '#app/projects/hold-project.server.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { atSitting, type AtSitting } from './at-sitting.server.ts'
import type { BoardRefusal } from './board.rules.ts'
import { listSubmissions } from './boards.store.server.ts'
import { barsFromFacts, PRECEDENT_BARS, type PrecedentBar } from './precedent.rules.ts'
import { itemOpen, type SittingRefusal } from './sitting.rules.ts'
import { addItem, changeItem, changeSitting, nextItemNumber, setAttendance } from './sittings.store.server.ts'

type Done = Promise<Result<null, SittingRefusal | BoardRefusal> | null>

/** Puts a submission on the agenda. What the facts show of it that bars a precedent is added to what was ticked. */
export function addAgendaItem(context: Context<StaffActor>, where: AtSitting, given: { readonly submissionId: string; readonly bars: readonly PrecedentBar[] }): Done {
  return atSitting(context, where, 'add-item', async ({ tx, record, board, row }) => {
    const find = async () => (await listSubmissions(tx, { boardId: board.id })).find(({ id }) => id === given.submissionId)
    const asked = await find()
    if (!asked) return refuse('submission-gone')
    // Whoever takes a submission back holds the project: so the two come one after the other, and the later sees the earlier.
    await holdFacts(tx, asked.projectId)
    const submission = await find()
    if (!submission || submission.withdrawnAt !== null || submission.isListed) return refuse('submission-gone')
    const project = await readProjectAsItStands(tx, { ref: submission.projectRef })
    if (!project) return refuse('submission-gone')
    const shown = new Set([...given.bars, ...barsFromFacts(project.facts)])
    const number = await nextItemNumber(tx, row.id)
    await addItem(tx, { sittingId: row.id, number, submissionId: submission.id, bars: PRECEDENT_BARS.filter((bar) => shown.has(bar)), addedAt: context.now, addedBy: context.actor.userId })
    record({ kind: 'agenda-item-added', projectRef: submission.projectRef, subject: `board:${board.ref}`, data: { sitting: row.heldOn, item: number } })
    return ok(null)
  })
}

/** Takes an item off the agenda before it is decided: its submission waits for another sitting. */
export function withdrawAgendaItem(context: Context<StaffActor>, where: AtSitting, number: number): Done {
  return atSitting(context, where, 'withdraw-item', async ({ tx, record, board, row, sitting, rows }) => {
    const item = itemOpen(sitting, number)
    if (!item.ok) return item
    await changeItem(tx, row.id, number, { withdrawnAt: context.now })
    record({ kind: 'agenda-item-withdrawn', projectRef: rows.items.find(({ item: { number: at } }) => at === number)?.projectRef ?? null, subject: `board:${board.ref}`, data: { sitting: row.heldOn, item: number } })
    return ok(null)
  })
}

/** Says who is there, or is not. Those who are not named stay as they were. */
export function markAttendance(context: Context<StaffActor>, where: AtSitting, given: readonly { readonly seatId: string; readonly isPresent: boolean }[]): Done {
  return atSitting(context, where, 'mark-attendance', async ({ tx, record, board, row, seats }) => {
    const known = given.filter(({ seatId }) => seats.some(({ id }) => id === seatId))
    for (const { seatId, isPresent } of known) await setAttendance(tx, { sittingId: row.id, seatId, isPresent, markedAt: context.now })
    if (known.length > 0) record({ kind: 'attendance-marked', subject: `board:${board.ref}`, data: { sitting: row.heldOn, present: known.filter(({ isPresent }) => isPresent).length, absent: known.filter(({ isPresent }) => !isPresent).length } })
    return ok(null)
  })
}

export function openSitting(context: Context<StaffActor>, where: AtSitting): Done {
  return atSitting(context, where, 'open', async ({ tx, record, board, row }) => {
    await changeSitting(tx, row.id, { openedAt: context.now })
    record({ kind: 'sitting-opened', subject: `board:${board.ref}`, data: { sitting: row.heldOn } })
    return ok(null)
  })
}

export function closeSitting(context: Context<StaffActor>, where: AtSitting): Done {
  return atSitting(context, where, 'close', async ({ tx, record, board, row, sitting }) => {
    await changeSitting(tx, row.id, { closedAt: context.now })
    record({ kind: 'sitting-closed', subject: `board:${board.ref}`, data: { sitting: row.heldOn, items: sitting.items.filter(({ isWithdrawn }) => !isWithdrawn).length } })
    return ok(null)
  })
}

/** Notes for the minutes, of an item or, without a number, of the sitting as a whole. */
export function writeNotes(context: Context<StaffActor>, where: AtSitting, given: { readonly number: number | null; readonly notes: string }): Done {
  return atSitting(context, where, 'write-notes', async ({ tx, record, board, row, sitting }) => {
    if (given.number === null) await changeSitting(tx, row.id, { notes: given.notes })
    else if (sitting.items.some(({ number }) => number === given.number)) await changeItem(tx, row.id, given.number, { notes: given.notes })
    else return refuse('no-such-item')
    record({ kind: 'minutes-noted', subject: `board:${board.ref}`, data: { sitting: row.heldOn, item: given.number } })
    return ok(null)
  })
}
