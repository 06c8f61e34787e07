import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '#app/choices/decision.rules.ts'
import { localIdOf, matchReply, nextSequence, readLocalId, takeSequence } from '#app/national-check/local-id.rules.ts'
import {
  advance, allowedAgeDays, eventOf, expiresAt, isFresh, isOverdue, purgeAfter, ReplyComparison, RUN_EVENTS, RUN_REFUSALS, RUN_STATES, RUN_STEPS, usableRuns,
  type Run, type RunEvent, type RunMessage, type RunState,
} from '#app/national-check/national-check.rules.ts'
import { aRun, anAnsweredRun, DAY, EXPORTED, FLOW, HOUR, later, LOCAL_ID, NUMBERS, sentSet, SUBJECT } from './a-run.ts'

const list = (cleared: number, foreign: number) =>
  ({ kind: 'list', localId: LOCAL_ID, comparison: { cleared, foreign }, vouchedBy: 'control', isSameAsSent: false }) as const
const MESSAGES: Record<RunEvent, RunMessage> = {
  export: { kind: 'export', written: 8 },
  receipt: { kind: 'receipt', localId: LOCAL_ID, isAccepted: true },
  'receipt-refused': { kind: 'receipt', localId: LOCAL_ID, isAccepted: false },
  report: { kind: 'report', localId: LOCAL_ID, isError: false },
  error: { kind: 'error-text', localId: LOCAL_ID },
  list: list(5, 0), 'empty-list': list(0, 0), 'foreign-list': list(5, 1),
  expire: { kind: 'expire' }, purge: { kind: 'purge' },
}
/** What each message does, written out once more by hand: a state, or `-` for no change and a refusal. */
const EXPECTED: Record<RunState, string> = {
  //         export   receipt   refused report   error   list     empty   foreign  expire  purge
  drafted: 'exported - - - - - - - - purged',
  exported: '- receipted blocked exported blocked answered - rejected - purged',
  receipted: '- - blocked receipted blocked answered alerted rejected - purged',
  answered: '- - - - - - - - expired purged',
  alerted: '- - - - - - - - expired purged',
  blocked: '- - - - - - - - - purged',
  rejected: '- - - - - - - - - purged',
  expired: '- - - - - - - - - purged',
  purged: '- - - - - - - - - -',
}

describe('a run', () => {
  const table = RUN_STATES.flatMap((state) => RUN_EVENTS.map((event, column) => [state, event, EXPECTED[state].split(/\s+/)[column] as string] as const))
  test.each(table)('%s, then %s: %s', (state, event, expected) => {
    const run = aRun({ state, exportedAt: state === 'drafted' ? null : EXPORTED })
    const at = event === 'expire' || event === 'purge' ? later(30 * DAY) : later(HOUR)
    expect(eventOf(MESSAGES[event])).toBe(event)
    const after = advance(run, MESSAGES[event], at)
    if (expected !== '-') expect(after).toMatchObject({ ok: true, value: { state: expected } })
    else expect(after).toEqual({ ok: false, refusal: { kind: (RUN_STEPS[state][event] as { refuse: string }).refuse } })
  })

  test('every refusal is reached by something', () => {
    const inTable = RUN_STATES.flatMap((state) => RUN_EVENTS.flatMap((event) => {
      const step = RUN_STEPS[state][event]
      return typeof step === 'object' ? [step.refuse] : []
    }))
    const byGuard = [
      advance(aRun(), { ...MESSAGES.receipt, localId: 'another_0001' } as RunMessage, later(HOUR)),
      advance(aRun({ state: 'drafted', exportedAt: null }), { kind: 'export', written: 0 }, later(0)),
      advance(aRun(), list(5, 0), later(-1)),
      advance(aRun(), list(5, 0), later(21 * DAY + 1)),
      advance(aRun(), { ...list(8, 0), vouchedBy: 'name', isSameAsSent: true }, later(HOUR)),
      advance(aRun({ state: 'receipted' }), { ...list(0, 0), vouchedBy: 'name' }, later(HOUR)),
      advance(anAnsweredRun(), { kind: 'expire' }, later(7 * DAY)),
      advance(anAnsweredRun(), { kind: 'purge' }, later(21 * DAY)),
    ].map((result) => (result.ok ? result.value.state : result.refusal.kind))
    expect(byGuard).toEqual(['other-run', 'nothing-to-ask', 'before-export', 'answer-too-late', 'own-export', 'empty-without-control', 'not-yet-expired', 'not-yet-due'])
    expect([...new Set([...inTable, ...byGuard])].sort()).toEqual([...RUN_REFUSALS].sort())
  })

  test('our own file can be the answer only when the service’s control file says so', () => {
    expect(advance(aRun(), { ...list(8, 0), isSameAsSent: true }, later(HOUR))).toMatchObject({ ok: true, value: { state: 'answered', cleared: 8 } })
  })

  test('an export and an answer keep their times and counts', () => {
    const exported = advance(aRun({ state: 'drafted', exportedAt: null, sent: 0 }), MESSAGES.export, later(5))
    expect(exported).toMatchObject({ ok: true, value: { exportedAt: later(5), sent: 8, answeredAt: null } })
    expect(advance(aRun(), MESSAGES.list, later(HOUR))).toMatchObject({ ok: true, value: { exportedAt: EXPORTED, answeredAt: later(HOUR), cleared: 5 } })
  })

  test('one that waits longer than a day is overdue', () => {
    expect([DAY, DAY + 1].map((ms) => isOverdue(aRun(), later(ms)))).toEqual([false, true])
    expect(isOverdue(anAnsweredRun(), later(9 * DAY))).toBe(false)
  })
})

const localIds = fc.constantFrom(LOCAL_ID, LOCAL_ID, LOCAL_ID, 'another-flow_0002')
const anyMessage: fc.Arbitrary<RunMessage> = fc.oneof(
  fc.record({ kind: fc.constant('export' as const), written: fc.nat({ max: 3 }) }),
  fc.record({ kind: fc.constant('receipt' as const), localId: localIds, isAccepted: fc.boolean() }),
  fc.record({ kind: fc.constant('report' as const), localId: localIds, isError: fc.boolean() }),
  fc.record({ kind: fc.constant('error-text' as const), localId: localIds }),
  fc.record({
    kind: fc.constant('list' as const), localId: localIds, vouchedBy: fc.constantFrom('control' as const, 'name' as const), isSameAsSent: fc.boolean(),
    comparison: fc.record({ cleared: fc.nat({ max: 2 }), foreign: fc.nat({ max: 1 }) }),
  }),
  fc.constantFrom({ kind: 'expire' as const }, { kind: 'purge' as const }),
)
const anyStory = fc.array(fc.tuple(anyMessage, fc.constantFrom(1, HOUR, DAY, 8 * DAY)), { maxLength: 12 })
const RUNS = { numRuns: 3000 }

test('no story reaches an answer without a matching list, and whatever is cleared was in that list', () => {
  let answered = 0
  fc.assert(fc.property(anyStory, (story) => {
    let run: Run = aRun({ state: 'drafted', exportedAt: null, sent: 0 })
    let at = EXPORTED.getTime()
    let isExported = false
    let answers = 0
    for (const [message, passed] of story) {
      at += passed
      const before = run
      const after = advance(run, message, new Date(at))
      if (!after.ok) continue
      run = after.value
      if (message.kind === 'export') isExported = true
      if (run.state !== before.state && (run.state === 'answered' || run.state === 'alerted')) {
        if (message.kind !== 'list') throw new Error(`${message.kind} answered a run`)
        answers += 1
        answered += 1
        expect(isExported).toBe(true)
        expect(message.localId).toBe(LOCAL_ID)
        expect(message.comparison.foreign).toBe(0)
        expect(message.comparison.cleared === 0).toBe(run.state === 'alerted')
        expect(run.cleared).toBe(message.comparison.cleared)
      } else expect(run.cleared).toBe(before.cleared)
    }
    expect(answers).toBeLessThanOrEqual(1)
    expect(run.answeredAt !== null).toBe(answers === 1)
  }), RUNS)
  expect(answered).toBeGreaterThan(50)
})

test('a foreign number never clears anybody, wherever it stands in the list', () => {
  fc.assert(fc.property(fc.subarray([...NUMBERS], { minLength: 1 }), fc.shuffledSubarray([...NUMBERS]), (sent, answer) => {
    const comparison = new ReplyComparison(sentSet(sent))
    for (const number of answer) comparison.take(number)
    const cleared = comparison.cleared()
    expect(cleared.ok).toBe(answer.every((number) => sent.includes(number)))
    if (cleared.ok) expect([...cleared.value].sort()).toEqual([...answer].sort())
  }), RUNS)
})

describe('ageing', () => {
  const SECOND = 1000
  const edges: [string, number, boolean][] = [
    ['6 days and 23 hours', 6 * DAY + 23 * HOUR, true], ['7 days', 7 * DAY, true], ['7 days and a second', 7 * DAY + SECOND, false], ['a moment before it was asked', -1, false],
  ]
  test.each(edges)('by default an answer is fresh at %s: %s ms, %s', (_name, age, fresh) => {
    expect(isFresh(EXPORTED, later(age))).toBe(fresh)
    expect(usableRuns([anAnsweredRun({ answeredAt: EXPORTED })], FLOW, later(age)).ok).toBe(fresh)
    expect(advance(anAnsweredRun(), { kind: 'expire' }, later(age)).ok).toBe(age > 0 && !fresh)
  })

  test('the ceiling is 21 days whatever is configured', () => {
    expect([undefined, null, 0, -3, 7, 20.5, 21, 22, 1e9, Infinity, NaN].map((days) => allowedAgeDays(days))).toEqual([7, 7, 0, 0, 7, 20.5, 21, 21, 21, 0, 0])
    expect([21 * DAY, 21 * DAY + SECOND].map((age) => isFresh(EXPORTED, later(age), 365))).toEqual([true, false])
    expect(expiresAt(EXPORTED)).toEqual(later(7 * DAY))
    expect(purgeAfter(aRun())).toEqual(later(21 * DAY))
    expect(purgeAfter({ draftedAt: EXPORTED, exportedAt: null })).toEqual(later(21 * DAY))
  })

  test('a usable answer is never purged or expired', () => {
    fc.assert(fc.property(fc.nat({ max: 25 * 24 * 60 }), fc.double({ min: 0, max: 40, noNaN: true }), (minutes, maxDays) => {
      const at = later(minutes * 60 * SECOND)
      if (!isFresh(EXPORTED, at, maxDays)) return
      expect(advance(anAnsweredRun(), { kind: 'purge' }, at, maxDays).ok).toBe(false)
      expect(advance(anAnsweredRun(), { kind: 'expire' }, at, maxDays).ok).toBe(false)
    }), RUNS)
  })

  test('the decision calls an answer stale at the very same moment', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 25 * 24 * 60 }), fc.constantFrom(0, 1, 6.5, 7, 21, 30, NaN, Infinity), (minutes, maxDays) => {
      const at = later(minutes * 60 * SECOND)
      const person = { nhsNumber: NUMBERS[0], onRegister: true, registrations: [], nationalChecks: [{ answeredAt: EXPORTED.getTime(), cleared: true }] }
      const { reasons } = decide(person, [], { drawsOn: ['hospital'], confidentiality: 'section-251', live: false, nationalCheckMaxAgeDays: maxDays }, at)
      expect(reasons.includes('NDO_STALE')).toBe(!isFresh(EXPORTED, at, maxDays))
    }), RUNS)
  })
})

describe('the answers a flow may use', () => {
  test('are its own, known by then and fresh, the newest asked first', () => {
    const older = anAnsweredRun({ localId: `${FLOW}_0046`, exportedAt: later(-DAY), answeredAt: later(-DAY + HOUR) })
    const elsewhere = anAnsweredRun({ flow: 'another-flow' })
    const newest = anAnsweredRun()
    expect(usableRuns([older, elsewhere, newest], FLOW, later(2 * HOUR))).toEqual({ ok: true, value: [newest, older] })
    expect(usableRuns([older, elsewhere, newest], FLOW, later(HOUR - 1))).toEqual({ ok: true, value: [older] })
  })

  test('age from the export, so a reply left lying is no fresher for it', () => {
    const takenInLate = anAnsweredRun({ answeredAt: later(6 * DAY) })
    expect(usableRuns([takenInLate], FLOW, later(7 * DAY)).ok).toBe(true)
    expect(usableRuns([takenInLate], FLOW, later(7 * DAY + 1))).toMatchObject({ ok: false, refusal: { kind: 'answers-stale' } })
  })

  test('say of a past moment what held then, though the run has expired since', () => {
    expect(usableRuns([anAnsweredRun({ state: 'expired' })], FLOW, later(3 * DAY)).ok).toBe(true)
  })

  const refusals: [Partial<Run>[], string][] = [
    [[], 'never-asked'], [[{ state: 'drafted', exportedAt: null }], 'never-asked'], [[{ flow: 'another-flow' }], 'never-asked'],
    [[{}], 'awaiting-answer'], [[{ state: 'receipted' }], 'awaiting-answer'], [[{ state: 'blocked' }], 'run-blocked'], [[{ state: 'rejected' }], 'run-rejected'],
    [[{ state: 'purged', answeredAt: EXPORTED }], 'answers-purged'], [[{ state: 'expired', answeredAt: EXPORTED }], 'answers-stale'],
    [[{ state: 'answered', answeredAt: EXPORTED, exportedAt: later(-9 * DAY) }, { state: 'blocked' }], 'run-blocked'],
  ]
  test.each(refusals)('%j: %s', (runs, kind) => {
    expect(usableRuns(runs.map((run) => aRun(run)), FLOW, later(8 * DAY))).toEqual({ ok: false, refusal: { kind } })
  })

  test('outlive a newer run that failed, while they are fresh', () => {
    const failed = aRun({ state: 'rejected', exportedAt: later(DAY) })
    expect(usableRuns([failed, anAnsweredRun()], FLOW, later(2 * DAY))).toMatchObject({ ok: true, value: [{ state: 'answered' }] })
  })
})

describe('numbering and matching', () => {
  test('a mailbox’s numbers only rise', () => {
    expect([nextSequence(null), nextSequence(47)]).toEqual([1, 48])
    const kinds = [[null, 1], [47, 48], [47, 50], [47, 47], [47, 46], [null, 0], [null, 1.5], [null, 1e9]] as const
    expect(kinds.map(([last, proposed]) => { const taken = takeSequence(last, proposed); return taken.ok ? taken.value : taken.refusal.kind }))
      .toEqual([1, 48, 50, 'sequence-used', 'sequence-out-of-order', 'sequence-not-a-number', 'sequence-not-a-number', 'sequence-not-a-number'])
  })

  test('a local id names the flow and the number, in characters that the service answers to', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z][a-z0-9]{0,6}(-[a-z][a-z0-9]{0,6}){0,4}$/), fc.integer({ min: 1, max: 999_999_999 }), (flow, sequence) => {
      const localId = localIdOf(flow, sequence)
      if (!localId.ok) throw new Error(localId.refusal.kind)
      expect(localId.value).toMatch(/^[a-z0-9_-]+$/)
      expect(readLocalId(localId.value)).toEqual({ flow, sequence })
    }))
    expect(localIdOf(FLOW, 47)).toEqual({ ok: true, value: LOCAL_ID })
  })

  test.each([`flow-${NUMBERS[0]}`, 'flow-999-000-0018', 'With Space', 'a:b', '', 'x'.repeat(61)])('no local id is made of %j', (flow) => {
    expect(localIdOf(flow, 1)).toMatchObject({ ok: false, refusal: { kind: 'reference-not-fit' } })
  })
  test.each(['', 'flow', 'flow_47', 'flow_00047', 'flow_0000', 'Flow_0047', 'a_b_0047'])('%j is no local id of ours', (text) => expect(readLocalId(text)).toBeNull())

  test('only a report may go by its subject', () => {
    const match = (kind: string, localId: string | null, subject: string | null) => {
      const found = matchReply([aRun()], { kind, localId, subject })
      return found.ok ? found.value.localId : found.refusal.kind
    }
    expect(match('list', LOCAL_ID, null)).toBe(LOCAL_ID)
    expect(match('report', null, SUBJECT)).toBe(LOCAL_ID)
    expect(match('report', null, 'ABC01HC001-020326-0048')).toBe('no-such-run')
    expect(match('list', null, SUBJECT)).toBe('no-local-id')
    expect(match('report', 'another_0001', SUBJECT)).toBe('no-such-run')
  })
})

test('no sentence claims to know what a person chose, and the README names every state', () => {
  const folder = 'app/national-check'
  for (const file of readdirSync(folder)) expect(readFileSync(`${folder}/${file}`, 'utf8'), file).not.toMatch(/opted[ -]out|has an opt-?out/i)
  const readme = readFileSync(`${folder}/README.md`, 'utf8')
  for (const state of RUN_STATES) expect(readme).toContain(state)
})
