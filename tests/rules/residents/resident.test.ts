import { describe, expect, test } from 'vitest'
import {
  afterWrongBirthDate, CODE_FAILURES_ALLOWED, CODE_LOCK_MINUTES, decideWho, doesCodeOpen, isCodeLocked, lifeStage, WHO_REFUSALS, type CodeState,
} from '#app/letters/resident.rules.ts'
import { standingWords, whoRefusalWords, whoseIs, WHO_REFUSAL_TITLES } from '#app/letters/resident.words.ts'

const NOW = new Date('2026-06-15T10:00:00Z')
const later = (ms: number) => new Date(NOW.getTime() + ms)
const LOCK = CODE_LOCK_MINUTES * 60_000

describe('the lock of a code', () => {
  test('the fifth wrong date locks, for an hour to the second', () => {
    let state: CodeState = { failures: 0, lockedUntil: null }
    const locks: boolean[] = []
    for (let i = 0; i < CODE_FAILURES_ALLOWED; i += 1) {
      const next = afterWrongBirthDate(state, NOW)
      locks.push(next.locksNow)
      state = next
    }
    expect(locks).toEqual([false, false, false, false, true])
    expect(isCodeLocked(state, later(LOCK - 1000))).toBe(true)
    expect(isCodeLocked(state, later(LOCK))).toBe(false)
  })

  test('after a lock has run out, counting begins again', () => {
    expect(afterWrongBirthDate({ failures: 5, lockedUntil: later(-1) }, NOW)).toEqual({ failures: 1, lockedUntil: null, locksNow: false })
  })
})

describe('what a code opens', () => {
  const sent = { campaignState: 'posted', suppression: null } as const
  const someone = { isDeceased: false, isRestricted: false }
  test.each([
    ['a posted letter', sent, someone, true],
    ['a letter made and not posted', { ...sent, campaignState: 'made' } as const, someone, true],
    ['a letter still being made', { ...sent, campaignState: 'making' } as const, someone, false],
    ['a letter that was not to be sent', { ...sent, suppression: 'restricted' } as const, someone, false],
    ['a letter to someone who has died since', sent, { ...someone, isDeceased: true }, false],
    ['a letter to someone restricted since', sent, { ...someone, isRestricted: true }, false],
  ])('%s: %#', (_what, letter, person, opens) => expect(doesCodeOpen(letter, person)).toBe(opens))
})

describe('who may go on', () => {
  const born = '2013-06-15'
  test.each([
    ['2026-06-14', 'child', 'self', 'under-13-needs-parent'],
    ['2026-06-14', 'child', 'parent', null],
    ['2026-06-15', 'young-person', 'self', null],
    ['2026-06-15', 'young-person', 'parent', 'aged-13-plus'],
    ['2026-06-15', 'young-person', 'someone-else', 'someone-else'],
    ['2026-06-14', 'child', 'someone-else', 'someone-else'],
    ['2031-06-14', 'young-person', 'self', null],
    ['2031-06-15', 'adult', 'self', null],
  ] as const)('on %s a %s: %s → %s', (on, stage, answer, refusal) => {
    expect(lifeStage(born, on)).toBe(stage)
    const decided = decideWho(answer, born, on)
    expect(decided.ok ? null : decided.refusal.kind).toBe(refusal)
  })

  test('each refusal has a title and words', () => {
    for (const kind of WHO_REFUSALS) expect(`${WHO_REFUSAL_TITLES[kind]} ${whoRefusalWords('Sam')[kind]}`).toMatch(/^.{40,}\.$/)
  })
})

test('silence is never called consent', () => {
  for (const isClosed of [true, false]) expect(standingWords('NONE_RECORDED', whoseIs('self', 'Sam'), isClosed)).not.toMatch(/consent|agree/i)
  expect(standingWords('DENIED', whoseIs('parent', 'Sam'), true)).toBe('Do not share Sam’s information.')
})
