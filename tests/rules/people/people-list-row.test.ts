import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPeopleListRow, readPostcode } from '#app/people/people-list.schema.ts'
import { aListRow, type ListRowGiven } from '#tests/factories/people-lists.ts'

const RULES = { today: '2026-03-02', allowTestNumbers: true }
const read = (given: ListRowGiven, rules = RULES) => readPeopleListRow(aListRow(given), rules)
const problems = (given: ListRowGiven, rules = RULES) => {
  const reading = read(given, rules)
  return reading.ok ? [] : reading.problems
}

describe('a row of a people list', () => {
  test('with everything right is a person', () => {
    expect(read({})).toEqual({
      ok: true,
      value: {
        nhsNumber: '9990000018', localId: '1001', givenName: 'Alex', familyName: 'Sample', dateOfBirth: '1980-05-17', gender: 'female',
        addressLines: ['1 Test Street', 'Oldham'], postcode: 'OL8 9ZZ', language: 'en', format: 'standard', isDeceased: false, isRestricted: false,
        diedOn: null, registrationKind: null,
      },
    })
  })

  test.each<[string, ListRowGiven, string, RegExp]>([
    ['nine digits', { nhs_number: '999000001' }, 'nhs_number', /not 10 digits/],
    ['a digit wrong', { nhs_number: '9990000019' }, 'nhs_number', /digit wrong/],
    ['one digit repeated', { nhs_number: '9999999999' }, 'nhs_number', /one digit repeated/],
    ['a number that a spreadsheet has shortened', { nhs_number: '9.99E+09' }, 'nhs_number', /spreadsheet has shortened/],
    ['a number of a range not issued', { nhs_number: `500${'0000005'}` }, 'nhs_number', /not issued/],
    ['no practice number', { local_id: ' ' }, 'local_id', /blank/],
    ['no given name', { given_name: '' }, 'given_name', /blank/],
    ['no family name', { family_name: '\u00a0' }, 'family_name', /blank/],
    ['a name without letters', { family_name: '...' }, 'family_name', /no letters/],
    ['a name that is a formula', { given_name: '=HYPERLINK("x")' }, 'given_name', /begins with =/],
    ['a practice number that is a formula', { local_id: '@SUM(A1)' }, 'local_id', /begins with @/],
    ['an address that is a formula', { address_line_1: '+1 Test Street' }, 'address_line_1', /begins with \+/],
    ['a name far too long', { given_name: 'x'.repeat(101) }, 'given_name', /longer than 100/],
    ['a letter that was lost on the way', { family_name: 'J\ufffdrgens' }, 'family_name', /cannot be printed/],
    ['no date of birth', { date_of_birth: '' }, 'date_of_birth', /blank/],
    ['30 February', { date_of_birth: '1980-02-30' }, 'date_of_birth', /not a real date/],
    ['the month first', { date_of_birth: '03/27/1980' }, 'date_of_birth', /not a real date/],
    ['a birth tomorrow', { date_of_birth: '2026-03-03' }, 'date_of_birth', /in the future/],
    ['a birth over 130 years ago', { date_of_birth: '1896-03-01' }, 'date_of_birth', /before 2 March 1896/],
    ['a gender of another list', { gender: 'F1' }, 'gender', /must be female, male, other or unknown/],
    ['a postcode of another country', { postcode: '75001' }, 'postcode', /not a UK postcode/],
    ['a language in words', { language: 'Bengali (Sylheti)' }, 'language', /must be a code/],
    ['a format that is none', { format: 'big' }, 'format', /must be standard, large-print/],
    ['a deceased that is neither yes nor blank', { deceased: '2019-01-01' }, 'deceased', /yes or blank/],
    ['a death tomorrow', { deceased: 'yes', date_of_death: '2026-03-03' }, 'date_of_death', /Date of death is in the future/],
    ['a death before the birth', { deceased: 'yes', date_of_death: '1979-01-01' }, 'date_of_death', /before the date of birth/],
    ['a registration of another kind', { registration_kind: 'walk-in' }, 'registration_kind', /regular or temporary/],
    ['a restricted that is neither yes nor blank', { restricted: 'S' }, 'restricted', /yes or blank/],
  ])('with %s is given back, with what to do', (_what, given, field, message) => {
    const [problem, ...others] = problems(given)
    expect(others).toEqual([])
    expect(problem).toMatchObject({ field, message: expect.stringMatching(message) as string })
  })

  test('may give the day of death, which says by itself that someone has died, and the kind of registration', () => {
    expect(read({ date_of_death: '27/02/2026', registration_kind: 'Temporary' })).toMatchObject({ ok: true, value: { isDeceased: true, diedOn: '2026-02-27', registrationKind: 'temporary' } })
    expect(read({ deceased: 'yes' })).toMatchObject({ ok: true, value: { isDeceased: true, diedOn: null } })
  })

  test('names every problem at once', () => {
    expect(problems({ nhs_number: '1', date_of_birth: 'x', postcode: 'x' }).map((problem) => problem.field)).toEqual(['nhs_number', 'date_of_birth', 'postcode'])
  })

  test('a number of the test range is refused where the portal is live', () => {
    expect(problems({}, { ...RULES, allowTestNumbers: false })).toMatchObject([{ field: 'nhs_number', message: expect.stringContaining('kept for tests') as string }])
  })

  test.each([
    ['27/03/1962', '1962-03-27'], ['7/3/1962', '1962-03-07'], ['1962-03-27', '1962-03-27'], ['29/02/2024', '2024-02-29'],
  ])('a date of birth of %s is %s', (typed, day) => {
    expect(read({ date_of_birth: typed })).toMatchObject({ ok: true, value: { dateOfBirth: day } })
  })

  test('born today and born 130 years ago to the day are both possible', () => {
    expect(read({ date_of_birth: '2026-03-02' }).ok).toBe(true)
    expect(read({ date_of_birth: '1896-03-02' }).ok).toBe(true)
  })

  test('spaces, hyphens and no-break spaces in an NHS number do not matter', () => {
    for (const typed of ['999 000 0018', '999-000-0018', '999\u00a0000\u00a00018', '  9990000018 ']) {
      expect(read({ nhs_number: typed })).toMatchObject({ ok: true, value: { nhsNumber: '9990000018' } })
    }
  })

  test('a blank NHS number is none, and no number of spaces makes it another', () => {
    for (const typed of ['', ' ', '\u00a0\u200b']) expect(read({ nhs_number: typed })).toMatchObject({ ok: true, value: { nhsNumber: null, localId: '1001' } })
  })

  test('what may be blank has its safe value', () => {
    expect(read({ language: '', format: '', gender: '', postcode: '', address_line_1: '', address_line_2: '' })).toMatchObject({
      ok: true, value: { language: 'en', format: 'standard', gender: 'unknown', postcode: '', addressLines: [] },
    })
  })

  test('case 20: the address of someone restricted is not read at all, not even to complain of it', () => {
    expect(read({ restricted: 'yes', postcode: 'nonsense', address_line_1: '=1' })).toMatchObject({ ok: true, value: { isRestricted: true, addressLines: [], postcode: '' } })
  })

  test('no message ever quotes what a cell holds', () => {
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...Object.keys(aListRow())), fc.stringMatching(/^[a-z]{8,20}$/)), (given) => {
      for (const problem of problems(given)) for (const cell of Object.values(given)) expect(problem.message).not.toContain(cell)
    }))
  })

  test.each([['ol89zz', 'OL8 9ZZ'], ['M1 1AE', 'M1 1AE'], ['ec1a-1bb', 'EC1A 1BB'], ['OL8 9CZ', null], ['OL8', null], ['1OL 8ZZ', null]])('postcode %s reads as %s', (typed, code) => {
    expect(readPostcode(typed)).toBe(code)
  })
})
