import { Link, useLoaderData } from '@remix-run/react'
import { readSavedRoutes } from '#app/approvals/read-saved-routes.server.ts'
import { SAVED_ROUTE_WORDS } from '#app/approvals/saved-route.words.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { StackedTable, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled(SAVED_ROUTE_WORDS.title)

export const loader = pageLoader('projects.read', async ({ context }) => ({ ...(await readSavedRoutes(context)), organisation: context.actor.organisationName }))

export default function Routes() {
  const { rules, organisation, maySave } = useLoaderData<typeof loader>()
  return (
    <Page title={SAVED_ROUTE_WORDS.title} caption={organisation} wide crumbs={[{ href: '/projects', label: 'Projects' }]}>
      <div className="nhsuk-u-reading-width">
        <p>{SAVED_ROUTE_WORDS.intro}</p>
        <p>{maySave ? 'Open a sign-off to change how it is decided.' : 'Your information governance lead can change how a sign-off is decided.'} <Link to="/reference/approvals#sign-offs">The rules that ask for each sign-off</Link></p>
      </div>
      <StackedTable caption="Sign-offs" head={['Sign-off', 'How it is decided', 'Asked for by']} rows={rules.map((rule) => [
        <Link key="name" to={`/approvals/routes/${rule.rule}`}>{rule.name}</Link>,
        <>
          {rule.isSaved ? <><Tag colour="blue">{SAVED_ROUTE_WORDS.saved}</Tag><br /></> : null}
          {rule.says}{rule.comingFrom ? <><br />Changes on {formatDay(rule.comingFrom)}</> : null}
        </>,
        rule.askedBy === 0 ? 'No project' : rule.askedBy === 1 ? '1 project' : `${rule.askedBy} projects`,
      ])} />
    </Page>
  )
}
