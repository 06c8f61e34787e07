import { Link, useLoaderData } from '@remix-run/react'
import { PROJECT_STATE_WORDS } from '#app/approvals/project-state.words.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { ButtonLink, InsetText, Table, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'
import { pageOf } from '#app/work/paging.rules.ts'
import { projectsAddress, projectsAsked, type ProjectSort } from '#app/work/project-list.rules.ts'
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

export default function Projects() {
  const { all, states, asked, found, page, pages, lines, mayDraft } = useLoaderData<typeof loader>()
  const heading = (sort: ProjectSort, words: string) => {
    const isNow = asked.sort === sort
    return <Link to={projectsAddress({ ...asked, sort, isDown: isNow && !asked.isDown })}>{words}{isNow ? <span aria-hidden="true">{asked.isDown ? ' ▼' : ' ▲'}</span> : null}<span className="nhsuk-u-visually-hidden">{isNow ? (asked.isDown ? ', from the last' : ', from the first') : ': put in order of this'}</span></Link>
  }
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
          {found === 0 ? <p>No project is in that state now. <Link to="/projects">All projects</Link></p> : (
            <Table caption={`Projects of your organisation${pages > 1 ? `, page ${page} of ${pages}` : ''}`} hideCaption
              head={[heading('title', 'Project'), heading('state', 'State'), 'Waits on', heading('since', 'Since'), heading('next', 'Next date')]} rows={lines.map((line) => [
                <><Link to={`/projects/${line.ref}`}>{line.title}</Link><br />Drafted by {line.drafter}</>,
                <Tag colour={PROJECT_STATE_WORDS[line.state].colour} key="state">{PROJECT_STATE_WORDS[line.state].label}</Tag>,
                line.waitsOn.length === 0 ? 'Nobody' : `${line.waitsOn.slice(0, 3).join(', ')}${line.waitsOn.length > 3 ? ` and ${line.waitsOn.length - 3} more` : ''}`,
                line.since ? formatDay(line.since) : '–',
                line.next ? <>{formatDay(line.next.day)}<br />{line.next.what} <Link to={`/projects/${line.ref}/timeline`}>Timeline<span className="nhsuk-u-visually-hidden"> of {line.title}</span></Link></> : 'None set',
              ])} />
          )}
          <PageLinks page={page} pages={pages} to={(number) => projectsAddress(asked, number)} />
          <p><Link to={projectsAddress(asked, 1, '.csv')} reloadDocument>Download as CSV</Link></p>
        </>
      )}
    </Page>
  )
}
