/**
 * Numbers to decide again when an instant comes, because time alone may change what they are told. A number may stand under
 * several instants: deciding it once too often changes nothing.
 */
export class DueNumbers {
  private readonly byInstant = new Map<number, number[]>()
  private earliest = Infinity
  size = 0

  /** `at` in milliseconds since 1970; null for never. */
  add(numberId: number, at: number | null): void {
    if (at === null) return
    const known = this.byInstant.get(at)
    if (known) known.push(numberId)
    else this.byInstant.set(at, [numberId])
    this.size += 1
    if (at < this.earliest) this.earliest = at
  }

  isAnyDue(at: number): boolean {
    return this.earliest <= at
  }

  /** Those whose instant has come; they are not kept any more. */
  take(at: number): readonly number[] {
    if (!this.isAnyDue(at)) return []
    const due = new Set<number>()
    let next = Infinity
    for (const [instant, numbers] of this.byInstant) {
      if (instant > at) next = Math.min(next, instant)
      else {
        for (const number of numbers) due.add(number)
        this.size -= numbers.length
        this.byInstant.delete(instant)
      }
    }
    this.earliest = next
    return [...due]
  }
}
