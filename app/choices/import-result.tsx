import { InsetText, SummaryList, WarningCallout } from '#app/ui/furniture.tsx'
import { importNotes, rejectCounts, roleCounts } from './choice-import-report.words.ts'
import type { ImportCounts } from './choice-import.rules.ts'

const figure = (count: number): string => count.toLocaleString('en-GB')

interface Outcome {
  readonly id: string
  readonly rows: number
  readonly kept: number
  readonly repeated: number
  readonly rejected: number
  readonly counts: ImportCounts
  readonly hasRejectedFile: boolean
  readonly codeListVersion: string
}

/** What an import came to: the counts, what to look at, and the rows to mend. */
export function ImportResult({ outcome }: { readonly outcome: Outcome }) {
  const notes = importNotes(outcome.counts)
  return (
    <>
      <SummaryList rows={[
        { key: 'Rows in the file', value: figure(outcome.rows) },
        { key: 'Entries kept', value: figure(outcome.kept) },
        ...roleCounts(outcome.counts).map(({ words, count }) => ({ key: words, value: figure(count) })),
        { key: 'Entries that were here already', value: figure(outcome.repeated) },
        { key: 'Rows rejected', value: figure(outcome.rejected) },
        { key: 'Read by code list', value: <>Version {outcome.codeListVersion} (<a href="/rules">the rules</a>)</> },
      ]} />
      {notes.length > 0 ? <InsetText><ul>{notes.map((note) => <li key={note}>{note}</li>)}</ul></InsetText> : null}
      {outcome.rejected > 0 ? (
        <WarningCallout title={`${figure(outcome.rejected)} ${outcome.rejected === 1 ? 'row needs' : 'rows need'} mending`}>
          <ul>{rejectCounts(outcome.counts).map(({ words, count }) => <li key={words}>{words}: {figure(count)}</li>)}</ul>
          <p>Nothing in a rejected row counts. Mend the rows, and send them as a file of their own.</p>
          {outcome.hasRejectedFile ? <p><a href={`/choices/imports/${outcome.id}/rejected.csv`} download>Download the rejected rows (CSV)</a></p> : null}
        </WarningCallout>
      ) : null}
    </>
  )
}
