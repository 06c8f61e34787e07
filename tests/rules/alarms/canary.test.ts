import { nhsCheckDigit } from '#app/kernel/nhs-number.ts'
import { describe, expect, test } from 'vitest'
import { readCanaryNumber } from '#app/alarms/canary.rules.ts'

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
