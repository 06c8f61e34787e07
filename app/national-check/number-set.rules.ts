import { nhsCheckDigit, readNhsNumber } from '#app/kernel/nhs-number.ts'

const EMPTY = 0

/**
 * A set of NHS numbers that takes about ten bytes a number, so that a million can be compared in one go. The first nine
 * digits say everything, since the tenth is worked out from them. Numbers come out in no particular order.
 */
export class NumberSet {
  /** Stems plus one; open addressing, kept at most three quarters full. */
  private slots = new Uint32Array(1024)
  private count = 0

  get size(): number {
    return this.count
  }

  /** True when the number is new here. Throws on what is not an NHS number: the caller reads it first. */
  add(nhsNumber: string): boolean {
    const stem = stemOf(nhsNumber)
    if (stem === null) throw new Error('Only a valid NHS number can join a set of numbers')
    const place = this.placeOf(stem)
    if (this.slots[place] !== EMPTY) return false
    this.slots[place] = stem + 1
    this.count += 1
    if (this.count * 4 > this.slots.length * 3) this.grow()
    return true
  }

  has(nhsNumber: string): boolean {
    const stem = stemOf(nhsNumber)
    return stem !== null && this.slots[this.placeOf(stem)] !== EMPTY
  }

  *[Symbol.iterator](): Generator<string> {
    for (const slot of this.slots) {
      if (slot === EMPTY) continue
      const firstNine = String(slot - 1).padStart(9, '0')
      yield `${firstNine}${nhsCheckDigit(firstNine)}`
    }
  }

  /** Where the stem stands, or the empty place where it would. */
  private placeOf(stem: number): number {
    const last = this.slots.length - 1
    const mixed = Math.imul(stem + 1, 0x9e3779b1)
    let place = (mixed ^ (mixed >>> 15)) & last
    while (this.slots[place] !== EMPTY && this.slots[place] !== stem + 1) place = (place + 1) & last
    return place
  }

  private grow(): void {
    const old = this.slots
    this.slots = new Uint32Array(old.length * 2)
    for (const slot of old) if (slot !== EMPTY) this.slots[this.placeOf(slot - 1)] = slot
  }
}

function stemOf(nhsNumber: string): number | null {
  return readNhsNumber(nhsNumber).ok ? Number(nhsNumber.slice(0, 9)) : null
}
