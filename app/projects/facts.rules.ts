/**
 * The facts of a project, each held once. The protocol states them, the letters say them, and the gate enforces them.
 * Facts may be incomplete while they are being gathered: `missingFacts` says what is still needed.
 */
import type { Day } from '#app/kernel/uk-date.ts'
import type { Assurance } from './assurance.rules.ts'
import { groupsThatSendNothing, isGroup, membersNamedTwice, type Member } from './groups.rules.ts'
import type {
  ConsentFacts, FrameworkFacts, InvolvementFacts, LinkageFacts, NationalDataFacts, Officer, PeopleFacts, Processing, RightsFacts, Section251Facts,
  Stage, Told, WorthFacts,
} from './further-facts.rules.ts'

export const FACT_SECTIONS = [
  'purpose', 'people', 'parties', 'officers', 'stages', 'framework',
  'datasets', 'flows', 'linkage',
  'safeguards', 'processing', 'rights',
  'telling-people', 'consent', 'involvement',
  'worth', 'section-251', 'national-data',
] as const
export type FactSection = (typeof FACT_SECTIONS)[number]

/** The sections that every protocol needs. The others are asked for when a paper that is needed uses them. */
export const CORE_SECTIONS = ['purpose', 'parties', 'datasets', 'flows', 'safeguards', 'telling-people'] as const satisfies readonly FactSection[]

export const PARTY_ROLES = ['controller', 'joint-controller', 'processor', 'recipient', 'haven'] as const
export type PartyRole = (typeof PARTY_ROLES)[number]

/** What a flow draws on; the same list as the `draws_on` of a flow's terms. */
export const SOURCES = ['gp', 'hospital', 'adult-social-care', 'childrens-social-care', 'council', 'education', 'justice', 'other'] as const
export type Source = (typeof SOURCES)[number]

export const PURPOSE_KINDS = ['direct-care', 'secondary'] as const
export type PurposeKind = (typeof PURPOSE_KINDS)[number]

/** What lifts the common-law duty of confidence for a flow; the same list as `confidentiality` of a flow's terms. */
export const CONFIDENTIALITY_ROUTES = [
  'direct-care', 'consent', 'section-251', 'legal-duty', 'public-interest', 'communicable-disease', 'anonymised', 'not-confidential', 'none',
] as const
export type ConfidentialityRoute = (typeof CONFIDENTIALITY_ROUTES)[number]

/** UK GDPR Article 6(1) and Article 9(2), by letter. */
export const ARTICLE_6 = ['6-1-a', '6-1-b', '6-1-c', '6-1-d', '6-1-e', '6-1-f'] as const
export type Article6 = (typeof ARTICLE_6)[number]
export const ARTICLE_9 = ['none', '9-2-a', '9-2-b', '9-2-c', '9-2-f', '9-2-g', '9-2-h', '9-2-i', '9-2-j'] as const
export type Article9 = (typeof ARTICLE_9)[number]

/** How much a field says about who someone is. */
export const FIELD_KINDS = ['identifies', 'pseudonym', 'coded', 'other'] as const
export type FieldKind = (typeof FIELD_KINDS)[number]

export interface PurposeFacts {
  /** What the sharing is for, in a paragraph, for the protocol. */
  readonly purpose: string
  /** The good it does, and for whom. */
  readonly benefits: string
  /** The same purpose in plain English, for letters and public pages: continues "We are …". */
  readonly plainSummary: string
  /** Why the aim cannot be met with less, or with data that identifies nobody. */
  readonly necessity: string
  readonly startDate: Day
  readonly reviewDate: Day
  readonly endDate: Day
}

export interface Party {
  readonly organisationCode: string
  readonly name: string
  readonly role: PartyRole
  /** What it does in the project: continues "… will". */
  readonly does: string
  readonly contactName: string
  readonly contactJobTitle: string
  readonly contactEmail: string
  /** Its number in the Information Commissioner's register of fee payers; empty while nobody has said. */
  readonly registration: string
  /** Its postal address, in as many lines as it has; empty while nobody has said. */
  readonly address: string
  readonly assurance: Assurance
  /** Whom it stands for, which makes it a group: see `groups.rules.ts`. None, or left out, where it stands for itself. */
  readonly members?: readonly Member[]
}

/** What is not known of a party that was named before these were asked for. */
export const NOT_SAID_OF_PARTY = { registration: '', address: '', assurance: { status: 'not-said', publishedOn: '' }, members: [] } as const satisfies Partial<Party>

export interface DatasetField {
  /** The heading it has in a file, such as `family_name`. */
  readonly name: string
  /** What it is, in plain English, such as "family name". */
  readonly meaning: string
  readonly kind: FieldKind
  /** Why the purpose needs it. */
  readonly why: string
}

/** What one row of a dataset is about: an event is a visit, a stay, a birth or a report, of which a person or a home may have many. */
export const DATASET_LEVELS = ['person', 'event', 'household', 'property', 'area'] as const
export type DatasetLevel = (typeof DATASET_LEVELS)[number]

export interface Dataset {
  /** Short kebab name, unique in the project. */
  readonly id: string
  readonly name: string
  readonly controllerCode: string
  readonly level: DatasetLevel
  /** What years or months it covers, such as "April 2024 to March 2026"; empty while nobody has said. */
  readonly period: string
  /** Where it comes from, such as "the surgery's EMIS system". */
  readonly source: string
  /** About whom, such as "everyone registered at the surgery". */
  readonly aboutWhom: string
  readonly fields: readonly DatasetField[]
}

export interface Flow {
  readonly ref: string
  readonly name: string
  readonly fromCode: string
  readonly toCode: string
  readonly datasetId: string
  readonly drawsOn: readonly Source[]
  readonly purposeKind: PurposeKind
  /** What the recipient does with it. */
  readonly use: string
  readonly article6: Article6
  readonly article9: Article9
  /** The statutory power or duty, such as "Health and Social Care Act 2012, section 251B". */
  readonly legalPower: string
  /** Those of the library of gateways that it rests on, by their ids: see `gateways.rules.ts`. */
  readonly gateways: readonly string[]
  readonly confidentiality: ConfidentialityRoute
  /** Why that route applies. */
  readonly confidentialityWhy: string
  /** How it travels, such as "encrypted e-mail between named people". */
  readonly transport: string
  /** How often, such as "once, after the closing date". */
  readonly frequency: string
  /** Whether people who object to this project are left out of this flow. */
  readonly projectOptOut: boolean
  /** Whether people who have died stay in. */
  readonly includesDeceased: boolean
}

export interface SafeguardFacts {
  readonly retentionMonths: number
  /** From when the months run, such as "the day the matching is finished". */
  readonly retentionFrom: string
  /** What happens then, such as "destroyed, and a certificate given to the surgery". */
  readonly retentionEnd: string
  readonly securityMeasures: readonly string[]
  /** Who must be told of a breach, by whom, how fast. */
  readonly breach: string
}

export interface TellingPeopleFacts {
  readonly told?: Told
  /** What is not shared, in plain English, each continuing "We will not share …". */
  readonly notShared: readonly string[]
  /** How long people have to reply, in days, from the date on the letter. */
  readonly replyDays: number
  /** Where the whole privacy notice is. */
  readonly noticeAddress: string
  /** Who people may ask, by name of the post. */
  readonly questionsTo: string
  readonly complaintsTo: string
}

export interface ProjectFacts {
  readonly title: string
  readonly purpose: PurposeFacts | null
  readonly parties: readonly Party[]
  readonly datasets: readonly Dataset[]
  readonly flows: readonly Flow[]
  readonly safeguards: SafeguardFacts | null
  readonly tellingPeople: TellingPeopleFacts | null
  readonly people: PeopleFacts | null
  readonly officers: readonly Officer[]
  readonly stages: readonly Stage[]
  readonly framework: FrameworkFacts | null
  readonly linkage: LinkageFacts | null
  readonly processing: readonly Processing[]
  readonly rights: RightsFacts | null
  readonly consent: ConsentFacts | null
  readonly involvement: InvolvementFacts | null
  readonly worth: WorthFacts | null
  readonly section251: Section251Facts | null
  readonly nationalData: NationalDataFacts | null
}

const NOTHING_YET = {
  purpose: null, parties: [], datasets: [], flows: [], safeguards: null, tellingPeople: null, people: null, officers: [], stages: [], framework: null,
  linkage: null, processing: [], rights: null, consent: null, involvement: null, worth: null, section251: null, nationalData: null,
} as const satisfies Omit<ProjectFacts, 'title'>

export const emptyFacts = (title: string): ProjectFacts => ({ title, ...NOTHING_YET })

/** Facts as they were kept, perhaps before some of them were asked for: what was not asked then has no answer yet. */
export function wholeFacts(kept: Pick<ProjectFacts, 'title'> & Partial<ProjectFacts>): ProjectFacts {
  const facts: ProjectFacts = { ...NOTHING_YET, ...kept }
  return {
    ...facts,
    parties: facts.parties.map((party) => ({ ...NOT_SAID_OF_PARTY, ...party })),
    datasets: facts.datasets.map((dataset) => ({ ...dataset, level: dataset.level ?? 'person', period: dataset.period ?? '' })),
    flows: facts.flows.map((flow) => ({ ...flow, gateways: flow.gateways ?? [] })),
    tellingPeople: facts.tellingPeople && { told: 'not-said', ...facts.tellingPeople },
  }
}

/** Which of the facts a section holds. */
export const SECTION_KEYS = {
  purpose: 'purpose', people: 'people', parties: 'parties', officers: 'officers', stages: 'stages', framework: 'framework', datasets: 'datasets',
  flows: 'flows', linkage: 'linkage', safeguards: 'safeguards', processing: 'processing', rights: 'rights', 'telling-people': 'tellingPeople',
  consent: 'consent', involvement: 'involvement', worth: 'worth', 'section-251': 'section251', 'national-data': 'nationalData',
} as const satisfies Record<FactSection, keyof ProjectFacts>

export interface MissingFact {
  readonly section: FactSection
  /** Stable name of what is missing; the sentence is in `project.words.ts`. */
  readonly kind: MissingFactKind
  /** What it is about: a flow's reference, a dataset's id, an organisation's code. */
  readonly about?: string
}

export const MISSING_FACT_KINDS = [
  'purpose-missing', 'too-few-parties', 'no-controller', 'no-dataset', 'dataset-without-fields', 'dataset-controller-not-a-party',
  'no-flow', 'flow-from-not-a-party', 'flow-to-not-a-party', 'flow-dataset-unknown', 'flow-goes-nowhere', 'flow-without-confidentiality-route',
  'member-twice', 'flow-to-a-group', 'group-sends-nothing',
  'safeguards-missing', 'telling-people-missing',
] as const
export type MissingFactKind = (typeof MISSING_FACT_KINDS)[number]

/** Everything that still keeps a protocol from being drafted, in the order of the sections. Made a group that sends nothing, a party would drop out of those who must sign. */
export function missingFacts(facts: ProjectFacts): MissingFact[] {
  const missing: MissingFact[] = []
  const codes = new Set(facts.parties.map((party) => party.organisationCode))
  const datasets = new Set(facts.datasets.map((dataset) => dataset.id))
  if (!facts.purpose) missing.push({ section: 'purpose', kind: 'purpose-missing' })
  if (facts.parties.length < 2) missing.push({ section: 'parties', kind: 'too-few-parties' })
  else if (!facts.parties.some((party) => party.role === 'controller' || party.role === 'joint-controller')) {
    missing.push({ section: 'parties', kind: 'no-controller' })
  }
  for (const code of membersNamedTwice(facts.parties)) missing.push({ section: 'parties', kind: 'member-twice', about: code })
  for (const party of groupsThatSendNothing(signingParties(facts), facts.flows)) missing.push({ section: 'parties', kind: 'group-sends-nothing', about: party.organisationCode })
  if (facts.datasets.length === 0) missing.push({ section: 'datasets', kind: 'no-dataset' })
  for (const dataset of facts.datasets) {
    if (dataset.fields.length === 0) missing.push({ section: 'datasets', kind: 'dataset-without-fields', about: dataset.id })
    if (!codes.has(dataset.controllerCode)) missing.push({ section: 'datasets', kind: 'dataset-controller-not-a-party', about: dataset.id })
  }
  if (facts.flows.length === 0) missing.push({ section: 'flows', kind: 'no-flow' })
  for (const flow of facts.flows) {
    if (!codes.has(flow.fromCode)) missing.push({ section: 'flows', kind: 'flow-from-not-a-party', about: flow.ref })
    if (!codes.has(flow.toCode)) missing.push({ section: 'flows', kind: 'flow-to-not-a-party', about: flow.ref })
    if (facts.parties.some((party) => party.organisationCode === flow.toCode && isGroup(party))) missing.push({ section: 'flows', kind: 'flow-to-a-group', about: flow.ref })
    if (flow.fromCode === flow.toCode) missing.push({ section: 'flows', kind: 'flow-goes-nowhere', about: flow.ref })
    if (!datasets.has(flow.datasetId)) missing.push({ section: 'flows', kind: 'flow-dataset-unknown', about: flow.ref })
    if (flow.confidentiality === 'none') missing.push({ section: 'flows', kind: 'flow-without-confidentiality-route', about: flow.ref })
  }
  if (!facts.safeguards) missing.push({ section: 'safeguards', kind: 'safeguards-missing' })
  if (!facts.tellingPeople) missing.push({ section: 'telling-people', kind: 'telling-people-missing' })
  return missing
}

/**
 * The parties that must sign: everyone who decides or receives. A group signs by its members, each for itself. A processor
 * acts on a contract of its own (UK GDPR Article 28).
 */
export function signingParties(facts: ProjectFacts): readonly Party[] {
  return facts.parties.filter((party) => party.role !== 'processor')
}

export const datasetOfFlow = (facts: Pick<ProjectFacts, 'datasets'>, flow: Pick<Flow, 'datasetId'>): Dataset | undefined => facts.datasets.find((dataset) => dataset.id === flow.datasetId)

/** The fields a flow may carry, by the headings they have in a file. */
export const fieldsOfFlow = (facts: ProjectFacts, flow: Flow): readonly DatasetField[] => datasetOfFlow(facts, flow)?.fields ?? []
