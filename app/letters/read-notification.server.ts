import type { Day } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { CampaignState } from './campaign.rules.ts'
import { findCampaignOfProject, findCampaignsOfProject } from './campaigns.store.server.ts'
import { toldOfCampaign } from './letters.store.server.ts'

/** How a practice tells its people of a project. `optOutWindow` says from it whether they have had their time. */
export interface Telling {
  readonly campaignId: string
  readonly campaignRef: string
  readonly state: CampaignState
  /** The last day for replies, Europe/London, counted in. */
  readonly closingDate: Day | null
  readonly postedAt: Date | null
  /** The flows that the letters tell of, by reference; null where they tell of the whole protocol. */
  readonly flowsTold: readonly string[] | null
}

/** How several practices tell their people of a project, by their codes; those that have not begun are not in it. */
export async function readTellings(db: Queryable, projectId: string, organisationCodes: readonly string[]): Promise<ReadonlyMap<string, Telling>> {
  return new Map((await findCampaignsOfProject(db, organisationCodes, projectId)).map((campaign) => [campaign.organisationCode, tellingOf(campaign)]))
}

/** The same of one; null where it has not begun to tell its people of the project. */
export async function readTelling(db: Queryable, projectId: string, organisationCode: string): Promise<Telling | null> {
  const campaign = await findCampaignOfProject(db, organisationCode, projectId)
  return campaign && tellingOf(campaign)
}

const tellingOf = ({ id, ref, state, closingDate, postedAt, flowsTold }: { id: string; ref: string; state: CampaignState; closingDate: Day | null; postedAt: Date | null; flowsTold: readonly string[] | null }): Telling =>
  ({ campaignId: id, campaignRef: ref, state, closingDate, postedAt, flowsTold })

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
