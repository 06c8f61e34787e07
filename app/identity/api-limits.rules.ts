import type { ApiAction } from './api-problem.rules.ts'

/** How often one key may do one thing. */
export interface ApiLimit {
  readonly callsAMinute: number
  /**
   * `portal`: counted in the database, so that more machines do not mean more calls. For what tells about people, where the
   * limit is there for them. `machine`: counted by each machine, for its own sake.
   */
  readonly countedBy: 'portal' | 'machine'
}

const usual: ApiLimit = { callsAMinute: 3000, countedBy: 'machine' }

/** What may be done in a minute unless the installation says otherwise (API_CALLS_A_MINUTE). `any` is what every key may ask. */
export const API_LIMITS = {
  any: usual,
  check: usual,
  'check-detail': usual,
  'flow-read': { callsAMinute: 600, countedBy: 'machine' },
  'project-read': { callsAMinute: 600, countedBy: 'machine' },
  'consent-read': { callsAMinute: 300, countedBy: 'portal' },
  'private-check': { callsAMinute: 300, countedBy: 'portal' },
  counts: { callsAMinute: 30, countedBy: 'portal' },
  replay: usual,
} as const satisfies Record<ApiAction | 'any', ApiLimit>

/** The settings as given, each `action=calls`; the sentence for one that names no action. */
export function readLimits(settings: readonly string[]): { readonly limits: Readonly<Record<ApiAction | 'any', ApiLimit>>; readonly fault: string | null } {
  const limits: Record<string, ApiLimit> = { ...API_LIMITS }
  for (const setting of settings) {
    const [action = '', calls] = setting.split('=')
    const known = Object.hasOwn(limits, action) ? limits[action] : undefined
    if (!known) return { limits: API_LIMITS, fault: `API_CALLS_A_MINUTE names ${action}, which no key can do. Use ${Object.keys(API_LIMITS).join(', ')}.` }
    limits[action] = { ...known, callsAMinute: Number(calls) }
  }
  return { limits: limits as Record<ApiAction | 'any', ApiLimit>, fault: null }
}

export const LIMIT_SECONDS = 60

/** How a call stands with its limit. */
export interface Standing {
  readonly isWithin: boolean
  readonly left: number
  /** Whole seconds until there are more; at least 1. */
  readonly seconds: number
}

/** RateLimit and RateLimit-Policy, as the IETF's draft-ietf-httpapi-ratelimit-headers-10 has them. */
export function limitHeaders(action: string, limit: ApiLimit, standing: Standing): Record<string, string> {
  return {
    'RateLimit-Policy': `"${action}";q=${limit.callsAMinute};w=${LIMIT_SECONDS}`,
    RateLimit: `"${action}";r=${standing.left};t=${standing.seconds}`,
    ...(standing.isWithin ? {} : { 'Retry-After': String(standing.seconds) }),
  }
}
