import { createHash } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { recordLook } from '#app/audit/change.server.ts'
import type { KeyActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { Spool } from '#app/platform/spool.server.ts'
import { turn } from '#app/platform/event-loop-turn.server.ts'
import { outcomeOfText } from './answer-table.rules.ts'
import { answerStream, ListFault, type ListReader } from './answer-stream.server.ts'
import type { CheckQuestion } from './begin-check.server.ts'
import { summaryOf } from './check-summary.rules.ts'
import { answersPart, type CheckRow } from './checks.store.server.ts'
import { ListAnswer } from './list-answer.rules.ts'
import { ROWS_A_PART } from './run-check.server.ts'

/**
 * Answers a request again as it was answered the first time, byte for byte, from the answers that were kept. The whole list
 * is taken in first, because only its digest shows that it is the same list. Nothing is decided again.
 */
export async function repeatCheck(
  context: Context<KeyActor>, question: CheckQuestion, earlier: CheckRow, list: ListReader, over: () => void,
): Promise<Result<ReadableStream<Uint8Array>, Refusal<'request-id-reused'>>> {
  const isSameQuestion = earlier.flowRef === question.flowRef && earlier.contentType === question.given && earlier.accept === question.asked && earlier.detail === question.detail && earlier.extract === question.extract && earlier.stage === question.stage &&
    earlier.pseudonymKeyVersion === (question.pseudonyms?.version ?? null)
  if (!isSameQuestion) return refuse('request-id-reused')
  const spool = await Spool.open()
  try {
    const digestIn = createHash('sha256')
    for await (const piece of list.pieces()) {
      digestIn.update(piece)
      await spool.put(piece)
    }
    if (digestIn.digest('hex') !== earlier.digestIn) {
      await spool.close()
      return refuse('request-id-reused')
    }
    await recordLook(context, { kind: 'check-answered-again', projectRef: question.projectRef, subject: `check:${earlier.id}`, data: { flow: earlier.flowRef } })
    return ok(await replay(context, question, earlier, spool, over))
  } catch (error) {
    await spool.close()
    throw error
  }
}

function replay(context: Context<KeyActor>, question: CheckQuestion, earlier: CheckRow, spool: Spool, over: () => void): Promise<ReadableStream<Uint8Array>> {
  const outcomes = earlier.outcomes.map(outcomeOfText)
  const kept = new KeptAnswers(context, earlier.id)
  const digestOut = createHash('sha256')
  let rows = 0
  const answer = new ListAnswer({ ...question, answers: { outcomes, placeFor: () => kept.at(rows++) }, identifier: question.pseudonyms?.unlooked() })
  const { writer } = answer
  return answerStream({
    over,
    produce: async (queue, isWanted) => {
      while (isWanted() && spool.waiting > 0) {
        const piece = await spool.take()
        // A piece can end no more rows than it has bytes, and one that was waiting.
        await kept.load(rows, piece.length + 1)
        await turn()
        const refusal = answer.push(piece)
        if (refusal) throw new ListFault(refusal)
        for (const full of writer.takeFull()) {
          digestOut.update(full)
          await queue.put(full)
        }
      }
      await kept.load(rows, 2)
      const refusal = answer.end()
      if (refusal) throw new ListFault(refusal)
    },
    finish: async () => {
      writer.summary(summaryOf({ ...earlier, digestIn: earlier.digestIn as string, detail: question.detail }))
      const last = writer.takeRest()
      if (digestOut.update(last).digest('hex') !== earlier.digestOut) throw new Error('A repeated answer is not the answer given the first time')
      await spool.close()
      return last
    },
    breakOff: () => spool.close(),
  })
}

/** The answers of a check, a part or two in memory at a time. */
class KeptAnswers {
  private readonly parts = new Map<number, Buffer | null>()

  constructor(private readonly context: Context<KeyActor>, private readonly checkId: string) {}

  /** Makes the answers of so many rows from `row` on ready to be asked for. */
  async load(row: number, count: number): Promise<void> {
    const first = Math.floor(row / ROWS_A_PART)
    for (const part of this.parts.keys()) if (part < first) this.parts.delete(part)
    for (let part = first; part <= Math.floor((row + count) / ROWS_A_PART); part += 1) {
      if (this.parts.has(part)) continue
      const deflated = await answersPart(this.context.runtime.db, this.checkId, part)
      this.parts.set(part, deflated && inflateRawSync(deflated))
    }
  }

  at(row: number): number {
    const part = this.parts.get(Math.floor(row / ROWS_A_PART))
    const at = (row % ROWS_A_PART) * 2
    if (!part || at + 2 > part.length) throw new Error('The answers that were kept do not reach to the end of the list')
    return part.readUInt16LE(at)
  }
}
