import { change } from '#app/audit/change.server.ts'
import { systemActor, type SystemActor } from '#app/identity/actor.rules.ts'
import { findPeopleByIds, personIdsInPrintOrder } from '#app/people/find-people.server.ts'
import type { Person } from '#app/people/person.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isDatabaseUnreachable } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId, newReplyCode } from '#app/platform/secrets.server.ts'
import { addressBlock } from './address.rules.ts'
import type { LetterAddressee, Suppression } from './campaign.rules.ts'
import { findCampaignById, lockCampaign, updateCampaign, type CampaignRow } from './campaigns.store.server.ts'
import { composeLetter, letterReference, type CampaignLetters } from './compose-letter.server.ts'
import { lintLetter } from './letter-lint.rules.ts'
import { canPrint, measureText } from './letter-measure.server.ts'
import { addLetters, countLetters, lastPosition, personIdsWithLetter, type NewLetter } from './letters.store.server.ts'
import { lettersOfCampaign } from './read-campaign-letters.server.ts'
import { decideLetter } from './suppression.rules.ts'

const LETTERS_A_BATCH = 200

/**
 * Decides for each person of the practice whether they get a letter, gives each a reply code, and puts the letters in the
 * order of the print file. A batch a transaction; whoever has a letter already is passed over, so it can be stopped at any
 * moment and begun again.
 */
export async function writeLetters(runtime: Runtime, { campaignId }: { readonly campaignId: string }): Promise<void> {
  const campaign = await findCampaignById(runtime.db, campaignId)
  if (campaign?.state !== 'making') return
  const context: Context<SystemActor> = {
    runtime, actor: systemActor('make-letters', campaign.organisationCode), now: runtime.clock(), requestId: campaignId,
  }
  try {
    const shared = await lettersOfCampaign(runtime, runtime.db, campaign)
    const order = await personIdsInPrintOrder(runtime.db, campaign.organisationCode)
    const written = await personIdsWithLetter(runtime.db, campaignId)
    const left = order.filter((id) => !written.has(id))
    await updateCampaign(runtime.db, campaign.organisationCode, campaignId, { lettersTotal: order.length, lettersDone: written.size, fault: null }, false)
    for (let at = 0; at < left.length; at += LETTERS_A_BATCH) {
      await writeBatch(context, campaign, shared, left.slice(at, at + LETTERS_A_BATCH), written.size + at)
    }
    await finish(context, campaign)
  } catch (error) {
    // The page says that it goes on later; a database that is away cannot be told.
    if (!isDatabaseUnreachable(error)) await updateCampaign(runtime.db, campaign.organisationCode, campaignId, { fault: 'interrupted' }, false)
    throw error
  }
}

async function writeBatch(context: Context<SystemActor>, campaign: CampaignRow, shared: CampaignLetters, ids: readonly string[], before: number): Promise<void> {
  const { runtime } = context
  await change(context, async (tx) => {
    const locked = await lockCampaign(tx, campaign.organisationCode, campaign.id)
    if (locked?.state !== 'making') throw new Error('A campaign is no longer being made')
    const people = new Map((await findPeopleByIds(tx, runtime.secrets, campaign.organisationCode, ids)).map((person) => [person.id, person]))
    let position = await lastPosition(tx, campaign.id)
    const rows = ids.flatMap((id): NewLetter[] => {
      const person = people.get(id)
      if (!person) return []
      const letter = letterFor(runtime, campaign, shared, person)
      return [{ ...letter, position: letter.suppression ? null : (position += 1) }]
    })
    await addLetters(tx, rows)
    await updateCampaign(tx, campaign.organisationCode, campaign.id, { lettersDone: before + ids.length }, false)
  })
}

function letterFor(runtime: Runtime, campaign: CampaignRow, shared: CampaignLetters, person: Person): NewLetter {
  const id = newId()
  const code = newReplyCode()
  const decided = decideLetter(person, shared.facts.letterDate, canPrint)
  const { pages, suppression } = decided.suppression ? { pages: 0, suppression: decided.suppression } : fitOnPaper(shared, person, decided.addressee, code, id)
  return {
    id, campaignId: campaign.id, personId: person.id, addressee: decided.addressee, suppression, pages,
    replyCodeSealed: runtime.secrets.seal('reply-code', code), replyCodeLookup: runtime.secrets.lookup('reply-code', code),
    format: person.format, language: person.language,
  }
}

/** The pages a letter takes, or that it cannot be printed as it should be: an address that the window does not hold. */
function fitOnPaper(shared: CampaignLetters, person: Person, addressee: LetterAddressee, code: string, letterId: string): { readonly pages: number; readonly suppression: Suppression | null } {
  const composed = composeLetter(shared, {
    ...person, addressee, variant: person.format === 'large-print' ? 'large-print' : 'standard', code, reference: letterReference(letterId),
  })
  if (!composed.ok) return { pages: 0, suppression: 'format-not-printable' }
  const faults = lintLetter(composed.value, addressBlock(person, addressee === 'parent-or-carer'), measureText)
  return faults.length > 0 ? { pages: 0, suppression: 'address-unusable' } : { pages: composed.value.pages, suppression: null }
}

async function finish(context: Context<SystemActor>, campaign: CampaignRow): Promise<void> {
  await change(context, async (tx, record) => {
    const locked = await lockCampaign(tx, campaign.organisationCode, campaign.id)
    if (locked?.state !== 'making') return
    const counts = await countLetters(tx, campaign.id)
    const suppressed = Object.values(counts.suppressed).reduce((sum, count) => sum + count, 0)
    await updateCampaign(tx, campaign.organisationCode, campaign.id, { state: 'made', lettersMadeAt: context.now, fault: null })
    record({ kind: 'letters-made', projectRef: campaign.projectRef, subject: `campaign:${campaign.ref}`, data: { letters: counts.printed, suppressed } })
  })
}
