import { finished, type Readable } from 'node:stream'

/**
 * What a stream brings, piece by piece as it comes and no faster than it is taken. Read in another way (`read`, `for await`), a stream
 * that is quicker than its reader joins what waits into larger pieces: a copy of all that comes in, which is so much more garbage.
 */
export class ArrivingPieces {
  private readonly waiting: Uint8Array[] = []
  private bytes = 0
  private end: { readonly error: Error | null } | null = null
  private wake: (() => void) | null = null
  private letGo: (() => void) | null = null

  /** `most`: how many bytes may wait here before the stream is held back. Nothing is read before the first is asked for. */
  constructor(private readonly from: Readable, private readonly most: number) {}

  /** The next piece, waiting for it; null at the end. Throws what the stream failed with, also where it was closed before its end. */
  async next(): Promise<Uint8Array | null> {
    if (this.letGo === null) this.begin()
    while (this.waiting.length === 0 && this.end === null) await new Promise<void>((resolve) => (this.wake = resolve))
    const piece = this.waiting.shift()
    if (piece === undefined) {
      if (this.end?.error) throw this.end.error
      return null
    }
    this.bytes -= piece.length
    if (this.bytes < this.most && this.from.isPaused()) this.from.resume()
    return piece
  }

  /** Nothing more is wanted. The stream stands still until somebody lets it run. */
  stop(): void {
    this.waiting.length = 0
    if (this.end === null && this.letGo !== null) this.from.pause()
    this.letGo?.()
    this.letGo = () => {}
    this.finish(null)
  }

  private begin(): void {
    const take = (piece: Uint8Array): void => {
      this.waiting.push(piece)
      this.bytes += piece.length
      if (this.bytes >= this.most) this.from.pause()
      this.signal()
    }
    const forget = finished(this.from, { writable: false }, (error) => this.finish(error ?? null))
    this.from.on('data', take)
    this.letGo = () => {
      forget()
      this.from.off('data', take)
    }
  }

  private finish(error: Error | null): void {
    this.end ??= { error }
    this.signal()
  }

  private signal(): void {
    const { wake } = this
    this.wake = null
    wake?.()
  }
}
