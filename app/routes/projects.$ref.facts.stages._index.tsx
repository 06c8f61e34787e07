import { useLoaderData } from '@remix-run/react'
import { FactsList } from '#app/documents/facts-list.tsx'
import { openList } from '#app/documents/facts-form.server.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { titled } from '#app/ui/page.tsx'

export const meta = titled(SECTION_WORDS.stages)

export const loader = pageLoader('projects.draft', openList('stages'))

export default function Stages() {
  const page = useLoaderData<typeof loader>()
  return <FactsList page={page} section="stages" one="a stage" empty="Here will be who is controller and who is processor at each stage of the way the data goes. Add a stage for each place where roles change, in order." />
}
