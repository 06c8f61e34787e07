import { describe, expect, test } from 'vitest'
import { readMappedColumns } from '#app/people/map-headings.rules.ts'
import { Contradictions, householdText, LIST_FAULTS, looksLikeFormula, neutralCell, normalHeading, PEOPLE_LIST_COLUMNS, planColumns } from '#app/people/people-list.rules.ts'
import { LIST_FAULT_WORDS, listFaultSentence } from '#app/people/people-list.words.ts'

describe('headings', () => {
  test('are ours however they are written', () => {
    for (const heading of ['nhs_number', 'NHS Number', ' nhs-number ', 'NHS  NUMBER', '\ufeffnhs_number']) expect(normalHeading(heading)).toBe('nhs_number')
  })

  test('that are not ours are named and left alone', () => {
    const plan = planColumns([...PEOPLE_LIST_COLUMNS, 'Usual GP', 'Telephone', ''])
    expect(plan).toMatchObject({ missing: [], ignored: ['Usual GP', 'Telephone'], twice: [] })
    expect(plan.places.get('nhs_number')).toBe(0)
  })

  test('that are missing are named, and the lines of an address may be', () => {
    expect(planColumns(['nhs_number', 'given_name']).missing).toEqual([
      'local_id', 'family_name', 'date_of_birth', 'gender', 'address_line_1', 'postcode', 'deceased', 'restricted',
    ])
  })

  test('that come twice are named', () => {
    expect(planColumns([...PEOPLE_LIST_COLUMNS, 'Postcode']).twice).toEqual(['postcode'])
  })

  test('that the sender mapped stand for ours, also in place of one of the same name', () => {
    const headings = ['EMIS No', ...PEOPLE_LIST_COLUMNS.filter((column) => column !== 'local_id')]
    expect(planColumns(headings, { emis_no: 'local_id' }).places.get('local_id')).toBe(0)
    expect(planColumns([...PEOPLE_LIST_COLUMNS, 'Formal name'], { formal_name: 'given_name' }).places.get('given_name')).toBe(PEOPLE_LIST_COLUMNS.length)
  })

  test('a mapping needs each column once', () => {
    const chosen = (choices: Record<string, string>) => readMappedColumns(['local_id', 'gender'], (name) => choices[name] ?? '')
    expect(chosen({ local_id: '3', gender: '0' })).toMatchObject({ ok: true, value: new Map([['local_id', 3], ['gender', 0]]) })
    expect(chosen({ local_id: '3' })).toMatchObject({ ok: false, problems: [{ field: 'gender' }] })
    expect(chosen({ local_id: '3', gender: '3' })).toMatchObject({ ok: false, problems: [{ field: 'gender' }], typed: { local_id: '3', gender: '3' } })
    expect(chosen({ local_id: '-1', gender: 'x' })).toMatchObject({ ok: false, problems: [{ field: 'local_id' }, { field: 'gender' }] })
  })
})

describe('rows that contradict each other', () => {
  const found = (rows: readonly (readonly [number, string, string])[]) => {
    const contradictions = new Contradictions()
    for (const row of rows) contradictions.note(...row)
    return Object.fromEntries(contradictions.find())
  }

  test('the same NHS number twice puts both rows in doubt', () => {
    expect(found([[2, '9990000018', '1'], [3, '9990000026', '2'], [4, '9990000018', '1']])).toEqual({
      2: [{ field: 'nhs_number', rows: [4] }], 4: [{ field: 'nhs_number', rows: [2] }],
    })
  })

  test('one practice number for two NHS numbers puts both rows in doubt', () => {
    expect(found([[2, '9990000018', '7'], [3, '9990000026', '7'], [4, '9990000034', '']])).toEqual({
      2: [{ field: 'local_id', rows: [3] }], 3: [{ field: 'local_id', rows: [2] }],
    })
  })

  test('people without anything in common do not', () => {
    expect(found([[2, '9990000018', '1'], [3, '9990000026', '2']])).toEqual({})
  })
})

describe('cells for a spreadsheet', () => {
  test.each(['=1+1', '+44', '-1', '@SUM', '\t=1', '\rx', ' =1'])('%j is given out with an apostrophe', (cell) => {
    expect(looksLikeFormula(cell)).toBe(true)
    expect(neutralCell(cell)).toBe(`'${cell}`)
  })
  test.each(['Smith', '1 Test Street', '', 'O’Brien-Jones', '2026-01-01'])('%j is given out as it is', (cell) => expect(neutralCell(cell)).toBe(cell))
})

describe('a household', () => {
  test('is one home, however its address is written', () => {
    expect(householdText(['Flat 1, Mill Court', '2 Test St.'], 'OL8 9ZZ')).toBe(householdText(['FLAT 1 MILL COURT', '', '2 TEST ST'], 'OL8 9ZZ'))
    expect(householdText(['Flat 1'], 'OL8 9ZZ')).not.toBe(householdText(['Flat 11'], 'OL8 9ZZ'))
    expect(householdText(['1 Test Street'], '')).toBeNull()
    expect(householdText([], 'OL8 9ZZ')).toBeNull()
  })
})

test('every fault of a file has a sentence that says what to do', () => {
  for (const kind of LIST_FAULTS) expect(LIST_FAULT_WORDS[kind]({ row: 5, columns: 'Gender', separator: 'tabs', headings: 'x' })).toMatch(/[a-z].*\.$/)
  expect(listFaultSentence({ kind: 'something of another time' })).toBe('The file could not be used.')
})
