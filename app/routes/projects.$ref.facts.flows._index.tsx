import { FactsList } from '#app/documents/facts-list.tsx'
import { openList } from '#app/documents/facts-form.server.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { titled } from '#app/ui/page.tsx'
import { useLoaderData } from '@remix-run/react'

export const meta = titled('Data flows')

export const loader = pageLoader('projects.draft', openList('flows'))

export default function Flows() {
  const page = useLoaderData<typeof loader>()
  return <FactsList page={page} section="flows" one="a data flow" empty="Here will be what goes from whom to whom. Add a flow for each dataset that is sent." />
}
