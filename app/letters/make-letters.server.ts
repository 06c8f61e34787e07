import { ownTerms, type OwnTerms } from '#app/documents/agreement.rules.ts'
import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { countPeople } from '#app/people/find-people.server.ts'
import { isListBeingRead } from '#app/people/read-people-page.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { addJob } from '#app/platform/jobs.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { checkDates } from './campaign.rules.ts'
import type { CampaignRefusal } from './campaign.words.ts'
import { updateCampaign, type CampaignRow } from './campaigns.store.server.ts'
import { changeCampaign } from './change-campaign.server.ts'
import { composeLetter, LETTER_TEMPLATE } from './compose-letter.server.ts'
import { tellsOfNothing } from './letter-facts.rules.ts'
import { lettersFromFacts } from './read-campaign-letters.server.ts'
import { sampleRecipient, SAMPLE_KINDS } from './sample-recipients.rules.ts'

/**
 * Asks for a campaign's letters to be made, behind the page. They state the facts of the newest version of the protocol,
 * which the practice must have signed, as far as the schedule it signed with goes: nobody is told what their surgery has not agreed to.
 */
export function makeLetters(context: Context<StaffActor>, command: { readonly ref: string; readonly revision: number }): Promise<Result<null, CampaignRefusal>> {
  return changeCampaign(context, { ref: command.ref }, async (tx, campaign, record) => {
    // The same form sent twice asks once.
    if (campaign.state === 'making') return ok(null)
    if (campaign.state !== 'draft') return refuse('letters-made-already')
    if (campaign.revision !== command.revision) return refuse('changed-since-read')
    const ready = await readyForLetters(context, tx, campaign)
    if (!ready.ok) return ready
    await updateCampaign(tx, campaign.organisationCode, campaign.id, {
      state: 'making', documentVersionId: ready.value.versionId, flowsTold: ready.value.told.flows, optOutContact: ready.value.told.optOutContact, template: LETTER_TEMPLATE, lettersTotal: ready.value.people, lettersDone: 0, fault: null,
    })
    await addJob(tx, 'make-letters', { campaignId: campaign.id }, `${campaign.id}:${campaign.revision}`)
    record({ kind: 'letters-asked-for', projectRef: campaign.projectRef, subject: `campaign:${campaign.ref}`, data: { protocolVersion: ready.value.versionNumber } })
    return ok(null)
  })
}

/** Whether everything stands that letters need; the first thing that does not. */
export async function readyForLetters(
  context: Context<StaffActor>,
  db: Queryable,
  campaign: CampaignRow,
): Promise<Result<{ readonly versionId: string; readonly versionNumber: number; readonly people: number; readonly told: OwnTerms }, CampaignRefusal>> {
  const people = await countPeople(db, campaign.organisationCode)
  if (people === 0) return refuse('no-people')
  if (await isListBeingRead(db, campaign.organisationCode)) return refuse('list-being-read')
  const { letterDate, closingDate } = campaign
  if (!letterDate || !closingDate) return refuse('no-closing-date')
  const agreement = await readAgreementForProject(db, campaign.projectRef)
  const version = agreement?.version
  if (!agreement || !version) return refuse('protocol-not-drafted')
  if (agreement.projectEndedAt) return refuse('project-ended')
  if (version.factsVersion !== agreement.factsVersion) return refuse('protocol-out-of-date')
  if (!agreement.signatures.some((signature) => signature.organisationCode === campaign.organisationCode && signature.contentHash === version.contentHash)) {
    return refuse('protocol-not-signed-by-practice')
  }
  const dates = checkDates({ letterDate, closingDate, promisedDays: version.facts.tellingPeople?.replyDays ?? 0 }, londonDay(context.now))
  if (!dates.ok) return dates
  const told = ownTerms(agreement, campaign.organisationCode, context.now)
  if (tellsOfNothing(version.facts, campaign.organisationCode, told)) return refuse('nothing-to-tell-of')
  const letters = await lettersFromFacts(context.runtime, db, campaign.organisationCode, version.facts, { letterDate, closingDate }, told)
  if (!letters) return refuse('facts-incomplete')
  for (const kind of SAMPLE_KINDS) {
    const composed = composeLetter(letters, sampleRecipient(kind))
    if (!composed.ok) return composed
  }
  return ok({ versionId: version.id, versionNumber: version.number, people, told })
}
