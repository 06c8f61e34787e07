import { Link } from '@remix-run/react'
import { formatDay } from '#app/kernel/uk-date.ts'
import { Details, InsetText, SummaryList, Table } from '#app/ui/furniture.tsx'
import type { readPiaPage } from './read-pia.server.ts'

type Shown = NonNullable<Awaited<ReturnType<typeof readPiaPage>>['file']>

const counted = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count.toLocaleString('en-GB')} ${many}`)

/** The file that was brought in, and what came of it. */
export function PiaSummary({ file, base }: { readonly file: Shown; readonly base: string }) {
  return (
    <>
      <SummaryList rows={[
        { key: 'Brought in', value: `${file.name || 'An assessment without a name'}, on ${formatDay(file.on)}, ${file.bytes.toLocaleString('en-GB')} bytes` },
        { key: 'Its author, evaluator and validator', value: [file.author, file.evaluator, file.validator].map((name) => name || 'nobody named').join('; ') },
        { key: 'Came into this assessment', value: <><Link to={base}>{counted(file.risks, 'risk', 'risks')} and {counted(file.actions, 'action', 'actions')}</Link></> },
        { key: 'Stays in the file alone', value: `${counted(file.looseMeasures, 'measure that it ties to no risk', 'measures that it ties to no risk')}; ${counted(file.comments, 'comment', 'comments')}; its evaluations` },
        ...(file.advice ? [{ key: 'Advice that it holds', value: <><span className="concordat-lines">{file.advice}</span>{file.officer ? ` (${file.officer})` : ''}. It is not advice on this assessment: <Link to={`${base}/advice`}>record what the officer advises now</Link></> }] : []),
      ]} />
      <InsetText>
        <p>The software scores a risk with its measures in place, so those came in as measures that move no score. Its four steps came in on our three, never lower: 3 and 4 of 4 are the highest. Look at each risk, and say what each measure moves.</p>
      </InsetText>
    </>
  )
}

/** What has been changed since the file came in, and what has no place in it. */
export function PiaChanges({ file }: { readonly file: Shown }) {
  const { changed, left } = file
  return (
    <>
      {changed.length === 0 ? <p>Nothing has been changed since the file came in: it goes out as it came, byte for byte.</p> : (
        <>
          <p>The file goes out as it came, but for {counted(changed.length, 'place', 'places')} that you changed here:</p>
          <ul>{changed.map((place) => <li key={place}><span className="concordat-code">{place}</span></li>)}</ul>
        </>
      )}
      {left.risks + left.actions > 0 ? <p>{counted(left.risks, 'risk', 'risks')} and {counted(left.actions, 'action', 'actions')} of this assessment have no place in such a file. They stay here.</p> : null}
    </>
  )
}

/** What the file says to the software's own questions, beside where the facts say it. */
export function PiaAnswers({ file, base }: { readonly file: Shown; readonly base: string }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">What the file says of the use</h2>
      <p>Here these are facts of the project, held once. Compare, and change a fact where the file knows better.</p>
      <Details summary="The software’s questions about the use, with the file’s answers">
        <Table caption="Questions about the use" hideCaption head={['Question', 'The file says', 'Facts']} rows={file.answers.map(({ reference, asks, page, says }) => [
          asks, says ? <span className="concordat-lines" key="says">{says}</span> : 'Nothing', <Link key="facts" to={`${base}/${page}`}>The facts<span className="nhsuk-u-visually-hidden"> about: {asks} ({reference})</span></Link>,
        ])} />
      </Details>
    </>
  )
}
