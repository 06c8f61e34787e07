/** Bytes of each hash that are kept: two different numbers do not share sixteen. */
const KEPT = 16

/**
 * A set of keyed hashes, at about 21 to 43 bytes each, so that the numbers of a run can be held in memory without the
 * numbers. The hashes must be evenly spread, as those of HMAC-SHA-256 are.
 */
export class LookupSet {
  private readonly table: Uint8Array
  private readonly places: number
  private count = 0

  /** `most`: how many will be added at the most. */
  constructor(private readonly most: number) {
    this.places = 2 ** Math.ceil(Math.log2(Math.max(8, most * 1.4)))
    this.table = new Uint8Array(this.places * KEPT)
  }

  get size(): number {
    return this.count
  }

  add(hash: Uint8Array): void {
    const place = this.placeOf(hash)
    if (!this.isEmpty(place)) return
    if (this.count === this.most) throw new Error('A set of hashes is fuller than it was made for')
    this.table.set(hash.subarray(0, KEPT), place * KEPT)
    this.count += 1
  }

  has(hash: Uint8Array): boolean {
    return !this.isEmpty(this.placeOf(hash))
  }

  /** Where the hash stands, or the empty place where it would. */
  private placeOf(hash: Uint8Array): number {
    if (hash.length < KEPT) throw new Error('A hash is too short')
    let place = (((hash[0] as number) << 24) | ((hash[1] as number) << 16) | ((hash[2] as number) << 8) | (hash[3] as number)) & (this.places - 1)
    while (!this.isEmpty(place) && !this.isAt(place, hash)) place = (place + 1) & (this.places - 1)
    return place
  }

  private isEmpty(place: number): boolean {
    for (let i = place * KEPT; i < (place + 1) * KEPT; i += 1) if (this.table[i] !== 0) return false
    return true
  }

  private isAt(place: number, hash: Uint8Array): boolean {
    for (let i = 0; i < KEPT; i += 1) if (this.table[place * KEPT + i] !== hash[i]) return false
    return true
  }
}
