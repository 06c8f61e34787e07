import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'

/** How often one address may try something. Counted in this process; what must hold across processes is counted in the database. */
const LIMITS = {
  'sign-in': { points: 30, duration: 60 },
  'reply-code': { points: 20, duration: 60 },
  proofs: { points: 600, duration: 60 },
  'receipt-check': { points: 60, duration: 60 },
  'paper-check': { points: 30, duration: 60 },
  'calendar-feed': { points: 120, duration: 60 },
} as const

export type ThrottleName = keyof typeof LIMITS

const limiters = new Map<ThrottleName, RateLimiterMemory>()

/** Null when it may go on; otherwise the whole seconds to wait. */
export async function throttle(name: ThrottleName, key: string): Promise<number | null> {
  let limiter = limiters.get(name)
  if (!limiter) {
    limiter = new RateLimiterMemory(LIMITS[name])
    limiters.set(name, limiter)
  }
  try {
    await limiter.consume(key)
    return null
  } catch (error) {
    return Math.max(1, Math.ceil((error as RateLimiterRes).msBeforeNext / 1000))
  }
}

const calls = new Map<string, RateLimiterMemory>()

/** Counts one more of whatever `key` names, of which there may be so many in so many seconds. Counted in this process. */
export async function countInThisProcess(
  key: string, most: number, seconds: number,
): Promise<{ readonly isWithin: boolean; readonly left: number; readonly seconds: number }> {
  const name = `${most}/${seconds}`
  let limiter = calls.get(name)
  if (!limiter) {
    limiter = new RateLimiterMemory({ points: most, duration: seconds, keyPrefix: name })
    calls.set(name, limiter)
  }
  const [isWithin, counted] = await limiter.consume(key).then((result) => [true, result] as const, (result: RateLimiterRes) => [false, result] as const)
  return { isWithin, left: Math.max(0, counted.remainingPoints), seconds: Math.max(1, Math.ceil(counted.msBeforeNext / 1000)) }
}
