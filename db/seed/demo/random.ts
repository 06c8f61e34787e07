/**
 * A small seedable source of pseudo-random numbers (mulberry32), so that the demo world is the same on every machine.
 * Not for anything secret.
 */
export interface Random {
  /** A number from 0 up to, but not including, 1. */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** Picks an item by weight; the weights need not add up to 1. */
  weighted<T>(items: readonly (readonly [item: T, weight: number])[]): T
  /** Picks with the first items much likelier than the last, as surnames fall in a town. */
  ranked<T>(items: readonly T[]): T
  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[]
  /** Another source, fixed by this one's seed and a label: drawing from one never disturbs the other. */
  fork(label: string): Random
}

/** How `ranked` falls: the weight of the item at rank r (from 0) is 1 / (r + RANK_OFFSET), exact on every machine. */
const RANK_OFFSET = 5

export function createRandom(seed: number): Random {
  let state = seed >>> 0

  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }

  const int = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))

  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError('Nothing to pick from')
    return items[int(0, items.length - 1)] as T
  }

  const weighted = <T>(items: readonly (readonly [item: T, weight: number])[]): T => {
    const last = items.at(-1)
    if (last === undefined) throw new RangeError('Nothing to pick from')
    let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [item, weight] of items) {
      left -= weight
      if (left < 0) return item
    }
    return last[0]
  }

  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick,
    weighted,
    ranked: (items) => weighted(items.map((item, rank) => [item, 1 / (rank + RANK_OFFSET)] as const)),
    shuffle: (items) => {
      const copy = [...items]
      for (let i = copy.length - 1; i > 0; i -= 1) {
        const j = int(0, i)
        ;[copy[i], copy[j]] = [copy[j] as (typeof copy)[number], copy[i] as (typeof copy)[number]]
      }
      return copy
    },
    fork: (label) => createRandom(hash(`${seed}:${label}`)),
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}

/** Items gathered by key, keys in the order they first come. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
