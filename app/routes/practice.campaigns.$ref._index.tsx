import { useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { CampaignFigures, CampaignTasks } from '#app/letters/campaign-overview.tsx'
import { CampaignTag } from '#app/letters/campaign-tag.tsx'
import { CAMPAIGN_DONE_WORDS, CAMPAIGN_STATE_WORDS } from '#app/letters/campaign.words.ts'
import { readCampaignPage } from '#app/letters/read-campaign-page.server.ts'
import { SuccessBanner } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'
import { useLookAgain } from '#app/ui/use-look-again.ts'

export const meta = titled<{ page: { campaign: { projectTitle: string } } }>((data) => `Letters: ${data?.page.campaign.projectTitle ?? ''}`)

export const loader = pageLoader('campaigns.read', async ({ context, params, url }) => {
  const page = await readCampaignPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return { page, done: CAMPAIGN_DONE_WORDS[url.searchParams.get('done') ?? ''] ?? null }
})

export default function Campaign() {
  const { page, done } = useLoaderData<typeof loader>()
  const { campaign } = page
  useLookAgain(campaign.state === 'making' || page.isListBeingRead)
  return (
    <Page title="Letters" caption={campaign.projectTitle} tag={<CampaignTag state={campaign.state} words={CAMPAIGN_STATE_WORDS[campaign.state]} />}
      crumbs={[{ href: '/practice', label: 'Letters and replies' }]} wide>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <CampaignTasks page={page} />
      <CampaignFigures page={page} />
    </Page>
  )
}
