import { Link, useLoaderData } from '@remix-run/react'
import { PROJECT_STATE_WORDS } from '#app/approvals/project-state.words.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { ButtonLink, Day, InsetText, StackedTable, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'
import { pageOf } from '#app/work/paging.rules.ts'
import { PROJECT_SORTS, projectsAddress, projectsAsked, type ProjectSort } from '#app/work/project-list.rules.ts'
import { readProjectList } from '#app/work/read-project-list.server.ts'
import { PageLinks, ViewLinks } from '#app/work/view-links.tsx'

export const meta = titled('Projects')

const A_PAGE = 50

/** `?state=paused&sort=since&down=1&page=2`. */
export const loader = pageLoader('projects.read', async ({ context, url }) => {
  const asked = projectsAsked(url.searchParams)
  const { lines, ...list } = await readProjectList(context, asked)
  const { page, pages, shown } = pageOf(lines, url.searchParams.get('page'), A_PAGE)
  return { ...list, asked, found: lines.length, page, pages, lines: shown, mayDraft: mayRole(context.actor.role, 'projects.draft') }
})

const SORT_WORDS = { title: 'Title', state: 'State', since: 'Longest waiting', next: 'Next date' } as const satisfies Record<ProjectSort, string>

const shortened = (words: string): string => (words.length <= 70 ? words : `${words.slice(0, 70).replace(/[\s,;:]+\S*$/, '')}…`)

export default function Projects() {
  const { all, states, asked, found, page, pages, lines, mayDraft } = useLoaderData<typeof loader>()
  return (
    <Page title="Projects" wide>
      {mayDraft ? <ButtonLink to="/projects/new">Start a project</ButtonLink> : null}
      {all === 0 ? (
        <InsetText>
          <p>
            Here will be every project in which your organisation takes part.{' '}
            {mayDraft ? 'Start one, or wait until another organisation names yours as a party.' : 'One appears as soon as it names your organisation as a party. Your information governance lead can start one.'}
          </p>
        </InsetText>
      ) : (
        <>
          {states.length > 1 ? (
            <ViewLinks label="Projects by state" now={asked.state ?? ''} views={[
              { value: '', words: `All (${all})`, to: projectsAddress({ ...asked, state: null }) },
              ...states.map(({ state, count }) => ({ value: state, words: `${PROJECT_STATE_WORDS[state].label} (${count})`, to: projectsAddress({ ...asked, state }) })),
            ]} />
          ) : null}
          {found > 1 ? (
            <ViewLinks label="In order of" isLabelShown now={`${asked.sort}${asked.isDown ? ' down' : ''}`} views={[
              ...PROJECT_SORTS.map((sort) => ({ value: sort, words: SORT_WORDS[sort], to: projectsAddress({ ...asked, sort, isDown: false }) })),
              { value: `${asked.sort} down`, words: 'The other way round', to: projectsAddress({ ...asked, isDown: true }) },
            ]} />
          ) : null}
          {found === 0 ? <p>No project is in that state now. <Link to="/projects">All projects</Link></p> : (
            <StackedTable caption={`Projects of your organisation${pages > 1 ? `, page ${page} of ${pages}` : ''}`} head={['Project', 'State', 'Waits on', 'Since', 'Next date']} rows={lines.map((line) => [
                <div className="concordat-title-cell" key="title"><Link to={`/projects/${line.ref}`}>{line.title}</Link><br />Drafted by {line.drafter}</div>,
                <Tag colour={PROJECT_STATE_WORDS[line.state].colour} key="state">{PROJECT_STATE_WORDS[line.state].label}</Tag>,
                line.waitsOn.length === 0 ? 'Nobody' : `${line.waitsOn.slice(0, 3).join(', ')}${line.waitsOn.length > 3 ? ` and ${line.waitsOn.length - 3} more` : ''}`,
                line.since ? <Day day={line.since} key="since" /> : '–',
                line.next ? <><Day day={line.next.day} /><br />{shortened(line.next.what)} <Link to={`/projects/${line.ref}/timeline`}>Timeline<span className="nhsuk-u-visually-hidden"> of {line.title}</span></Link></> : 'None set',
              ])} />
          )}
          <PageLinks page={page} pages={pages} to={(number) => projectsAddress(asked, number)} />
          <p><Link to={projectsAddress(asked, 1, '.csv')} reloadDocument>Download as CSV</Link></p>
        </>
      )}
    </Page>
  )
}
