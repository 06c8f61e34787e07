/** A group of fewer is small enough for those who know some of it to recognise others. */
export const LEAST_COUNT = 5

/** How many, as a paper that is published says it. */
export function countWords(people: number): string {
  return people < LEAST_COUNT ? `fewer than ${LEAST_COUNT}` : people.toLocaleString('en-GB')
}

/**
 * How many in all, saying nothing about a small group that its own count does not say: each of those is counted as one,
 * which it is at least. Each count is 1 or more.
 */
export function totalWords(counts: readonly number[]): string {
  const small = counts.filter((count) => count < LEAST_COUNT).length
  if (counts.length === 0) return 'nobody'
  if (small === 1 && counts.length === 1) return countWords(1)
  const total = counts.reduce((sum, count) => sum + (count < LEAST_COUNT ? 1 : count), 0).toLocaleString('en-GB')
  return small === 0 ? total : `at least ${total}`
}
