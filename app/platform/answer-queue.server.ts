import { Spool } from './spool.server.ts'

const KEPT_IN_MEMORY = 1024 * 1024

/**
 * Bytes on their way to whoever reads them, in order. A reader that is slow, or that sends all of its question before it
 * reads any of the answer, would otherwise stop us from reading on, and wait for us for ever: so what does not fit in a
 * megabyte of memory waits on disk.
 */
export class AnswerQueue {
  private readonly pieces: Uint8Array[] = []
  private inMemory = 0
  private spool: Spool | null = null
  private isEnded = false
  private isClosed = false
  private fault: { readonly error: unknown } | null = null
  private wake: (() => void) | null = null
  /** Puts to the disk and takes from it come one after another. */
  private turn: Promise<unknown> = Promise.resolve()

  async put(piece: Uint8Array): Promise<void> {
    if (piece.length === 0) return
    if (this.spool === null && this.inMemory + piece.length <= KEPT_IN_MEMORY) {
      this.pieces.push(piece)
      this.inMemory += piece.length
    } else {
      await this.inTurn(async () => {
        if (this.isClosed) return
        this.spool ??= await Spool.open()
        await this.spool.put(piece)
      })
    }
    this.signal()
  }

  /** Nothing more will be put in. */
  end(): void {
    this.isEnded = true
    this.signal()
  }

  fail(error: unknown): void {
    this.fault ??= { error }
    this.signal()
  }

  /** The next piece, waiting for it; null at the end. Throws what `fail` was given. */
  async take(): Promise<Uint8Array | null> {
    for (;;) {
      if (this.fault) throw this.fault.error
      const piece = this.pieces.shift()
      if (piece) {
        this.inMemory -= piece.length
        return piece
      }
      const spooled = await this.inTurn(async () => (this.spool && this.spool.waiting > 0 ? this.spool.take() : null))
      if (spooled) return spooled
      // While something was being looked up, more may have come.
      if (this.pieces.length > 0 || (this.spool?.waiting ?? 0) > 0 || this.fault) continue
      if (this.isEnded) return null
      await new Promise<void>((resolve) => (this.wake = resolve))
    }
  }

  /** Resolves when there is something to take, or the end or a fault has come. */
  async ready(): Promise<void> {
    while (!this.fault && !this.isEnded && this.pieces.length === 0 && (this.spool?.waiting ?? 0) === 0) {
      await new Promise<void>((resolve) => (this.wake = resolve))
    }
    if (this.fault) throw this.fault.error
  }

  /** Lets go of what is kept; what is put in afterwards is dropped. */
  async close(): Promise<void> {
    await this.inTurn(async () => {
      this.isClosed = true
      this.pieces.length = 0
      await this.spool?.close()
      this.spool = null
    })
  }

  private signal(): void {
    this.wake?.()
    this.wake = null
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.turn.then(work, work)
    this.turn = next.catch(() => {})
    return next
  }
}
