/** Chance from a seed: the same seed gives the same run on every machine. */
export interface Chance {
  /** Even over [0, 1). */
  readonly even: () => number
  readonly normal: () => number
  readonly poisson: (mean: number) => number
  readonly binomial: (tries: number, share: number) => number
  /** Gamma with mean 1 and the given variance. */
  readonly gammaMeanOne: (variance: number) => number
}

export function seededChance(seed: number): Chance {
  let state = seed >>> 0
  /** Mulberry32. */
  const even = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even())
  const poisson = (mean: number): number => {
    let total = 0
    let left = mean
    for (; left > 30; left -= 30) total += poisson(30)
    const end = Math.exp(-left)
    for (let product = even(); product > end; product *= even()) total += 1
    return total
  }
  const binomial = (tries: number, share: number) => {
    let hits = 0
    if (share > 0) for (let i = 0; i < tries; i += 1) if (even() < share) hits += 1
    return hits
  }
  /** Marsaglia and Tsang, for shapes of 1 or more. */
  const gammaMeanOne = (variance: number) => {
    if (variance <= 0) return 1
    const shape = 1 / variance
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(1 - even()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / shape
    }
  }
  return { even, normal, poisson, binomial, gammaMeanOne }
}
