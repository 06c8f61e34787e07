import { useLoaderData } from '@remix-run/react'
import { FactsList } from '#app/documents/facts-list.tsx'
import { openList } from '#app/documents/facts-form.server.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { titled } from '#app/ui/page.tsx'

export const meta = titled(SECTION_WORDS.officers)

export const loader = pageLoader('projects.draft', openList('officers'))

export default function Officers() {
  const page = useLoaderData<typeof loader>()
  return <FactsList page={page} section="officers" one="an officer" empty="Here will be who holds the posts of trust at each party. Add the Caldicott Guardian, the senior information risk owner and the data protection officer of each." />
}
