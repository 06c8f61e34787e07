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
