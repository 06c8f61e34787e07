import { Details, InsetText, SummaryList, Table, WarningCallout } from '#app/ui/furniture.tsx'
import { COLUMN_WORDS, ENCODING_WORDS, leftOutcomeSentence, unnumberedSentence } from './people-list.words.ts'
import type { PeopleListColumn } from './people-list.rules.ts'

interface Upload {
  readonly id: string
  readonly encoding: string | null
  readonly isWholeList: boolean
  readonly peopleLeft: number | null
  readonly ignoredColumns: readonly string[]
  readonly rowsRead: number
  readonly rowsKept: number
  readonly rowsNew: number
  readonly rowsChanged: number
  readonly rowsUnnumbered: number
  readonly rowsRejected: number
}

const figure = (count: number) => count.toLocaleString('en-GB')

/** What came of a list: the counts, what was left alone, and the rows to mend. */
export function UploadResult({ upload, rejects }: {
  readonly upload: Upload
  readonly rejects: readonly { readonly rowNumber: number; readonly reasons: readonly { readonly field: string; readonly message: string }[] }[]
}) {
  return (
    <>
      <SummaryList rows={[
        { key: 'Rows in the file', value: figure(upload.rowsRead) },
        { key: 'Rows kept', value: figure(upload.rowsKept) },
        { key: 'People new to your list', value: figure(upload.rowsNew) },
        { key: 'People whose details changed', value: figure(upload.rowsChanged) },
        { key: 'People with nothing new', value: figure(upload.rowsKept - upload.rowsNew - upload.rowsChanged) },
        ...(upload.rowsUnnumbered > 0 ? [{ key: 'People without an NHS number', value: unnumberedSentence(upload.rowsUnnumbered) }] : []),
        { key: 'Rows rejected', value: figure(upload.rowsRejected) },
        { key: 'People who have left', value: leftOutcomeSentence(upload) },
        ...(upload.encoding ? [{ key: 'File read as', value: ENCODING_WORDS[upload.encoding] ?? upload.encoding }] : []),
      ]} />
      {upload.ignoredColumns.length > 0 ? (
        <Details summary={`Columns that were left alone (${upload.ignoredColumns.length})`}>
          <ul>{upload.ignoredColumns.map((column, index) => <li key={index}>{column}</li>)}</ul>
        </Details>
      ) : null}
      {upload.rowsRejected > 0 ? <Rejects upload={upload} rejects={rejects} /> : <InsetText><p>Every row was kept. There is nothing to mend.</p></InsetText>}
    </>
  )
}

function Rejects({ upload, rejects }: Parameters<typeof UploadResult>[0]) {
  return (
    <>
      <WarningCallout title={`${figure(upload.rowsRejected)} ${upload.rowsRejected === 1 ? 'row needs' : 'rows need'} mending`}>
        <p>Download the rejected rows, correct them in a spreadsheet, save as CSV and send that file. The rows that were kept need not be sent again.</p>
        <p><a href={`/practice/people/uploads/${upload.id}/rejected.csv`} download>Download the rejected rows (CSV)</a></p>
      </WarningCallout>
      <Table caption="Rejected rows" head={['Row', 'Column', 'What to do']} figures={[0]}
        rows={rejects.flatMap((reject) => reject.reasons.map((reason) => [
          figure(reject.rowNumber), COLUMN_WORDS[reason.field as PeopleListColumn] ?? 'The whole row', reason.message,
        ]))} />
      {upload.rowsRejected > rejects.length ? <p>These are the first {figure(rejects.length)}. The file holds all {figure(upload.rowsRejected)}.</p> : null}
    </>
  )
}
