import { Link, useLoaderData } from '@remix-run/react'
import { FlowGroups } from '#app/approvals/flow-groups.tsx'
import { readRoutePage } from '#app/approvals/read-route-page.server.ts'
import type { ShownStep } from '#app/approvals/route-page.rules.ts'
import { PACK_STATE_WORDS, ROUTE_PAGE_WORDS, routeSummary } from '#app/approvals/route-page.words.ts'
import { RoutePicture, RouteStages } from '#app/approvals/route-stages.tsx'
import { stateOfPapers } from '#app/documents/pack-standing.rules.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ title: string }>((data) => (data ? `${ROUTE_PAGE_WORDS.title}: ${data.title}` : ROUTE_PAGE_WORDS.title))

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readRoutePage(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export default function Approvals() {
  const page = useLoaderData<typeof loader>()
  return (
    <Page title={ROUTE_PAGE_WORDS.title} caption={page.title} wide crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${page.ref}`, label: page.title }]}>
      <h2 className="nhsuk-heading-m">{ROUTE_PAGE_WORDS.route}</h2>
      {page.flowCount > 0 ? (
        <>
          <p>{routeSummary(page)}</p>
          <p>{ROUTE_PAGE_WORDS.worked} <Link to="/reference/approvals">Every rule and every body</Link>. <Link to="/approvals/routes">How your organisation decides its sign-offs</Link></p>
          <RoutePicture stages={page.stages} />
          <RouteStages stages={page.stages} standing={(step) => <StepStanding step={step} projectRef={page.ref} closed={page.closed[step.id]} />} />
          <h2 className="nhsuk-heading-m">{ROUTE_PAGE_WORDS.optOuts}</h2>
          <FlowGroups groups={page.flows} />
        </>
      ) : <p>{ROUTE_PAGE_WORDS.empty} <Link to={`/projects/${page.ref}/facts/flows`}>Data flows</Link></p>}
    </Page>
  )
}

/** How a step stands: by its decisions, where it is decided; else by the signatures or the assessment that show it. */
function StepStanding({ step, projectRef, closed }: { readonly step: ShownStep; readonly projectRef: string; readonly closed: string | null | undefined }) {
  const hidden = <span className="nhsuk-u-visually-hidden">: {step.name}</span>
  if (closed !== undefined) {
    return (
      <p>
        <Tag colour={closed === null ? 'green' : 'grey'}>{closed === null ? 'Decided, and holds' : 'Not open'}</Tag> {closed}{' '}
        <Link to={`/projects/${projectRef}/approvals/${step.id}`}>Decisions, and what can be done{hidden}</Link>
      </p>
    )
  }
  if (step.shownBy === 'assessment') return <p><Link to={`/projects/${projectRef}/dpia`}>See the impact assessment{hidden}</Link></p>
  const state = step.shownBy === 'signature' ? stateOfPapers(step.papers) : null
  return state && <p><Tag colour={PACK_STATE_WORDS[state].colour}>{PACK_STATE_WORDS[state].label}</Tag> <Link to={`/projects/${projectRef}/documents`}>See each paper that is signed{hidden}</Link></p>
}
