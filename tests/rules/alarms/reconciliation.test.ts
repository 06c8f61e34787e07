import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrivalChecks, compareOverlap, declaredCheck, type KnownArrival } from '#app/alarms/reconciliation.rules.ts'
import { addDays } from '#app/kernel/uk-date.ts'

describe('count statements', () => {
  test.each([[10, 9, 1], [10, 10, 0], [10, 12, 0], [0, 3, 0], [10, 0, 10]])('%i declared, %i received: %i missing', (declared, received, missing) => {
    expect(declaredCheck(declared, received)).toEqual({ kind: 'declared', expected: declared, missing })
  })
})

describe('what is known already and has to arrive', () => {
  const came = [{ due: '2026-04-01', upTo: '2026-04-27' }, { due: '2026-05-01', upTo: '2026-05-27' }]
  const one = (given: Partial<KnownArrival> = {}): KnownArrival =>
    ({ kind: 'other-route', code: 'PROJECT_OPT_OUT', knownOn: '2026-03-10', endedOn: null, arrivedOn: '2026-04-02', people: 1, ...given })
  const checks = (...known: Partial<KnownArrival>[]) => Object.fromEntries(arrivalChecks(known.map(one), came))
  const check = (expected: number, missing: number, kind = 'other-route') => [{ kind, expected, missing }]

  test.each<[string, Partial<KnownArrival>, Record<string, unknown>]>([
    ['came with the extract that had to hold it', {}, { '2026-04-01': check(1, 0) }],
    ['did not come', { arrivedOn: null, people: 3 }, { '2026-04-01': check(3, 3) }],
    ['came with a later one: it was missing all the same', { arrivedOn: '2026-05-02' }, { '2026-04-01': check(1, 1) }],
    ['was known 14 days before the extract was due', { knownOn: '2026-03-18' }, { '2026-04-01': check(1, 0) }],
    ['was known 13 days before: it is looked for in the next', { knownOn: '2026-03-19', arrivedOn: null }, { '2026-05-01': check(1, 1) }],
    ['is too new for any extract yet', { knownOn: '2026-04-20', arrivedOn: null }, {}],
    ['was taken back before the extract was due', { endedOn: '2026-04-01', arrivedOn: null }, {}],
    ['was taken back after it', { endedOn: '2026-04-02', arrivedOn: null }, { '2026-04-01': check(1, 1) }],
    ['had come before it was known here', { arrivedOn: '2026-03-09' }, {}],
    ['is a test person’s that had come before', { kind: 'canary', arrivedOn: '2026-03-09' }, { '2026-04-01': check(1, 0, 'canary') }],
    ['is a test person’s placed 7 days before', { kind: 'canary', knownOn: '2026-03-25', arrivedOn: null }, { '2026-04-01': check(1, 1, 'canary') }],
  ])('one that %s', (_words, given, expected) => {
    expect(checks(given)).toEqual(expected)
  })

  test('is looked for once, however it lies, and never missed more than it was expected', () => {
    const day = fc.integer({ min: 0, max: 120 }).map((n) => addDays('2026-01-15', n))
    const known = fc.record({
      kind: fc.constantFrom('canary' as const, 'other-route' as const), code: fc.constant('T1_DISSENT' as const), knownOn: day, endedOn: fc.option(day), arrivedOn: fc.option(day), people: fc.integer({ min: 1, max: 9 }),
    })
    fc.assert(fc.property(fc.array(known, { maxLength: 30 }), (all) => {
      const given = [...arrivalChecks(all, came).values()].flat()
      const expected = given.reduce((total, each) => total + each.expected, 0)
      expect(expected).toBeLessThanOrEqual(all.reduce((total, { people }) => total + people, 0))
      for (const each of given) expect(each.missing).toBeLessThanOrEqual(each.expected)
      expect(arrivalChecks(all, [])).toEqual(new Map())
    }))
  })
})

describe('overlapping extracts', () => {
  const on = (key: string, recordedOn: string, isEnded = false) => ({ key, recordedOn, isEnded })
  test('name what came late and what vanished, over the days both cover', () => {
    const earlier = [on('kept', '2026-03-02'), on('gone', '2026-03-03'), on('ended', '2026-03-03'), on('before', '2026-02-01')]
    const later = [on('kept', '2026-03-02'), on('late', '2026-03-31'), on('new', '2026-04-01'), on('ended', '2026-04-02', true)]
    expect(compareOverlap(earlier, later, '2026-03-01', '2026-03-31')).toEqual({
      late: ['late'], vanished: ['gone'], check: { kind: 're-extract', expected: 4, missing: 2 },
    })
  })
})
