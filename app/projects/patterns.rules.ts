import type { ConfidentialityRoute, FactSection, PartyRole, PurposeKind } from './facts.rules.ts'

/** The kinds of arrangement that a project may begin from. Each fills in what it implies, to be checked. */
export const PATTERNS = ['direct-care', 'aggregate-counts', 'linked', 'framework', 'none'] as const
export type Pattern = (typeof PATTERNS)[number]

/** What a project was begun from. */
export interface Starter {
  readonly pattern: Pattern
  /** The organisation that holds the data, and the one that receives it, by code; empty while nobody has said. */
  readonly holderCode: string
  readonly receiverCode: string
}

export const NOTHING_FILLED_IN: Starter = { pattern: 'none', holderCode: '', receiverCode: '' }

/** What a pattern implies. Texts may hold `{holder}` and `{receiver}`, which become the names of the two. */
export interface PatternFacts {
  readonly benefits: string
  readonly necessity: string
  readonly holderRole: PartyRole
  readonly holderDoes: string
  readonly receiverRole: PartyRole
  readonly receiverDoes: string
  /** Of the dataset starters. */
  readonly datasets: readonly string[]
  readonly purposeKind: PurposeKind
  readonly confidentiality: ConfidentialityRoute
  readonly confidentialityWhy: string
  readonly use: string
  readonly transport: string
  readonly frequency: string
  readonly projectOptOut: boolean
  readonly includesDeceased: boolean
  readonly retentionMonths: number
  readonly retentionFrom: string
  readonly notShared: readonly string[]
  /** Sections beyond those that every project is given suggestions for. */
  readonly sections: readonly FactSection[]
}

const CARE = {
  benefits: 'People are offered care and support earlier, by those who can help them, and need not tell their story twice.',
  necessity: 'Neither {holder} nor {receiver} can see the whole picture alone. Figures about an area would show how many people need help, but not whom to offer it to. Only the fields listed are shared, and only about people for whom they are needed.',
  holderRole: 'controller',
  holderDoes: 'tell its patients, keep their replies, leave out everyone who has opted out, and send the data',
  receiverRole: 'controller',
  receiverDoes: 'find the people concerned in its own records, offer them help, and destroy what it no longer needs',
  datasets: ['gp-register'],
  purposeKind: 'direct-care',
  confidentiality: 'direct-care',
  confidentialityWhy: 'Those who see the data do so to offer the person care, and nobody else sees it. People have been told in a letter what is shared and with whom, so that nobody is surprised. Anyone who objects is left out.',
  use: 'Finds each person in its own records, so that care and support can be offered to those who may need it.',
  transport: 'Encrypted e-mail between two named people, one at each end',
  frequency: 'Once, after the closing date for replies',
  projectOptOut: true,
  includesDeceased: false,
  retentionMonths: 6,
  retentionFrom: 'the day the data arrives',
  notShared: ['your medical record, or anything you have told a doctor or a nurse', 'your test results or your medicines', 'your telephone number or your e-mail address'],
  sections: [],
} as const satisfies PatternFacts

const COUNTS = {
  benefits: 'Services are planned where they are needed, from figures that are right, without anyone’s record leaving the organisation that holds it.',
  necessity: 'Only counts are shared. They identify nobody, and small counts are left out. Older or coarser figures would not show which neighbourhoods need what.',
  holderRole: 'controller',
  holderDoes: 'count, leave out small counts, and send the counts',
  receiverRole: 'recipient',
  receiverDoes: 'plan services by the counts, and try in no way to find out whom they are about',
  datasets: ['counts-by-area'],
  purposeKind: 'secondary',
  confidentiality: 'anonymised',
  confidentialityWhy: 'Only counts leave {holder}. No count is below 5, and none can be put together with another to find a smaller one, so that nobody can be recognised and no duty of confidence is owed to anyone.',
  use: 'Plans services by neighbourhood.',
  transport: 'A file sent over an encrypted connection, to one named person',
  frequency: 'Once every three months',
  projectOptOut: false,
  includesDeceased: true,
  retentionMonths: 36,
  retentionFrom: 'the day each set of counts arrives',
  notShared: ['your name, your address or anything else that shows who you are', 'your medical record', 'any count so small that somebody might guess who it is about'],
  sections: [],
} as const satisfies PatternFacts

const LINKED = {
  benefits: 'Those who plan health and care can see how services are used together, and change what does not work for people.',
  necessity: 'No one organisation sees how its services are used together with others’. Counts of each alone cannot be put together, so records of the same person have to be matched once. After that, names are taken out, and those who look at the data never see them.',
  holderRole: 'controller',
  holderDoes: 'leave out everyone who has opted out, and send only the fields listed',
  receiverRole: 'haven',
  receiverDoes: 'match the records in a secure place, take out what identifies people, and give those who look at the data only what is left',
  datasets: ['hospital-admissions'],
  purposeKind: 'secondary',
  confidentiality: 'section-251',
  confidentialityWhy: 'Matching needs data that identifies people, and so many people cannot be asked one by one. Support under section 251 is applied for, and no data flows before it is given.',
  use: 'Matches the records with the other datasets, then takes out what identifies people.',
  transport: 'Secure file transfer between the two organisations’ systems',
  frequency: 'Once a year',
  projectOptOut: true,
  includesDeceased: true,
  retentionMonths: 36,
  retentionFrom: 'the day the records are matched',
  notShared: ['your name or your address with anyone who looks at the data', 'what you have told a doctor, a nurse or a social worker', 'anything with an insurer, an employer or for advertising'],
  sections: ['linkage'],
} as const satisfies PatternFacts

export const PATTERN_FACTS: Readonly<Record<Exclude<Pattern, 'none'>, PatternFacts>> = {
  'direct-care': CARE,
  'aggregate-counts': COUNTS,
  linked: LINKED,
  framework: { ...CARE, sections: ['framework'] },
}

/** Null where a project was begun with nothing filled in. */
export function patternFacts(starter: Starter | null): PatternFacts | null {
  return !starter || starter.pattern === 'none' ? null : PATTERN_FACTS[starter.pattern]
}
