import { describe, expect, test } from 'vitest'
import { KEY_DAYS_MAX, keyState, mayMakeKey, type KeyToMake } from '#app/identity/api-key.rules.ts'
import { addDays } from '#app/kernel/uk-date.ts'

const TODAY = '2026-06-15'
const KNOWN = { ownFlowRefs: ['one', 'two'], namesInUse: ['Linkage pipeline'], today: TODAY }
const KEY: KeyToMake = { name: 'Another', flowRefs: ['one'], actions: ['check'], expiresOn: '2027-06-15' }
const refusalOf = (key: Partial<KeyToMake>) => {
  const may = mayMakeKey({ ...KEY, ...key }, KNOWN)
  return may.ok ? 'may' : may.refusal.kind
}

describe('a key may be made', () => {
  test.each([
    ['for one’s own flows, for a while to come', {}, 'may'],
    ['for today alone', { expiresOn: TODAY }, 'may'],
    ['for as long as any key may last', { expiresOn: addDays(TODAY, KEY_DAYS_MAX) }, 'may'],
    ['but not a day longer', { expiresOn: addDays(TODAY, KEY_DAYS_MAX + 1) }, 'lasts-too-long'],
    ['but not for yesterday', { expiresOn: addDays(TODAY, -1) }, 'ends-before-today'],
    ['but not for somebody else’s flow', { flowRefs: ['one', 'three'] }, 'flow-not-yours'],
    ['but not for every reason without the gate', { actions: ['check-detail'] }, 'action-needs-another'],
    ['with every reason and the gate', { actions: ['check', 'check-detail'] }, 'may'],
    ['but not under a name in use', { name: 'linkage PIPELINE' }, 'name-in-use'],
  ] as const)('%s', (_what, key, expected) => {
    expect(refusalOf(key)).toBe(expected)
  })
})

test('a key is in use to the end of its last day, unless it is revoked', () => {
  expect(keyState({ revokedAt: null, expiresOn: TODAY }, TODAY)).toBe('in-use')
  expect(keyState({ revokedAt: null, expiresOn: addDays(TODAY, -1) }, TODAY)).toBe('ended')
  expect(keyState({ revokedAt: null, expiresOn: null }, TODAY)).toBe('in-use')
  expect(keyState({ revokedAt: new Date(0), expiresOn: null }, TODAY)).toBe('revoked')
})
