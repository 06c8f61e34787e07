import { Details, Table } from '#app/ui/furniture.tsx'
import { OPTIONAL_COLUMNS, PEOPLE_LIST_COLUMNS } from './people-list.rules.ts'
import { COLUMN_HELP, COLUMN_WORDS } from './people-list.words.ts'

/** What a people list looks like, column by column. */
export function PeopleListFormat() {
  return (
    <Details summary="How the file should look">
      <p>A CSV file, with a first row of headings and a row for each person. The order of the columns does not matter. Columns that are not in this table are left alone, and you are told which. If your headings are other words, send the file as it is: you are then asked which of your columns is which.</p>
      <Table caption="Columns of a people list" hideCaption head={['Heading', 'What it holds', 'How', 'Must be there']}
        rows={PEOPLE_LIST_COLUMNS.map((column) => [
          <span key="name" className="concordat-code">{column}</span>, COLUMN_WORDS[column], COLUMN_HELP[column], OPTIONAL_COLUMNS.includes(column) ? 'No' : 'Yes',
        ])} />
      <p>Rows that cannot be used are given back to you with the reason, and the good rows are kept. The file itself is kept encrypted, and is removed when it has been read.</p>
    </Details>
  )
}
