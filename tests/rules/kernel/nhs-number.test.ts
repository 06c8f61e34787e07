import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatNhsNumber, nhsCheckDigit, nhsNumberRange, readNhsNumber, readTypedNhsNumber } from '#app/kernel/nhs-number.ts'

const VALID = ['9990000018', '9990000026', '9990000034', '9990000042', '9990000050', '9990000069', '9990000077', '9990000085']

describe('an NHS number', () => {
  test.each(VALID)('%s is read as it is', (text) => {
    expect(readNhsNumber(text)).toEqual({ ok: true, nhsNumber: text, range: 'test' })
  })

  test.each([
    ['a wrong last digit', '9990000019', 'check-digit'],
    ['one whose check would be 10', '1234567890', 'check-digit'],
    ['nine digits, a leading zero lost', '999000001', 'not-ten-digits'],
    ['eleven digits', '99900000180', 'not-ten-digits'],
    ['letters', '99900000IB', 'not-ten-digits'],
    ['digits of another script', '٩٩٩٠٠٠٠٠١٨', 'not-ten-digits'],
    ['spaces, for a program', '999 000 0018', 'not-ten-digits'],
    ['nothing', '', 'blank'],
    ['white space alone', ' \t', 'blank'],
    ['one digit repeated, which passes the check', '0000000000', 'all-same-digit'],
    ['nines', '9999999999', 'all-same-digit'],
  ])('%s is refused, never repaired', (_what, text, fault) => {
    expect(readNhsNumber(text)).toEqual({ ok: false, fault })
  })

  test.each(['999 000 0018', '999-000-0018', '999–000–0018', '999\u00a0000\u00a00018', ' 9990000018 '])('typed as "%s" it is understood', (text) => {
    expect(readTypedNhsNumber(text)).toMatchObject({ ok: true, nhsNumber: '9990000018' })
  })

  test.each(['999000000', '999000014', '999000028'])('the stem %s has no check digit', (stem) => {
    expect(nhsCheckDigit(stem)).toBeNull()
  })

  test('is shown in threes and a four', () => {
    expect(formatNhsNumber('9990000018')).toBe('999 000 0018')
  })

  test.each([
    ['010', 'scotland'], ['319', 'scotland'], ['320', 'northern-ireland'], ['399', 'northern-ireland'], ['400', 'england'], ['499', 'england'],
    ['500', 'not-issued'], ['599', 'not-issued'], ['600', 'england'], ['799', 'england'], ['800', 'ireland'], ['859', 'ireland'], ['860', 'not-issued'],
    ['899', 'not-issued'], ['900', 'test'], ['999', 'test'], ['009', 'not-issued'],
  ])('beginning %s is of the range %s', (stem, range) => {
    expect(nhsNumberRange(`${stem}0000000`)).toBe(range)
  })

  test('with any one digit changed is no longer a number, or another', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.constantFrom(...VALID), (place, by, number) => {
      const digits = [...number]
      digits[place] = String((Number(digits[place]) + by) % 10)
      expect(readNhsNumber(digits.join('')).ok).toBe(false)
    }))
  })
})
