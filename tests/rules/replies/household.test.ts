import { describe, expect, test } from 'vitest'
import { decideHousehold, type HouseholdAnswer } from '#app/letters/household.rules.ts'
import { householdSchema } from '#app/letters/household.schema.ts'
import { householdDoneWords } from '#app/letters/household.words.ts'
import { decideQueryLetter, QUERY_LETTER_REFUSALS } from '#app/letters/query-letter.rules.ts'
import { QUERY_LETTER_REFUSAL_WORDS } from '#app/letters/query-letter.words.ts'
import type { CampaignFacts } from '#app/letters/reply.rules.ts'

const CAMPAIGN: CampaignFacts = { state: 'posted', letterDate: '2026-05-01', lettersMadeAt: new Date('2026-05-01T09:00:00Z'), closingDate: '2026-05-29' }
const TODAY = '2026-06-15'
const row = (dateOfBirth: string, answer: HouseholdAnswer, holderName = '') => ({ person: { dateOfBirth }, answer, holderName })
const ADULT = '1980-05-17'
const FOURTEEN = '2012-01-10'
const EIGHT = '2018-01-10'

describe('case X8: one form for a household, 4 names and 3 signatures, the one who did not sign is 14', () => {
  const form = [row(ADULT, 'opt-out-signed'), row('1982-01-01', 'opt-out-signed'), row(EIGHT, 'opt-out-signed', 'Robin Sample'), row(FOURTEEN, 'opt-out-unsigned')]

  test('is three choices, each on its own word, and a query', () => {
    const decided = decideHousehold(form, '2026-05-10', CAMPAIGN, TODAY)
    expect(decided).toMatchObject({ ok: true, replies: [
      { given: { word: 'self' }, decision: { outcome: 'opt-out', isSigned: true, effective: '2026-05-10' } }, { decision: { outcome: 'opt-out' } },
      { given: { word: 'parent' }, decision: { outcome: 'opt-out', authority: { holderName: 'Robin Sample' } } }, { given: { word: 'self' }, decision: { outcome: 'query', queryKind: 'unsigned-opt-out' } },
    ] })
  })

  test('a child’s signature without the name of who signed refuses the form as a whole, and says whose', () => {
    const decided = decideHousehold([row(ADULT, 'opt-out-signed'), row(EIGHT, 'opt-out-signed')], '2026-05-10', CAMPAIGN, TODAY)
    expect(decided).toMatchObject({ ok: false, refusals: [{ index: 1, refusal: { kind: 'holder-missing' } }] })
  })

  test('whoever is not on the form says nothing', () => {
    expect(decideHousehold([row(ADULT, 'not-named'), row(FOURTEEN, 'opt-out-withdrawn-signed')], '2026-05-10', CAMPAIGN, TODAY)).toMatchObject({
      ok: true, replies: [{ decision: { outcome: 'opt-out-withdrawn' } }],
    })
  })

  test('a day that cannot be is told', () => {
    expect(decideHousehold(form, '2026-06-16', CAMPAIGN, TODAY)).toMatchObject({ ok: false, refusals: expect.arrayContaining([expect.objectContaining({ refusal: expect.objectContaining({ kind: 'received-in-future' }) })]) })
  })
})

describe('the form for a household', () => {
  const id = '3f9a12bc-77de-4000-8000-000000000000'
  const typed = (answer: string) => ({ formId: id, received: { day: '10', month: '5', year: '2026' }, people: [{ id, answer, holderName: '' }] })

  test('takes an answer for each person, and names the box that has none', () => {
    expect(householdSchema.safeParse(typed('opt-out-signed')).success).toBe(true)
    expect(householdSchema.safeParse(typed('')).error?.issues).toMatchObject([{ path: ['people', 0, 'answer'], message: 'Select what the form has for this person' }])
  })

  test('must name somebody', () => {
    expect(householdSchema.safeParse(typed('not-named')).error?.issues).toMatchObject([{ path: ['people', 0, 'answer'] }])
  })

  test('is told back in one sentence a thing', () => {
    expect(householdDoneWords({ recorded: 3, repeated: 0, queries: 1 })).toBe('3 choices are recorded from the form. 1 person did not sign and must be asked: see the queries.')
    expect(householdDoneWords({ recorded: 1, repeated: 2, queries: 0 })).toBe('1 choice is recorded from the form. 2 were there already.')
  })
})

describe('asking by letter about a slip without a signature', () => {
  const person = {
    givenName: 'Alex', familyName: 'Sample', dateOfBirth: FOURTEEN, addressLines: ['1 Test Street', 'Oldham'], postcode: 'OL8 9ZZ', format: 'standard' as const,
    isDeceased: false, isRestricted: false, leftAt: null,
  }
  const query = { queryKind: 'unsigned-opt-out', settledAt: null }

  test('speaks to the young person themselves from 13, before that to the parent or carer', () => {
    expect(decideQueryLetter(query, person, true, TODAY)).toEqual({ ok: true, value: { addressee: 'self' } })
    expect(decideQueryLetter(query, { ...person, dateOfBirth: EIGHT }, true, TODAY)).toEqual({ ok: true, value: { addressee: 'parent-or-carer' } })
  })

  test.each([
    ['one that may be several people’s', { ...query, queryKind: 'matches-several' }, person, true, 'not-unsigned'],
    ['one that is settled', { ...query, settledAt: new Date(0) }, person, true, 'settled-already'],
    ['someone who had no letter', query, person, false, 'no-first-letter'],
    ['someone whose place is kept secret', query, { ...person, isRestricted: true }, true, 'not-by-letter'],
    ['someone who has died', query, { ...person, isDeceased: true }, true, 'not-by-letter'],
    ['someone who needs braille', query, { ...person, format: 'braille' as const }, true, 'not-by-letter'],
  ] as const)('not about %s', (_what, of, whom, hasLetter, kind) => {
    expect(decideQueryLetter(of, whom, hasLetter, TODAY)).toMatchObject({ ok: false, refusal: { kind } })
  })

  test.each(QUERY_LETTER_REFUSALS)('the refusal %s has words', (kind) => {
    expect(QUERY_LETTER_REFUSAL_WORDS[kind]).toMatch(/\.$/)
  })
})
