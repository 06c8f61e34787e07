import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { minutesData } from '#app/boards/minutes.rules.ts'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import { renderTemplate } from '#app/platform/render-template.server.ts'

const TEMPLATE = 'templates/minutes/v1.hbs'
const example = JSON.parse(readFileSync('templates/minutes/example.json', 'utf8')) as ReturnType<typeof minutesData>

/** Every name in nested data, such as `items.papers.paper`. */
const shapeOf = (value: unknown, at = ''): string[] =>
  Array.isArray(value) ? [...new Set(value.flatMap((item) => shapeOf(item, at)))]
    : typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, item]) => shapeOf(item, at === '' ? key : `${at}.${key}`)) : [at]

describe('minutes', () => {
  test('are made from what happened: the example has the same shape', () => {
    const made = minutesData({
      board: { name: 'B', ref: 'b', organisation: 'O' }, bodyName: 'G', place: '', notes: 'One.\n\nTwo.', wordOf: (id) => id.toUpperCase(),
      people: [{ id: 'chair', name: 'Chair', jobTitle: 'Director', organisationName: 'O' }],
      sitting: {
        kind: 'meeting', heldOn: '2026-11-20', quorum: { members: 2, lay: 0 }, presentSeatIds: ['chair'], openedAt: new Date('2026-11-20T10:00:00Z'), closedAt: null, minutesApprovedAt: null,
        seats: [{ id: 'chair', userId: 'u', kind: 'chair', isLay: false, organisationCode: 'O', from: '2026-01-01', to: null }],
        items: [{ number: 3, partyCodes: [], authorIds: [], bars: [], interests: [], votes: [], isWithdrawn: false, hasOutcome: true }],
      },
      items: [{
        number: 3, title: 'P', projectRef: 'p', question: 'May it?', submittedByName: 'L', notes: 'Said.', papers: [{ name: 'Protocol', number: 1 }], bars: ['prison'],
        interests: [{ seatId: 'chair', what: 'W', ruling: null }],
        outcome: { word: 'Agreed', leftOut: ['Protocol, version 1: Security'], way: 'votes', tally: [{ outcome: 'agreed', votes: 1 }, { outcome: 'abstain', votes: 1 }], reasons: 'R', precedent: 'E', decidedByName: 'Chair', conditions: [{ text: 'C', dueOn: '2027-01-01' }] },
      }],
    })
    expect(shapeOf(made).sort()).toEqual(shapeOf(example).sort())
    expect(made.notes).toEqual(['One.', 'Two.'])
    expect(made.items[0]).toMatchObject({ barsText: 'It is about: prison or probation records.', interests: [{ name: 'Chair', ruling: 'Not ruled on' }], outcome: { precedentText: 'It follows: E.', tally: [{ outcome: 'AGREED' }, { outcome: 'Abstained' }] } })
  })

  test('say everything in the example, in markup that PDFs are made from', () => {
    const content = renderTemplate(TEMPLATE, example, 'html')
    expect(content).not.toMatch(/\{\{|undefined|null/)
    const words = paperBlocks(content).map((block) => JSON.stringify(block)).join(' ')
    for (const said of ['Agreed with conditions', 'Report on involvement', '30 June 2027', 'Two questions were answered.', 'Worked for a party until 2025', '3 could decide it', 'Information sharing protocol, version 2: Security; Review, change and end']) expect(words).toContain(said)
  })

  test('of a sitting with nothing on its agenda say so', () => {
    expect(renderTemplate(TEMPLATE, { ...example, items: [], hasItems: false }, 'html')).toContain('Nothing was on the agenda.')
  })
})
