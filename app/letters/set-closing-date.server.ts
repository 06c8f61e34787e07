import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { checkDates } from './campaign.rules.ts'
import type { CampaignRefusal } from './campaign.words.ts'
import { updateCampaign } from './campaigns.store.server.ts'
import { changeCampaign } from './change-campaign.server.ts'

/** Sets the date that stands on the letters and the last day for replies. Only until the letters are made. */
export function setClosingDate(
  context: Context<StaffActor>,
  command: { readonly ref: string; readonly letterDate: Day; readonly closingDate: Day; readonly revision: number },
): Promise<Result<null, CampaignRefusal>> {
  return changeCampaign(context, { ref: command.ref }, async (tx, campaign, record) => {
    const isThere = campaign.letterDate === command.letterDate && campaign.closingDate === command.closingDate
    // The same form sent twice is one change.
    if (campaign.state === 'draft' && isThere) return ok(null)
    if (campaign.revision !== command.revision) return refuse('changed-since-read')
    if (campaign.state !== 'draft') return refuse('letters-made-already')
    const agreement = await readAgreementForProject(tx, campaign.projectRef)
    const promisedDays = agreement?.version?.facts.tellingPeople?.replyDays ?? 0
    const checked = checkDates({ ...command, promisedDays }, londonDay(context.now))
    if (!checked.ok) return checked
    await updateCampaign(tx, campaign.organisationCode, campaign.id, { letterDate: command.letterDate, closingDate: command.closingDate })
    record({
      kind: 'closing-date-set', projectRef: campaign.projectRef, subject: `campaign:${campaign.ref}`,
      data: { closingDate: command.closingDate, letterDate: command.letterDate },
    })
    return ok(null)
  })
}
