import { nhsCheckDigit } from '#app/kernel/nhs-number.ts'
import { describe, expect, test } from 'vitest'
import { canaryVerdict, mayRelease, readCanaryNumber } from '#app/alarms/canary.rules.ts'

/** Worked out, not written down: no number that could be someone's stands in the repository. */
const OF_THE_LIVE_RANGE = `400000000${nhsCheckDigit('400000000')}`

describe('a canary’s number', () => {
  test('is valid and from the range kept for testing', () => {
    expect(readCanaryNumber('9990000018')).toEqual({ ok: true, value: '9990000018' })
  })

  test.each([['9990000019', 'not-an-nhs-number'], ['', 'not-an-nhs-number'], [OF_THE_LIVE_RANGE, 'not-a-test-number']])('"%s" is refused: %s', (text, kind) => {
    expect(readCanaryNumber(text)).toEqual({ ok: false, refusal: { kind } })
  })
})

describe('what canaries say of an allow list', () => {
  const canary = { reference: 'canary-1', source: 'A81001' }
  const other = { reference: 'canary-2', source: 'A81002' }
  const out = { canary, isOnAllowList: false, reasons: ['TEST_RANGE', 'T1'] }

  test('clear only when each was left out for its opt-out', () => {
    expect(canaryVerdict([out], ['T1'])).toEqual({ kind: 'clear', tried: 1 })
  })

  test('one on the list is a breach, whatever the others say, and stops the release', () => {
    const verdict = canaryVerdict([out, { canary: other, isOnAllowList: true, reasons: ['T1'] }], ['T1'])
    expect(verdict).toEqual({ kind: 'breach', onList: [other] })
    expect(mayRelease(verdict)).toBe(false)
  })

  test('left out for being a test number alone proves nothing about opt-outs', () => {
    expect(canaryVerdict([out, { canary: other, isOnAllowList: false, reasons: ['TEST_RANGE'] }], ['T1'])).toEqual({ kind: 'opt-out-not-seen', unseen: [other] })
  })

  test('with none placed the list is untried, never clear', () => {
    expect(canaryVerdict([], ['T1'])).toEqual({ kind: 'untried' })
    expect(mayRelease({ kind: 'untried' })).toBe(true)
  })
})
