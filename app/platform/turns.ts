/**
 * Work that one at a time may do and that serves everyone who asked before it began. Whoever asks while it is being done waits
 * for the next time: it begins after they asked.
 */
export class Turns<T> {
  private running: Promise<T> | null = null
  private waiting: Promise<T> | null = null

  constructor(private readonly work: () => Promise<T>) {}

  /** What the work gives that begins now or later. */
  next(): Promise<T> {
    if (this.waiting) return this.waiting
    if (!this.running) return this.begin()
    const begin = (): Promise<T> => {
      this.waiting = null
      return this.begin()
    }
    this.waiting = this.running.then(begin, begin)
    return this.waiting
  }

  private begin(): Promise<T> {
    const over = (): void => {
      if (this.running === running) this.running = null
    }
    const running = this.work()
    this.running = running
    running.then(over, over)
    return running
  }
}
