/**
 * Room for so many things at once, and for fewer of any one owner's. Who finds none waits for a while, in order, so that a
 * burst of short things is served and only a lasting crowd is turned away. Counted in this process.
 */
export class Places {
  private taken = 0
  private readonly takenBy = new Map<string, number>()
  private readonly waiting: { readonly owner: string; readonly give: (isGiven: boolean) => void }[] = []

  /** `patience`: how long one waits, in milliseconds. `crowd`: how many may wait. */
  constructor(private readonly limits: { readonly most: number; readonly mostOfOne: number; readonly patience: number; readonly crowd: number }) {}

  /** What gives the place back, to be called once; null when none became free in time. */
  async take(owner: string): Promise<(() => void) | null> {
    if (this.hasRoomFor(owner)) this.count(owner, 1)
    else if (!(await this.wait(owner))) return null
    let isBack = false
    return () => {
      if (isBack) return
      isBack = true
      this.count(owner, -1)
      this.callNext()
    }
  }

  private wait(owner: string): Promise<boolean> {
    if (this.waiting.length >= this.limits.crowd) return Promise.resolve(false)
    return new Promise((resolve) => {
      const entry = {
        owner,
        give: (isGiven: boolean) => {
          clearTimeout(patience)
          this.waiting.splice(this.waiting.indexOf(entry), 1)
          resolve(isGiven)
        },
      }
      const patience = setTimeout(() => entry.give(false), this.limits.patience)
      this.waiting.push(entry)
    })
  }

  private hasRoomFor(owner: string): boolean {
    return this.taken < this.limits.most && (this.takenBy.get(owner) ?? 0) < this.limits.mostOfOne
  }

  /** A place is counted as taken before whoever waited for it goes on, so that nobody comes in between. */
  private callNext(): void {
    const next = this.waiting.find(({ owner }) => this.hasRoomFor(owner))
    if (!next) return
    this.count(next.owner, 1)
    next.give(true)
  }

  private count(owner: string, change: number): void {
    this.taken += change
    const left = (this.takenBy.get(owner) ?? 0) + change
    if (left > 0) this.takenBy.set(owner, left)
    else this.takenBy.delete(owner)
  }
}
