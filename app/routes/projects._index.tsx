import { Link, useLoaderData } from '@remix-run/react'
import { PROJECT_STATE_WORDS } from '#app/approvals/project-state.words.ts'
import { readProjectsPage } from '#app/approvals/read-project-page.server.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { ButtonLink, InsetText, Table, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Projects')

export const loader = pageLoader('projects.read', async ({ context }) => ({
  projects: await readProjectsPage(context), mayDraft: mayRole(context.actor.role, 'projects.draft'),
}))

export default function Projects() {
  const { projects, mayDraft } = useLoaderData<typeof loader>()
  return (
    <Page title="Projects" wide>
      {mayDraft ? <ButtonLink to="/projects/new">Start a project</ButtonLink> : null}
      {projects.length === 0 ? (
        <InsetText>
          <p>
            Here will be every project in which your organisation takes part.{' '}
            {mayDraft ? 'Start one, or wait until another organisation names yours as a party.' : 'One appears as soon as it names your organisation as a party. Your information governance lead can start one.'}
          </p>
        </InsetText>
      ) : (
        <Table caption="Projects of your organisation" hideCaption head={['Project', 'State', 'Parties', 'Drafted by']} rows={projects.map((project) => [
          <Link to={`/projects/${project.ref}`} key="title">{project.title}</Link>,
          <Tag colour={PROJECT_STATE_WORDS[project.state].colour} key="state">{PROJECT_STATE_WORDS[project.state].label}</Tag>,
          project.parties.length > 0 ? project.parties.join(', ') : 'None yet',
          project.drafter,
        ])} />
      )}
    </Page>
  )
}
