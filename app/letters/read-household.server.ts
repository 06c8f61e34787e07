import { recordLook } from '#app/audit/change.server.ts'
import { choicesOfPerson, standingProjectChoice } from '#app/choices/read-choices.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ageOn, londonDay } from '#app/kernel/uk-date.ts'
import { readHousehold, readPeople, readPerson } from '#app/people/find-people.server.ts'
import { matchPerson } from '#app/people/match-person.server.ts'
import { OWN_CHOICE_AGE } from '#app/people/person.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findCampaign } from './campaigns.store.server.ts'
import { HOUSEHOLD_MOST } from './household.rules.ts'
import { briefOf } from './read-reply-desk.server.ts'
import { findLetterByCode } from './replies.store.server.ts'
import { readReplyCode } from './reply-code.rules.ts'

/**
 * Who may stand on one form: those registered at a person's address, and those who were added. Each showing is an audited
 * look at each of them. Null where the campaign or the person is not the practice's own.
 */
export async function readHouseholdForm(context: Context<StaffActor>, campaignRef: string, personId: string, added: readonly string[]) {
  const { runtime, actor, now } = context
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  const person = campaign && await readPerson(runtime, runtime.db, actor.organisationCode, personId)
  if (!campaign || !person) return null
  const atHome = await readHousehold(runtime, runtime.db, person)
  const isCommunal = atHome.length > HOUSEHOLD_MOST
  const others = [...(isCommunal ? [] : atHome), ...await readPeople(runtime, runtime.db, actor.organisationCode, added.slice(0, HOUSEHOLD_MOST))]
  const people = [person, ...others.filter(({ id }) => id !== person.id)].filter((each, index, all) => all.findIndex(({ id }) => id === each.id) === index)
  for (const { id } of people) await recordLook(context, { kind: 'person-opened', subject: `person:${id}`, data: { reason: 'reply-desk' } })
  const today = londonDay(now)
  return {
    campaign: briefOf(context, campaign), today, isCommunal,
    people: await Promise.all(people.map(async (each) => ({
      id: each.id, name: `${each.givenName} ${each.familyName}`, dateOfBirth: each.dateOfBirth, age: ageOn(each.dateOfBirth, today), isChild: ageOn(each.dateOfBirth, today) < OWN_CHOICE_AGE,
      standing: standingProjectChoice((await choicesOfPerson(runtime.db, actor.organisationCode, each.id)).map(({ event }) => event), campaign.projectRef, now).standing,
    }))),
  }
}

/** Someone else on the form, by reply code, NHS number or the practice's own number. The look is in the audit, what was typed is not. */
export async function findForHousehold(context: Context<StaffActor>, campaignRef: string, typed: string): Promise<{ readonly personId: string | null } | null> {
  const { runtime, actor } = context
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  if (!campaign) return null
  const code = readReplyCode(typed)
  const letter = code.ok ? await findLetterByCode(runtime.db, actor.organisationCode, runtime.secrets.lookups('reply-code', code.code)) : null
  const byNumber = letter ? null : await matchPerson(runtime, actor.organisationCode, { nhsNumber: typed, localId: '' })
  const byLocalId = letter || byNumber?.ok ? null : await matchPerson(runtime, actor.organisationCode, { nhsNumber: '', localId: typed.trim() })
  const personId = letter?.personId ?? (byNumber?.ok ? byNumber.person.id : byLocalId?.ok ? byLocalId.person.id : null)
  await recordLook(context, { kind: 'people-searched', projectRef: campaign.projectRef, data: { by: 'household-form', found: personId ? 1 : 0 } })
  return { personId }
}
