import { buffer } from 'node:stream/consumers'
import { PassThrough } from 'node:stream'
import { recordLook } from '#app/audit/change.server.ts'
import { ownTerms } from '#app/documents/agreement.rules.ts'
import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import { readVersionFacts } from '#app/documents/read-version-facts.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { CampaignRefusal } from './campaign.words.ts'
import { suggestedClosingDate } from './campaign.rules.ts'
import { findCampaign, type CampaignRow } from './campaigns.store.server.ts'
import { composeLetter, letterText, qrText, type CampaignLetters } from './compose-letter.server.ts'
import { drawLetters } from './letter-pdf.server.ts'
import { tellsOfNothing } from './letter-facts.rules.ts'
import { lettersFromFacts, toldOf } from './read-campaign-letters.server.ts'
import { campaignSummary } from './read-campaign-page.server.ts'
import { sampleRecipient, type SampleKind } from './sample-recipients.rules.ts'

async function previewOf(context: Context<StaffActor>, campaign: CampaignRow): Promise<Result<{ readonly letters: CampaignLetters; readonly hasDates: boolean }, CampaignRefusal>> {
  const { runtime } = context
  const agreement = await readAgreementForProject(runtime.db, campaign.projectRef)
  // Letters that have been made go on stating the version they were made from.
  const facts = campaign.documentVersionId ? await readVersionFacts(runtime.db, campaign.projectId, campaign.documentVersionId) : agreement?.version?.facts
  if (!facts) return refuse('protocol-not-drafted')
  const letterDate = campaign.letterDate ?? londonDay(context.now)
  const closingDate = campaign.closingDate ?? suggestedClosingDate(letterDate, facts.tellingPeople?.replyDays ?? 0)
  const told = campaign.documentVersionId ? toldOf(campaign) : agreement && ownTerms(agreement, campaign.organisationCode, context.now)
  if (tellsOfNothing(facts, campaign.organisationCode, told)) return refuse('nothing-to-tell-of')
  const letters = await lettersFromFacts(runtime, runtime.db, campaign.organisationCode, facts, { letterDate, closingDate }, told, campaign.template ?? undefined)
  return letters ? ok({ letters, hasDates: campaign.closingDate !== null }) : refuse('facts-incomplete')
}

/** A letter to an invented person, as its words. Null when the campaign is not the practice's. */
export async function readPreviewPage(context: Context<StaffActor>, ref: string, kind: SampleKind) {
  const campaign = await findCampaign(context.runtime.db, context.actor.organisationCode, ref)
  if (!campaign) return null
  const preview = await previewOf(context, campaign)
  const sample = sampleRecipient(kind)
  const composed = preview.ok ? composeLetter(preview.value.letters, sample) : null
  return {
    campaign: campaignSummary(campaign, context.now),
    refusal: preview.ok ? (composed && !composed.ok ? composed.refusal : null) : preview.refusal,
    text: preview.ok ? letterText(preview.value.letters, sample) : null,
    hasDates: preview.ok && preview.value.hasDates,
    pages: composed?.ok ? composed.value.pages : 0,
  }
}

/** The same letter as it will be printed. */
export async function previewPdf(context: Context<StaffActor>, ref: string, kind: SampleKind): Promise<Result<Buffer, CampaignRefusal>> {
  const { runtime, actor, now } = context
  const campaign = await findCampaign(runtime.db, actor.organisationCode, ref)
  if (!campaign) return refuse('not-found')
  const preview = await previewOf(context, campaign)
  if (!preview.ok) return preview
  const sample = sampleRecipient(kind)
  const composed = composeLetter(preview.value.letters, sample)
  if (!composed.ok) return composed
  await recordLook(context, { kind: 'letter-previewed', projectRef: campaign.projectRef, subject: `campaign:${ref}`, data: { sample: kind } })
  const out = new PassThrough()
  const [content] = await Promise.all([
    buffer(out),
    drawLetters([{ plan: composed.value, qrText: qrText(runtime.publicUrl, sample.code) }], out, { title: `Preview of a letter: ${campaign.projectTitle}`, author: preview.value.letters.practice.name, madeAt: now }),
  ])
  return ok(content)
}
