import { useLoaderData } from '@remix-run/react'
import { AlarmsToActOn } from '#app/alarms/alarm-list.tsx'
import { readOpenAlarms } from '#app/alarms/read-open-alarms.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { PracticeHome } from '#app/letters/practice-home.tsx'
import { readPracticeHome } from '#app/letters/read-practice-home.server.ts'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Letters and replies')

export const loader = pageLoader('campaigns.read', async ({ context }) => {
  if (context.actor.organisationKind !== 'gp-practice') throw notFound()
  const [home, alarms] = await Promise.all([readPracticeHome(context), readOpenAlarms(context)])
  return { home, alarms, practice: context.actor.organisationName }
})

export default function Practice() {
  const { home, alarms, practice } = useLoaderData<typeof loader>()
  return (
    <Page title="Letters and replies" caption={practice} wide>
      <AlarmsToActOn alarms={alarms} />
      <PracticeHome home={home} />
    </Page>
  )
}
