import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { change } from '#app/audit/change.server.ts'
import type { KeyActor } from '#app/identity/actor.rules.ts'
import { refuse } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { turn } from '#app/platform/event-loop-turn.server.ts'
import { outgoingPiece } from '#app/platform/outgoing-pieces.server.ts'
import { fieldsOfFlow } from '#app/projects/facts.rules.ts'
import { outcomeText } from './answer-table.rules.ts'
import { answerStream, ListFault, type ListReader } from './answer-stream.server.ts'
import { breakOff, type CheckBegun, type CheckQuestion } from './begin-check.server.ts'
import { BUSY_FOR, LONGEST_CHECK, SAY_BUSY_EVERY } from './check.rules.ts'
import { summaryOf } from './check-summary.rules.ts'
import { addAnswers, completeCheck, sayBusy } from './checks.store.server.ts'
import { recordCompletion } from './issue-receipt.server.ts'
import { ListAnswer } from './list-answer.rules.ts'
import { RowTally } from './row-tally.rules.ts'

/** How many rows' answers are kept in one part. */
export const ROWS_A_PART = 65_536

/**
 * Answers a list row by row as it comes. The check is made complete, with its counts and digests, after the caller has
 * taken all but the last of the answer and before that last goes out: who holds the end of an answer holds a complete one.
 */
export async function runCheck(
  context: Context<KeyActor>, question: CheckQuestion, { checkId, snapshot, toNote }: CheckBegun, list: ListReader, over: () => void,
): Promise<ReadableStream<Uint8Array>> {
  const { runtime } = context
  const { answers } = snapshot
  const tally = new RowTally()
  const parts = new AnswerParts(question.requestId !== null)
  const digestIn = createHash('sha256')
  const digestOut = createHash('sha256')
  const agreedColumns = new Set(fieldsOfFlow(snapshot.inForce.facts, snapshot.inForce.flow).map(({ name }) => name))
  const isAlive = setInterval(() => {
    sayBusy(runtime.db, checkId, new Date(runtime.clock().getTime() + BUSY_FOR)).catch(() => {})
  }, SAY_BUSY_EVERY).unref()
  const read = question.pseudonyms ? await question.pseudonyms.over(answers).catch(async (error: unknown) => {
    clearInterval(isAlive)
    await breakOff(context, checkId, 'fault')
    throw error
  }) : { answers }
  const answer = new ListAnswer({ ...question, ...read, agreedColumns, tally, newPiece: outgoingPiece, keep: (places, count) => parts.add(places, count) })
  const { writer } = answer
  /** What was asked six hours ago is not what people have said by now: such an answer is not finished. */
  const isInTime = (): void => {
    if (runtime.clock().getTime() - context.now.getTime() > LONGEST_CHECK) throw new ListFault(refuse('took-too-long').refusal)
  }
  const keep = async (part: number, bytes: Buffer): Promise<void> => {
    if (!(await addAnswers(runtime.db, checkId, part, bytes))) throw new Error('The check had been ended already')
  }

  return answerStream({
    over,
    produce: async (queue, isWanted) => {
      for await (const piece of list.pieces()) {
        await turn()
        if (!isWanted()) return
        isInTime()
        digestIn.update(piece)
        const refusal = answer.push(piece)
        if (refusal) throw new ListFault(refusal)
        for (const full of writer.takeFull()) {
          digestOut.update(full)
          await queue.put(full)
        }
        for (const [part, bytes] of parts.takeFull()) await keep(part, bytes)
      }
      if (!isWanted()) return
      const refusal = answer.end()
      if (refusal) throw new ListFault(refusal)
      for (const [part, bytes] of parts.takeRest()) await keep(part, bytes)
    },
    finish: async () => {
      isInTime()
      clearInterval(isAlive)
      const result = {
        rows: tally.rows, repeatedRows: tally.repeated, outcomes: answers.outcomes.map(outcomeText), counts: tally.counted(answers.outcomes),
        digestIn: digestIn.digest('hex'),
      }
      writer.summary(summaryOf({ id: checkId, flowRef: question.flowRef, auditSeq: snapshot.auditSeq, asAt: snapshot.asAt, ...result, detail: question.detail }))
      const last = writer.takeRest()
      const whole = { ...result, digestOut: digestOut.update(last).digest('hex') }
      const state = await toNote()
      const now = runtime.clock()
      await change({ ...context, now }, async (tx, record) => {
        if (!(await completeCheck(tx, checkId, { ...whole, endedAt: now }, state))) throw new Error('The check had been ended already')
        recordCompletion({ ...context, now }, tx, record, { checkId, question, snapshot, result: whole })
      })
      return last
    },
    breakOff: (why) => {
      clearInterval(isAlive)
      list.letGo()
      return breakOff(context, checkId, why)
    },
  })
}

/** Answers in two bytes each (little-endian), kept a part at a time until they are stored. */
class AnswerParts {
  private readonly full: [number, Buffer][] = []
  private readonly part: Buffer
  private rows = 0
  private parts = 0

  constructor(private readonly areKept: boolean) {
    this.part = Buffer.alloc(areKept ? ROWS_A_PART * 2 : 0)
  }

  add(places: Uint16Array, count: number): void {
    if (!this.areKept) return
    for (let i = 0; i < count; i += 1) {
      this.part.writeUInt16LE(places[i] as number, this.rows * 2)
      this.rows += 1
      if (this.rows === ROWS_A_PART) this.turn()
    }
  }

  takeFull(): [number, Buffer][] {
    return this.full.splice(0)
  }

  takeRest(): [number, Buffer][] {
    if (this.rows > 0) this.turn()
    return this.takeFull()
  }

  private turn(): void {
    this.full.push([this.parts, deflateRawSync(this.part.subarray(0, this.rows * 2))])
    this.parts += 1
    this.rows = 0
  }
}
