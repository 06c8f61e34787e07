import { Link } from '@remix-run/react'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { StackedTable, WarningCallout } from '#app/ui/furniture.tsx'
import type { FactDifference } from './fact-differences.words.ts'

/** What was saved since a file of facts was made, beside what the file says. */
export function FileClashes({ conflict: { now, clashes } }: {
  readonly conflict: {
    readonly now: { readonly ref: string; readonly lastSave: { readonly by: string; readonly at: string | Date } | null }
    readonly clashes: { readonly both: readonly FactDifference[]; readonly overwritten: readonly FactDifference[]; readonly others: number }
  }
}) {
  const { both, overwritten, others } = clashes
  return (
    <WarningCallout title="Facts were saved since the file was made">
      <p>{now.lastSave ? `${now.lastSave.by} saved last, on ${formatInstant(new Date(now.lastSave.at))}. ` : ''}Nothing of the file was taken in.</p>
      <Differences title="Answers that the file and others both changed" rows={both} />
      <Differences title="Answers that the file would put back as they were" rows={overwritten} />
      {both.length + overwritten.length === 0 ? <p>The file says of no answer anything else than what was saved meanwhile.</p> : null}
      {others > 0 ? <p>{others === 1 ? 'One answer more is' : `${others} answers more are`} changed by the file alone.</p> : null}
      <p>
        To keep both, download <Link to={`/projects/${now.ref}/facts.json`} reloadDocument>the facts as they are saved now</Link>, make your changes there, and bring in that file. To let the file
        replace what was saved, choose it again and press “Take in the file all the same”. <Link to={`/projects/${now.ref}/facts/check`} reloadDocument>Leave it as it is saved now</Link>
      </p>
    </WarningCallout>
  )
}

function Differences({ title, rows }: { readonly title: string; readonly rows: readonly FactDifference[] }) {
  if (rows.length === 0) return null
  return (
    <>
      <h3 className="nhsuk-heading-s">{title}</h3>
      <StackedTable caption={title} head={['Fact', 'Saved now', 'In the file']} rows={rows.map(({ where, saved, given }) => [where, <Said key="saved" value={saved} />, <Said key="given" value={given} />])} />
    </>
  )
}

function Said({ value }: { readonly value: FactDifference['saved'] }) {
  if (value === null) return <>It is not there</>
  return typeof value === 'string' ? <>{value}</> : <>{value.map((line) => <span key={line}>{line}<br /></span>)}</>
}
