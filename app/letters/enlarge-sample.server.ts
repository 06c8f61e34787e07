import type { Record } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import type { CampaignRow } from './campaigns.store.server.ts'
import { readSample } from './read-sample.server.ts'
import { addSampleOfAll } from './reply-checks.store.server.ts'
import { mustReadAll } from './reply-sample.rules.ts'

/** After a check or its settling: all that one member of staff entered is in the sample once too much of it was misread. It stays so. */
export async function enlargeIfMisread(tx: Transaction, record: Record, context: Context<StaffActor>, campaign: CampaignRow, userId: string): Promise<void> {
  const { setting, people } = await readSample(tx, campaign.id)
  const theirs = people.find((each) => each.userId === userId)
  if (!theirs || theirs.isAll || !mustReadAll(theirs.figures, setting)) return
  if (await addSampleOfAll(tx, { campaignId: campaign.id, userId, at: context.now, by: context.actor.userId })) {
    record({ kind: 'reply-sample-enlarged', projectRef: campaign.projectRef, subject: `user:${userId}` })
  }
}
