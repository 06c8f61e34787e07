import { recordLook } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { findPeopleByIds } from '#app/people/find-people.server.ts'
import { OWN_CHOICE_AGE } from '#app/people/person.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { addressBlock, lintAddress } from './address.rules.ts'
import type { Suppression, ToldHow } from './campaign.rules.ts'
import { ADDRESS_CODE_WORDS } from './campaign.words.ts'
import { findCampaign } from './campaigns.store.server.ts'
import { lettersToTellAnotherWay } from './letters.store.server.ts'
import { campaignSummary } from './read-campaign-page.server.ts'

/** Someone whom a letter cannot tell, or whose letter came back. */
export interface PersonToTellLine {
  readonly letterId: string
  readonly personId: string
  readonly name: string
  /** The person is under 13 on the date of the letters, and is told through a parent or carer. */
  readonly isChild: boolean
  readonly reason: Suppression | 'returned'
  readonly format: string
  readonly language: string
  /** What is wrong with the address, in words. */
  readonly addressFaults: readonly string[]
  readonly told: { readonly on: string; readonly how: ToldHow } | null
}

/** The work list of a campaign, those still to be told first. Opening it is a look at people's records, and is recorded. */
export async function readPeopleToTell(context: Context<StaffActor>, ref: string) {
  const { runtime: { db, secrets }, actor } = context
  const campaign = await findCampaign(db, actor.organisationCode, ref)
  if (!campaign) return null
  const rows = await lettersToTellAnotherWay(db, campaign.id)
  const people = new Map((await findPeopleByIds(db, secrets, actor.organisationCode, rows.map((row) => row.personId))).map((person) => [person.id, person]))
  const lines = rows.flatMap((row): PersonToTellLine[] => {
    const person = people.get(row.personId)
    if (!person || person.isDeceased || person.leftAt) return []
    const isChild = row.addressee === 'parent-or-carer'
    return [{
      letterId: row.id, personId: person.id, name: `${person.givenName} ${person.familyName}`, isChild, reason: row.suppression ?? 'returned',
      format: person.format, language: person.language,
      addressFaults: row.suppression === 'address-unusable' ? lintAddress(addressBlock(person, isChild)).map((code) => ADDRESS_CODE_WORDS[code]) : [],
      told: row.toldAt && row.toldHow ? { on: londonDay(row.toldAt), how: row.toldHow as ToldHow } : null,
    }]
  })
  if (lines.length > 0) {
    await recordLook(context, { kind: 'people-to-tell-opened', projectRef: campaign.projectRef, subject: `campaign:${ref}`, data: { people: lines.length } })
  }
  return {
    campaign: campaignSummary(campaign, context.now), lines, today: londonDay(context.now), ownChoiceAge: OWN_CHOICE_AGE,
    mayManage: mayRole(actor.role, 'campaigns.manage'),
  }
}
