import { readVersionFacts } from '#app/documents/read-version-facts.server.ts'
import type { OwnTerms } from '#app/documents/agreement.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { readOrganisation } from '#app/organisations/read-organisations.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { LETTER_TEMPLATE, type CampaignLetters } from './compose-letter.server.ts'
import type { CampaignRow } from './campaigns.store.server.ts'
import { campaignFacts } from './letter-facts.rules.ts'

/** What the letters of a campaign share, from given facts and what of them goes for the practice's people; null where the facts lack what a letter must say. */
export async function lettersFromFacts(
  runtime: Runtime,
  db: Queryable,
  organisationCode: string,
  facts: ProjectFacts,
  dates: { readonly letterDate: Day; readonly closingDate: Day },
  told: OwnTerms | null,
  template: string = LETTER_TEMPLATE,
): Promise<CampaignLetters | null> {
  const practice = await readOrganisation(db, organisationCode)
  const shared = practice && campaignFacts(facts, practice, dates, runtime.publicUrl, told)
  return practice && shared ? { template, facts: shared, practice, publicUrl: runtime.publicUrl } : null
}

/** The same for a campaign whose letters have been asked for: from the version of the protocol that they state, whatever came after. */
export async function lettersOfCampaign(runtime: Runtime, db: Queryable, campaign: CampaignRow): Promise<CampaignLetters> {
  const { letterDate, closingDate, documentVersionId, template } = campaign
  if (!letterDate || !closingDate || !documentVersionId || !template) throw new Error('A campaign has letters without dates or facts')
  const facts = await readVersionFacts(db, campaign.projectId, documentVersionId)
  const letters = facts && (await lettersFromFacts(runtime, db, campaign.organisationCode, facts, { letterDate, closingDate }, toldOf(campaign), template))
  if (!letters) throw new Error('The facts that a campaign states can no longer be read')
  return letters
}

/** What the letters of a campaign tell of, once they have been asked for; null for the whole protocol, of which letters told before that was kept. */
export function toldOf({ flowsTold, optOutContact }: Pick<CampaignRow, 'flowsTold' | 'optOutContact'>): OwnTerms | null {
  return flowsTold && { flows: flowsTold, optOutContact }
}

export function letterDateOf(campaign: Pick<CampaignRow, 'letterDate'>): Day {
  if (!campaign.letterDate) throw new Error('A campaign has letters without a date')
  return campaign.letterDate
}
