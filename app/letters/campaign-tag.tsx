import { Tag, type TagColour } from '#app/ui/furniture.tsx'
import type { CampaignState } from './campaign.rules.ts'

const COLOURS: Record<CampaignState, TagColour> = { draft: 'grey', making: 'blue', made: 'yellow', posted: 'green' }

export function CampaignTag({ state, words }: { readonly state: CampaignState; readonly words: string }) {
  return <Tag colour={COLOURS[state]}>{words}</Tag>
}
