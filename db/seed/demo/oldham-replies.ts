import { ADULT_AGE } from '#app/choices/choice-event.rules.ts'
import { ageOn, addDays } from '#app/kernel/uk-date.ts'
import { enterResident } from '#app/letters/enter-resident.server.ts'
import { recordReply } from '#app/letters/record-reply.server.ts'
import { recordResidentChoice } from '#app/letters/record-resident-choice.server.ts'
import { findResidentLetter } from '#app/letters/residents.store.server.ts'
import { findPersonByNhsNumber } from '#app/people/people.store.server.ts'
import { readPerson } from '#app/people/find-people.server.ts'
import { OWN_CHOICE_AGE } from '#app/people/person.rules.ts'
import { VISITOR, type ResidentActor } from '#app/identity/actor.rules.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { HILL_TOP } from './demo-organisations.ts'
import { granted, type DemoDays, type Storyteller } from './demo-time.ts'
import type { OptOut } from './hill-top-opt-outs.ts'
import type { HillTopPerson } from './hill-top-people.ts'

export interface Posted {
  readonly campaignRef: string
  readonly people: readonly HillTopPerson[]
  readonly optOuts: readonly OptOut[]
  /** Reply codes by person id. */
  readonly codes: ReadonlyMap<string, string>
}

/** The opt-outs, as they came: slips, calls and visits through the reply desk, and some on the web page by the person. */
export async function tellOfTheReplies(story: Storyteller, days: DemoDays, posted: Posted): Promise<{ code: string; dateOfBirth: string }> {
  const inOrder = [...posted.optOuts].sort((a, b) => a.dayOffset - b.dayOffset)
  for (const { person, channel, dayOffset } of inOrder) {
    const day = addDays(days.posted, dayOffset)
    const isChild = ageOn(person.date_of_birth, day) < OWN_CHOICE_AGE
    const known = await personOf(story, person)
    story.at(day, '10:00')
    if (channel === 'web') {
      await answerOnline(story, known.id, posted, isChild ? parentOf(person, posted.people, day) : null)
      continue
    }
    granted('a reply', await recordReply(await story.as('reception@hill-top-surgery.example'), posted.campaignRef, known.id, {
      formId: newId(), says: 'opt-out', came: channel === 'slip' ? 'slip-signed' : channel, word: isChild ? 'parent' : 'self', received: day,
      ...(isChild ? { holderName: parentOf(person, posted.people, day), seen: 'surgery-record' as const } : {}),
    }))
  }
  return oneLetter(story, days, posted)
}

/** A grown-up of the child's family, at the same address where there is one on the list. */
function parentOf(child: HillTopPerson, people: readonly HillTopPerson[], day: string): string {
  const isGrownUp = (person: HillTopPerson): boolean => ageOn(person.date_of_birth, day) >= ADULT_AGE
  const atHome = people.find((person) => person.address_line_1 === child.address_line_1 && person.postcode === child.postcode && isGrownUp(person))
  return `${atHome?.given_name ?? 'Alex'} ${atHome?.family_name ?? child.family_name}`
}

async function personOf(story: Storyteller, person: HillTopPerson) {
  const known = await findPersonByNhsNumber(story.runtime.db, story.runtime.secrets, HILL_TOP.code, person.nhs_number)
  if (!known) throw new Error('The demo world could not go on: a patient was not found')
  return known
}

/** The way a resident goes: the code and the date of birth, then the choice. */
async function answerOnline(story: Storyteller, personId: string, posted: Posted, parent: string | null): Promise<void> {
  const { runtime } = story
  const known = await readPerson(runtime, runtime.db, HILL_TOP.code, personId)
  const code = posted.codes.get(personId)
  if (!known || !code) throw new Error('The demo world could not go on: a resident has no letter')
  const now = runtime.clock()
  const { letterId } = granted('a code', await enterResident(
    { runtime, actor: VISITOR, now, requestId: newId() }, { code, dateOfBirth: known.dateOfBirth },
  ))
  const letter = await findResidentLetter(runtime.db, letterId)
  if (!letter) throw new Error('The demo world could not go on: a letter was not found')
  const actor: ResidentActor = { kind: 'resident', label: `resident:${letterId}`, letterId, organisationCode: HILL_TOP.code }
  granted('a resident’s choice', await recordResidentChoice(
    { context: { runtime, actor, now, requestId: newId() }, letter, person: known }, { word: parent ? 'parent' : 'self', holderName: parent, wants: 'do-not-share', formId: newId() },
  ))
}

/** A grown-up with a letter who has not replied, for trying out the resident's page. */
async function oneLetter(story: Storyteller, days: DemoDays, posted: Posted): Promise<{ code: string; dateOfBirth: string }> {
  const replied = new Set(posted.optOuts.map(({ person }) => person.nhs_number))
  for (const person of posted.people) {
    if (replied.has(person.nhs_number) || person.deceased || person.restricted || person.format !== 'standard') continue
    if (ageOn(person.date_of_birth, days.today) < 30) continue
    const code = posted.codes.get((await personOf(story, person)).id)
    if (code) return { code, dateOfBirth: person.date_of_birth }
  }
  throw new Error('The demo world could not go on: nobody has a letter')
}
