import { describe, expect, test } from 'vitest'
import {
  checkReceived, decideReply, firstReplyDay, REPLY_REFUSALS, saysOfQuery, settlementsFor, usualWord, type CampaignFacts, type ReplyGiven,
} from '#app/letters/reply.rules.ts'
import { REFUSAL_FIELD, REPLY_REFUSAL_STATUS, replyRefusalWords } from '#app/letters/reply.words.ts'

const CAMPAIGN: CampaignFacts = { state: 'posted', letterDate: '2026-05-01', lettersMadeAt: new Date('2026-05-01T09:00:00Z'), closingDate: '2026-05-29' }
const SIGNED: ReplyGiven = { says: 'opt-out', came: 'slip-signed', word: 'self', received: '2026-05-10' }
const ADULT = '1980-05-17'
const TODAY = '2026-06-15'

describe('what a reply amounts to', () => {
  test('a signed slip is a choice from the day it came', () => {
    expect(decideReply(SIGNED, CAMPAIGN, ADULT, TODAY)).toEqual({
      ok: true, value: { outcome: 'opt-out', channel: 'slip', isSigned: true, isLate: false, effective: '2026-05-10', authority: null },
    })
  })

  test.each([['2026-05-29', false], ['2026-05-30', true]])('a reply of %s is late: %s, and counts from that day all the same', (received, isLate) => {
    expect(decideReply({ ...SIGNED, received }, CAMPAIGN, ADULT, TODAY)).toMatchObject({ ok: true, value: { isLate, effective: received, outcome: 'opt-out' } })
  })

  test.each(['opt-out', 'opt-out-withdrawn'] as const)('a slip without a signature that says %s is a query', (says) => {
    const decided = decideReply({ ...SIGNED, says, came: 'slip-unsigned' }, CAMPAIGN, ADULT, TODAY)
    expect(decided).toMatchObject({ ok: true, value: { outcome: 'query', queryKind: `unsigned-${says}` } })
    expect(saysOfQuery(decided.ok && decided.value.outcome === 'query' ? decided.value.queryKind : null)).toBe(says)
  })

  test('an unsigned slip is a query even where the word it names would be refused', () => {
    expect(decideReply({ ...SIGNED, came: 'slip-unsigned', word: 'parent' }, CAMPAIGN, ADULT, TODAY)).toMatchObject({ ok: true, value: { outcome: 'query' } })
  })

  test.each(['phone', 'desk'] as const)('someone by %s needs no signature', (came) => {
    expect(decideReply({ ...SIGNED, came }, CAMPAIGN, ADULT, TODAY)).toMatchObject({ ok: true, value: { channel: came, outcome: 'opt-out' } })
  })

  test.each([
    ['a day ahead of today', { received: '2026-06-16' }, 'received-in-future'],
    ['a day before the letters', { received: '2026-04-30' }, 'received-before-letters'],
  ])('%s is refused', (_what, more, kind) => {
    expect(decideReply({ ...SIGNED, ...more }, CAMPAIGN, ADULT, TODAY)).toMatchObject({ ok: false, refusal: { kind } })
  })

  test.each(['draft', 'making'] as const)('nothing can have come back while the letters are in state %s', (state) => {
    expect(checkReceived({ ...CAMPAIGN, state }, '2026-05-10', TODAY)).toMatchObject({ ok: false, refusal: { kind: 'letters-not-made' } })
  })

  test('the first day is the earlier of the day on the letters and the day they were made', () => {
    expect(firstReplyDay({ ...CAMPAIGN, lettersMadeAt: new Date('2026-04-29T23:30:00Z') })).toBe('2026-04-30')
    expect(firstReplyDay({ ...CAMPAIGN, lettersMadeAt: new Date('2026-05-03T09:00:00Z') })).toBe('2026-05-01')
  })
})

describe('who may choose', () => {
  const thirteenOnTheTenth = '2013-05-10'
  const SPEAKER = {
    self: {}, parent: { holderName: 'Robin Sample', seen: 'said-so' }, attorney: { holderName: 'Robin Sample', power: 'lasting-power-health', seen: 'original' },
    deputy: { holderName: 'Robin Sample', seen: 'court-order' },
  } as const
  test.each([
    ['a parent the day before the 13th birthday', thirteenOnTheTenth, 'parent', '2026-05-09', null],
    ['a parent on the 13th birthday', thirteenOnTheTenth, 'parent', '2026-05-10', 'aged-13-plus'],
    ['a child the day before the 13th birthday', thirteenOnTheTenth, 'self', '2026-05-09', 'under-13-needs-parent'],
    ['a young person on the 13th birthday', thirteenOnTheTenth, 'self', '2026-05-10', null],
    ['an attorney for a 17-year-old', '2008-05-11', 'attorney', '2026-05-10', 'not-adult'],
    ['an attorney for an 18-year-old', '2008-05-10', 'attorney', '2026-05-10', null],
    ['a deputy for a child', '2020-01-01', 'deputy', '2026-05-10', 'not-adult'],
  ] as const)('%s', (_who, born, word, received, refusal) => {
    const decided = decideReply({ ...SIGNED, ...SPEAKER[word], word, received }, CAMPAIGN, born, TODAY)
    expect(decided.ok ? null : decided.refusal.kind).toBe(refusal)
  })

  test('a slip that a parent signed before the 13th birthday counts although it is typed in after it', () => {
    expect(decideReply({ ...SIGNED, ...SPEAKER.parent, word: 'parent', received: '2026-05-09' }, CAMPAIGN, thirteenOnTheTenth, '2026-06-15').ok).toBe(true)
  })

  test('age is looked at before the right to speak, so that someone who may not choose is told where to go', () => {
    expect(decideReply({ ...SIGNED, word: 'parent' }, CAMPAIGN, ADULT, TODAY)).toMatchObject({ refusal: { kind: 'aged-13-plus' } })
    expect(decideReply({ ...SIGNED, word: 'deputy' }, CAMPAIGN, ADULT, TODAY)).toMatchObject({ refusal: { kind: 'holder-missing' } })
  })

  test('where nobody said who spoke, age does', () => {
    expect([usualWord(thirteenOnTheTenth, '2026-05-09'), usualWord(thirteenOnTheTenth, '2026-05-10')]).toEqual(['parent', 'self'])
  })
})

test('each kind of query has its own ways of being settled', () => {
  expect(settlementsFor('unsigned-opt-out')).toEqual(['signed-since', 'spoke-to-patient', 'not-a-choice'])
  expect(settlementsFor('matches-several')).toEqual(['is-this-person', 'not-a-choice'])
})

test.each(REPLY_REFUSALS)('the refusal %s has words, a field and a status', (kind) => {
  expect(replyRefusalWords({ kind, details: { first: '2026-05-01', today: TODAY, endsOn: TODAY, on: TODAY } })).toMatch(/^[A-Z].+\.$/)
  expect(REFUSAL_FIELD).toHaveProperty(kind)
  expect(REPLY_REFUSAL_STATUS[kind]).toBeGreaterThanOrEqual(400)
})
