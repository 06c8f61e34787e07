import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, londonDay, startOfLondonDay, type Day } from '#app/kernel/uk-date.ts'
import {
  aloneStanding, doubtsOf, foldNumbers, NUMBER_EVENT_KINDS, NUMBER_SOURCES, type NumberEvent, type NumberFold,
} from '#app/people/number-standing.rules.ts'

const [X, Y, Z, W] = [1, 2, 3, 4]
const NUMBERS = [X, Y, Z, W]
const OURS = 'A81001'
const THEIRS = 'B82002'
const FIRST = '2026-03-01'
const HOUR = 3_600_000

const at = (day: Day, hours = 12): number => startOfLondonDay(day).getTime() + hours * HOUR
const onDay = (n: number): Day => addDays(FIRST, n)

let made = 0
/** An entry of a day, written down at noon of that day unless said otherwise, by our own practice, which asked the national register. */
function anEntry(kind: NumberEvent['kind'], number: number, other: number | null, day: number, given: Partial<NumberEvent> = {}): NumberEvent {
  made += 1
  return { id: `entry-${made}`, kind, number, other, effective: { day: onDay(day), ms: null }, recordedAt: at(onDay(day)), organisationCode: OURS, source: 'pds-trace', takesBack: null, ...given }
}
const takenBack = (event: NumberEvent, day: number, given: Partial<NumberEvent> = {}): NumberEvent =>
  anEntry('taken-back', event.number, event.other, day, { takesBack: event.id, organisationCode: event.organisationCode, ...given })
const fold = (events: readonly NumberEvent[], known: Date | null = null, organisationCode = OURS): NumberFold => foldNumbers(events, { organisationCode, known })
const all = (folded: NumberFold) => NUMBERS.map((number) => folded.standingOf(number))
const NOTHING = NUMBERS.map(aloneStanding)

describe('a number', () => {
  test('of which nothing is said stands alone', () => {
    expect(all(fold([]))).toEqual(NOTHING)
    expect(doubtsOf(aloneStanding(X))).toEqual([])
  })

  test('case 21: that was superseded leads to the one that stands, and their choices are one person’s', () => {
    const folded = fold([anEntry('superseded', X, Y, 0)])
    expect(folded.standingOf(X)).toMatchObject({ numbers: [X, Y], supersededBy: Y, mergedFrom: [], mergeConfirmed: true })
    expect(folded.standingOf(Y)).toMatchObject({ numbers: [X, Y], supersededBy: null, mergedFrom: [X], mergeConfirmed: true })
    expect(folded.named).toEqual([X, Y])
  })

  test('case 22: that is only said to be another’s is in doubt until the national register confirms it', () => {
    const merged = anEntry('merged', X, Y, 0, { source: 'practice-record' })
    const said = fold([merged])
    for (const [number, standing] of [[X, said.standingOf(X)], [Y, said.standingOf(Y)]] as const) {
      expect(standing).toMatchObject({ numbers: [number], claimed: [X, Y], mergeConfirmed: false })
      expect(doubtsOf(standing)).toEqual(['merge-unconfirmed'])
    }
    expect(said.standingOf(Y)).toMatchObject({ supersededBy: null, mergedFrom: [X] })
    const confirmed = fold([merged, anEntry('merge-confirmed', X, Y, 5)])
    expect(confirmed.standingOf(Y)).toMatchObject({ numbers: [X, Y], mergedFrom: [X], mergeConfirmed: true })
    expect(fold([merged, anEntry('merge-confirmed', X, Y, 5, { source: 'practice-record' })]).standingOf(Y).mergeConfirmed).toBe(false)
    expect(all(fold([anEntry('merge-confirmed', X, Y, 5)]))).toEqual(NOTHING)
  })

  test('case 23: that is no longer valid is so until the entry is taken back', () => {
    const invalidated = anEntry('invalidated', X, null, 0)
    expect(doubtsOf(fold([invalidated]).standingOf(X))).toEqual(['invalidated'])
    expect(all(fold([invalidated, takenBack(invalidated, 1)]))).toEqual(NOTHING)
  })

  test('case X4: that was used for two people leaves out both until each reconfirms', () => {
    const split = anEntry('split', X, Z, 0)
    expect([X, Z].map((number) => fold([split]).standingOf(number).splitUnconfirmed)).toEqual([true, true])
    const one = fold([split, anEntry('reconfirmed', X, null, 1)])
    expect([X, Z].map((number) => one.standingOf(number).splitUnconfirmed)).toEqual([false, true])
    expect(all(fold([split, anEntry('reconfirmed', X, null, 1), anEntry('reconfirmed', Z, null, 1)]))).toEqual(NOTHING)
  })

  test('case X4: that two practices have for two people is reconfirmed by each for its own', () => {
    const events = [anEntry('split', X, null, 0), anEntry('reconfirmed', X, null, 1)]
    expect(fold(events).standingOf(X).splitUnconfirmed).toBe(false)
    expect(fold(events, null, THEIRS).standingOf(X).splitUnconfirmed).toBe(true)
  })

  test('a reconfirmation before the split does not count, and the same day counts by what was written down later', () => {
    expect(fold([anEntry('reconfirmed', X, null, 0), anEntry('split', X, null, 1)]).standingOf(X).splitUnconfirmed).toBe(true)
    const split = anEntry('split', X, null, 1, { recordedAt: at(onDay(1), 10) })
    const again = (hours: number) => anEntry('reconfirmed', X, null, 1, { recordedAt: at(onDay(1), hours) })
    expect([11, 10, 9].map((hours) => fold([split, again(hours)]).standingOf(X).splitUnconfirmed)).toEqual([false, true, true])
  })

  test('whoever is joined to a number that was split is left out too', () => {
    const folded = fold([anEntry('superseded', X, Y, 0), anEntry('split', X, null, 1)])
    expect([X, Y].map((number) => folded.standingOf(number).splitUnconfirmed)).toEqual([true, true])
  })

  test('a chain leads to its end, and one unconfirmed link leaves all of it in doubt', () => {
    const chain = fold([anEntry('superseded', Y, Z, 3), anEntry('superseded', X, Y, 0)])
    expect(chain.standingOf(X)).toMatchObject({ numbers: [X, Y, Z], supersededBy: Z, mergeConfirmed: true })
    expect(chain.standingOf(Y)).toMatchObject({ supersededBy: Z, mergedFrom: [X] })
    const weak = fold([anEntry('superseded', X, Y, 0), anEntry('merged', Z, Y, 1, { source: 'patient' })])
    expect([X, Y, Z].map((number) => weak.standingOf(number).mergeConfirmed)).toEqual([false, false, false])
    expect(weak.standingOf(X)).toMatchObject({ numbers: [X, Y], claimed: [X, Y, Z] })
  })

  test('in a circle, or leading to two numbers, is left out although each step is confirmed', () => {
    for (const events of [[anEntry('superseded', X, Y, 0), anEntry('superseded', Y, X, 1)], [anEntry('superseded', X, Y, 0), anEntry('superseded', X, Z, 1)]]) {
      const standing = fold(events).standingOf(X)
      expect(standing.mergeConfirmed).toBe(false)
      expect(doubtsOf(standing)).toEqual(['merge-unconfirmed'])
    }
    const agreed = [anEntry('superseded', X, Y, 0), anEntry('superseded', X, Z, 1), anEntry('superseded', Y, Z, 2)]
    expect(fold(agreed).standingOf(X)).toMatchObject({ supersededBy: Z, mergeConfirmed: true })
  })

  test('dated ahead stands where it was written down, and lets nobody in', () => {
    const ahead = anEntry('superseded', X, Y, 0, { effective: { day: '2062-03-01', ms: null } })
    expect(fold([ahead]).standingOf(Y)).toMatchObject({ claimed: [X, Y], mergeConfirmed: false })
    expect(fold([ahead, anEntry('split', X, Y, 1)]).standingOf(Y).claimed).toEqual([Y])
    expect(fold([anEntry('split', X, null, 0), anEntry('reconfirmed', X, null, 1, { effective: { day: '2062-03-01', ms: null } })]).standingOf(X).splitUnconfirmed).toBe(true)
  })
})

describe('what another practice recorded', () => {
  const theirs = { organisationCode: THEIRS } as const

  test('leaves people out, and lets nobody in', () => {
    expect(fold([anEntry('superseded', X, Y, 0, theirs)]).standingOf(Y)).toMatchObject({ numbers: [Y], claimed: [X, Y], mergeConfirmed: false })
    const ours = anEntry('merged', X, Y, 0, { source: 'practice-record' })
    expect(fold([ours, anEntry('merge-confirmed', X, Y, 1, theirs)]).standingOf(Y).mergeConfirmed).toBe(false)
    expect(fold([anEntry('invalidated', X, null, 0, theirs)]).standingOf(X).invalidated).toBe(true)
    expect(fold([anEntry('split', X, Y, 0, theirs)]).standingOf(Y).splitUnconfirmed).toBe(true)
  })

  test('cannot be taken back by us, nor ours by them', () => {
    const merged = anEntry('superseded', X, Y, 0)
    expect(fold([merged, takenBack(merged, 1, theirs)]).standingOf(Y).mergeConfirmed).toBe(true)
    const their = anEntry('superseded', X, Y, 0, theirs)
    expect(fold([their, takenBack(their, 1, { organisationCode: OURS })]).standingOf(Y).claimed).toEqual([X, Y])
  })

  test('as a split puts a join of ours in doubt, and parts nothing: that is ours to record', () => {
    const events = [anEntry('superseded', X, Y, 0), anEntry('split', X, Y, 1, theirs)]
    expect(fold(events).standingOf(Y)).toMatchObject({ claimed: [X, Y], mergeConfirmed: false, splitUnconfirmed: true })
    expect(fold([...events, anEntry('merge-confirmed', X, Y, 2), anEntry('reconfirmed', Y, null, 2)]).standingOf(Y)).toMatchObject({ mergeConfirmed: true, splitUnconfirmed: false })
  })

  test('is set aside for our own people once we have looked our patient up on the national register', () => {
    for (const kind of ['superseded', 'merged', 'invalidated'] as const) {
      const said = anEntry(kind, X, kind === 'invalidated' ? null : Y, 0, theirs)
      expect(all(fold([said, anEntry('reconfirmed', X, null, 1)]))).toEqual(NOTHING)
      expect(all(fold([said, anEntry('reconfirmed', X, null, 1, { source: 'patient' })]))).not.toEqual(NOTHING)
      expect(all(fold([said, anEntry('reconfirmed', X, null, 1)], null, THEIRS))).not.toEqual(NOTHING)
    }
  })

  test('that leads the other way does not unsettle what we have confirmed ourselves', () => {
    const events = [anEntry('superseded', X, Y, 0), anEntry('merged', Y, X, 1, theirs)]
    expect(fold(events).standingOf(X)).toMatchObject({ supersededBy: Y, mergeConfirmed: true })
  })
})

describe('a record that had another number before', () => {
  const before = [{ number: X, until: at(onDay(2)) }]

  test('is left out unless an entry ties the two, or its choices were confirmed since', () => {
    expect(fold([]).standingOf(Y, before).splitUnconfirmed).toBe(true)
    const superseded = anEntry('superseded', X, Y, 0)
    expect(fold([superseded]).standingOf(Y, before).splitUnconfirmed).toBe(false)
    expect(fold([superseded, takenBack(superseded, 3)]).standingOf(Y, before).splitUnconfirmed).toBe(true)
    expect(fold([anEntry('reconfirmed', Y, null, 1)]).standingOf(Y, before).splitUnconfirmed).toBe(true)
    expect(fold([anEntry('reconfirmed', Y, null, 3)]).standingOf(Y, before).splitUnconfirmed).toBe(false)
  })
})

describe('whatever is recorded', () => {
  const entry = fc.record({
    kind: fc.constantFrom(...NUMBER_EVENT_KINDS.filter((kind) => kind !== 'taken-back')), number: fc.constantFrom(...NUMBERS), other: fc.constantFrom(null, ...NUMBERS),
    day: fc.integer({ min: 0, max: 6 }), hour: fc.constantFrom(null, 9, 15), late: fc.integer({ min: 0, max: 50 }), organisationCode: fc.constantFrom(OURS, OURS, THEIRS, null),
    source: fc.constantFrom('pds-trace' as const, ...NUMBER_SOURCES), isTakenBack: fc.boolean(), backAfter: fc.integer({ min: 1, max: 60 }),
  }).map(({ day, hour, late, isTakenBack, backAfter, ...given }): readonly NumberEvent[] => {
    const event = anEntry(given.kind, given.number, given.other, day, {
      ...given, effective: { day: onDay(day), ms: hour === null ? null : at(onDay(day), hour) }, recordedAt: at(onDay(day), 10 + late),
    })
    return isTakenBack ? [event, takenBack(event, day, { recordedAt: event.recordedAt + backAfter * HOUR })] : [event]
  })
  const history = fc.array(entry, { maxLength: 10 }).map((entries) => entries.flat())
  const register = fc.constantFrom(OURS, THEIRS)

  test('any order of arrival gives the same', () => {
    fc.assert(fc.property(history.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray([...events], { minLength: events.length }))), register, ([events, shuffled], organisationCode) => {
      expect(all(fold(shuffled, null, organisationCode))).toEqual(all(fold(events, null, organisationCode)))
    }))
  })

  test('nothing recorded later changes what was known earlier', () => {
    fc.assert(fc.property(history, fc.integer({ min: 0, max: 10 * 24 }), register, (events, hours, organisationCode) => {
      const known = new Date(at(FIRST, hours))
      const then = events.filter(({ recordedAt }) => recordedAt <= known.getTime())
      expect(all(fold(events, known, organisationCode))).toEqual(all(fold(then, null, organisationCode)))
    }))
  })

  test('an entry that is taken back leaves exactly what was before', () => {
    fc.assert(fc.property(history, history, register, (events, mistakes, organisationCode) => {
      const undone = mistakes.flatMap((event) => (event.kind === 'taken-back' ? [] : [event, takenBack(event, 9)]))
      expect(all(fold([...events, ...undone], null, organisationCode))).toEqual(all(fold(events, null, organisationCode)))
    }))
  })

  test('a merge that is split again is as if there had been none, once each has confirmed; until then both are left out', () => {
    fc.assert(fc.property(fc.constantFrom('merged' as const, 'superseded' as const), fc.constantFrom(...NUMBER_SOURCES), fc.boolean(), (kind, source, isTurned) => {
      const [a, b] = isTurned ? [Y, X] : [X, Y]
      const split = [anEntry(kind, a, b, 0, { source }), anEntry('merge-confirmed', a, b, 1), anEntry('split', X, Y, 2)]
      expect(all(fold(split))).toEqual(NOTHING.map((standing) => ({ ...standing, splitUnconfirmed: [X, Y].includes(standing.numbers[0] as number) })))
      expect(all(fold([...split, anEntry('reconfirmed', X, null, 3), anEntry('reconfirmed', Y, null, 3)]))).toEqual(NOTHING)
    }))
  })

  test('a group is the same from each of its numbers, and everyone in it is settled or nobody is', () => {
    fc.assert(fc.property(history, register, (events, organisationCode) => {
      const folded = fold(events, null, organisationCode)
      for (const standing of all(folded)) {
        for (const other of standing.claimed) {
          expect(folded.standingOf(other).claimed).toEqual(standing.claimed)
          if (standing.claimed.length > 1) expect(folded.standingOf(other).mergeConfirmed).toBe(standing.mergeConfirmed)
        }
        expect(standing.claimed).toEqual(expect.arrayContaining([...standing.numbers]))
        if (standing.mergeConfirmed) expect(standing.numbers).toEqual(standing.claimed)
      }
    }))
  })

  test('what lets people in never comes from another practice', () => {
    fc.assert(fc.property(history, history, (events, theirs) => {
      const more = theirs.filter(({ kind }) => kind !== 'taken-back').map((event) => ({ ...event, organisationCode: THEIRS }))
      const before = all(fold(events))
      all(fold([...events, ...more])).forEach((after, index) => {
        for (const doubt of doubtsOf(before[index] as never)) expect(doubtsOf(after)).toContain(doubt)
      })
    }))
  })

  test('london days order the entries, whatever the hour in UTC', () => {
    const late = new Date('2026-06-30T23:30:00Z')
    expect(londonDay(late)).toBe('2026-07-01')
    const merged = anEntry('merged', X, Y, 0, { effective: { day: '2026-06-30', ms: null }, recordedAt: at('2026-07-02') })
    const split = anEntry('split', X, Y, 0, { effective: { day: londonDay(late), ms: late.getTime() }, recordedAt: at('2026-07-01') })
    expect(fold([merged, split]).standingOf(X).claimed).toEqual([X])
  })
})
