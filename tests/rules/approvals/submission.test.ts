import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  eventOfDecision, isBoardsToDecide, isOpen, maySubmit, mayTell, submissionDays, submissionState, tellable, TOLD_EVENTS, type Submission, type SubmissionEvent, type SubmissionEventKind, type ToldEvent,
} from '#app/approvals/submission.rules.ts'
import { SUBMISSION_REFUSAL_WORDS, submissionDaysWords } from '#app/approvals/submission.words.ts'
import { addDays, daysBetween } from '#app/kernel/uk-date.ts'

const FIRST = '2026-03-02'
const TODAY = '2026-06-15'
const after = (days: number) => addDays(FIRST, days)
const given = (...events: readonly [SubmissionEventKind, number][]): Submission => ({
  stepId: 'section-251-support', submittedOn: FIRST, boardRef: null, events: events.map(([kind, days], index) => ({ kind, onDay: after(days), number: index + 1 })),
})
const toBoard = (...events: readonly [SubmissionEventKind, number][]): Submission => ({ ...given(...events), boardRef: 'support-group' })
const kindOf = (answer: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) => (answer.ok ? 'ok' : answer.refusal?.kind)

describe('where a submission stands', () => {
  test.each<[string, Submission, string, { withThem: number; withUs: number }]>([
    ['sent', given(), 'with-them', { withThem: 105, withUs: 0 }],
    ['acknowledged, with a meeting to come', given(['acknowledged', 4], ['meeting', 120]), 'with-them', { withThem: 105, withUs: 0 }],
    ['asked about', given(['query-received', 20]), 'with-us', { withThem: 20, withUs: 85 }],
    ['asked about twice before one answer', given(['query-received', 20], ['query-received', 25], ['query-answered', 30]), 'with-them', { withThem: 95, withUs: 10 }],
    ['put off', given(['put-off', 40]), 'with-us', { withThem: 40, withUs: 65 }],
    ['put off, answered and decided', given(['put-off', 40], ['query-answered', 50], ['decided', 70]), 'decided', { withThem: 60, withUs: 10 }],
    ['decided on the day it was sent', given(['decided', 0]), 'decided', { withThem: 0, withUs: 0 }],
    ['withdrawn while a query was open', given(['query-received', 10], ['withdrawn', 15]), 'withdrawn', { withThem: 10, withUs: 5 }],
    ['decided, with a letter after it', given(['decided', 30], ['letter-received', 44]), 'decided', { withThem: 30, withUs: 0 }],
    ['told of out of order', given(['query-answered', 30], ['query-received', 20]), 'with-them', { withThem: 95, withUs: 10 }],
  ])('when it is %s', (_what, submission, state, days) => {
    expect(submissionState(submission)).toBe(state)
    expect(submissionDays(submission, TODAY)).toEqual(days)
  })

  const events = fc.array(fc.record({ kind: fc.constantFrom<SubmissionEventKind>('acknowledged', 'query-received', 'query-answered', 'meeting', 'letter-received', 'put-off', 'decided', 'withdrawn'), onDay: fc.integer({ min: 0, max: 90 }).map(after) }), { maxLength: 12 })
    .map((some) => some.map((event, index): SubmissionEvent => ({ ...event, number: index + 1 })))

  test('its days add up to those from its first to its end, whoever had it, and rows may be read in any order', () => {
    fc.assert(fc.property(events, fc.integer({ min: 0, max: 1000 }), (some, seed) => {
      const submission = { ...given(), events: some }
      const { withThem, withUs } = submissionDays(submission, TODAY)
      expect(withThem).toBeGreaterThanOrEqual(0)
      expect(withUs).toBeGreaterThanOrEqual(0)
      const ends = some.filter(({ kind }) => kind === 'decided' || kind === 'withdrawn').map(({ onDay }) => onDay).sort()
      expect(withThem + withUs).toBe(daysBetween(FIRST, ends[0] ?? TODAY))
      expect(isOpen(submission)).toBe(ends.length === 0)
      const shuffled = { ...submission, events: [...some].sort((a, b) => ((a.number * 7919 + seed) % 13) - ((b.number * 7919 + seed) % 13)) }
      expect(submissionState(shuffled)).toBe(submissionState(submission))
      expect(submissionDays(shuffled, TODAY)).toEqual({ withThem, withUs })
    }))
  })

  test('what a page offers is what is accepted on the day, and nothing else', () => {
    fc.assert(fc.property(events, fc.boolean(), (some, isBoards) => {
      const submission = { ...given(), boardRef: isBoards ? 'support-group' : null, events: some }
      const accepted = TOLD_EVENTS.filter((kind) => mayTell(submission, { kind, onDay: TODAY }, TODAY).ok)
      expect(tellable(submission)).toEqual(accepted)
    }))
  })

  test('is said in days', () => {
    expect(submissionDaysWords({ withThem: 1, withUs: 0 })).toBe('1 day with them')
    expect(submissionDaysWords({ withThem: 41, withUs: 1 })).toBe('41 days with them, 1 day with the applicant')
  })
})

describe('what may be written down', () => {
  test.each<[string, Submission, ToldEvent, string, string]>([
    ['a query', given(), 'query-received', after(3), 'ok'],
    ['a query of tomorrow', given(), 'query-received', addDays(TODAY, 1), 'day-to-come'],
    ['a meeting of next month', given(), 'meeting', addDays(TODAY, 30), 'ok'],
    ['something from before it was sent', given(), 'acknowledged', after(-1), 'before-submission'],
    ['an answer to nothing', given(), 'query-answered', after(3), 'no-query-open'],
    ['an answer from before the query', given(['query-received', 20]), 'query-answered', after(19), 'before-the-last'],
    ['an answer of the same day', given(['query-received', 20]), 'query-answered', after(20), 'ok'],
    ['an acknowledgement from before the query', given(['query-received', 20]), 'acknowledged', after(4), 'ok'],
    ['a query once it is decided', given(['decided', 30]), 'query-received', after(40), 'already-over'],
    ['a letter once it is decided', given(['decided', 30]), 'letter-received', after(40), 'ok'],
    ['a second withdrawal', given(['withdrawn', 30]), 'withdrawn', after(40), 'already-over'],
    ['anything of what a board here has', toBoard(), 'letter-received', after(40), 'kept-by-a-board'],
  ])('%s: %s', (_what, submission, kind, onDay, answer) => {
    expect(kindOf(mayTell(submission, { kind, onDay }, TODAY))).toBe(answer)
  })

  test('a step is with one body at a time, and stays with the board that decided it', () => {
    expect(kindOf(maySubmit([], FIRST, TODAY))).toBe('ok')
    expect(kindOf(maySubmit([], addDays(TODAY, 1), TODAY))).toBe('day-to-come')
    expect(kindOf(maySubmit([given(['query-received', 3])], FIRST, TODAY))).toBe('already-submitted')
    expect(kindOf(maySubmit([given(['withdrawn', 3]), given(['decided', 3])], FIRST, TODAY))).toBe('ok')
    expect(kindOf(maySubmit([toBoard()], FIRST, TODAY))).toBe('already-submitted')
    expect(kindOf(maySubmit([toBoard(['decided', 9])], FIRST, TODAY))).toBe('decided-by-a-board-here')
    expect(kindOf(maySubmit([toBoard(['withdrawn', 9])], FIRST, TODAY))).toBe('ok')
    expect([[], [given()], [toBoard(['withdrawn', 9])], [toBoard()], [toBoard(['decided', 9])], [toBoard(['put-off', 9])]].map(isBoardsToDecide)).toEqual([false, false, false, true, true, true])
  })

  test('an outcome that is not one yet leaves it open; every other ends it', () => {
    expect((['not-yet', 'granted', 'granted-with-conditions', 'refused', 'withdrawn'] as const).map(eventOfDecision)).toEqual(['put-off', 'decided', 'decided', 'decided', 'decided'])
  })

  test('every refusal has a sentence of its own', () => {
    const sentences = Object.values(SUBMISSION_REFUSAL_WORDS)
    expect(new Set(sentences).size).toBe(sentences.length)
  })
})
