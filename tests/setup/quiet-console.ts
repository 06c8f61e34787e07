import { afterEach, beforeEach, expect, vi } from 'vitest'

/** An unexpected complaint on the console fails the test that caused it. */
beforeEach(() => {
  vi.spyOn(console, 'error')
  vi.spyOn(console, 'warn')
})

afterEach(() => {
  const complaints = [...vi.mocked(console.error).mock.calls, ...vi.mocked(console.warn).mock.calls].map(String)
  vi.restoreAllMocks()
  expect(complaints).toEqual([])
})
