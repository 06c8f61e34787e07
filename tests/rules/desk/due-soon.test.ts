import { describe, expect, test } from 'vitest'
import type { DueItem } from '#app/approvals/due.rules.ts'
import { dueSoon, stopsWords } from '#app/work/due-soon.rules.ts'

const TODAY = '2026-06-15'
const item = (id: string, dueOn: string, changes: Partial<DueItem> = {}): DueItem => ({
  id, kind: 'condition', projectRef: 'p', projectTitle: 'Pilot', what: id, dueOn, owners: [{ organisationCode: 'Y9C', name: 'Council', userIds: null }], isOverdue: dueOn < TODAY, pausesFlows: [], flowsOfProject: 3,
  href: '/projects/p/conditions', revision: 0, changedAt: new Date('2026-06-01T09:00:00Z'), ...changes,
})
const ids = (...items: DueItem[]) => dueSoon(items, TODAY, 'Y9C').map(({ what }) => what)

describe('what is due soon', () => {
  test('is what is due within 30 days or is late, the latest first', () => {
    expect(ids(item('in 31 days', '2026-07-16'), item('in 30 days', '2026-07-15'), item('today', TODAY), item('late', '2026-06-01'), item('later', '2026-05-01'))).toEqual(['later', 'late', 'today', 'in 30 days'])
  })

  test('is the review and the end of a project from 90 days before', () => {
    for (const kind of ['agreement-review', 'agreement-ends'] as const) {
      expect(ids(item('a', '2026-09-13', { kind }))).toEqual(['a'])
      expect(ids(item('a', '2026-09-14', { kind }))).toEqual([])
    }
  })

  test('says whose it is, how long there is, and what stops; and leaves out what was said elsewhere', () => {
    const items = [item('a', '2026-06-14', { pausesFlows: [{ ref: 'f', name: 'Register' }] }), item('b', '2026-06-20', { owners: [{ organisationCode: 'P84001', name: 'Surgery', userIds: null }] })]
    expect(dueSoon(items, TODAY, 'Y9C', new Set(['c']))).toMatchObject([{ isOurs: true, left: -1, stops: { flows: 1, of: 3 } }, { isOurs: false, owner: 'Surgery', left: 5, stops: { flows: 0, of: 3 } }])
    expect(dueSoon(items, TODAY, 'Y9C', new Set(['a'])).map(({ what }) => what)).toEqual(['b'])
  })

  test.each([[0, 3, 'Nothing'], [2, 3, '2 of 3 flows'], [3, 3, 'Every flow'], [1, 1, 'Its flow']])('stops %s of %s flows: %s', (flows, of, words) => {
    expect(stopsWords({ flows, of })).toBe(words)
  })
})
