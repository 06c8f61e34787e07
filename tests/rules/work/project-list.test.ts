import { describe, expect, test } from 'vitest'
import { countStates, projectsAddress, projectsAsked, projectsShown, waitsSince, waitsThatCount, type ProjectLine } from '#app/work/project-list.rules.ts'
import { pageOf } from '#app/work/paging.rules.ts'
import { aWait } from '#tests/factories/waiting.ts'

const line = (ref: string, changes: Partial<ProjectLine> = {}): ProjectLine => ({ ref, title: ref, drafter: 'Council', state: 'in-force', waitsOn: [], since: null, next: null, ...changes })
const asked = (query: string) => projectsAsked(new URLSearchParams(query))
const LINES = [line('b', { since: '2026-05-01', state: 'paused' }), line('A', { since: '2026-06-01', next: { day: '2026-07-01', what: 'Review' } }), line('c', { next: { day: '2026-06-20', what: 'Ends' } })]
const shown = (query: string) => projectsShown(LINES, asked(query)).map(({ ref }) => ref)

describe('the list of projects', () => {
  test('is by title unless asked for otherwise; what has no day comes last, whichever way up', () => {
    expect(shown('')).toEqual(['A', 'b', 'c'])
    expect(shown('down=1')).toEqual(['c', 'b', 'A'])
    expect(shown('sort=since')).toEqual(['b', 'A', 'c'])
    expect(shown('sort=since&down=1')).toEqual(['A', 'b', 'c'])
    expect(shown('sort=next')).toEqual(['c', 'A', 'b'])
    expect(shown('sort=state')).toEqual(['A', 'c', 'b'])
  })

  test('can be of one state, with how many there are in each', () => {
    expect(shown('state=paused')).toEqual(['b'])
    expect(shown('state=ended')).toEqual([])
    expect(countStates(LINES)).toEqual([{ state: 'in-force', count: 2 }, { state: 'paused', count: 1 }])
  })

  test('leaves out what an address should not say, and gives addresses that say what is asked', () => {
    expect(asked('sort=ref;drop&state=nothing&down=yes')).toEqual({ sort: 'title', isDown: false, state: null })
    for (const query of ['', 'sort=since&down=1&state=paused', 'state=paused']) expect(asked(projectsAddress(asked(query)).split('?')[1] ?? '')).toEqual(asked(query))
    expect(projectsAddress(asked('sort=next'), 2, '.csv')).toBe('/projects.csv?sort=next&page=2')
  })

  test('names first those without whom nothing flows, and since when', () => {
    const waits = [aWait({ kind: 'condition', stopsFlows: true, href: 'c', dueOn: '2026-06-20' }), aWait({ kind: 'signature', href: 's' }), aWait({ kind: 'signature', stopsFlows: false, href: 'n', since: new Date('2026-01-01T09:00:00Z') })]
    expect(waitsThatCount(waits).map(({ href }) => href)).toEqual(['s'])
    expect(waitsSince(waitsThatCount(waits))).toBe('2026-06-01')
    expect(waitsThatCount([waits[0]!, waits[2]!]).map(({ href }) => href)).toEqual(['c', 'n'])
    expect(waitsSince([aWait({ since: null })])).toBeNull()
  })
})

test.each<[string | null, number, number[]]>([[null, 1, [1, 2]], ['2', 2, [3, 4]], ['3', 3, [5]], ['9', 3, [5]], ['0', 1, [1, 2]], ['x', 1, [1, 2]], ['-1', 1, [1, 2]]])('page %s of a list is %s', (text, page, items) => {
  expect(pageOf([1, 2, 3, 4, 5], text, 2)).toEqual({ page, pages: 3, shown: items })
})
