import { FactsList } from '#app/documents/facts-list.tsx'
import { readFactsForm } from '#app/documents/read-project-page.server.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { titled } from '#app/ui/page.tsx'
import { useLoaderData } from '@remix-run/react'

export const meta = titled('Data flows')

export const loader = pageLoader('projects.draft', readFactsForm)

export default function Flows() {
  const page = useLoaderData<typeof loader>()
  return <FactsList page={page} section="flows" one="a data flow" empty="Here will be what goes from whom to whom. Add a flow for each dataset that is sent." />
}
