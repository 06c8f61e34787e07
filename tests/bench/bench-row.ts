/** One line of the benchmarks: a median, and what it stands beside in the same run. */
export interface BenchRow {
  readonly what: string
  readonly figure: string
  readonly baseline?: string
  readonly ratio?: number
  /** What the figure is meant to be, and whether it was this time. */
  readonly target?: { readonly words: string; readonly isMet: boolean }
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
export const milliseconds = (ms: number): string => `${ms.toFixed(1)} ms`
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6).toLocaleString('en-GB')} MB`
export const rowsIn = (rows: number): string => (rows >= 1e6 ? `${rows / 1e6} million` : rows.toLocaleString('en-GB'))

/** How many times as long as another it takes; meant to be no more than so many, where that is said. */
export function beside(what: string, ours: readonly number[], theirs: readonly number[], most?: number): Pick<BenchRow, 'baseline' | 'ratio' | 'target'> {
  const ratio = median(ours) / median(theirs)
  return {
    baseline: `${what} ${seconds(median(theirs))}; quickest of each ${(Math.min(...ours) / Math.min(...theirs)).toFixed(2)} times`, ratio,
    ...(most === undefined ? {} : { target: { words: `at most ${most} times`, isMet: ratio <= most } }),
  }
}

/** One line as it is printed. */
export function rowText({ what, figure, baseline, ratio, target }: BenchRow): string {
  const parts = [figure]
  if (ratio !== undefined) parts.push(`${ratio.toFixed(2)} times`)
  if (target) parts.push(`${target.isMet ? 'met' : 'MISSED'}: ${target.words}`)
  return `${what}\n    ${parts.join(' | ')}${baseline ? `\n    beside ${baseline}` : ''}\n`
}
