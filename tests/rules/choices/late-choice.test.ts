import { describe, expect, test } from 'vitest'
import { countedUnknown } from '#app/choices/late-choice.rules.ts'
import { dissent, instant, withdrawal } from './a-choice.ts'

const MAY = instant('2026-05-10T11:00')

describe('case 7: a no that counts from before it was written down', () => {
  test('was unknown from the first moment of its day, or from its own moment, until it was recorded', () => {
    expect(countedUnknown(dissent({ effective: '2026-01-01' }), MAY)).toEqual({ from: instant('2026-01-01T00:00'), to: MAY })
    expect(countedUnknown(dissent({ effective: '2026-05-10T10:59' }), MAY)).toEqual({ from: instant('2026-05-10T10:59'), to: MAY })
  })

  test.each([
    ['written down on its day', dissent({ effective: '2026-05-10' })],
    ['written down at its moment', dissent({ effective: '2026-05-10T11:00' })],
    ['dated ahead', dissent({ effective: '2026-06-01' })],
    ['without a date', dissent({ effective: null })],
    ['entered in error', dissent({ effective: '2026-01-01', enteredInError: true })],
    ['of a kind that never decides', dissent({ effective: '2026-01-01', role: 'T2_DISSENT' })],
    ['a yes', withdrawal({ effective: '2026-01-01' })],
  ])('%s was never unknown', (_what, event) => expect(countedUnknown(event, MAY)).toBeNull())
})
