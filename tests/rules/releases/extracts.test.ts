import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extractsOf, type ExtractCheck } from '#app/releases/extracts.rules.ts'
import { withoutSmall } from '#app/releases/small-numbers.rules.ts'

const aCheck = (stage: 'linkage' | 'release', minute: number, rows: number, included: number, more: Partial<ExtractCheck> = {}): ExtractCheck => ({
  id: `${stage}-${minute}`, flow: 'a-flow', extract: 'june', stage, answeredAt: new Date(Date.UTC(2026, 5, 15, 10, minute)), rows, included, ...more,
})
const standing = (...checks: ExtractCheck[]) => extractsOf(checks).map(({ standing: how, leftOutBetween }) => [how, leftOutBetween])

describe('an extract', () => {
  test.each([
    ['is checked before linkage alone', [aCheck('linkage', 1, 100, 90)], 'linkage-only', null],
    ['is checked before release alone', [aCheck('release', 1, 100, 90)], 'release-only', null],
    ['is checked at both stages', [aCheck('linkage', 1, 100, 90), aCheck('release', 2, 90, 80)], 'both', 10],
    ['loses nobody between', [aCheck('linkage', 1, 100, 90), aCheck('release', 2, 90, 90)], 'both', 0],
    ['loses a few, who are not counted out', [aCheck('linkage', 1, 100, 90), aCheck('release', 2, 90, 86)], 'both', 'few'],
    ['loses five', [aCheck('linkage', 1, 100, 90), aCheck('release', 2, 90, 85)], 'both', 5],
    ['was checked for linkage again since', [aCheck('release', 2, 90, 80), aCheck('linkage', 3, 100, 90)], 'release-not-later', null],
    ['was checked for both at one instant', [aCheck('linkage', 2, 90, 80), aCheck('release', 2, 90, 80)], 'release-not-later', null],
    ['is to be released with more rows than were linked', [aCheck('linkage', 1, 100, 90), aCheck('release', 2, 101, 80)], 'release-larger', 10],
    ['comes back with more people than went in', [aCheck('linkage', 1, 100, 80), aCheck('release', 2, 100, 90)], 'both', null],
  ] as const)('that %s', (_what, checks, how, between) => {
    expect(standing(...checks)).toEqual([[how, between]])
    expect(standing(...[...checks].reverse())).toEqual([[how, between]])
  })

  test('goes by the newest check of each stage', () => {
    const [extract] = extractsOf([aCheck('linkage', 1, 500, 500), aCheck('linkage', 3, 100, 90), aCheck('release', 2, 1, 1), aCheck('release', 5, 90, 80)])
    expect(extract).toMatchObject({ linkage: { id: 'linkage-3' }, release: { id: 'release-5' }, standing: 'both', leftOutBetween: 10 })
  })

  test('of one name in two flows is two, that with the newest check first', () => {
    expect(extractsOf([aCheck('linkage', 1, 9, 9), aCheck('linkage', 2, 9, 9, { flow: 'another' }), aCheck('release', 3, 9, 9)]).map(({ flow, standing: how }) => [flow, how]))
      .toEqual([['a-flow', 'both'], ['another', 'linkage-only']])
  })
})

describe('small numbers', () => {
  test('are never told, nor what gives them away', () => {
    expect(withoutSmall({ NOT_PERMITTED: 4, NHS_NUMBER_INVALID: 100 })).toEqual({ NOT_PERMITTED: null, NHS_NUMBER_INVALID: null })
    expect(withoutSmall({ NOT_PERMITTED: 5, NHS_NUMBER_INVALID: 0 })).toEqual({ NOT_PERMITTED: 5, NHS_NUMBER_INVALID: 0 })
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.nat({ max: 12 })), (counts) => {
      const told = Object.values(withoutSmall(counts))
      expect(told.some((count) => count !== null && Number(count) > 0 && Number(count) < 5)).toBe(false)
      expect(new Set(told.map((count) => count === null)).size).toBeLessThanOrEqual(1)
    }))
  })
})
