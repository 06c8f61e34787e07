import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#app/kernel/uk-date.ts'
import { drawTimeline, placeTimeline, timelineDescription, type PlacedLabel } from '#app/work/timeline-drawing.rules.ts'
import { TIMELINE_KINDS, type FlowBars, type TimelineEvent } from '#app/work/timeline.rules.ts'

const TODAY = '2026-06-15'
const event = (day: string, what = 'Protocol drafted', kind: TimelineEvent['kind'] = 'drafted'): TimelineEvent => ({ kind, day, at: null, what, detail: '', href: null })
const place = (events: readonly TimelineEvent[], flows: readonly FlowBars[] = []) => placeTimeline({ events, flows, today: TODAY })

const isOver = (a: PlacedLabel, b: PlacedLabel) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
/** The line that comes down from the axis to one label, through the words of another. */
const goesThrough = (line: PlacedLabel, words: PlacedLabel) => words.y < line.y && words.x < line.tickX && line.tickX < words.x + words.width

const someEvents = fc.array(fc.record({
  kind: fc.constantFrom(...TIMELINE_KINDS), day: fc.integer({ min: -3000, max: 6000 }).map((days) => addDays(TODAY, days)), what: fc.string({ minLength: 1, maxLength: 80 }),
}), { maxLength: 90 }).map((all) => all.map(({ kind, day, what }) => event(day, what, kind)))

describe('the picture of a timeline', () => {
  test('lays no two labels over each other, runs no line through words, and stays within itself', () => {
    fc.assert(fc.property(someEvents, (events) => {
      const placed = place(events)
      for (const [index, one] of placed.labels.entries()) {
        expect(one.x).toBeGreaterThanOrEqual(0)
        expect(one.x + one.width).toBeLessThanOrEqual(placed.width)
        expect(one.y + one.height).toBeLessThanOrEqual(placed.height)
        for (const other of placed.labels.slice(index + 1)) {
          expect(isOver(one, other), `${one.text} and ${other.text}`).toBe(false)
          expect(goesThrough(one, other) || goesThrough(other, one), `${one.text} through ${other.text}`).toBe(false)
        }
      }
    }), { numRuns: 300 })
  })

  test('tells of every event in some label, and of each day once', () => {
    fc.assert(fc.property(someEvents, (events) => {
      const told = place(events).labels.reduce((sum, { text }) => sum + 1 + Number(/ \+(\d+)$/.exec(text)?.[1] ?? 0), 0)
      // A title may itself end in such a number, which says more and never less.
      expect(told).toBeGreaterThanOrEqual(events.length)
      expect(place(events).labels.length).toBeLessThanOrEqual(26)
    }), { numRuns: 100 })
  })

  test('keeps the order of days, and today between what was and what will be', () => {
    const placed = place([event('2026-01-01'), event('2026-06-15'), event('2026-12-01')])
    const [before, now, after] = placed.labels
    expect(before!.tickX).toBeLessThan(now!.tickX)
    expect(now!.tickX).toBe(placed.todayX)
    expect(after!.tickX).toBeGreaterThan(placed.todayX)
    expect(placed.todayText).toBe('Today, 15 Jun 2026')
  })

  test('stands what is far off beside the scale, so that it does not press the rest together', () => {
    const placed = place([event('2026-05-01'), event('2026-09-01'), event('2036-01-01', 'What is kept is destroyed', 'retention-ends')])
    expect(placed.hasFar).toBe(true)
    expect(placed.labels.map(({ isFar }) => isFar)).toEqual([false, false, true])
    expect(placed.labels[2]!.tickX).toBeGreaterThan(placed.plotEnd)
    expect(place([event('2026-05-01'), event('2026-09-01')]).hasFar).toBe(false)
  })

  test('draws a flow in two where today lies in it, and a stretch in which it was stopped as such', () => {
    const placed = place([event('2026-01-01')], [{ ref: 'f', name: 'Register', bars: [
      { isOpen: true, from: '2026-02-01', to: '2026-03-31' }, { isOpen: false, from: '2026-04-01', to: '2026-04-30' }, { isOpen: true, from: '2026-05-01', to: null },
    ] }])
    expect(placed.flows[0]!.bars.map(({ isOpen, isToCome }) => [isOpen, isToCome])).toEqual([[true, false], [false, false], [true, false]])
    const later = place([event('2026-01-01'), event('2026-12-31', 'Last day', 'project-ends')], [{ ref: 'f', name: 'Register', bars: [{ isOpen: true, from: '2026-05-01', to: '2026-12-31' }] }])
    expect(later.flows[0]!.bars.map(({ isToCome }) => isToCome)).toEqual([false, true])
    expect(later.flows[0]!.bars[0]!.x + later.flows[0]!.bars[0]!.width).toBe(later.todayX)
  })

  test('is one and the same for the same project, has a title and a description, and escapes what people wrote', () => {
    const given = { events: [event('2026-05-01', 'A <script> & "more"')], flows: [], today: TODAY }
    const draw = () => drawTimeline(placeTimeline(given), 'Timeline of <b>', timelineDescription(given))
    expect(draw()).toBe(draw())
    expect(draw()).toContain('<title id="timeline-title">Timeline of &lt;b&gt;</title>')
    expect(draw()).toContain('<desc id="timeline-description">From 1 May 2026 to 1 May 2026, seen on 15 June 2026. 1 event')
    expect(draw()).not.toContain('<script>')
  })

  test('is drawn where there is nothing yet', () => {
    expect(place([]).labels).toEqual([])
    expect(drawTimeline(place([]), 'Timeline', '')).toContain('</svg>')
  })
})
