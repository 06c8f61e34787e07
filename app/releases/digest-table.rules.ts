/** Digests and the stem that each stands for, found by so many of their words of 32 bits: 8 are all of SHA-256. */
export class DigestTable {
  private words: Uint32Array
  private stems = new Uint32Array(1024)
  /** By the first word's last bits: an entry's place and one, or nought for none. */
  private slots = new Int32Array(2048)
  private count = 0
  private readonly held: Uint32Array

  constructor(private readonly compared = 8) {
    this.words = new Uint32Array(compared * 1024)
    this.held = new Uint32Array(compared)
  }

  get size(): number {
    return this.count
  }

  get bytes(): number {
    return this.words.byteLength + this.stems.byteLength + this.slots.byteLength
  }

  add(digest: Uint8Array, stem: number): void {
    const { held } = this
    const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength)
    for (let i = 0; i < this.compared; i += 1) held[i] = view.getUint32(i * 4)
    if (this.find(held) >= 0) return
    if (this.count === this.stems.length) this.grow()
    this.words.set(held, this.count * this.compared)
    this.stems[this.count] = stem
    this.count += 1
    this.place(this.count - 1)
  }

  /** The stem of a digest given as words of 32 bits; -1 where it is none of these. */
  find(digest: Uint32Array): number {
    const { slots, words, compared } = this
    const mask = slots.length - 1
    for (let slot = (digest[0] as number) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const entry = (slots[slot] as number) - 1
      const at = entry * compared
      let i = 0
      while (i < compared && words[at + i] === digest[i]) i += 1
      if (i === compared) return this.stems[entry] as number
    }
    return -1
  }

  private place(entry: number): void {
    const mask = this.slots.length - 1
    let slot = (this.words[entry * this.compared] as number) & mask
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask
    this.slots[slot] = entry + 1
  }

  private grow(): void {
    const [words, stems] = [this.words, this.stems]
    this.words = new Uint32Array(words.length * 2)
    this.words.set(words)
    this.stems = new Uint32Array(stems.length * 2)
    this.stems.set(stems)
    this.slots = new Int32Array(this.slots.length * 2)
    for (let entry = 0; entry < this.count; entry += 1) this.place(entry)
  }
}
