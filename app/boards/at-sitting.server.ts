import { change, type Record as RecordEntry } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { findBoardFor } from './boards.store.server.ts'
import { mayCommand, type Seat, type SittingCommand, type SittingRefusal } from './sitting.rules.ts'
import { readSittingState, type SittingRead } from './read-sitting-state.server.ts'
import { holdSitting } from './sittings.store.server.ts'

export interface AtSitting {
  readonly board: string
  readonly heldOn: Day
}

export interface Given extends SittingRead {
  readonly tx: Transaction
  readonly record: RecordEntry
  /** The seat of whoever gives the command. */
  readonly seat: Seat
  readonly today: Day
}

/**
 * Does one thing at a sitting, in one transaction that holds it. Whether the actor may is asked of the table first. Null
 * when there is no such sitting that the actor may see.
 */
export async function atSitting<T, R extends Refusal>(
  context: Context<StaffActor>, where: AtSitting, command: SittingCommand, work: (given: Given) => Promise<Result<T, R>>,
): Promise<Result<T, R | SittingRefusal> | null> {
  return change(context, async (tx, record): Promise<Result<T, R | SittingRefusal> | null> => {
    const today = londonDay(context.now)
    const board = await findBoardFor(tx, context.actor, where.board, today)
    const row = board && (await holdSitting(tx, board.id, where.heldOn))
    if (!board || !row) return null
    const read = await readSittingState(tx, board, row)
    const may = mayCommand(read.sitting, context.actor.userId, command, today)
    if (!may.ok) return refuse(may.refusal.kind, may.refusal.details)
    return work({ ...read, tx, record, seat: may.value, today })
  })
}
