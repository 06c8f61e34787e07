import { choiceBehind, choicesOfPerson, standingProjectChoice } from '#app/choices/read-choices.server.ts'
import { ownTerms } from '#app/documents/agreement.rules.ts'
import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import { formatDay, formatInstant, londonDay } from '#app/kernel/uk-date.ts'
import { readOrganisation } from '#app/organisations/read-organisations.server.ts'
import { fieldsOfFlow } from '#app/projects/facts.rules.ts'
import { aboutChild, campaignFacts, factsToShare } from './letter-facts.rules.ts'
import type { ResidentArgs } from './resident-wrappers.server.ts'
import { standingWords, whoseIs } from './resident.words.ts'

type Entered = Pick<ResidentArgs, 'context' | 'letter' | 'person' | 'word'>

/** What every resident's page shows of where it is: the project, the surgery, and of whom it speaks. Never a number or an address. */
export async function readResidentFrame({ context, letter, person, word }: Entered) {
  const practice = await readOrganisation(context.runtime.db, letter.organisationCode)
  if (!practice) throw new Error('A campaign of an organisation that is not on record')
  return {
    project: letter.projectTitle, surgery: { name: practice.name, telephone: practice.telephone }, givenName: person.givenName,
    whose: whoseIs(word ?? 'self', person.givenName), word: word ?? 'self',
  }
}

/** The project in plain words, out of the newest protocol's facts, and what this person's choice is now. */
export async function readResidentProject(entered: Entered) {
  const { context: { runtime, now }, letter, person } = entered
  const [frame, agreement, practice, choices] = await Promise.all([
    readResidentFrame(entered), readAgreementForProject(runtime.db, letter.projectRef), readOrganisation(runtime.db, letter.organisationCode),
    choicesOfPerson(runtime.db, letter.organisationCode, person.id),
  ])
  const today = londonDay(now)
  const own = agreement && ownTerms(agreement, letter.organisationCode, now)
  // Of what the surgery takes part in now, that of which its letters told: nothing else can go.
  const told = own && { ...own, flows: own.flows.filter((ref) => letter.flowsTold?.includes(ref) ?? true) }
  const said = agreement?.version && practice && letter.letterDate && letter.closingDate
    ? campaignFacts(agreement.version.facts, practice, { letterDate: letter.letterDate, closingDate: letter.closingDate }, runtime.publicUrl, told) : null
  const facts = said && frame.word === 'parent' ? { ...said, notShared: said.notShared.map((item) => aboutChild(item, frame.givenName)) } : said
  const drafted = agreement?.version?.facts
  const shared = drafted ? drafted.flows.filter(({ ref }) => told?.flows.includes(ref)).map((flow) => factsToShare(fieldsOfFlow(drafted, flow))) : []
  const state = standingProjectChoice(choices.map(({ event }) => event), letter.projectRef, now)
  const behind = choiceBehind(choices, state)
  const isClosed = letter.closingDate !== null && today > letter.closingDate
  return {
    frame, facts, shared, isClosed, closingDate: letter.closingDate,
    choice: {
      standing: state.standing, words: standingWords(state.standing, frame.whose, isClosed),
      since: behind ? (behind.event.effective?.ms == null ? formatDay(behind.event.effective?.day ?? londonDay(behind.recordedAt)) : formatInstant(new Date(behind.event.effective.ms))) : null,
    },
  }
}

/** The choice just recorded, for its confirmation. Null when it is not this person's. */
export async function readResidentReceipt(entered: Entered, choiceId: string) {
  const { context: { runtime, now }, letter, person } = entered
  const choices = await choicesOfPerson(runtime.db, letter.organisationCode, person.id)
  const choice = choices.find(({ id }) => id === choiceId)
  if (!choice) return null
  const standing = standingProjectChoice(choices.map(({ event }) => event), letter.projectRef, now)
  return {
    /** Another person with parental responsibility said no, and it stands. */
    isStillLeftOut: choice.kind !== 'project-opt-out' && standing.flags.includes('PARENTS_DISAGREE'),
    frame: await readResidentFrame(entered), reference: choice.reference, isOptOut: choice.kind === 'project-opt-out',
    recordedAt: formatInstant(choice.recordedAt),
  }
}
