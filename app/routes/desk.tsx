import { Link, useLoaderData } from '@remix-run/react'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { CheckStateTag, Figure } from '#app/releases/check-state-tag.tsx'
import { DESK_GROUPS } from '#app/releases/desk.rules.ts'
import { DESK_GROUP_WORDS, deskWords } from '#app/releases/desk.words.ts'
import { readDesk } from '#app/releases/read-desk.server.ts'
import { SearchBox } from '#app/search/search-box.tsx'
import { InsetText, Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Desk')

export const loader = pageLoader('desk.open', async ({ context }) => ({ ...(await readDesk(context)), organisation: context.actor.organisationName, maySearch: mayRole(context.actor.role, 'projects.read') }))

export default function Desk() {
  const { items, checks, maySeeChecks, projects, organisation, maySearch } = useLoaderData<typeof loader>()
  const groups = DESK_GROUPS.filter((group) => items.some((item) => item.group === group))
  return (
    <Page title="Desk" caption={organisation} wide>
      {maySearch ? <SearchBox /> : null}
      {groups.length === 0 ? (
        <InsetText>
          <p>
            Nothing is waiting for you. What needs you will be here: papers to sign, facts to enter, letters to post, queries to settle, dates that come near.
            {projects.length === 0 ? ' It begins when your organisation takes part in a project.' : ''}
          </p>
        </InsetText>
      ) : groups.map((group) => (
        <section key={group} aria-labelledby={`desk-${group}`}>
          <h2 className="nhsuk-heading-m" id={`desk-${group}`}>{DESK_GROUP_WORDS[group]}</h2>
          <ul className="nhsuk-task-list">
            {items.filter((item) => item.group === group).map((item, index) => (
              <li className="nhsuk-task-list__item nhsuk-task-list__item--with-link" key={`${item.kind} ${item.href}`}>
                <div className="nhsuk-task-list__name-and-hint">
                  <Link className="nhsuk-link nhsuk-task-list__link" to={item.href} aria-describedby={`desk-${group}-${index}`}>{deskWords(item)}</Link>
                  <div className="nhsuk-task-list__hint" id={`desk-${group}-${index}`}>{item.about}</div>
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {maySeeChecks ? (
        <>
          <h2 className="nhsuk-heading-m">Latest checks</h2>
          {checks.length === 0 ? <p>Each time a list is put to the gate before data leaves, it will be here.</p> : (
            <Table caption="Latest checks" hideCaption figures={[3, 4]} head={['When', 'Flow', 'State', 'Rows', 'Included']} rows={checks.map((check) => [
              <Link to={`/projects/${check.projectRef}/releases/${check.id}`} key="when">{formatInstant(new Date(check.beganAt))}</Link>,
              <span className="concordat-code" key="flow">{check.flow}</span>,
              <CheckStateTag state={check.state} isUnderWay={check.isUnderWay} key="state" />,
              <Figure value={check.rows} key="rows" />, <Figure value={check.included} key="included" />,
            ])} />
          )}
        </>
      ) : null}
      {projects.length > 0 ? (
        <>
          <p><Link to="/practice/agreements">What your organisation has signed, and what waits for its signature</Link></p>
          <h2 className="nhsuk-heading-m">Your projects</h2>
          <ul>{projects.map((project) => <li key={project.ref}><Link to={`/projects/${project.ref}`}>{project.title}</Link></li>)}</ul>
        </>
      ) : null}
    </Page>
  )
}
