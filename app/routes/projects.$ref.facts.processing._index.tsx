import { useLoaderData } from '@remix-run/react'
import { FactsList } from '#app/documents/facts-list.tsx'
import { openList } from '#app/documents/facts-form.server.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { titled } from '#app/ui/page.tsx'

export const meta = titled(SECTION_WORDS.processing)

export const loader = pageLoader('projects.draft', openList('processing'))

export default function Processing() {
  const page = useLoaderData<typeof loader>()
  return <FactsList page={page} section="processing" one="a processor’s terms" empty="Here will be what each processor does for its controller, and on what terms. Add the terms of each party that handles data only as another tells it to." />
}
