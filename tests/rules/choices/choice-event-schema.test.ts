import { describe, expect, test } from 'vitest'
import { readChoiceEventRow, readEventTime, readInstant, readPeople, readTerms, unknownTerms } from '#app/choices/choice-event.schema.ts'

const row = {
  nhs_number: '9990000018', code_system: 'read2', code: '9Nu0.00', effective: '2026-03-10', recorded: '2026-03-10T09:30',
  source: 'a81001', sequence: '7', end_reason: '',
}

describe('times', () => {
  test.each([
    ['2026-03-10', { day: '2026-03-10', ms: null }],
    ['2026-03-10T09:30', { day: '2026-03-10', ms: Date.parse('2026-03-10T09:30Z') }],
    ['2026-07-10T09:30:15', { day: '2026-07-10', ms: Date.parse('2026-07-10T08:30:15Z') }],
    ['2026-07-10 09:30', { day: '2026-07-10', ms: Date.parse('2026-07-10T08:30Z') }],
    ['2026-07-10T23:30:00Z', { day: '2026-07-11', ms: Date.parse('2026-07-10T23:30Z') }],
    ['2026-07-10T09:30:00.1234567+0200', { day: '2026-07-10', ms: Date.parse('2026-07-10T07:30:00.123Z') }],
  ])('%s', (text, expected) => expect(readEventTime(text)).toEqual(expected))

  test.each(['10/03/2026', '2026-02-30', '2026-02-30T10:00Z', '2026-03-10T24:00', '2026-03-10T9:00', '2026-03-10T10:00:60Z', '2026-03', ''])(
    '"%s" is no time', (text) => expect(readEventTime(text)).toBeNull(),
  )

  test('a bare day as an instant is its first moment in London', () => {
    expect(readInstant('2026-07-10')?.toISOString()).toBe('2026-07-09T23:00:00.000Z')
  })
})

describe('a row of coded events', () => {
  test('becomes an event', () => {
    expect(readChoiceEventRow(row)).toEqual({
      ok: true,
      value: {
        nhsNumber: '9990000018', role: 'T1_DISSENT', project: null, source: 'A81001', sequence: 7, enteredInError: false,
        effective: { day: '2026-03-10', ms: null }, recorded: { day: '2026-03-10', ms: Date.parse('2026-03-10T09:30Z') },
      },
    })
  })

  test('may leave dates and sequence blank, and write a number with spaces', () => {
    expect(readChoiceEventRow({ ...row, nhs_number: '999 000 0018', effective: '', recorded: '', sequence: '', end_reason: 'entered-in-error' })).toMatchObject({
      ok: true, value: { nhsNumber: '9990000018', effective: null, recorded: null, sequence: null, enteredInError: true },
    })
  })

  test.each([
    ['nhs_number', '9990000019'], ['nhs_number', ''], ['code_system', 'icd10'], ['code', '9nu0.'], ['effective', '10/03/2026'],
    ['recorded', 'yesterday'], ['source', ''], ['source', 'the surgery'], ['sequence', '-1'], ['end_reason', 'moved'],
  ])('names %s when it holds "%s"', (column, text) => {
    const reading = readChoiceEventRow({ ...row, [column]: text })
    expect(reading).toMatchObject({ ok: false, problems: [{ field: column }] })
    if (!reading.ok && text.length > 5) expect(JSON.stringify(reading.problems)).not.toContain(text)
  })

  test('names every column at fault', () => {
    const reading = readChoiceEventRow({})
    expect(reading.ok ? [] : reading.problems.map(({ field }) => field)).toEqual(['nhs_number', 'source', 'code_system'])
  })
})

describe('terms', () => {
  test('are read by the contract’s keys, and those left out stay out', () => {
    const reading = readTerms({
      flow: 'oldham-gp-pilot', discloser: 'A81001', draws_on: ['gp'], purpose: 'secondary', confidentiality: 'section-251', project: 'oldham-gp-pilot',
      national_opt_out_disapplied: [{ from: '2026-01-01', to: '2026-12-31' }], extend_type_1: false, national_check_max_age_days: 7, live: false,
    })
    expect(reading).toMatchObject({ ok: true, value: { discloser: 'A81001', drawsOn: ['gp'], extendType1: false, live: false, englandOnly: undefined } })
  })

  test.each([
    ['confidentiality', 'because'], ['draws_on', ['gossip']], ['live', 'no'], ['national_check_max_age_days', '7'],
    ['national_opt_out_disapplied.0.to', undefined], ['project', 'Two Words'],
  ])('name %s when it is wrong', (field, value) => {
    const key = field.split('.')[0] as string
    const json = key === 'national_opt_out_disapplied' ? { [key]: [{ from: '2026-01-01' }] } : { [key]: value }
    const reading = readTerms(json)
    expect(reading.ok ? '' : reading.problems[0]?.field).toMatch(new RegExp(`^${field.replaceAll('.', '\\.')}`))
  })

  test('keys that are no terms are named', () => expect(unknownTerms({ live: true, extend_type1: false })).toEqual(['extend_type1']))
})

describe('people', () => {
  test('keep a number that is not one, to be left out by the decision', () => {
    for (const [given, kept] of [['9990000019', '9990000019'], ['999 000 0018', '9990000018'], [999000001, '999000001'], [null, ''], [undefined, '']]) {
      expect(readPeople([{ nhs_number: given, born: '1970-01-01', registrations: [] }])).toMatchObject({ ok: true, value: [{ nhsNumber: kept }] })
    }
  })

  test('a superseded number is a confirmed join unless it says not', () => {
    const person = { nhs_number: '9990000018', born: '1970-01-01', registrations: [], superseded_by: '9990000026' }
    expect(readPeople([person])).toMatchObject({ ok: true, value: [{ supersededBy: '9990000026', mergeConfirmed: true }] })
    expect(readPeople([{ ...person, merge_confirmed: false }])).toMatchObject({ ok: true, value: [{ mergeConfirmed: false }] })
  })

  test.each([[{}, ''], [[1], '0'], [[{ born: '1970-13-01' }], '0.born'], [[{ national_check: { answered: 'today', cleared: true } }], '0.national_check.answered']])(
    'name what is wrong', (json, field) => {
      const reading = readPeople(json)
      expect(reading.ok ? null : reading.problems[0]?.field).toBe(field)
    },
  )
})
