/** Rows by what they have in common, each group in the order in which its rows came. */
export function groupBy<T, K>(rows: readonly T[], keyOf: (row: T, index: number) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>()
  for (const [index, row] of rows.entries()) {
    const key = keyOf(row, index)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}
