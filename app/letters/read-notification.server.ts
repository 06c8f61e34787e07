import type { Day } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { CampaignState } from './campaign.rules.ts'
import { findCampaignOfProject } from './campaigns.store.server.ts'
import { toldOfCampaign } from './letters.store.server.ts'

/** How a practice tells its people of a project. `optOutWindow` says from it whether they have had their time. */
export interface Telling {
  readonly campaignId: string
  readonly campaignRef: string
  readonly state: CampaignState
  /** The last day for replies, Europe/London, counted in. */
  readonly closingDate: Day | null
  readonly postedAt: Date | null
}

/** Null where the practice has not begun to tell its people of the project. */
export async function readTelling(db: Queryable, projectId: string, organisationCode: string): Promise<Telling | null> {
  const campaign = await findCampaignOfProject(db, organisationCode, projectId)
  return campaign && {
    campaignId: campaign.id, campaignRef: campaign.ref, state: campaign.state, closingDate: campaign.closingDate, postedAt: campaign.postedAt,
  }
}

/**
 * Since when a person counts as told, by the posted letter or another way; null where they have not been. `returnedAt` is
 * set when the letter came back and nobody has told them another way since.
 */
export interface Told {
  readonly since: Date | null
  readonly returnedAt: Date | null
}

/** Whom to read of, and what to take as known: what was recorded after `known` is left out. */
export interface SomePeopleAsKnown {
  readonly personIds: readonly string[]
  readonly known: Date | null
}

/** By person id. Whoever is not in it joined the practice after the letters were made. */
export async function readTold(db: Queryable, { campaignId, postedAt }: Telling, only?: SomePeopleAsKnown): Promise<ReadonlyMap<string, Told>> {
  const rows = await toldOfCampaign(db, campaignId, only)
  return new Map(rows.map((row) => {
    const [toldAt, returnedAt] = [ifKnown(row.toldAt, only?.known), ifKnown(row.returnedAt, only?.known)]
    return [
      row.personId,
      toldAt
        ? { since: toldAt, returnedAt: returnedAt && returnedAt > toldAt ? returnedAt : null }
        : { since: row.position === null ? null : postedAt, returnedAt },
    ]
  }))
}

const ifKnown = (at: Date | null, known: Date | null | undefined): Date | null => (at && known && at > known ? null : at)
