import type { Day } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { optOutWindow, type CampaignState, type OptOutWindow } from './campaign.rules.ts'
import { findCampaignOfProject } from './campaigns.store.server.ts'
import { toldOfCampaign } from './letters.store.server.ts'

/** What the gate must know of how a practice told its people of a project. */
export interface Notification {
  readonly campaignRef: string
  readonly state: CampaignState
  /** The last day for replies, Europe/London, counted in. */
  readonly closingDate: Day | null
  readonly postedAt: Date | null
  readonly window: (at: Date) => OptOutWindow
  /**
   * By person id: since when they count as told, by the posted letter or another way; null where they have not been.
   * A person who is not in the map joined the practice after the letters were made. `returnedAt` is set when the letter
   * came back and nobody has told them another way since.
   */
  readonly told: ReadonlyMap<string, { readonly since: Date | null; readonly returnedAt: Date | null }>
}

/** Whom to read of, and what to take as known: what was recorded after `known` is left out. */
export interface OnePersonAsKnown {
  readonly personId: string
  readonly known: Date | null
}

/** Null where the practice has not begun to tell its people of the project. `told` has everyone, or one person where they are named. */
export async function readNotification(db: Queryable, projectId: string, organisationCode: string, only?: OnePersonAsKnown): Promise<Notification | null> {
  const campaign = await findCampaignOfProject(db, organisationCode, projectId)
  if (!campaign) return null
  const rows = (await toldOfCampaign(db, campaign.id, only)).map((row) => ({ ...row, toldAt: ifKnown(row.toldAt, only?.known), returnedAt: ifKnown(row.returnedAt, only?.known) }))
  const told = new Map(rows.map((row) => [
    row.personId,
    row.toldAt
      ? { since: row.toldAt, returnedAt: row.returnedAt && row.returnedAt > row.toldAt ? row.returnedAt : null }
      : { since: row.position === null ? null : campaign.postedAt, returnedAt: row.returnedAt },
  ] as const))
  return {
    campaignRef: campaign.ref,
    state: campaign.state,
    closingDate: campaign.closingDate,
    postedAt: campaign.postedAt,
    window: (at) => optOutWindow(campaign, at),
    told,
  }
}

const ifKnown = (at: Date | null, known: Date | null | undefined): Date | null => (at && known && at > known ? null : at)
