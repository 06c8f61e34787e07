import { Link } from '@remix-run/react'
import { formatDay } from '#app/kernel/uk-date.ts'
import { SummaryList, Tag } from '#app/ui/furniture.tsx'
import type { InvolvementEvent, Point } from './event.rules.ts'
import { EVENT_KIND_WORDS, PAYMENT_WORDS, POINT_ANSWER_WORDS, pounds, TAKING_PART_WORDS } from './involvement.words.ts'
import { LINKED_FACTS, sectionOfFact } from './linked-facts.words.ts'

/** One event as it is written, with a link to answer each point where `answerAt` gives one. */
export function EventView({ event, projectRef, answerAt }: { readonly event: InvolvementEvent; readonly projectRef: string; readonly answerAt?: (point: number) => string }) {
  return (
    <>
      <SummaryList rows={[
        { key: event.state === 'held' ? 'Held' : 'Planned for', value: formatDay(event.day) },
        { key: 'How', value: `${EVENT_KIND_WORDS[event.kind]}: ${event.place}` },
        { key: event.state === 'held' ? 'Who took part' : 'Who is expected', value: event.groups.length > 0 ? <ul className="nhsuk-list">{event.groups.map(({ who, as, people }, index) => <li key={index}>{who}: {people.toLocaleString('en-GB')} ({TAKING_PART_WORDS[as].toLowerCase()})</li>)}</ul> : 'Not known yet' },
        { key: 'Shown and asked', value: <span className="concordat-lines">{event.shown}</span> },
        { key: 'Payment', value: PAYMENT_WORDS[event.payment] },
        { key: 'Cost', value: event.costPounds === null ? 'Not known' : pounds(event.costPounds) },
        ...(event.lesson ? [{ key: 'Learnt', value: <span className="concordat-lines">{event.lesson}</span> }] : []),
      ]} />
      <h2 className="nhsuk-heading-m">What people said, and what came of it</h2>
      {event.points.length === 0 ? <p>{event.state === 'held' ? 'Nothing that was said is written down yet.' : 'What people say will be here once it has been held.'}</p> : (
        <ol className="nhsuk-list nhsuk-list--number">
          {event.points.map((point, index) => (
            <li key={index}>
              <p className="concordat-lines nhsuk-u-margin-bottom-1">{point.said}</p>
              <p><Tag colour={POINT_ANSWER_WORDS[point.answer].colour}>{POINT_ANSWER_WORDS[point.answer].label}</Tag> <span className="concordat-lines">{point.what}</span><PointLinks point={point} projectRef={projectRef} />
                {answerAt ? <><br /><Link to={answerAt(index)}>{point.answer === 'not-yet' ? 'Say what came of it' : 'Change the answer'}<span className="nhsuk-u-visually-hidden"> of point {index + 1}</span></Link></> : null}
              </p>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

/** The fact and the paper that changed with a point. */
function PointLinks({ point, projectRef }: { readonly point: Point; readonly projectRef: string }) {
  const section = point.fact ? sectionOfFact(point.fact) : null
  return (
    <>
      {section ? <><br />Fact: <Link to={`/projects/${projectRef}/facts/check#${section}`}>{LINKED_FACTS[point.fact]}</Link></> : null}
      {point.paper ? <><br />Paper: {point.paper}</> : null}
    </>
  )
}
