import type { Day } from '#app/kernel/uk-date.ts'
import type { OwnTerms } from '#app/documents/agreement.rules.ts'
import type { Organisation } from '#app/organisations/organisation.rules.ts'
import { fieldsOfFlow, type DatasetField, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { membersOf, sendersOf } from '#app/projects/groups.rules.ts'
import type { LetterAddressee } from './campaign.rules.ts'
import { plainLine } from './letter-text.rules.ts'

/** What every letter of a campaign says alike, from the protocol's facts and the practice's own record. Nothing is typed for the letter. */
export interface CampaignFacts {
  readonly title: string
  readonly plainSummary: string
  readonly benefits: string
  readonly letterDate: Day
  readonly closingDate: Day
  readonly surgery: { readonly name: string; readonly address: string; readonly telephone: string }
  readonly flows: readonly { readonly to: string; readonly often: string; readonly facts: string }[]
  readonly receivers: readonly { readonly name: string; readonly does: string }[]
  readonly notShared: readonly string[]
  readonly securityMeasures: readonly string[]
  readonly retentionMonths: number
  readonly retentionFrom: string
  readonly retentionEnd: string
  readonly noticeAddress: string
  readonly questionsTo: string
  /** Whom at the surgery people ask about saying no, where its schedule names someone; else empty. */
  readonly optOutContact: string
  readonly complaintsTo: string
  readonly webAddress: string
  readonly signedBy: { readonly name: string; readonly jobTitle: string }
}

/** What one letter says of its person. */
export interface LetterData extends Omit<CampaignFacts, 'letterDate'> {
  readonly isChild: boolean
  readonly salutation: string
  readonly name: string
  readonly who: string
  readonly whose: string
  readonly whoseTitle: string
  /** In groups of four. */
  readonly code: string
}

/** Whether a practice sends in the project, but nothing of what is signed now: its schedules leave out every flow from it. */
export function tellsOfNothing(facts: ProjectFacts, practiceCode: string, told: OwnTerms | null): boolean {
  return told?.flows.length === 0 && facts.flows.some((flow) => sendersOf(facts, flow).includes(practiceCode))
}

/**
 * Null when the facts lack what a letter must say: the purpose, the safeguards, how people are told, the practice as a
 * party or a member of one, or a flow from the practice. `told`: what of the protocol goes for this practice's people; null
 * for the whole of it.
 */
export function campaignFacts(
  facts: ProjectFacts,
  practice: Organisation,
  dates: { readonly letterDate: Day; readonly closingDate: Day },
  publicUrl: string,
  told: OwnTerms | null,
): CampaignFacts | null {
  const { purpose, safeguards, tellingPeople } = facts
  const party = facts.parties.find((candidate) => candidate.organisationCode === practice.code || membersOf(candidate).some(({ code }) => code === practice.code))
  const own = facts.flows.filter((flow) => sendersOf(facts, flow).includes(practice.code))
  const ours = own.filter(({ ref }) => told === null || told.flows.includes(ref))
  if (!purpose || !safeguards || !tellingPeople || !party || ours.length === 0) return null
  const nameOf = (code: string) => plainLine(facts.parties.find((candidate) => candidate.organisationCode === code)?.name ?? code)
  const receivers = facts.parties.filter((candidate) => candidate !== party && facts.flows.some((flow) => flow.toCode === candidate.organisationCode && (ours.includes(flow) || !own.includes(flow))))
  return {
    title: plainLine(facts.title),
    plainSummary: withoutFullStop(plainLine(purpose.plainSummary)),
    benefits: plainLine(purpose.benefits),
    letterDate: dates.letterDate,
    closingDate: dates.closingDate,
    surgery: {
      name: plainLine(practice.name),
      address: [...practice.addressLines.filter((line) => line !== practice.name), practice.postcode].map(plainLine).join(', ').replace(/ (?=\S+$)/, '\u00a0'),
      telephone: practice.telephone,
    },
    flows: ours.map((flow) => ({
      to: nameOf(flow.toCode),
      often: lowerFirst(withoutFullStop(plainLine(flow.frequency))),
      facts: factsToShare(fieldsOfFlow(facts, flow)).join('; '),
    })),
    receivers: receivers.map((receiver) => ({ name: plainLine(receiver.name), does: withoutFullStop(plainLine(receiver.does)) })),
    notShared: tellingPeople.notShared.map(plainLine),
    securityMeasures: safeguards.securityMeasures.map((measure) => withoutFullStop(plainLine(measure))),
    retentionMonths: safeguards.retentionMonths,
    retentionFrom: withoutFullStop(plainLine(safeguards.retentionFrom)),
    retentionEnd: withoutFullStop(plainLine(safeguards.retentionEnd)),
    noticeAddress: plainLine(tellingPeople.noticeAddress).replace(/^https:\/\//, ''),
    questionsTo: withoutFullStop(plainLine(tellingPeople.questionsTo)),
    optOutContact: withoutFullStop(plainLine(told?.optOutContact ?? '')),
    complaintsTo: withoutFullStop(plainLine(tellingPeople.complaintsTo)),
    webAddress: `${publicUrl.replace(/^https:\/\//, '')}/your-choice`,
    signedBy: { name: plainLine(party.contactName), jobTitle: lowerFirst(plainLine(party.contactJobTitle)) },
  }
}

/** The facts that go, in the words of the dataset; the lines of an address are one fact, and what identifies comes in one item. */
export function factsToShare(fields: readonly DatasetField[]): string[] {
  const meanings = fields.map((field) => ({
    isIdentifying: field.kind === 'identifies',
    words: /^address_line_\d+$/.test(field.name) ? 'address' : plainLine(field.meaning),
  }))
  const once = (list: readonly string[]) => [...new Set(list)]
  const identifying = once(meanings.filter((meaning) => meaning.isIdentifying).map((meaning) => meaning.words))
  const others = once(meanings.filter((meaning) => !meaning.isIdentifying).map((meaning) => meaning.words))
  return identifying.length > 0 ? [joined(identifying), ...others] : others
}

function joined(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`
}

function withoutFullStop(text: string): string {
  return text.replace(/\.$/, '')
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

/** `code`: in groups of four. A child's letter speaks to the parent or carer, and of the child by name. */
export function letterData(
  { letterDate: _letterDate, ...campaign }: CampaignFacts,
  person: { readonly givenName: string; readonly familyName: string },
  addressee: LetterAddressee,
  code: string,
): LetterData {
  const isChild = addressee === 'parent-or-carer'
  const name = plainLine(`${person.givenName} ${person.familyName}`)
  const given = plainLine(person.givenName)
  const whose = isChild ? `${given}’s` : 'your'
  return {
    ...campaign,
    isChild,
    name,
    salutation: isChild ? `To the parent or carer of ${name}` : `Dear ${name}`,
    who: isChild ? given : 'you',
    whose,
    whoseTitle: isChild ? whose : 'Your',
    code,
    ...(isChild ? { notShared: campaign.notShared.map((item) => aboutChild(item, given)) } : {}),
  }
}

const SAYS_YOU = /\byou(?:rs|r|rself|rselves)?\b/i
/** What follows "you" as it follows a name; words not listed here are not guessed at. */
const VERBS: Readonly<Record<string, string>> = {
  have: 'has', are: 'is', were: 'was', do: 'does', tell: 'tells', say: 'says', give: 'gives', take: 'takes', ask: 'asks', use: 'uses', live: 'lives',
  had: 'had', did: 'did', told: 'told', said: 'said', gave: 'gave', took: 'took', asked: 'asked', used: 'used', can: 'can', may: 'may', might: 'might', will: 'will', would: 'would',
}

/**
 * An item that speaks to a patient ("your medical record"), worded for the parent or carer of the child `name` ("Sam’s medical
 * record"). Unchanged, whole, when any "you" in it cannot be turned with certainty: half an item about each would mislead.
 */
export function aboutChild(text: string, name: string): string {
  const turned = text
    .replace(/\byour\b/gi, () => `${name}’s`)
    .replace(/\byou[’']ve\b/gi, () => `${name} has`)
    .replace(/\byou[’']re\b/gi, () => `${name} is`)
    .replace(/\byou ([a-z]+)\b/gi, (whole, verb: string) => (Object.hasOwn(VERBS, verb) ? `${name} ${VERBS[verb]}` : whole))
    .replace(/\b(about|to|for|with|from|of) you(?=$|[,.;:)]| (?:and|or) )/gi, (_whole, before: string) => `${before} ${name}`)
  return SAYS_YOU.test(turned.replaceAll(name, '')) ? text : turned
}
