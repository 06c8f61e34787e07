import { expect, test } from 'vitest'
import { API_LIMITS, limitHeaders, readLimits } from '#app/identity/api-limits.rules.ts'

test('limits are the usual ones where nothing is set, and the installation’s where it is', () => {
  expect(readLimits([])).toEqual({ limits: API_LIMITS, fault: null })
  expect(readLimits(['check=10', 'any=20']).limits).toMatchObject({ check: { callsAMinute: 10 }, any: { callsAMinute: 20 }, 'flow-read': API_LIMITS['flow-read'] })
})

test('a setting that names no action is a sentence at the start, not a limit that silently does not hold', () => {
  expect(readLimits(['chek=10']).fault).toContain('chek')
  expect(readLimits(['constructor=10']).fault).toContain('constructor')
})

test('callers are told how they stand, and how long to wait only when they must', () => {
  const limit = { callsAMinute: 3000, countedBy: 'machine' } as const
  expect(limitHeaders('check', limit, { isWithin: true, left: 12, seconds: 30 })).toEqual({ 'RateLimit-Policy': '"check";q=3000;w=60', RateLimit: '"check";r=12;t=30' })
  expect(limitHeaders('check', limit, { isWithin: false, left: 0, seconds: 30 })).toMatchObject({ 'Retry-After': '30' })
})
