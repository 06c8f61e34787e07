import { FactsList } from '#app/documents/facts-list.tsx'
import { openList } from '#app/documents/facts-form.server.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { titled } from '#app/ui/page.tsx'
import { useLoaderData } from '@remix-run/react'

export const meta = titled('Datasets and fields')

export const loader = pageLoader('projects.draft', openList('datasets'))

export default function Datasets() {
  const page = useLoaderData<typeof loader>()
  return <FactsList page={page} section="datasets" one="a dataset" empty="Here will be what data is used, field by field. Add each set of data that one party holds." />
}
