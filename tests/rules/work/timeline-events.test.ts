import { describe, expect, test } from 'vitest'
import { paperKind } from '#app/documents/papers/papers.rules.ts'
import { datesOf } from '#app/work/coming-dates.rules.ts'
import { timelineEvents, type TimelineFacts } from '#app/work/timeline-events.rules.ts'
import { aDecision, aPaper, aStanding, coverOf, factsToApprove, stepsToOpen } from '#tests/factories/approval-standing.ts'
import { anAct } from '#tests/factories/approval-cases.ts'
import { WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

const NOW = new Date('2026-06-15T11:00:00Z')
const at = (day: string) => new Date(`${day}T09:00:00Z`)
const facts = factsToApprove()
const outside = stepsToOpen(facts).find(({ rule }) => rule === 'section-251-support')!
const given = (changes: Partial<TimelineFacts> = {}): TimelineFacts => ({
  project: { ref: 'pilot', endedAt: null, facts, madeAt: at('2026-01-05'), endedBecause: null },
  standing: { ...aStanding({ facts }), decisions: [], conditions: [] }, cases: [], flows: [], notes: new Map(), submissions: [], putOutside: [], checks: [], nameOf: (code) => code,
  history: {
    project: { id: 'p', ref: 'pilot', endedAt: null, factsSaved: [], factsAt: new Map() }, decisions: [], conditions: [], suspensions: [],
    papers: { versions: [], restatements: [], signatures: [], memberActs: [], stops: [], protocolFacts: new Map() },
  },
  ...changes,
})
const told = (changes: Partial<TimelineFacts>, ...kinds: string[]) => timelineEvents(given(changes), NOW).filter(({ kind }) => kinds.includes(kind)).map(({ day, what, detail }) => [day, what, detail])

describe('the events of a timeline', () => {
  test('tell what went to a body outside, what came back, and when it meets', () => {
    const events = [
      { kind: 'query-received' as const, onDay: '2026-03-10', number: 1, said: 'Who links?' }, { kind: 'query-answered' as const, onDay: '2026-03-12', number: 2, said: 'The haven' },
      { kind: 'meeting' as const, onDay: '2026-06-20', number: 3, said: '' }, { kind: 'meeting' as const, onDay: '2026-04-20', number: 4, said: '' },
    ]
    const submission = { stepId: outside.id, submittedOn: '2026-03-01', boardRef: null, toName: 'The group', note: '', events }
    const name = 'Section 251 support'
    expect(told({ putOutside: [submission] }, 'submitted', 'meeting')).toEqual([
      ['2026-03-01', 'Submitted to The group', name], ['2026-03-10', 'The group: they asked for something', `${name}. Who links?`], ['2026-03-12', 'The group: answered', `${name}. The haven`],
      ['2026-06-20', 'The group meets', name],
    ])
    // What a board of the portal has is told with the board.
    expect(told({ putOutside: [{ ...submission, boardRef: 'group' }] }, 'submitted', 'meeting')).toEqual([])
  })

  test('tell of a board what was submitted, and its sitting while it has not decided', () => {
    const submission = { stepId: outside.id, boardName: 'Data group', submittedAt: at('2026-05-01'), withdrawnAt: null, heldOn: '2026-06-20', decidedAt: null }
    expect(told({ submissions: [submission] }, 'submitted', 'meeting')).toEqual([['2026-05-01', 'Submitted to Data group', 'Section 251 support'], ['2026-06-20', 'Data group sits', 'Section 251 support']])
    expect(told({ submissions: [{ ...submission, decidedAt: at('2026-06-10') }] }, 'meeting')).toEqual([])
  })

  test('tell decisions in the body’s own words, with its name of that day and what was written down', () => {
    const decision = { ...aDecision(outside.id, []), bodyId: outside.bodyId, outcome: 'Supported', decidedAt: at('2026-04-01'), effectiveFrom: '2026-05-01', reference: '26/CAG/1' }
    expect(told({ standing: { ...aStanding({ facts }), decisions: [decision], conditions: [] }, notes: new Map([[decision.id, 'See the letter']]) }, 'decided')).toEqual([
      ['2026-04-01', 'Supported: Section 251 support', 'Confidentiality Advisory Group (CAG). 26/CAG/1. Takes effect on 1 May 2026. See the letter'],
    ])
  })

  test('tell the reviews of every decision that still counts for some flow, and of none that others have followed', () => {
    const shared = WORKED_EXAMPLES.find(({ ref }) => ref === 'wsdp')!.facts
    const needed = stepsToOpen(shared).find(({ id }) => id === 'national-data-approved')!
    const about = paperKind('sharing-agreement').subjects(shared).filter((ref) => needed.flows.includes(ref)).map((flowRef) => aPaper('sharing-agreement', { data: flowRef }, { documentId: `on ${flowRef}`, about: flowRef }))
    const letter = (day: string, covered: typeof about, reviewDueOn: string) => aDecision(needed.id, coverOf(covered), { id: day, decidedAt: at(day), effectiveFrom: day, reviewDueOn })
    const reviews = (...decisions: ReturnType<typeof letter>[]) => datesOf({ project: { ref: 'wsdp', endedAt: null, facts: shared }, standing: { ...aStanding({ facts: shared }), papers: about, decisions, conditions: [] }, cases: [], nameOf: String }, at('2026-06-15'))
      .filter(({ kind }) => kind === 'decision-review').map(({ day }) => day)
    expect(reviews(letter('2026-05-01', about, '2027-05-01'), letter('2026-05-02', about.slice(1), '2027-05-02'))).toEqual(['2027-05-01', '2027-05-02'])
    expect(reviews(letter('2026-05-01', about, '2027-05-01'), letter('2026-05-02', about, '2027-05-02'))).toEqual(['2027-05-02'])
  })

  test('tell the acts that move an approval, and leave what decides it to the decision', () => {
    const route = { stages: [] }
    const acts = [anAct('start', { at: at('2026-04-01') }), anAct('ask', { at: at('2026-04-02'), text: 'Why?' }), anAct('answer', { at: at('2026-04-03') }), anAct('approve', { at: at('2026-04-04'), completes: true })]
    expect(told({ cases: [{ stepId: outside.id, route, acts }] }, 'asked').map(([day, what]) => [day, what])).toEqual([
      ['2026-04-01', 'Asked for the approval: Section 251 support'], ['2026-04-02', 'Asked for information: Section 251 support'], ['2026-04-03', 'Answered: Section 251 support'],
    ])
  })

  test('tell of checks by the month', () => {
    expect(told({ checks: [{ flowRef: 'f', from: at('2026-05-02'), complete: 1200, refused: 1, incomplete: 0 }] }, 'checks')).toEqual([['2026-05-02', '1,201 checks in the month', 'f: 1,200 complete, 1 refused']])
  })
})
