/** One line of the benchmarks: a median, and what it stands beside in the same run. */
export interface BenchRow {
  readonly what: string
  readonly figure: string
  readonly baseline?: string
  readonly ratio?: number
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
