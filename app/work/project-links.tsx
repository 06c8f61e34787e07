import { Link } from '@remix-run/react'

/** Where one can go from a project's page, by what one is about. What a person may not open is left out. */
export function ProjectLinks({ projectRef, mayDraft, mayRenew, mayStart, mayReadChecks }: {
  readonly projectRef: string
  readonly mayDraft: boolean
  readonly mayRenew: boolean
  readonly mayStart: boolean
  readonly mayReadChecks: boolean
}) {
  const to = (page: string, label: string) => ({ page, label })
  const groups = [
    { title: 'Facts', links: [
      ...(mayDraft ? [to('facts', 'Facts')] : []), to('facts/check', 'Read all facts'), to('flow-map', 'Where the data goes'), to('facts.json', 'Facts as a file'),
    ] },
    { title: 'Risks and the public', links: [
      to('dpia', 'Impact assessment'), to('involvement', 'Involvement log: how the public was asked'), to('appraisals', 'Options appraisals'),
    ] },
    { title: 'Approvals', links: [
      to('approvals', 'Approvals: what it needs, in what order, and why'), to('boards', 'Boards asked to decide'), to('conditions', 'Conditions, clocks and suspensions'),
    ] },
    { title: 'While it runs', links: [
      to('timeline', 'Timeline: what happened, and which dates are to come'), ...(mayReadChecks ? [to('releases', 'Checks'), to('national-check', 'National check')] : []),
    ] },
    { title: 'Renew, copy or end', links: [
      ...(mayRenew ? [to('renew', 'Renew the project')] : []), ...(mayStart ? [to('copy', 'Start another project from this one')] : []), ...(mayDraft ? [to('end', 'End the project')] : []),
    ] },
  ]
  return (
    <div className="concordat-project-links">
      {groups.filter(({ links }) => links.length > 0).map(({ title, links }) => (
        <section key={title}>
          <h2 className="nhsuk-heading-s">{title}</h2>
          <ul className="nhsuk-list">
            {links.map(({ page, label }) => (
              <li key={page}><Link to={`/projects/${projectRef}/${page}`} reloadDocument={page.endsWith('.json')}>{label}</Link></li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
