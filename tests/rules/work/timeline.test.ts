import { describe, expect, test } from 'vitest'
import type { FlowHistory } from '#app/approvals/standing-history.rules.ts'
import { flowBars, flowTurns, groupedBars, inOrderOfTime, isToCome, nextDate, type TimelineEvent } from '#app/work/timeline.rules.ts'
import { timelineCsv } from '#app/work/timeline-csv.server.ts'

const at = (text: string) => new Date(text)
const closed = (kind: 'protocol-not-signed' | 'flow-suspended' | 'protocol-out-of-date' | 'flow-ended') => ({ kind, details: {} })
const event = (day: string, kind: TimelineEvent['kind'] = 'review-due', changes: Partial<TimelineEvent> = {}): TimelineEvent => ({ kind, day, at: null, what: kind, detail: '', href: null, ...changes })
/** Not signed, then running from midnight in summer time, suspended over a change of words, and running to its end. */
const history: FlowHistory = {
  ref: 'f', name: 'Register', periods: [
    { from: at('2026-03-01T09:00:00Z'), until: at('2026-03-31T23:00:00Z'), why: closed('protocol-not-signed') },
    { from: at('2026-03-31T23:00:00Z'), until: at('2026-05-01T10:00:00Z'), why: null },
    { from: at('2026-05-01T10:00:00Z'), until: at('2026-05-02T10:00:00Z'), why: closed('flow-suspended') },
    { from: at('2026-05-02T10:00:00Z'), until: at('2026-05-03T10:00:00Z'), why: closed('protocol-out-of-date') },
    { from: at('2026-05-03T10:00:00Z'), until: at('2027-01-01T00:00:00Z'), why: null },
    { from: at('2027-01-01T00:00:00Z'), until: null, why: closed('flow-ended') },
  ],
}

describe('the bars of a flow', () => {
  test('are whole Europe/London days, from when it first ran to when it last will; what stopped it between is one', () => {
    expect(flowBars([history])).toEqual([{ ref: 'f', name: 'Register', bars: [
      { isOpen: true, from: '2026-04-01', to: '2026-05-01' }, { isOpen: false, from: '2026-05-01', to: '2026-05-03' }, { isOpen: true, from: '2026-05-03', to: '2026-12-31' },
    ] }])
  })

  test('are none for a flow that has not run and will not', () => {
    expect(flowBars([{ ...history, periods: history.periods.slice(0, 1) }])[0]?.bars).toEqual([])
    expect(flowBars([{ ...history, periods: [{ from: at('2026-05-03T10:00:00Z'), until: null, why: null }] }])[0]?.bars).toEqual([{ isOpen: true, from: '2026-05-03', to: null }])
  })
})

describe('flows that go together', () => {
  const flow = (ref: string, from: string) => ({ ref, name: ref.toUpperCase(), bars: from ? [{ isOpen: true, from, to: null }] : [] })
  test('are one line, by what they are called together', () => {
    const lines = (...flows: ReturnType<typeof flow>[]) => groupedBars(flows).map(({ name, names }) => [name, names.length])
    const waiting = (...refs: string[]) => groupedBars(['a', 'b', 'c'].map((ref) => flow(ref, '2026-05-01')), new Set(refs)).map(({ name, names, isWaiting }) => [name, names.length, isWaiting])
    // What waits for the national check never goes under a line that says that all are open.
    expect(waiting('b')).toEqual([['A and 1 more', 2, false], ['B: waits for the national check', 1, true]])
    expect(waiting('a', 'b', 'c')).toEqual([['All 3 flows: waits for the national check', 3, true]])
    expect(lines(flow('a', '2026-05-01'))).toEqual([['A', 1]])
    expect(lines(flow('a', '2026-05-01'), flow('b', '2026-05-01'))).toEqual([['Both flows', 2]])
    expect(lines(flow('a', '2026-05-01'), flow('b', '2026-05-01'), flow('c', '2026-05-01'))).toEqual([['All 3 flows', 3]])
    expect(lines(flow('a', '2026-05-01'), flow('b', '2026-05-02'), flow('c', '2026-05-01'), flow('d', ''))).toEqual([['A and 1 more', 2], ['B', 1]])
  })
})

describe('the turns of flows', () => {
  test('are told up to now, and for what stopped them first', () => {
    expect(flowTurns([history], at('2026-06-15T11:00:00Z')).map(({ at: when, isOpen, why, isAll }) => [when.toISOString(), isOpen, why?.kind, isAll])).toEqual([
      ['2026-03-31T23:00:00.000Z', true, undefined, true], ['2026-05-01T10:00:00.000Z', false, 'flow-suspended', true], ['2026-05-03T10:00:00.000Z', true, undefined, true],
    ])
  })

  test('are one for flows that turned together', () => {
    const other = { ...history, ref: 'g', name: 'Claims', periods: history.periods.slice(0, 2) }
    expect(flowTurns([history, other], at('2026-06-15T11:00:00Z')).map(({ flows, isAll }) => [flows, isAll])).toEqual([[['Register', 'Claims'], true], [['Register'], false], [['Register'], false]])
  })
})

describe('dates', () => {
  test('are to come up to their own day, and what happened is not', () => {
    expect(isToCome(event('2026-06-15'), '2026-06-15')).toBe(true)
    expect(isToCome(event('2026-06-14'), '2026-06-15')).toBe(false)
    expect(isToCome(event('2026-06-16', 'signed'), '2026-06-15')).toBe(false)
  })

  test('give the next one', () => {
    const events = [event('2026-09-01', 'project-ends'), event('2026-06-01', 'condition-due'), event('2026-07-01', 'decision-ends'), event('2026-06-20', 'signed')]
    expect(nextDate(events, '2026-06-15')?.kind).toBe('decision-ends')
    expect(nextDate([], '2026-06-15')).toBeNull()
  })

  test('come in order, whole days before what happened on them', () => {
    const events = [event('2026-06-15', 'signed', { at: at('2026-06-15T11:00:00Z') }), event('2026-06-15', 'drafted', { at: at('2026-06-15T09:00:00Z') }), event('2026-06-15', 'starts'), event('2026-06-01', 'begun', { at: at('2026-06-01T09:00:00Z') })]
    expect(inOrderOfTime(events).map(({ kind }) => kind)).toEqual(['begun', 'starts', 'drafted', 'signed'])
  })
})

test('the table as CSV says days, kinds and stretches, and gives a spreadsheet nothing to run', () => {
  const csv = timelineCsv({ today: '2026-06-15', events: [event('2026-06-01', 'condition-due', { what: '=HYPERLINK("x")', isLate: true }), event('2026-07-01')], flows: flowBars([history]) })
  expect(csv.split('\r\n').slice(0, 4)).toEqual([
    'day,to,at,when,kind,what,detail', '2026-06-01,,,overdue,Condition due,"\'=HYPERLINK(""x"")",', '2026-07-01,,,to come,Review due,review-due,', '2026-04-01,2026-05-01,,past,Flow in force,Register,f',
  ])
})
