import { Spool } from './spool.server.ts'

const KEPT_IN_MEMORY = 1024 * 1024

/** How much is read from the disk at a time, in bytes. */
const SPOOLED_AT_ONCE = 256 * 1024

/** How long whoever puts in waits for a reader that takes nothing at all, in milliseconds. */
const PATIENCE = 200

/**
 * Bytes on their way to whoever reads them, in order. A reader that is a little slower holds back whoever puts in. One that
 * takes nothing, because it sends all of its question before it reads any of the answer, would hold it back for ever: so
 * what does not fit in a megabyte of memory then waits on disk, until the reader has caught up.
 */
export class AnswerQueue {
  private readonly pieces: Uint8Array[] = []
  private inMemory = 0
  private spool: Spool | null = null
  private isEnded = false
  private isClosed = false
  private fault: { readonly error: unknown } | null = null
  /** Whoever waits for something to take, and whoever waits for room. */
  private readonly waiting = { taker: null as (() => void) | null, putter: null as (() => void) | null }
  /** Puts to the disk and takes from it come one after another. */
  private turn: Promise<unknown> = Promise.resolve()

  /** Resolves when the next may be put in: one after another. */
  async put(piece: Uint8Array): Promise<void> {
    if (piece.length === 0) return
    while (this.spool === null && !this.fits(piece)) if (!(await this.roomIsMade())) break
    if (this.isClosed || this.fault) return
    if (this.spool === null && this.fits(piece)) {
      this.pieces.push(piece)
      this.inMemory += piece.length
    } else {
      await this.inTurn(async () => {
        if (this.isClosed) return
        this.spool ??= await Spool.open()
        await this.spool.put(piece)
      })
    }
    this.signal('taker')
  }

  /** Nothing more will be put in. */
  end(): void {
    this.isEnded = true
    this.signal('taker')
  }

  fail(error: unknown): void {
    this.fault ??= { error }
    this.signal('taker')
    this.signal('putter')
  }

  /** The next piece, waiting for it; null at the end. Throws what `fail` was given. */
  async take(): Promise<Uint8Array | null> {
    for (;;) {
      if (this.fault) throw this.fault.error
      const piece = this.pieces.shift()
      if (piece) {
        this.inMemory -= piece.length
        this.signal('putter')
        return piece
      }
      const spooled = this.spool && (await this.inTurn(() => this.takeSpooled()))
      if (spooled) return spooled
      // While something was being looked up, more may have come.
      if (this.hasSome() || this.fault) continue
      if (this.isEnded) return null
      await new Promise<void>((resolve) => (this.waiting.taker = resolve))
    }
  }

  /** Resolves when there is something to take, or the end or a fault has come. */
  async ready(): Promise<void> {
    while (!this.fault && !this.isEnded && !this.hasSome()) await new Promise<void>((resolve) => (this.waiting.taker = resolve))
    if (this.fault) throw this.fault.error
  }

  /** Lets go of what is kept; what is put in afterwards is dropped. */
  async close(): Promise<void> {
    this.isClosed = true
    this.signal('putter')
    await this.inTurn(async () => {
      this.pieces.length = 0
      await this.spool?.close()
      this.spool = null
    })
  }

  private hasSome(): boolean {
    return this.pieces.length > 0 || (this.spool?.waiting ?? 0) > 0
  }

  /** However large a piece is, one fits. */
  private fits(piece: Uint8Array): boolean {
    return this.inMemory === 0 || this.inMemory + piece.length <= KEPT_IN_MEMORY
  }

  /** Resolves true when the reader has taken something, false when it has not for too long or nothing is wanted any more. */
  private async roomIsMade(): Promise<boolean> {
    if (this.isClosed || this.fault) return false
    return new Promise((resolve) => {
      const giveUp = () => {
        if (this.waiting.putter === wake) this.waiting.putter = null
        resolve(false)
      }
      // Where this process was held up itself, the reader has its turn before it is said to take nothing.
      const patience = setTimeout(() => setImmediate(giveUp), PATIENCE)
      const wake = () => {
        clearTimeout(patience)
        resolve(!this.isClosed && !this.fault)
      }
      this.waiting.putter = wake
    })
  }

  /** A disk that has been read to its end is let go, and memory is used again. */
  private async takeSpooled(): Promise<Uint8Array | null> {
    if (this.spool === null) return null
    const piece = this.spool.waiting > 0 ? await this.spool.take(SPOOLED_AT_ONCE) : null
    if (this.spool.waiting === 0) {
      await this.spool.close()
      this.spool = null
    }
    return piece
  }

  private signal(who: 'taker' | 'putter'): void {
    const wake = this.waiting[who]
    this.waiting[who] = null
    wake?.()
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.turn.then(work, work)
    this.turn = next.catch(() => {})
    return next
  }
}
