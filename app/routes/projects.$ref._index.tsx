import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { PROJECT_STATE_WORDS } from '#app/approvals/project-state.words.ts'
import { readProjectPage } from '#app/approvals/read-project-page.server.ts'
import { MembersLink } from '#app/documents/members-list.tsx'
import { SignatureStates } from '#app/documents/signature-states.tsx'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { FLOW_WAITING_WORDS } from '#app/national-check/national-check-page.words.ts'
import { readFlowsWaiting } from '#app/national-check/read-flows-waiting.server.ts'
import { PARTY_ROLE_WORDS } from '#app/projects/facts.words.ts'
import { PROJECT_DONE_WORDS } from '#app/projects/project.words.ts'
import { InsetText, SuccessBanner, SummaryList, Table, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'
import { ProjectLinks } from '#app/work/project-links.tsx'

type LoaderData = { project: { title: string } }
export const meta = titled<LoaderData>((data) => data?.project.title ?? 'Project')

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readProjectPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return { ...page, waiting: await readFlowsWaiting(context, page.project.ref), mayReadChecks: mayRole(context.actor.role, 'checks.read'), mayStart: mayRole(context.actor.role, 'projects.draft') }
})

export default function Project() {
  const { project, state, mayDraft, mayReadChecks, mayStart, next, flows, waiting, protocol } = useLoaderData<typeof loader>()
  const done = PROJECT_DONE_WORDS[useSearchParams()[0].get('done') ?? '']
  const { facts } = project
  return (
    <Page title={project.title} crumbs={[{ href: '/projects', label: 'Projects' }]} wide
      tag={<Tag colour={PROJECT_STATE_WORDS[state].colour}>{PROJECT_STATE_WORDS[state].label}</Tag>}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      {project.endedAt ? (
        <InsetText><p>This project ended on {formatInstant(new Date(project.endedAt))}. {project.endedBecause}</p></InsetText>
      ) : null}
      <SummaryList rows={[
        { key: 'Who has it now', value: next.who },
        { key: 'Next', value: next.href ? <Link to={next.href}>{next.what}</Link> : next.what },
        { key: 'Reference', value: project.ref },
        { key: 'Drafted by', value: project.drafter },
        ...(facts.purpose ? [
          { key: 'In plain English', value: `We are ${facts.purpose.plainSummary}` },
          { key: 'Dates', value: `From ${formatDay(facts.purpose.startDate)} to ${formatDay(facts.purpose.endDate)}, to be reviewed by ${formatDay(facts.purpose.reviewDate)}` },
        ] : []),
      ]} />
      <ProjectLinks projectRef={project.ref} mayDraft={mayDraft} mayRenew={mayDraft && Boolean(facts.purpose)} mayStart={mayStart} mayReadChecks={mayReadChecks} />

      <h2 className="nhsuk-heading-m">Documents</h2>
      <p><Link to={`/projects/${project.ref}/documents`}>All papers that this project calls for</Link></p>
      {protocol ? (
        <>
          <p>
            <Link to={`/documents/${protocol.ref}/v${protocol.number}`}>Information sharing protocol, version {protocol.number}</Link>, drafted on {formatInstant(new Date(protocol.madeAt))}
            {protocol.saysWhatFactsSay ? '' : '. The facts have changed since, so it no longer covers them'}
          </p>
          <SignatureStates parties={protocol.signing} />
          {protocol.signing.some(({ group }) => group) ? <MembersLink documentRef={protocol.ref} /> : null}
        </>
      ) : <p>The information sharing protocol will be here once it has been drafted from the facts.</p>}

      <h2 className="nhsuk-heading-m">Parties</h2>
      {facts.parties.length > 0 ? (
        <Table caption="Parties" hideCaption head={['Party', 'Role', 'What it does']} rows={facts.parties.map((party) => [
          party.name, PARTY_ROLE_WORDS[party.role], `Will ${party.does}`,
        ])} />
      ) : <p>The organisations that take part will be here once they have been added.</p>}

      <h2 className="nhsuk-heading-m">Data flows</h2>
      {flows.length > 0 ? (
        <Table caption="Data flows" hideCaption head={['Flow', 'From', 'To', 'State']} rows={flows.map((flow) => [
          <>{flow.name}<br /><span className="concordat-code">{flow.ref}</span></>,
          flow.members ? <>{flow.from}<br />{flow.members.signed} of {flow.members.of} members have signed: data is of their people alone</> : flow.from, flow.to,
          flow.isInForce ? <><Tag colour="green" key="state">In force</Tag>{waiting[flow.ref] ? <><br />{FLOW_WAITING_WORDS[waiting[flow.ref] as 'waits']}</> : null}</> : <><Tag colour="grey">Not in force</Tag><br />{flow.why}</>,
        ])} />
      ) : <p>What goes from whom to whom will be here once a flow has been added.</p>}
    </Page>
  )
}
