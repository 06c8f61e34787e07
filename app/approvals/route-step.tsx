import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Details, SummaryList, Tag, type SummaryRow } from '#app/ui/furniture.tsx'
import { SHOWN_BY_WORDS, STEP_KIND_WORDS } from './route-finder.words.ts'
import { PACK_STATE_WORDS, ROUTE_PAGE_WORDS } from './route-page.words.ts'
import type { ShownPaper, ShownStep } from './route-page.rules.ts'

const MOST_NAMES = 4

/** A few names as a list; many behind a line that says how many. */
export function Names({ names, all, what }: { readonly names: readonly string[] | null; readonly all: string; readonly what: string }) {
  if (names === null) return <>{all}</>
  const list = <ul className="nhsuk-list nhsuk-u-margin-bottom-0">{names.map((name) => <li key={name}>{name}</li>)}</ul>
  return names.length <= MOST_NAMES ? list : <Details summary={`${names.length} ${what}`}>{list}</Details>
}

function Papers({ papers }: { readonly papers: readonly ShownPaper[] }) {
  const list = (
    <ul className="nhsuk-list nhsuk-u-margin-bottom-0">
      {papers.map((paper) => (
        <li key={paper.name}>{paper.href ? <Link to={paper.href}>{paper.name}</Link> : paper.name} <Tag colour={PACK_STATE_WORDS[paper.state].colour}>{PACK_STATE_WORDS[paper.state].label}</Tag></li>
      ))}
    </ul>
  )
  return papers.length <= MOST_NAMES + 2 ? list : <Details summary={`${papers.length} papers`}>{list}</Details>
}

/** One step of a route: what is asked, of whom, why, and about what. What is known of where it stands goes inside it. */
export function RouteStepCard({ step, children }: { readonly step: ShownStep; readonly children?: ReactNode }) {
  const rows: SummaryRow[] = [
    ...(step.papers.length > 0 ? [{ key: 'Looks at', value: <Papers papers={step.papers} /> }] : []),
    { key: 'About', value: <Names names={step.flows} all="Every flow of the project" what="flows" /> },
    ...(step.after.length > 0 ? [{ key: 'Comes after', value: <ul className="nhsuk-list nhsuk-u-margin-bottom-0">{step.after.map(({ id, name }) => <li key={id}><a href={`#${id}`}>{name}</a></li>)}</ul> }] : []),
    { key: 'Shown by', value: SHOWN_BY_WORDS[step.shownBy] },
  ]
  return (
    <article className={`concordat-step concordat-step--${step.kind}`} id={step.id} aria-labelledby={`${step.id}-title`}>
      <h4 className="nhsuk-heading-s" id={`${step.id}-title`}>{step.name}{step.isNeededToFlow ? <> <Tag colour="purple">{ROUTE_PAGE_WORDS.needed}</Tag></> : null}</h4>
      <p><strong>{STEP_KIND_WORDS[step.kind]}:</strong> {step.who}</p>
      <p>{step.why} <a href={step.source.address}>{step.source.name}</a></p>
      {children}
      <Details summary={ROUTE_PAGE_WORDS.more}><span className="nhsuk-u-visually-hidden">{step.name}</span><SummaryList rows={rows} /></Details>
    </article>
  )
}

/** A paper in one line: why it is asked for, and how it stands. */
export function RoutePaperLine({ step, children }: { readonly step: ShownStep; readonly children?: ReactNode }) {
  return (
    <li className="concordat-step concordat-step--document" id={step.id}>
      <Papers papers={step.papers} />
      <p className="nhsuk-u-margin-bottom-0">{step.why} <a href={step.source.address}>{step.source.name}</a></p>
      {children}
    </li>
  )
}
