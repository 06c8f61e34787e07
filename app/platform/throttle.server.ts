import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'

/** How often one address may try something. Counted in this process; what must hold across processes is counted in the database. */
const LIMITS = {
  'sign-in': { points: 30, duration: 60 },
  'reply-code': { points: 20, duration: 60 },
  api: { points: 3000, duration: 60 },
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
