import { useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { PracticeHome } from '#app/letters/practice-home.tsx'
import { readPracticeHome } from '#app/letters/read-practice-home.server.ts'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Letters and replies')

export const loader = pageLoader('campaigns.read', async ({ context }) => {
  if (context.actor.organisationKind !== 'gp-practice') throw notFound()
  return { home: await readPracticeHome(context), practice: context.actor.organisationName }
})

export default function Practice() {
  const { home, practice } = useLoaderData<typeof loader>()
  return <Page title="Letters and replies" caption={practice} wide><PracticeHome home={home} /></Page>
}
