import { Link, useLoaderData } from '@remix-run/react'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { CheckStateTag, Figure } from '#app/releases/check-state-tag.tsx'
import { SearchBox } from '#app/search/search-box.tsx'
import { InsetText, Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'
import { DeskList, DueTable, WaitTable } from '#app/work/desk-parts.tsx'
import { DESK_GROUPS } from '#app/work/desk.rules.ts'
import { DESK_GROUP_WORDS } from '#app/work/desk.words.ts'
import { readDesk } from '#app/work/read-desk.server.ts'
import { ViewLinks } from '#app/work/view-links.tsx'

export const meta = titled('Desk')

/** Of each group so many are shown; the others are a page away. */
const SHOWN = 7

export const loader = pageLoader('desk.open', async ({ context, url }) => {
  const of = url.searchParams.get('of') === 'ours' ? 'ours' : 'mine'
  const { role, organisationName } = context.actor
  return { ...(await readDesk(context, of)), of, organisation: organisationName, maySearch: mayRole(role, 'projects.read'), maySeeChecks: mayRole(role, 'checks.read') } as const
})

export default function Desk() {
  const { items, waiting, due, counts, of, checks, maySeeChecks, projects, organisation, maySearch } = useLoaderData<typeof loader>()
  const groups = DESK_GROUPS.filter((group) => items.some((item) => item.group === group) || (group === 'waiting' && waiting.length > 0) || (group === 'due-soon' && due.length > 0))
  return (
    <Page title="Desk" caption={organisation} wide>
      {maySearch ? <SearchBox /> : null}
      {counts.ours > counts.mine ? (
        <ViewLinks label="Whose work" now={of} views={[{ value: 'mine', words: `Mine (${counts.mine})`, to: '/desk' }, { value: 'ours', words: `My organisation’s (${counts.ours})`, to: '/desk?of=ours' }]} />
      ) : null}
      {groups.length === 0 ? (
        <InsetText>
          <p>
            Nothing is waiting for you. What needs you will be here: papers to sign, approvals to decide, facts to enter, letters to post, queries to settle, dates that come near.
            {projects.length === 0 ? ' It begins when your organisation takes part in a project.' : ''}
          </p>
        </InsetText>
      ) : groups.map((group) => {
        const ofGroup = items.filter((item) => item.group === group)
        const lines = group === 'waiting' ? waiting : []
        const dates = group === 'due-soon' ? due : []
        const count = ofGroup.length + lines.length + dates.length
        return (
          <section key={group} aria-labelledby={`desk-${group}`}>
            <h2 className="nhsuk-heading-m" id={`desk-${group}`}>{DESK_GROUP_WORDS[group]} ({count})</h2>
            {ofGroup.length > 0 ? <DeskList items={ofGroup.slice(0, SHOWN)} id={`desk-${group}`} /> : null}
            {lines.length > 0 ? <WaitTable caption={DESK_GROUP_WORDS[group]} lines={lines.slice(0, SHOWN)} /> : null}
            {dates.length > 0 ? <DueTable caption={DESK_GROUP_WORDS[group]} lines={dates.slice(0, SHOWN)} /> : null}
            {ofGroup.length > SHOWN || lines.length > SHOWN || dates.length > SHOWN ? <p><Link to={`/desk/all?part=${group}${of === 'ours' ? '&of=ours' : ''}`}>Show all {count}<span className="nhsuk-u-visually-hidden"> under {DESK_GROUP_WORDS[group]}</span></Link></p> : null}
          </section>
        )
      })}
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
          <h2 className="nhsuk-heading-m">Your projects ({projects.length})</h2>
          <ul>{projects.slice(0, SHOWN).map((project) => <li key={project.ref}><Link to={`/projects/${project.ref}`}>{project.title}</Link></li>)}</ul>
          <p><Link to="/projects">All projects: their states, whom they wait on, and what comes next</Link></p>
          <p><Link to="/practice/agreements">What your organisation has signed, and what waits for its signature</Link></p>
        </>
      ) : null}
    </Page>
  )
}
