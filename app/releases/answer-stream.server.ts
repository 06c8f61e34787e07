import { AnswerQueue } from '#app/platform/answer-queue.server.ts'
import { isSomeoneWaiting } from '#app/platform/event-loop-turn.server.ts'
import { GzipFault, unzipped } from '#app/platform/gzip.server.ts'
import type { Refusal } from '#app/kernel/result.ts'
import type { ListCoding } from './check-formats.rules.ts'
import type { CheckProblem } from './check.rules.ts'

/** A list that cannot be read on, thrown by whoever reads it. */
export class ListFault extends Error {
  constructor(readonly refusal: Refusal<CheckProblem>) {
    super(refusal.kind)
  }
}

export interface AnswerWork {
  /** Reads the list and puts the answer into the queue as it comes. `isWanted` turns false when the caller has gone. */
  readonly produce: (queue: AnswerQueue, isWanted: () => boolean) => Promise<void>
  /** When all that was put in has been taken: what must hold before the last bytes go out, and those bytes. */
  readonly finish: () => Promise<Uint8Array>
  /** Called once, when the answer will not be finished: lets go of the list, and of all that was kept. */
  readonly breakOff: (why: string) => Promise<void>
  /** Called when the answer is over, however it ended. */
  readonly over: () => void
}

/**
 * An answer as a stream. Resolves when there is something to send, so that a list that is wrong from the start can be
 * refused in words: `ListFault` is thrown then. Afterwards a fault makes the stream fail, which closes the connection:
 * an answer ends as a whole answer does, or it does not end.
 */
export async function answerStream(work: AnswerWork): Promise<ReadableStream<Uint8Array>> {
  const queue = new AnswerQueue()
  let isWanted = true
  let isOver = false
  const stop = async (why: string): Promise<void> => {
    isWanted = false
    if (isOver) return
    isOver = true
    try {
      await work.breakOff(why)
    } finally {
      work.over()
      await queue.close()
    }
  }
  work.produce(queue, () => isWanted).then(() => queue.end(), (error: unknown) => queue.fail(error))
  try {
    await queue.ready()
  } catch (error) {
    await stop(reasonOf(error))
    throw error
  }
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const piece = await queue.take()
          if (piece) return controller.enqueue(piece)
          if (!isWanted) throw new Error('The caller has gone')
          const last = await work.finish()
          isOver = true
          if (last.length > 0) controller.enqueue(last)
          controller.close()
          work.over()
          await queue.close()
        } catch (error) {
          await stop(reasonOf(error))
          throw error
        }
      },
      cancel: () => {
        queue.fail(new Error('The caller has gone'))
        return stop('caller-gone')
      },
    },
    { highWaterMark: 0 },
  )
}

function reasonOf(error: unknown): string {
  return error instanceof ListFault ? error.refusal.kind : 'fault'
}

/** How much of a list is worked on before others have their turn, in bytes; and while someone waits for a page. */
const MOST_AT_ONCE = 256 * 1024
const LITTLE_AT_ONCE = 32 * 1024

/**
 * A list as it comes in, unpacked where it is compressed. A list that breaks off, or cannot be unpacked to its end, is a fault
 * of the list, never the end of it.
 */
export class ListReader {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array> | null

  constructor(list: ReadableStream<Uint8Array> | null, private readonly coding: ListCoding) {
    this.reader = list?.getReader() ?? null
  }

  async *pieces(): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of this.coding === 'gzip' ? unzipped(this.given()) : this.given()) {
        for (let from = 0; from < piece.length; ) {
          const to = from + (isSomeoneWaiting() ? LITTLE_AT_ONCE : MOST_AT_ONCE)
          yield piece.subarray(from, to)
          from = to
        }
      }
    } catch (error) {
      throw error instanceof GzipFault ? new ListFault({ kind: 'gzip-broken' }) : error
    }
  }

  /** Nothing more is wanted of it. */
  letGo(): void {
    this.reader?.cancel().catch(() => {})
  }

  private async *given(): AsyncGenerator<Uint8Array> {
    while (this.reader) {
      const { done, value } = await this.reader.read().catch(() => {
        throw new ListFault({ kind: 'list-broken-off' })
      })
      if (done) return
      yield value
    }
  }
}
