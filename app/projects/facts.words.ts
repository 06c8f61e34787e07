import { formatDay } from '#app/kernel/uk-date.ts'
import { isForResearch } from './dataset-subjects.rules.ts'
import type { Assurance, AssuranceStatus } from './assurance.rules.ts'
import type {
  Article6, Article9, ConfidentialityRoute, Dataset, FactSection, FieldKind, Flow, MissingFact, MissingFactKind, PartyRole, ProjectFacts, PurposeKind, Source,
} from './facts.rules.ts'

/** How facts are said, on pages and in papers alike. */

export const SECTION_WORDS = {
  purpose: 'Purpose and dates',
  parties: 'Parties',
  datasets: 'Datasets and fields',
  flows: 'Data flows',
  safeguards: 'Retention and security',
  'telling-people': 'Telling people',
  people: 'People and context',
  officers: 'Officers',
  stages: 'Roles at each stage',
  framework: 'Framework',
  linkage: 'Matching and de-personalising',
  processing: 'Processors’ terms',
  rights: 'People’s rights',
  consent: 'Consent',
  involvement: 'Public involvement',
  worth: 'Costs and benefits',
  'section-251': 'Section 251 support',
  'national-data': 'NHS England data',
} as const satisfies Record<FactSection, string>

export const SECTION_HINTS = {
  purpose: 'What the sharing is for, the good it does, why less would not do, and when it begins and ends',
  parties: 'Which organisations take part, and what each does',
  datasets: 'What data is used, field by field, and why each field is needed',
  flows: 'What goes from whom to whom, on what legal basis, and how',
  safeguards: 'How long the data is kept, how it is protected, and what happens after a breach',
  'telling-people': 'What people are told, how long they have to reply, and whom they may ask',
  people: 'Whom the data is about, how many they are, and whether they would expect this',
  officers: 'The Caldicott Guardian, senior information risk owner and data protection officer of each party',
  stages: 'Who is controller and who is processor at each stage of the way the data goes',
  framework: 'For a framework that many bodies sign once: its principles, its scenarios, and how bodies join and leave',
  linkage: 'How records of the same person are found, and how people stop being identifiable',
  processing: 'What each processor does for its controller, and on what terms',
  rights: 'Whom people write to, how objections are decided, and whether data leaves the country',
  consent: 'What people are asked to agree to, where a flow rests on consent',
  involvement: 'How the public was asked, what it said, and what that changed',
  worth: 'What the project costs, and how its benefits will be measured',
  'section-251': 'What an application to the Confidentiality Advisory Group says beyond the other facts',
  'national-data': 'What an application for NHS England’s data says beyond the other facts',
} as const satisfies Record<FactSection, string>

/** The sections in groups that a person can finish in a sitting. */
export const SECTION_GROUPS: readonly { readonly title: string; readonly sections: readonly FactSection[] }[] = [
  { title: 'The arrangement', sections: ['purpose', 'parties', 'officers', 'stages', 'framework'] },
  { title: 'The data', sections: ['datasets', 'flows', 'linkage'] },
  { title: 'Keeping it safe', sections: ['safeguards', 'processing'] },
  { title: 'People and their choices', sections: ['people', 'telling-people', 'rights', 'consent', 'involvement'] },
  { title: 'Applications and worth', sections: ['worth', 'section-251', 'national-data'] },
]

export const PARTY_ROLE_WORDS = {
  controller: 'Controller',
  'joint-controller': 'Joint controller',
  processor: 'Processor',
  recipient: 'Recipient',
  haven: 'Data haven',
} as const satisfies Record<PartyRole, string>

export const PARTY_ROLE_HINTS = {
  controller: 'Decides by itself why and how it uses personal data',
  'joint-controller': 'Decides together with another party why and how the data is used',
  processor: 'Handles data only as a controller tells it to, under a contract; it does not sign the protocol',
  recipient: 'Receives data and answers for what it does with it',
  haven: 'Links or keeps data in a secure place, apart from those who use it',
} as const satisfies Record<PartyRole, string>

/** As the toolkit says it. */
export const ASSURANCE_STATUS_WORDS = {
  'not-said': 'Not said yet',
  exceeded: 'Standards exceeded',
  met: 'Standards met',
  approaching: 'Approaching standards',
  'not-met': 'Standards not met',
  'not-published': 'Not published',
} as const satisfies Record<AssuranceStatus, string>

export const ASSURANCE_STATUS_HINTS: Partial<Record<AssuranceStatus, string>> = {
  approaching: 'It has an improvement plan that NHS England has agreed to',
  'not-published': 'It has published no assessment of this year, or takes no part in the toolkit',
}

/** `Standards met, published on 24 June 2026`. */
export function assuranceWords({ status, publishedOn }: Assurance): string {
  return publishedOn === '' ? ASSURANCE_STATUS_WORDS[status] : `${ASSURANCE_STATUS_WORDS[status]}, published on ${formatDay(publishedOn)}`
}

export const SOURCE_WORDS = {
  gp: 'GP records',
  hospital: 'Hospital records',
  'adult-social-care': 'Adult social care records',
  'childrens-social-care': 'Children’s social care records',
  council: 'Other council records',
  education: 'Education records',
  justice: 'Police, court, prison or probation records',
  other: 'Other records, such as those of ambulances, nurses who visit, births and deaths, tax or surveys',
} as const satisfies Record<Source, string>

export const PURPOSE_KIND_WORDS = {
  'direct-care': 'The care of the people whom the data is about',
  secondary: 'Something else, such as planning, research or checking a service',
} as const satisfies Record<PurposeKind, string>

/** The same as a paper says it, where no form stands around it: research only where the facts say that it is. */
export function purposeWords(flow: Pick<Flow, 'purposeKind' | 'article9' | 'gateways'>): string {
  if (flow.purposeKind === 'direct-care') return 'The care of the people whom the data is about'
  return isForResearch(flow) ? 'Not the care of the people whom the data is about, but research or statistics' : 'Not the care of the people whom the data is about, but planning, checking a service or the like'
}

export const CONFIDENTIALITY_WORDS = {
  'direct-care': 'It is for the person’s own care, as they would expect',
  consent: 'The person has given explicit consent',
  'section-251': 'Support under section 251 of the NHS Act 2006',
  'legal-duty': 'A legal duty, court order or statute that overrides confidence',
  'public-interest': 'An overriding public interest, decided case by case',
  'communicable-disease': 'Communicable disease or another risk to public health (regulation 3)',
  anonymised: 'The data is anonymised before it leaves, so that no duty is owed',
  'not-confidential': 'Nothing in it was told in confidence, so that no duty is owed',
  none: 'Nothing yet',
} as const satisfies Record<ConfidentialityRoute, string>

export const ARTICLE_6_WORDS = {
  '6-1-a': 'Article 6(1)(a): consent',
  '6-1-b': 'Article 6(1)(b): contract with the person',
  '6-1-c': 'Article 6(1)(c): legal obligation',
  '6-1-d': 'Article 6(1)(d): vital interests',
  '6-1-e': 'Article 6(1)(e): public task',
  '6-1-f': 'Article 6(1)(f): legitimate interests',
} as const satisfies Record<Article6, string>

export const ARTICLE_9_WORDS = {
  none: 'None: the data says nothing about health or another special category',
  '9-2-a': 'Article 9(2)(a): explicit consent',
  '9-2-b': 'Article 9(2)(b): employment, social security and social protection',
  '9-2-c': 'Article 9(2)(c): vital interests',
  '9-2-f': 'Article 9(2)(f): legal claims',
  '9-2-g': 'Article 9(2)(g): substantial public interest',
  '9-2-h': 'Article 9(2)(h): health or social care, and managing its services',
  '9-2-i': 'Article 9(2)(i): public health',
  '9-2-j': 'Article 9(2)(j): archiving, research and statistics',
} as const satisfies Record<Article9, string>

/** The Article 9 condition of a flow, as a paper says it. Counts of areas may be of health, and say of nobody that they are ill. */
export function article9Words({ article9 }: Pick<Flow, 'article9'>, dataset: Pick<Dataset, 'level'> | undefined): string {
  return article9 === 'none' && dataset?.level === 'area' ? 'None: counts of areas say of nobody how their health is, nor anything else of a special category' : ARTICLE_9_WORDS[article9]
}

/** The condition of the Data Protection Act 2018, Schedule 1, that goes with an Article 9 condition; null where none is needed. */
export const SCHEDULE_1_WORDS = {
  none: null,
  '9-2-a': null,
  '9-2-b': 'Data Protection Act 2018, Schedule 1, paragraph 1',
  '9-2-c': null,
  '9-2-f': null,
  '9-2-g': 'Data Protection Act 2018, Schedule 1, Part 2, with an appropriate policy document',
  '9-2-h': 'Data Protection Act 2018, Schedule 1, paragraph 2, by or under someone who owes a duty of secrecy (section 11)',
  '9-2-i': 'Data Protection Act 2018, Schedule 1, paragraph 3',
  '9-2-j': 'Data Protection Act 2018, Schedule 1, paragraph 4, with the safeguards of section 19',
} as const satisfies Record<Article9, string | null>

export const FIELD_KIND_WORDS = {
  identifies: 'Says who someone is',
  pseudonym: 'Stands for someone',
  coded: 'Coded',
  other: 'Other',
} as const satisfies Record<FieldKind, string>

type Say = (about: string) => string

/** What is still missing, as a sentence that says what to do. `about` is the name of the thing concerned. */
export const MISSING_FACT_WORDS = {
  'purpose-missing': () => 'Say what the project is for, and when it begins and ends',
  'too-few-parties': () => 'Add at least two parties',
  'no-controller': () => 'Give at least one party the role of controller',
  'member-twice': (about) => `Take ${about} out of the members, or out of the parties: an organisation stands once, by itself or in one group`,
  'no-dataset': () => 'Add at least one dataset',
  'dataset-without-fields': (about) => `Add the fields of ${about}`,
  'dataset-controller-not-a-party': (about) => `Choose a party as the controller of ${about}`,
  'no-flow': () => 'Add at least one data flow',
  'flow-from-not-a-party': (about) => `Choose a party as the sender of ${about}`,
  'flow-to-not-a-party': (about) => `Choose a party as the recipient of ${about}`,
  'flow-dataset-unknown': (about) => `Choose the dataset of ${about}`,
  'flow-to-a-group': (about) => `Choose a recipient of ${about} that stands for itself: data cannot go to a group`,
  'group-sends-nothing': (about) => `Add a flow from ${about}, or take its members out: a group that sends nothing has nobody whose signature is waited for`,
  'flow-goes-nowhere': (about) => `Choose a recipient of ${about} other than its sender`,
  'flow-without-confidentiality-route': (about) => `Say what lifts the duty of confidence for ${about}`,
  'safeguards-missing': () => 'Say how long the data is kept and how it is protected',
  'telling-people-missing': () => 'Say what people are told',
} as const satisfies Record<MissingFactKind, Say>

export function missingFactSentence(facts: ProjectFacts, missing: MissingFact): string {
  const about = missing.about
  const group = missing.kind === 'group-sends-nothing' ? facts.parties.find((party) => party.organisationCode === about)?.name : undefined
  const name = group ?? facts.flows.find((flow) => flow.ref === about)?.name ?? facts.datasets.find((dataset) => dataset.id === about)?.name ?? about ?? ''
  return MISSING_FACT_WORDS[missing.kind](`“${name}”`)
}
