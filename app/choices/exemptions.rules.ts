import type { NhsNumberRange } from '#app/kernel/nhs-number.ts'
import type { Day } from '#app/kernel/uk-date.ts'

/** Raise with every change to the table or to how it is read: checks and receipts quote it. */
export const RULES_VERSION = '1.5.0'

export const DRAWN_ON = ['gp', 'hospital', 'adult-social-care', 'childrens-social-care', 'council', 'education', 'justice', 'other'] as const
export type DrawnOn = (typeof DRAWN_ON)[number]

export const PURPOSES = ['direct-care', 'secondary'] as const
export type Purpose = (typeof PURPOSES)[number]

/** What lifts the duty of confidence for a flow. */
export const CONFIDENTIALITY = [
  'direct-care', 'consent', 'section-251', 'legal-duty', 'communicable-disease', 'public-interest', 'anonymised', 'not-confidential', 'none',
] as const
export type Confidentiality = (typeof CONFIDENTIALITY)[number]

export const RULE_SOURCES = {
  'ndo-policy': 'National data opt-out operational policy guidance, version 4.0 (NHS Digital, 2020)',
  'ndo-researchers': 'National data opt-out guidance for researchers, section 4 (NHS Digital)',
  'ndo-where-not': 'Where your choice does not apply (nhs.uk)',
  'ndo-not-applied': 'Programmes to which the national data opt-out should not be applied (NHS England)',
  'hqip': 'HQIP guidance on the national data opt-out for clinical audits',
  'cag-register': 'Confidentiality Advisory Group registers (Health Research Authority, 2024)',
  'rcgp': 'RCGP briefing on opt-outs',
  'opensafely-type-1': 'OpenSAFELY documentation on type 1 opt-outs',
  'worcestershire': 'Worcestershire County Council, national data opt-out page',
  'nicor': 'NICOR, national data opt-out page for hospitals',
  'practice': 'Common practice; no published rule found',
} as const
export type RuleSource = keyof typeof RULE_SOURCES

export const EXEMPTION_IDS = [
  'direct-care', 'consent', 'section-251', 'legal-duty', 'communicable-disease', 'public-interest', 'anonymised', 'not-confidential', 'none',
  'disapplied', 'childrens-care-and-education', 'outside-england',
  'cross-organisation-audit', 'official-statistics', 'cancer-and-rare-disease-registration', 'payment-validation',
  'case-finding-own-team', 'listed-programme', 'consented-research-data', 'no-nhs-number',
] as const
export type ExemptionId = (typeof EXEMPTION_IDS)[number]

/** When a row speaks. A named row speaks only for a flow whose terms name it, with dates, under one of these routes. */
export type Applies =
  | { readonly when: 'confidentiality'; readonly is: Confidentiality }
  | { readonly when: 'disapplied'; readonly under: readonly Confidentiality[] }
  | { readonly when: 'drawn-only-from'; readonly sources: readonly DrawnOn[] }
  | { readonly when: 'number-range'; readonly ranges: readonly NhsNumberRange[] }
  | { readonly when: 'named'; readonly under: readonly Confidentiality[] }
  | { readonly when: 'named-and-no-number'; readonly under: readonly Confidentiality[] }

export interface Exemption {
  readonly id: ExemptionId
  readonly basis: string
  readonly applies: Applies
  /** Records that it cannot hold for: a flow that draws on one of them, or says of none where it comes from, has no basis. */
  readonly never?: readonly DrawnOn[]
  /** Purposes for which the basis lifts confidence; empty when it lifts nothing; null leaves that to the flow's basis. */
  readonly liftsFor: readonly Purpose[] | null
  readonly nationalOptOut: 'applies' | 'does-not-apply'
  /** For data from the GP record. `if-extended`: the law leaves it to the flow. Null leaves it to the flow's basis. */
  readonly type1: 'applies' | 'does-not-apply' | 'if-extended' | null
  /** A choice about one project binds that project whatever its basis. */
  readonly projectOptOut: 'applies'
  readonly sources: readonly RuleSource[]
  readonly confidence: 'high' | 'medium' | 'low'
}

const BOTH: readonly Purpose[] = ['direct-care', 'secondary']
const base = (is: Confidentiality) => ({ when: 'confidentiality', is }) as const
const named = (...under: Confidentiality[]) => ({ when: 'named', under }) as const

/** What each basis does to the opt-outs: the table the decision reads and the rules page prints. */
export const EXEMPTIONS: readonly Exemption[] = [
  { id: 'direct-care', basis: 'Care of the person, and audit of it by the team that gives it', applies: base('direct-care'),
    liftsFor: ['direct-care'], nationalOptOut: 'does-not-apply', type1: 'does-not-apply', projectOptOut: 'applies', sources: ['ndo-policy'], confidence: 'high' },
  { id: 'consent', basis: 'The person’s explicit consent to this study or programme', applies: base('consent'),
    liftsFor: BOTH, nationalOptOut: 'does-not-apply', type1: 'does-not-apply', projectOptOut: 'applies', sources: ['ndo-researchers'], confidence: 'medium' },
  { id: 'section-251', basis: 'Section 251 support (regulation 2 or 5) on the standard condition', applies: base('section-251'),
    liftsFor: BOTH, nationalOptOut: 'applies', type1: 'applies', projectOptOut: 'applies', sources: ['ndo-policy'], confidence: 'high' },
  { id: 'legal-duty', basis: 'A legal duty, court order or statutory power that overrides confidence', applies: base('legal-duty'),
    liftsFor: BOTH, nationalOptOut: 'does-not-apply', type1: 'if-extended', projectOptOut: 'applies', sources: ['ndo-policy', 'rcgp'], confidence: 'high' },
  { id: 'communicable-disease', basis: 'Communicable disease and other risks to public health (regulation 3)', applies: base('communicable-disease'),
    liftsFor: BOTH, nationalOptOut: 'does-not-apply', type1: 'does-not-apply', projectOptOut: 'applies', sources: ['ndo-policy', 'opensafely-type-1'], confidence: 'high' },
  { id: 'public-interest', basis: 'An overriding public interest, decided case by case and written down', applies: base('public-interest'),
    liftsFor: BOTH, nationalOptOut: 'does-not-apply', type1: 'does-not-apply', projectOptOut: 'applies', sources: ['ndo-policy'], confidence: 'medium' },
  { id: 'anonymised', basis: 'Anonymised in line with the Information Commissioner’s code before it leaves', applies: base('anonymised'),
    liftsFor: BOTH, nationalOptOut: 'does-not-apply', type1: 'if-extended', projectOptOut: 'applies', sources: ['ndo-policy'], confidence: 'medium' },
  { id: 'not-confidential', basis: 'Nothing in the data was told in confidence, and none of it comes from health or social care records', applies: base('not-confidential'), never: ['gp', 'hospital', 'adult-social-care', 'childrens-social-care'],
    liftsFor: BOTH, nationalOptOut: 'does-not-apply', type1: 'if-extended', projectOptOut: 'applies', sources: ['ndo-policy'], confidence: 'medium' },
  { id: 'none', basis: 'No basis for lifting confidence is recorded', applies: base('none'),
    liftsFor: [], nationalOptOut: 'applies', type1: 'applies', projectOptOut: 'applies', sources: ['ndo-policy'], confidence: 'high' },
  { id: 'disapplied', basis: 'Section 251 support that sets the national opt-out aside for this flow, between dates', applies: { when: 'disapplied', under: ['section-251'] },
    liftsFor: null, nationalOptOut: 'does-not-apply', type1: 'applies', projectOptOut: 'applies', sources: ['cag-register', 'ndo-policy'], confidence: 'medium' },
  { id: 'childrens-care-and-education', basis: 'Data from children’s social care or education alone, not linked to anything else', applies: { when: 'drawn-only-from', sources: ['childrens-social-care', 'education'] },
    liftsFor: null, nationalOptOut: 'does-not-apply', type1: null, projectOptOut: 'applies', sources: ['worcestershire'], confidence: 'medium' },
  { id: 'outside-england', basis: 'People numbered in Scotland, Northern Ireland or Ireland, in a flow not limited to England', applies: { when: 'number-range', ranges: ['scotland', 'northern-ireland', 'ireland'] },
    liftsFor: null, nationalOptOut: 'does-not-apply', type1: null, projectOptOut: 'applies', sources: ['nicor'], confidence: 'medium' },
  { id: 'cross-organisation-audit', basis: 'Clinical audit across organisations without consent (regulation 5)', applies: named('section-251'),
    liftsFor: null, nationalOptOut: 'applies', type1: 'applies', projectOptOut: 'applies', sources: ['hqip'], confidence: 'high' },
  { id: 'official-statistics', basis: 'Official statistics and the census (Office for National Statistics)', applies: named('legal-duty', 'section-251'),
    liftsFor: null, nationalOptOut: 'does-not-apply', type1: 'applies', projectOptOut: 'applies', sources: ['ndo-policy'], confidence: 'medium' },
  { id: 'cancer-and-rare-disease-registration', basis: 'National registration of cancer, congenital anomalies and rare diseases, which has an opt-out of its own', applies: named('section-251', 'legal-duty'),
    liftsFor: null, nationalOptOut: 'does-not-apply', type1: 'applies', projectOptOut: 'applies', sources: ['ndo-policy', 'ndo-where-not'], confidence: 'medium' },
  { id: 'payment-validation', basis: 'Checking invoices for care without a contract, and prescription charges', applies: named('section-251', 'legal-duty'),
    liftsFor: null, nationalOptOut: 'does-not-apply', type1: 'applies', projectOptOut: 'applies', sources: ['ndo-policy'], confidence: 'medium' },
  { id: 'case-finding-own-team', basis: 'Finding people at risk, where only their own care team can tell who they are', applies: named('direct-care'),
    liftsFor: BOTH, nationalOptOut: 'does-not-apply', type1: 'applies', projectOptOut: 'applies', sources: ['practice'], confidence: 'low' },
  { id: 'listed-programme', basis: 'A programme on NHS England’s published list of those the national opt-out leaves alone', applies: named('section-251', 'legal-duty'),
    liftsFor: null, nationalOptOut: 'does-not-apply', type1: 'applies', projectOptOut: 'applies', sources: ['ndo-not-applied'], confidence: 'low' },
  { id: 'consented-research-data', basis: 'Data collected only for research, with consent', applies: named('consent'),
    liftsFor: null, nationalOptOut: 'does-not-apply', type1: 'does-not-apply', projectOptOut: 'applies', sources: ['ndo-policy'], confidence: 'medium' },
  { id: 'no-nhs-number', basis: 'A record without an NHS number, where finding the number would be out of proportion', applies: { when: 'named-and-no-number', under: ['section-251', 'consent', 'legal-duty', 'public-interest'] },
    liftsFor: null, nationalOptOut: 'does-not-apply', type1: null, projectOptOut: 'applies', sources: ['ndo-where-not'], confidence: 'medium' },
]

const ROWS = new Map(EXEMPTIONS.map((row) => [row.id, row]))

export function exemption(id: ExemptionId): Exemption {
  return ROWS.get(id) as Exemption
}

/** The parts of a flow's terms on which the table turns. */
export interface FlowBasis {
  readonly confidentiality: Confidentiality
  readonly purpose: Purpose
  readonly drawsOn: readonly DrawnOn[]
  readonly extendType1: boolean
  /** Days, both included, for which an approval sets the national opt-out aside for this flow. */
  readonly nationalOptOutDisapplied: readonly { readonly from: Day; readonly to: Day }[]
  /** A named row signed for this flow, with its dates. */
  readonly exemption: { readonly id: ExemptionId; readonly from: Day; readonly to: Day } | null
}

export interface FlowEffect {
  /** Whether the basis lifts confidence for this purpose at all. */
  readonly lifts: boolean
  /** The row that sets the national opt-out aside for the whole flow; null when the opt-out applies. */
  readonly nationalOptOutSetAsideBy: ExemptionId | null
  /** The row that lets a record without a number in; null when a number is needed. */
  readonly noNumberRoute: ExemptionId | null
  readonly type1Applies: boolean
  readonly projectOptOutApplies: boolean
}

const within = (window: { from: Day; to: Day }, on: Day): boolean => window.from <= on && on <= window.to

/** The row of the basis that a flow relies on. One that it cannot rely on, for the records that it draws on or may draw on, is none. */
function basisOf({ confidentiality, drawsOn }: FlowBasis): Exemption {
  const row = EXEMPTIONS.find(({ applies }) => applies.when === 'confidentiality' && applies.is === confidentiality) ?? exemption('none')
  const { never } = row
  return never && (drawsOn.length === 0 || drawsOn.some((source) => never.includes(source) || !DRAWN_ON.includes(source))) ? exemption('none') : row
}

/** What the table says for a flow on a day. Anything it does not know counts as no basis. */
export function effectOn(flow: FlowBasis, on: Day): FlowEffect {
  const basis = basisOf(flow)
  const signed = flow.exemption !== null && within(flow.exemption, on) ? ROWS.get(flow.exemption.id) : undefined
  const name = signed?.applies.when === 'named' && signed.applies.under.includes(flow.confidentiality) ? signed : undefined
  const noNumber = signed?.applies.when === 'named-and-no-number' && signed.applies.under.includes(flow.confidentiality) ? signed : undefined
  const setAside = flow.nationalOptOutDisapplied.some((window) => within(window, on))
  const speaking = EXEMPTIONS.filter(({ applies }) =>
    (applies.when === 'disapplied' && setAside && applies.under.includes(flow.confidentiality)) ||
    (applies.when === 'drawn-only-from' && flow.drawsOn.length > 0 && flow.drawsOn.every((source) => applies.sources.includes(source))),
  )
  const aside = [name ?? basis, ...speaking].find((row) => row.nationalOptOut === 'does-not-apply')
  // A source that is not named, or not known to the table, may be the GP record.
  const mayHoldGpData = flow.drawsOn.length === 0 || flow.drawsOn.some((source) => source === 'gp' || !DRAWN_ON.includes(source))
  const type1 = name?.type1 ?? basis.type1
  return {
    lifts: (name?.liftsFor ?? basis.liftsFor ?? []).includes(flow.purpose),
    nationalOptOutSetAsideBy: aside?.id ?? null,
    noNumberRoute: noNumber?.id ?? null,
    type1Applies: type1 === 'applies' ? mayHoldGpData || flow.extendType1 : type1 !== 'does-not-apply' && flow.extendType1,
    projectOptOutApplies: (name ?? basis).projectOptOut === 'applies',
  }
}

/** The row that puts people numbered in another country out of the national opt-out's reach. */
export function rowForRange(range: NhsNumberRange): ExemptionId | null {
  return EXEMPTIONS.find(({ applies }) => applies.when === 'number-range' && applies.ranges.includes(range))?.id ?? null
}

/** Why someone is left out, in the order in which reasons are given. */
export const EXCLUDING_REASONS = [
  'NHS_NUMBER_INVALID', 'TEST_RANGE', 'NHS_NUMBER_INVALIDATED', 'NHS_NUMBER_NOT_ENGLAND',
  'NO_SUPPORT', 'CONDITION_BREACH', 'NO_CONFIDENTIALITY_BASIS', 'DISCLOSER_NOT_SIGNED', 'DISCLOSER_LEFT_OUT', 'DISCLOSER_NOT_ASSURED',
  'NOT_ON_REGISTER', 'DECEASED',
  'LOCAL',
  'T1', 'T1_PRIOR_UNCONFIRMED',
  'NDO_NOT_CLEARED', 'NDO_STALE',
  'AMBIGUOUS_TIE', 'AMBIGUOUS_MERGE', 'AMBIGUOUS_SPLIT', 'AMBIGUOUS_MATCH',
  'NOT_NOTIFIED',
] as const
export type ExcludingReason = (typeof EXCLUDING_REASONS)[number]

/** What is said about someone who is included: which row set the national opt-out aside, and that silence is not consent. */
export type IncludingReason = `NDO_NOT_APPLICABLE:${ExemptionId}` | 'NO_OBJECTION'
export type Reason = ExcludingReason | IncludingReason

/** All that a pipeline is told by default: nothing that tells an opt-out from an unknown or a dead person. */
export const COARSE_REASONS = ['PERMITTED', 'NHS_NUMBER_INVALID', 'FLOW_NOT_PERMITTED', 'NOT_PERMITTED'] as const
export type CoarseReason = (typeof COARSE_REASONS)[number]
