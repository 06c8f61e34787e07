import { useLoaderData } from '@remix-run/react'
import { readResidentProject } from '#app/letters/read-resident-page.server.ts'
import { ResidentPage } from '#app/letters/resident-page.tsx'
import { ResidentProject } from '#app/letters/resident-project.tsx'
import { residentLoader } from '#app/letters/resident-wrappers.server.ts'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('What is shared')

export const loader = residentLoader(async (entered) => readResidentProject(entered))

export default function YourProject() {
  const page = useLoaderData<typeof loader>()
  return (
    <ResidentPage title={page.frame.project} frame={page.frame}>
      <ResidentProject page={page} />
    </ResidentPage>
  )
}
