import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OutcomeMeaning } from '#app/approvals/bodies.rules.ts'
import { mayCall, mayRunBoard, maySeat } from '#app/boards/board.rules.ts'
import { SITTING_REFUSAL_WORDS } from '#app/boards/boards.words.ts'
import { barsFromFacts } from '#app/boards/precedent.rules.ts'
import {
  ABSTAIN, barredFrom, deciding, itemOpen, mayCommand, mayRecordOutcome, mayRule, mayVoteOn, quorumFor, SEATS, SITTING_COMMAND_NAMES, SITTING_COMMANDS, SITTING_KINDS, SITTING_REFUSALS, SITTING_STATES,
  sittingState, tally, type Interest, type Item, type Seat, type SeatKind, type Sitting, type SittingState, type Vote,
} from '#app/boards/sitting.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'

const DAY = '2026-11-20'
const AT = new Date('2026-11-20T10:00:00Z')
const MEANINGS = new Map<string, OutcomeMeaning>([['supported', 'granted'], ['conditional', 'granted-with-conditions'], ['deferred', 'not-yet'], ['not-supported', 'refused']])

const aSeat = (id: string, changes: Partial<Seat> = {}): Seat => ({ id, userId: `user-${id}`, kind: 'member', isLay: false, organisationCode: `ORG-${id}`, from: '2026-01-01', to: null, ...changes })
const anItem = (changes: Partial<Item> = {}): Item => ({ number: 1, partyCodes: [], authorIds: [], bars: [], interests: [], votes: [], isWithdrawn: false, hasOutcome: false, ...changes })
const SEATED = [aSeat('chair', { kind: 'chair' }), aSeat('deputy', { kind: 'deputy' }), aSeat('a'), aSeat('lay', { isLay: true }), aSeat('b'), aSeat('secretary', { kind: 'secretary' })]
const aSitting = (changes: Partial<Sitting> = {}): Sitting => ({
  kind: 'meeting', heldOn: DAY, quorum: { members: 3, lay: 1 }, seats: SEATED, presentSeatIds: SEATED.map(({ id }) => id), items: [anItem()], openedAt: AT, closedAt: null, minutesApprovedAt: null, ...changes,
})
const inState = (state: SittingState): Partial<Sitting> => ({
  openedAt: state === 'called' ? null : AT, closedAt: state === 'closed' || state === 'minuted' ? AT : null, minutesApprovedAt: state === 'minuted' ? AT : null,
})
const vote = (seatId: string, outcome: string, minute = 0): Vote => ({ seatId, outcome, castAt: new Date(AT.getTime() + minute * 60_000) })
const given = (outcome: string, changes: Partial<Parameters<typeof mayRecordOutcome>[3]> = {}) => ({ outcome, reasons: 'Because', precedent: '', conditions: outcome === 'conditional' ? 1 : 0, ...changes })
const record = (item: Item, outcome: string, sitting: Partial<Sitting> = {}, seat = SEATED[0]!, changes: Partial<Parameters<typeof mayRecordOutcome>[3]> = {}) =>
  mayRecordOutcome(aSitting({ items: [item], ...sitting }), item, seat, given(outcome, changes), MEANINGS)
const kindOf = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) => (result.ok ? 'ok' : result.refusal?.kind)

describe('who may do what', () => {
  test('is the table, for every seat, state and command, and nothing beside it', () => {
    for (const command of SITTING_COMMAND_NAMES) {
      for (const state of SITTING_STATES) {
        for (const kind of SEATS) {
          const seat = aSeat('x', { kind })
          const may = mayCommand(aSitting({ seats: [seat], items: [], ...inState(state) }), seat.userId, command, DAY)
          const { seats, states } = SITTING_COMMANDS[command] as { readonly seats: readonly SeatKind[]; readonly states: readonly SittingState[] }
          expect([command, state, kind, may.ok]).toEqual([command, state, kind, seats.includes(kind) && states.includes(state)])
        }
        expect(kindOf(mayCommand(aSitting(inState(state)), 'a stranger', command, DAY))).toBe('no-seat')
      }
    }
  })

  test('is for those in office on the day', () => {
    const seat = aSeat('x', { from: '2026-02-01', to: '2026-11-20' })
    const sitting = aSitting({ seats: [seat] })
    expect(kindOf(mayCommand(sitting, seat.userId, 'vote', '2026-11-20'))).toBe('ok')
    expect(kindOf(mayCommand(sitting, seat.userId, 'vote', '2026-11-21'))).toBe('no-seat')
    expect(kindOf(mayCommand(sitting, seat.userId, 'vote', '2026-01-31'))).toBe('no-seat')
  })

  test('opens no meeting before its day, and closes none with something undecided', () => {
    const [chair] = SEATED
    expect(kindOf(mayCommand(aSitting({ ...inState('called') }), chair!.userId, 'open', '2026-11-19'))).toBe('not-on-its-day')
    expect(kindOf(mayCommand(aSitting({ kind: 'out-of-committee', ...inState('called') }), chair!.userId, 'open', '2026-11-19'))).toBe('ok')
    expect(kindOf(mayCommand(aSitting(), chair!.userId, 'close', DAY))).toBe('items-open')
    expect(kindOf(mayCommand(aSitting({ items: [anItem({ isWithdrawn: true }), anItem({ number: 2, hasOutcome: true })] }), chair!.userId, 'close', DAY))).toBe('ok')
    expect(kindOf(mayCommand(aSitting({ kind: 'chair' }), chair!.userId, 'vote', DAY))).toBe('no-votes-here')
  })

  test('states follow from what happened', () => {
    for (const state of SITTING_STATES) expect(sittingState(aSitting(inState(state)))).toBe(state)
  })

  test('every refusal has words', () => {
    for (const kind of SITTING_REFUSALS) expect(SITTING_REFUSAL_WORDS[kind]({ state: 'open', day: DAY, there: 1, lay: 0, members: 3, layNeeded: 1, bars: 1 })).toMatch(/^[A-Z].*\.$/)
  })
})

describe('interests', () => {
  const interest = (seatId: string, ruling: Interest['ruling']): Interest => ({ seatId, ruling })
  test.each([
    ['nothing declared', anItem(), null],
    ['declared and not ruled on', anItem({ interests: [interest('a', null)] }), 'interest-not-ruled'],
    ['may stay', anItem({ interests: [interest('a', 'stays')] }), null],
    ['may only speak', anItem({ interests: [interest('a', 'speaks')] }), 'has-an-interest'],
    ['leaves', anItem({ interests: [interest('a', 'leaves')] }), 'has-an-interest'],
    ['from a party, and said nothing', anItem({ partyCodes: ['ORG-a'] }), 'has-an-interest'],
    ['from a party, and the chair lets them stay', anItem({ partyCodes: ['ORG-a'], interests: [interest('a', 'stays')] }), null],
    ['wrote the papers, whatever the chair says', anItem({ authorIds: ['user-a'], interests: [interest('a', 'stays')] }), 'has-an-interest'],
    ['somebody else’s', anItem({ interests: [interest('b', 'leaves')] }), null],
  ] as const)('%s', (_name, item, bar) => {
    expect(barredFrom(item, SEATED[2]!)).toBe(bar)
    expect(kindOf(mayVoteOn(aSitting({ items: [item] }), item, SEATED[2]!))).toBe(bar ?? 'ok')
  })

  test('nobody rules on their own, or on one that nobody declared', () => {
    const item = anItem({ interests: [{ seatId: 'chair', ruling: null }] })
    expect(kindOf(mayRule(item, SEATED[0]!, 'chair'))).toBe('own-interest')
    expect(kindOf(mayRule(item, SEATED[1]!, 'chair'))).toBe('ok')
    expect(kindOf(mayRule(item, SEATED[1]!, 'a'))).toBe('no-interest-declared')
  })

  test('an outcome waits until every interest is ruled on, and is not recorded by someone who has one', () => {
    const votes = [vote('a', 'supported'), vote('b', 'supported'), vote('lay', 'supported')]
    expect(kindOf(record(anItem({ votes, interests: [{ seatId: 'deputy', ruling: null }] }), 'supported'))).toBe('interest-not-ruled')
    expect(kindOf(record(anItem({ votes, interests: [{ seatId: 'chair', ruling: 'leaves' }] }), 'supported'))).toBe('has-an-interest')
    expect(kindOf(record(anItem({ votes, interests: [{ seatId: 'chair', ruling: 'leaves' }] }), 'supported', {}, SEATED[1]!))).toBe('ok')
    expect(kindOf(record(anItem({ votes }), 'supported', {}, SEATED[1]!))).toBe('deputy-while-chair-may')
  })
})

describe('the quorum', () => {
  test('counts whole people who are there and may decide, and lay people among them', () => {
    const item = anItem({ interests: [{ seatId: 'lay', ruling: 'speaks' }] })
    expect(quorumFor(aSitting(), anItem())).toMatchObject({ members: 5, lay: 1, isMet: true })
    expect(quorumFor(aSitting({ items: [item] }), item)).toMatchObject({ members: 4, lay: 0, isMet: false })
    expect(quorumFor(aSitting({ presentSeatIds: ['chair', 'lay'] }), anItem())).toMatchObject({ members: 2, isMet: false })
    expect(kindOf(record(anItem(), 'supported', { presentSeatIds: ['chair', 'lay', 'secretary'] }))).toBe('quorum-not-met')
  })

  test('by correspondence is those who voted; for a precedent two; for the chair one', () => {
    const votes = [vote('a', 'supported'), vote('lay', 'supported')]
    const item = anItem({ votes })
    expect(quorumFor(aSitting({ kind: 'out-of-committee', presentSeatIds: [] }), item)).toMatchObject({ members: 2, isMet: false })
    expect(quorumFor(aSitting({ kind: 'precedent', presentSeatIds: [] }), item)).toMatchObject({ members: 2, isMet: true })
    expect(quorumFor(aSitting({ kind: 'chair', presentSeatIds: [] }), anItem())).toMatchObject({ needed: { members: 1, lay: 0 }, isMet: true })
  })
})

describe('the outcome', () => {
  const of = (...outcomes: readonly string[]) => anItem({ votes: outcomes.map((outcome, index) => vote(['chair', 'deputy', 'a', 'lay', 'b'][index]!, outcome)) })
  test.each([
    ['most votes', of('supported', 'supported', 'deferred'), 'supported', 'votes'],
    ['of the side that has more than half, what most of it asked for', of('supported', 'conditional', 'conditional', 'not-supported', 'not-supported'), 'conditional', 'votes'],
    ['the chair between equals', of('supported', 'not-supported'), 'supported', 'casting-vote'],
    ['the chair between equals, the other way', of('supported', 'not-supported'), 'not-supported', 'casting-vote'],
    ['the chair between two grants', of('supported', 'conditional', 'not-supported'), 'conditional', 'casting-vote'],
    ['abstentions count for nothing', of('supported', ABSTAIN, ABSTAIN, ABSTAIN), 'supported', 'votes'],
    ['nobody asked for a vote', of(), 'deferred', 'consensus'],
  ] as const)('%s', (_name, item, outcome, way) => {
    const recorded = record(item, outcome)
    expect(recorded.ok && recorded.value.way).toBe(way)
  })

  test.each([
    ['grant-without-majority', of('supported', 'not-supported', 'not-supported'), 'supported'],
    ['not-what-was-voted', of('supported', 'supported', 'not-supported'), 'not-supported'],
    ['not-what-was-voted', of('supported', 'supported', 'conditional'), 'conditional'],
    ['grant-without-majority', of(ABSTAIN, ABSTAIN, ABSTAIN), 'supported'],
    ['not-what-was-voted', of(ABSTAIN, ABSTAIN, ABSTAIN), 'deferred'],
    ['outcome-unknown', of('supported'), 'approved'],
  ] as const)('is refused: %s', (kind, item, outcome) => {
    expect(kindOf(record(item, outcome))).toBe(kind)
  })

  test('has reasons, and conditions exactly where it says so', () => {
    expect(kindOf(record(of('supported', 'supported'), 'supported', {}, SEATED[0]!, { reasons: ' ' }))).toBe('reasons-missing')
    expect(kindOf(record(of('conditional', 'conditional'), 'conditional', {}, SEATED[0]!, { conditions: 0 }))).toBe('conditions-missing')
    expect(kindOf(record(of('supported', 'supported'), 'supported', {}, SEATED[0]!, { conditions: 2 }))).toBe('conditions-not-asked-for')
  })

  test('by precedent or by the chair alone names what it follows, and is not for what is barred', () => {
    const item = of('supported', 'supported', 'supported', 'supported')
    for (const kind of ['precedent', 'chair'] as const) {
      expect(kindOf(record(item, 'supported', { kind }))).toBe('reasons-missing')
      expect(kindOf(record(item, 'supported', { kind }, SEATED[0]!, { precedent: '20/CAG/0001' }))).toBe('ok')
      expect(kindOf(record({ ...item, bars: ['social-care'] }, 'supported', { kind }, SEATED[0]!, { precedent: '20/CAG/0001' }))).toBe('precedent-barred')
    }
    expect(barsFromFacts(someFacts({ flows: someFacts().flows.map((flow) => ({ ...flow, drawsOn: ['adult-social-care'] as const })) }))).toEqual(['social-care'])
  })

  test('is not changed, and nothing happens to an item that was taken off', () => {
    expect(kindOf(itemOpen(aSitting({ items: [anItem({ hasOutcome: true })] }), 1))).toBe('already-decided')
    expect(kindOf(itemOpen(aSitting({ items: [anItem({ isWithdrawn: true })] }), 1))).toBe('item-withdrawn')
    expect(kindOf(itemOpen(aSitting(), 2))).toBe('no-such-item')
  })
})

describe('over random sittings', () => {
  const outcomeIds = [...MEANINGS.keys(), ABSTAIN]
  const sittings = fc.record({
    kind: fc.constantFrom(...SITTING_KINDS), present: fc.subarray(SEATED.map(({ id }) => id)),
    votes: fc.array(fc.record({ seatId: fc.constantFrom(...SEATED.map(({ id }) => id)), outcome: fc.constantFrom(...outcomeIds), minute: fc.nat(30) }), { maxLength: 15 }),
    interests: fc.uniqueArray(fc.record({ seatId: fc.constantFrom(...SEATED.map(({ id }) => id)), ruling: fc.constantFrom(null, 'stays' as const, 'speaks' as const, 'leaves' as const) }), { selector: ({ seatId }) => seatId, maxLength: 4 }),
  }).map(({ kind, present, votes, interests }) => {
    const item = anItem({ votes: votes.map(({ seatId, outcome, minute }) => vote(seatId, outcome, minute)).sort((a, b) => a.castAt.getTime() - b.castAt.getTime()), interests })
    return { sitting: aSitting({ kind, presentSeatIds: present, items: [item] }), item }
  })

  test('votes are whole people: each who decides is counted at most once, and nobody else at all', () => {
    fc.assert(fc.property(sittings, ({ sitting, item }) => {
      const counted = tally(sitting, item)
      expect(counted.reduce((sum, { votes }) => sum + votes, 0)).toBeLessThanOrEqual(deciding(sitting, item).length)
      expect(counted.every(({ votes }) => Number.isInteger(votes) && votes > 0)).toBe(true)
      expect(deciding(sitting, item).every((seat) => seat.kind !== 'secretary' && barredFrom(item, seat) === null)).toBe(true)
    }), { numRuns: 1000 })
  })

  test('a grant by votes always has more than half of those who voted for something, or half and the chair', () => {
    fc.assert(fc.property(sittings, fc.constantFrom('supported', 'conditional'), ({ sitting, item }, outcome) => {
      const recorded = mayRecordOutcome(sitting, item, SEATED[0]!, given(outcome, { precedent: 'an earlier one' }), MEANINGS)
      if (!recorded.ok || recorded.value.way === 'chair' || recorded.value.way === 'consensus') return
      const cast = recorded.value.tally.filter((line) => line.outcome !== ABSTAIN)
      const all = cast.reduce((sum, { votes }) => sum + votes, 0)
      const granting = cast.filter((line) => ['supported', 'conditional'].includes(line.outcome)).reduce((sum, { votes }) => sum + votes, 0)
      expect(2 * granting > all || (2 * granting === all && recorded.value.way === 'casting-vote')).toBe(true)
      expect(quorumFor(sitting, item).isMet).toBe(true)
    }), { numRuns: 2000 })
  })
})

describe('a board', () => {
  const seats = [aSeat('chair', { kind: 'chair', from: '2026-01-01', to: '2026-12-31' })]
  test.each([
    ['ok', { userId: 'new', kind: 'member' as const, from: '2026-05-01', to: null }],
    ['seat-taken', { userId: 'new', kind: 'chair' as const, from: '2026-12-31', to: null }],
    ['ok', { userId: 'new', kind: 'chair' as const, from: '2027-01-01', to: null }],
    ['has-a-seat', { userId: 'user-chair', kind: 'member' as const, from: '2026-06-01', to: null }],
    ['days-in-wrong-order', { userId: 'new', kind: 'member' as const, from: '2026-06-02', to: '2026-06-01' }],
  ])('gives a seat: %s', (kind, seat) => expect(kindOf(maySeat(seats, seat))).toBe(kind))

  test.each([['day-past', '2026-11-19'], ['day-taken', '2026-12-01'], ['no-chair', '2027-01-05'], ['ok', '2026-11-20']] as const)('calls a sitting: %s', (kind, day) => {
    expect(kindOf(mayCall({ seats, days: ['2026-12-01'] }, day, '2026-11-20'))).toBe(kind)
  })

  test('is looked after by its chair, deputy or secretary in office, or the lead of its own organisation', () => {
    const board = { organisationCode: 'ORG', seats: [...seats, aSeat('member')] }
    const who = (userId: string, organisationCode: string, role: string, day = DAY) => mayRunBoard(board, { userId, organisationCode, role }, day)
    expect([who('user-chair', 'X', 'siro'), who('user-member', 'X', 'siro'), who('nobody', 'ORG', 'ig-lead'), who('nobody', 'ORG', 'siro'), who('nobody', 'X', 'ig-lead'), who('user-chair', 'X', 'siro', '2027-01-01')])
      .toEqual([true, false, true, false, false, false])
  })
})
