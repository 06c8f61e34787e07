import { PassThrough } from 'node:stream'
import { change, recordLook } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { findPeopleByIds } from '#app/people/find-people.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { CampaignRefusal } from './campaign.words.ts'
import { findCampaign, lockCampaign, type CampaignRow } from './campaigns.store.server.ts'
import { letterDateOf } from './read-campaign-letters.server.ts'
import { eachPrintedLetter, holdBack } from './letters.store.server.ts'
import { eachRenderedLetter, Manifest, writePrintFile } from './render-letters.server.ts'
import { decideLetter } from './suppression.rules.ts'

async function printable(context: Context<StaffActor>, ref: string): Promise<Result<CampaignRow, CampaignRefusal>> {
  if (!mayRole(context.actor.role, 'campaigns.manage')) return refuse('not-allowed')
  const campaign = await findCampaign(context.runtime.db, context.actor.organisationCode, ref)
  if (!campaign) return refuse('not-found')
  return campaign.state === 'made' || campaign.state === 'posted' ? ok(campaign) : refuse('letters-not-made')
}

/** The print file as a stream, made as it is read. Cut off, never ended cleanly, when something breaks midway. */
export async function downloadPrintFile(context: Context<StaffActor>, ref: string): Promise<Result<PassThrough, CampaignRefusal>> {
  const campaign = await printable(context, ref)
  if (!campaign.ok) return campaign
  await holdBackWhoChanged(context, campaign.value)
  await recordLook(context, { kind: 'letters-downloaded', projectRef: campaign.value.projectRef, subject: `campaign:${ref}`, data: { file: 'print' } })
  const out = new PassThrough()
  writePrintFile(context.runtime, campaign.value, out).catch((error: Error) => {
    if (out.destroyed) return
    context.runtime.log.error({ campaign: campaign.value.id, error: error.name }, 'the print file could not be finished')
    out.destroy(error)
  })
  return ok(out)
}

export async function downloadManifest(context: Context<StaffActor>, ref: string): Promise<Result<string, CampaignRefusal>> {
  const campaign = await printable(context, ref)
  if (!campaign.ok) return campaign
  await holdBackWhoChanged(context, campaign.value)
  await recordLook(context, { kind: 'letters-downloaded', projectRef: campaign.value.projectRef, subject: `campaign:${ref}`, data: { file: 'manifest' } })
  const manifest = new Manifest()
  for await (const rendered of eachRenderedLetter(context.runtime, campaign.value)) manifest.add(rendered)
  return ok(manifest.csv())
}

/** Until they are posted, letters to people who have since died, left or become restricted are taken out, with the reason. */
async function holdBackWhoChanged(context: Context<StaffActor>, campaign: CampaignRow): Promise<void> {
  if (campaign.state !== 'made') return
  await change(context, async (tx) => {
    const locked = await lockCampaign(tx, campaign.organisationCode, campaign.id)
    if (locked?.state !== 'made') return
    for await (const batch of eachPrintedLetter(tx, campaign.id)) {
      const people = new Map((await findPeopleByIds(tx, context.runtime.secrets, campaign.organisationCode, batch.map((letter) => letter.personId))).map((person) => [person.id, person]))
      for (const letter of batch) {
        const person = people.get(letter.personId)
        const suppression = person ? decideLetter(person, letterDateOf(campaign)).suppression : null
        if (suppression) await holdBack(tx, campaign.id, [letter.id], suppression)
      }
    }
  })
}
