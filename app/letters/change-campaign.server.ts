import { change, type Record } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import type { CampaignRefusal } from './campaign.words.ts'
import { findCampaign, lockCampaign, type CampaignRow } from './campaigns.store.server.ts'

/**
 * A change to a campaign: permission asked, the row found among the practice's own and held, the form's revision compared.
 * `revision` is left out where it does not matter in which order two people act.
 */
export async function changeCampaign<T>(
  context: Context<StaffActor>,
  command: { readonly ref: string; readonly revision?: number },
  work: (tx: Transaction, campaign: CampaignRow, record: Record) => Promise<Result<T, CampaignRefusal>>,
): Promise<Result<T, CampaignRefusal>> {
  const { runtime, actor } = context
  if (!mayRole(actor.role, 'campaigns.manage')) return refuse('not-allowed')
  const found = await findCampaign(runtime.db, actor.organisationCode, command.ref)
  if (!found) return refuse('not-found')
  return change(context, async (tx, record): Promise<Result<T, CampaignRefusal>> => {
    const locked = await lockCampaign(tx, actor.organisationCode, found.id)
    if (!locked) return refuse('not-found')
    if (command.revision !== undefined && locked.revision !== command.revision) return refuse('changed-since-read')
    return work(tx, { ...found, ...locked }, record)
  })
}
