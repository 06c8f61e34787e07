import { stringify } from 'csv-stringify/sync'
import { PEOPLE_LIST_COLUMNS, type PeopleListColumn } from '#app/people/people-list.rules.ts'

export type ListRowGiven = Partial<Record<PeopleListColumn, string>>

/** A row of a people list with everything right: an adult called Alex Sample unless said otherwise. */
export function aListRow(given: ListRowGiven = {}): Record<PeopleListColumn, string> {
  return {
    nhs_number: '9990000018', local_id: '1001', given_name: 'Alex', family_name: 'Sample', date_of_birth: '1980-05-17', gender: 'female',
    address_line_1: '1 Test Street', address_line_2: 'Oldham', address_line_3: '', address_line_4: '', address_line_5: '', postcode: 'OL8 9ZZ',
    language: 'en', format: 'standard', deceased: '', restricted: '', date_of_death: '', registration_kind: '', ...given,
  }
}

/** A people list as a practice would save it. */
export function aPeopleList(rows: readonly ListRowGiven[], options: { readonly lineEnd?: string; readonly headings?: readonly string[] } = {}): string {
  const cells = rows.map((row) => PEOPLE_LIST_COLUMNS.map((column) => aListRow(row)[column]))
  return stringify([options.headings ?? PEOPLE_LIST_COLUMNS, ...cells] as string[][], { record_delimiter: options.lineEnd ?? '\n' })
}
