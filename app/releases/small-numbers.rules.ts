/** Counts of people below this are not told to those who may not know whom they are about. */
export const SMALLEST_TOLD = 5

export function isSmall(count: number): boolean {
  return count > 0 && count < SMALLEST_TOLD
}

/**
 * Counts that add up to a total which is told, with none of them small: where one is, all of them are withheld (null), for
 * the others and the total would give it away.
 */
export function withoutSmall<K extends string>(counts: Readonly<Partial<Record<K, number>>>): Partial<Record<K, number | null>> {
  const given = Object.entries(counts) as [K, number][]
  const isTold = !given.some(([, count]) => isSmall(count))
  return Object.fromEntries(given.map(([name, count]) => [name, isTold ? count : null])) as Partial<Record<K, number | null>>
}

/** A number of people or rows that may be told; `few` where it is small, or nought. */
export type ToldCount = number | 'few'

/** A count for whoever may not know it exactly: to the nearest 5. Nought is told as few, for it says something of everyone. */
export function roundedCount(count: number): ToldCount {
  return count < SMALLEST_TOLD ? 'few' : Math.round(count / SMALLEST_TOLD) * SMALLEST_TOLD
}

export interface ToldSplit {
  readonly rows: number | null
  readonly included: ToldCount | null
  readonly excluded: ToldCount | null
}

/**
 * A total and its two parts for whoever may not know them exactly. Where one part is small, the other is told as the total
 * is, so that the three together say no more than that it is small; where the total is, nothing is told.
 */
export function roundedSplit(included: number, excluded: number): ToldSplit {
  const rows = included + excluded
  if (rows < 2 * SMALLEST_TOLD) return { rows: null, included: null, excluded: null }
  const [total, in_, out] = [rows, included, excluded].map(roundedCount) as [number, ToldCount, ToldCount]
  return { rows: total, included: out === 'few' ? total : in_, excluded: in_ === 'few' ? total : out }
}
