import { FactsList } from '#app/documents/facts-list.tsx'
import { openList } from '#app/documents/facts-form.server.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { titled } from '#app/ui/page.tsx'
import { useLoaderData } from '@remix-run/react'

export const meta = titled('Parties')

export const loader = pageLoader('projects.draft', openList('parties'))

export default function Parties() {
  const page = useLoaderData<typeof loader>()
  return <FactsList page={page} section="parties" one="a party" empty="Here will be every organisation that takes part. Add the one that holds the data first, then the one that receives it." />
}
