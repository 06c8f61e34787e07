import { Link } from '@remix-run/react'
import { Fragment } from 'react'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { Table } from '#app/ui/furniture.tsx'
import type { readRepliesOfPerson } from './read-replies-of-person.server.ts'

type Shown = Awaited<ReturnType<typeof readRepliesOfPerson>>['timeline'][number]

const timeWords = ({ day, at }: NonNullable<Shown['effective']>): string => (at ? formatInstant(new Date(at)) : formatDay(day))

/** Everything that was recorded of a person, the newest first: from when it holds, when it was written down, by whom, and where it came from. */
export function PersonTimeline({ events }: { readonly events: readonly Shown[] }) {
  if (events.length === 0) {
    return (
      <>
        <h2 className="nhsuk-heading-m">What was recorded, and when</h2>
        <p>Nothing had been recorded. That is not consent: it means that no objection had been received.</p>
      </>
    )
  }
  return (
    <Table caption="What was recorded, and when: the newest first" head={['Recorded here', 'Counts from', 'What', 'How it came', 'From the record of', 'Reference']}
      rows={events.map((event) => [
        <>{formatInstant(new Date(event.recordedAt))}{event.written ? <><br />Written down there: {timeWords(event.written)}</> : null}</>,
        event.effective ? timeWords(event.effective) : '',
        <Lines lines={[event.what, event.project && `About: ${event.project}`, ...event.notes]} />,
        <Lines lines={[event.how, event.word && `On the word of: ${event.word}`, event.authority, event.by && `Recorded by: ${event.by}`]} />,
        event.source,
        <>
          {event.reference ? <span className="concordat-reference">{event.reference}</span> : null}
          {event.links.map(({ href, label, isFile }, index) => (
            <Fragment key={href}>{event.reference || index > 0 ? <br /> : null}<Link to={href} reloadDocument={isFile}>{label}{event.reference ? <span className="nhsuk-u-visually-hidden"> ({event.reference})</span> : null}</Link></Fragment>
          ))}
        </>,
      ])} />
  )
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return <>{lines.filter(Boolean).map((line) => <div key={line}>{line}</div>)}</>
}
