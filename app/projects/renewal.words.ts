import type { FactPlace } from './fact-leaves.rules.ts'
import type { ProjectFacts } from './facts.rules.ts'
import { ASSURANCE_STATUS_WORDS } from './facts.words.ts'
import { OFFICER_POST_WORDS } from './further-facts.words.ts'
import type { RENEWAL_ASKS } from './renewal.rules.ts'

/** The questions of a renewal, by the path of the fact. */
const QUESTIONS: Readonly<Record<(typeof RENEWAL_ASKS)[number], string>> = {
  'purpose.reviewDate': 'By when must it be reviewed?',
  'purpose.endDate': 'When does it end?',
  'parties[].contactName': 'Name of the contact',
  'parties[].contactJobTitle': 'Job title of the contact',
  'parties[].contactEmail': 'E-mail address of the contact',
  'parties[].assurance.status': 'How did its newest assessment in the Data Security and Protection Toolkit end?',
  'parties[].assurance.publishedOn': 'On which day was that assessment published?',
  'officers[].name': 'Name of the officer',
  'officers[].email': 'E-mail address of the officer',
  'datasets[].period': 'What period does it cover?',
  'people.howMany': 'About how many people is the data about?',
  'section251.reference': 'Reference of the section 251 support',
  'nationalData.reference': 'Reference of the application to NHS England',
  'involvement.reportDue': 'Day on which a report of public involvement is due',
}

export function renewalQuestion({ path }: Pick<FactPlace, 'path'>): string {
  return QUESTIONS[path] ?? path
}

/** What may be answered to a question that has a list of answers. */
export function renewalOptions({ leaf }: Pick<FactPlace, 'leaf'>): { readonly value: string; readonly label: string }[] {
  return leaf.kind === 'one-of' ? leaf.options.map((value) => ({ value, label: (ASSURANCE_STATUS_WORDS as Readonly<Record<string, string>>)[value] ?? value })) : []
}

/** What a group of the questions is about: the dates, a party, an officer, a dataset. */
export function renewalGroup(facts: ProjectFacts, { place }: Pick<FactPlace, 'place'>): string {
  const index = typeof place[1] === 'number' ? place[1] : -1
  const nameOf = (code: string | undefined) => facts.parties.find((party) => party.organisationCode === code)?.name ?? code ?? ''
  switch (place[0]) {
    case 'purpose': return 'Dates'
    case 'parties': return facts.parties[index]?.name ?? ''
    case 'officers': { const officer = facts.officers[index]; return officer ? `${OFFICER_POST_WORDS[officer.post]}, ${nameOf(officer.organisationCode)}` : '' }
    case 'datasets': return facts.datasets[index]?.name ?? ''
    default: return 'Numbers and references'
  }
}
