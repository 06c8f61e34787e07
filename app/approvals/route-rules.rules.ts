import { DOCUMENT_KINDS, type DocumentKind } from '#app/documents/document.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { isForResearch } from '#app/projects/dataset-subjects.rules.ts'
import type { Flow, ProjectFacts } from '#app/projects/facts.rules.ts'
import type { OfficerPost } from '#app/projects/further-facts.rules.ts'
import { isBody, type BodyId, type Citation, type Period } from './bodies.rules.ts'
import { answerableFor, datasetOf, FLOW_CATEGORIES, type FlowCategory } from './flow-category.rules.ts'

/**
 * What decides where a project's route goes, as data: each rule has a source, the days on which it speaks, and the flows that it
 * speaks of. Its sentence is in `route-finder.words.ts`; the bodies are in `bodies.rules.ts`.
 */

export const STEP_RULE_IDS = [
  'officer-advises', 'criminal-data-condition', 'owner-checks-counts', 'owner-tests-anonymity', 'guardian-weighs-public-interest', 'siro-weighs-public-interest', 'siro-accepts-risk',
  'practices-consulted', 'commissioner-agrees-counts', 'framework-group-agrees', 'local-group-agrees', 'ethics-opinion', 'guardian-recommends',
  'section-251-support', 'sail-panel-approves', 'births-and-deaths-agreed', 'advice-on-national-data', 'national-data-approved', 'commissioner-consulted', 'parties-sign',
] as const
export type StepRuleId = (typeof STEP_RULE_IDS)[number]

export type PaperRuleId = `paper-${DocumentKind}`
export type FlowRuleId = `flow-${FlowCategory}`
export type OptOutRuleId = 'opt-out-project' | 'opt-out-type-1' | 'opt-out-national'
export type RuleId = StepRuleId | PaperRuleId | FlowRuleId | OptOutRuleId

/** One flow of a project, as a rule sees it. */
export interface FlowSeen {
  readonly facts: ProjectFacts
  readonly flow: Flow
  readonly category: FlowCategory
  /** Whether another flow that rests on section 251 support goes to the same place, so that both are linked there. */
  readonly isLinkedUnderSupport: boolean
  /** How many risks the impact assessment leaves high and the Commissioner has not let pass; 0 where nobody has assessed. */
  readonly risksLeftHigh: number
}

/** What shows that a step is done: a decision of its own; the parties' signatures; the impact assessment; a drafted paper. */
export const SHOWN_BY = ['decision', 'signature', 'assessment', 'draft'] as const
export type ShownBy = (typeof SHOWN_BY)[number]

export interface StepRule extends Period {
  readonly id: StepRuleId
  readonly kind: 'sign-off' | 'outside-approval'
  readonly bodyId: BodyId | null
  readonly post: OfficerPost | null
  /** Whose officer, by organisation code; null for a body, and for all parties at once. */
  readonly whose: ((seen: FlowSeen) => string) | null
  readonly asksFor: (seen: FlowSeen) => boolean
  /** The papers that must be there before, where the facts call for them. */
  readonly documents: readonly DocumentKind[]
  readonly after: readonly StepRuleId[]
  readonly shownBy: ShownBy
  readonly isNeededToFlow: boolean
  readonly source: Citation
}

const UK = 'https://www.legislation.gov.uk'
const GDPR = (article: number, part = ''): Citation => ({ name: `UK GDPR, Article ${article}${part}`, address: `${UK}/eur/2016/679/article/${article}` })
const REGULATIONS_2002 = (regulation: number): Citation => ({ name: `Health Service (Control of Patient Information) Regulations 2002, regulation ${regulation}`, address: `${UK}/uksi/2002/1438/regulation/${regulation}` })
const SHARING_CODE: Citation = { name: 'Information Commissioner, data sharing code of practice', address: 'https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/data-sharing/data-sharing-a-code-of-practice/' }
const ANONYMISATION: Citation = { name: 'Information Commissioner, guidance on anonymisation', address: 'https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/data-sharing/anonymisation/' }
const GUARDIANS: Citation = { name: 'National Data Guardian, guidance on Caldicott Guardians (2021)', address: 'https://www.gov.uk/government/publications/national-data-guardian-guidance-on-the-appointment-of-caldicott-guardians-their-role-and-responsibilities' }
const TOOLKIT: Citation = { name: 'NHS Data Security and Protection Toolkit', address: 'https://www.dsptoolkit.nhs.uk/' }
const CAG_GUIDANCE: Citation = { name: 'NHS England, guidance for applicants to the Confidentiality Advisory Group', address: 'https://transform.england.nhs.uk/information-governance/guidance/' }

const HELD_FOR_CARE: readonly string[] = ['gp', 'hospital', 'adult-social-care', 'childrens-social-care']
/** Uses of records of single people, beyond their own care and without their agreement, whether or not names are in them. */
const BEYOND_CARE: readonly FlowCategory[] = ['identifiable-section-251', 'pseudonymised-third-party', 'de-identified', 'public-interest', 'undecided']

const lead = ({ facts, flow }: FlowSeen): string => answerableFor(facts, flow.toCode)
const sender = ({ facts, flow }: FlowSeen): string => answerableFor(facts, flow.fromCode)
const isSupported = ({ category, isLinkedUnderSupport }: FlowSeen): boolean => category === 'identifiable-section-251' || isLinkedUnderSupport
const isAboutPeople = ({ category }: FlowSeen): boolean => category !== 'aggregate'
const isResearch = ({ flow }: FlowSeen): boolean => isForResearch(flow)
const isJustice = ({ flow }: FlowSeen): boolean => flow.drawsOn.includes('justice')
/** Told in confidence to those who give care, as far as anybody has said where it comes from. */
const isFromCare = ({ flow }: FlowSeen): boolean => flow.drawsOn.length === 0 || flow.drawsOn.some((source) => HELD_FOR_CARE.includes(source))
/** Used beyond people's own care, about single people. */
const isBeyondCare = (seen: FlowSeen): boolean => BEYOND_CARE.includes(seen.category) || seen.isLinkedUnderSupport

function parties({ facts, flow }: FlowSeen) {
  const holder = datasetOf(facts, flow)?.controllerCode
  return facts.parties.filter((party) => [flow.fromCode, flow.toCode, holder].includes(party.organisationCode))
}
const touches = (seen: FlowSeen, body: BodyId): boolean => parties(seen).some((party) => isBody(body, party))
const holds = ({ facts, flow }: FlowSeen, body: BodyId): boolean => {
  const codes = [flow.fromCode, datasetOf(facts, flow)?.controllerCode]
  return facts.parties.some((party) => codes.includes(party.organisationCode) && isBody(body, party))
}
/** Held by NHS England and given out by it. What its own processors do for it under directions is a duty, and no giving out. */
const isGivenOutNationally = (seen: FlowSeen): boolean => {
  const isUnderDirections = seen.flow.confidentiality === 'legal-duty' && seen.facts.nationalData === null
  return isAboutPeople(seen) && holds(seen, 'national-data') && !isUnderDirections && seen.category !== 'direct-care'
}
/** What a databank's panel or NHS England's own group looks at is not looked at a second time, unless names come in without consent. */
const needsLocalLook = (seen: FlowSeen): boolean =>
  isSupported(seen) || (isBeyondCare(seen) && isFromCare(seen) && !touches(seen, 'sail-panel') && !isGivenOutNationally(seen))
const BIRTHS_AND_DEATHS = /\b(?:births?|deaths?|mortality|civil registrations?)\b/i
const hasBirthsOrDeaths = (seen: FlowSeen): boolean => {
  const { facts, flow } = seen
  const dataset = datasetOf(facts, flow)
  return isAboutPeople(seen) && (holds(seen, 'births-and-deaths') || (holds(seen, 'national-data') && BIRTHS_AND_DEATHS.test(dataset?.name ?? '')))
}
/** Counts that somebody makes, out of data about people, under directions: another flow of the project brings that data. */
const isCountedUnderDirections = ({ facts, flow, category }: FlowSeen): boolean =>
  category === 'aggregate' && facts.flows.some((other) => other.gateways.includes('hsca-2012-254') && other.toCode === flow.fromCode)

const step = (rule: Omit<StepRule, 'from' | 'to'> & Partial<Period>): StepRule => ({ from: null, to: null, ...rule })
const signOff = { kind: 'sign-off', bodyId: null, shownBy: 'decision', isNeededToFlow: true } as const
const outside = { kind: 'outside-approval', post: null, whose: null, shownBy: 'decision', isNeededToFlow: true } as const
const LOCAL_SIGN_OFFS = ['officer-advises', 'criminal-data-condition', 'owner-tests-anonymity', 'guardian-weighs-public-interest', 'siro-weighs-public-interest', 'siro-accepts-risk'] as const
const LOCAL_GROUPS = ['practices-consulted', 'commissioner-agrees-counts', 'framework-group-agrees', 'local-group-agrees'] as const
const OUTSIDE = ['ethics-opinion', 'section-251-support', 'sail-panel-approves', 'births-and-deaths-agreed', 'national-data-approved', 'commissioner-consulted'] as const

/** In the order of a route that would need them all. */
export const STEP_RULES: readonly StepRule[] = [
  step({ ...signOff, id: 'officer-advises', post: 'dpo', whose: lead, asksFor: isAboutPeople, documents: ['dpia'], after: [], shownBy: 'assessment', isNeededToFlow: false, source: GDPR(35, '(2)') }),
  step({ ...signOff, id: 'criminal-data-condition', post: 'siro', whose: sender, asksFor: (seen) => isJustice(seen) && isAboutPeople(seen), documents: ['dpia', 'processing-record'], after: ['officer-advises'], source: GDPR(10) }),
  step({ ...signOff, id: 'owner-checks-counts', post: 'information-asset-owner', whose: sender, asksFor: ({ category }) => category === 'aggregate', documents: ['dpia'], after: [], isNeededToFlow: false, source: ANONYMISATION }),
  step({ ...signOff, id: 'owner-tests-anonymity', post: 'information-asset-owner', whose: sender, asksFor: ({ category }) => category === 'de-identified', documents: ['dpia'], after: ['officer-advises'], source: ANONYMISATION }),
  step({ ...signOff, id: 'guardian-weighs-public-interest', post: 'caldicott-guardian', whose: sender, asksFor: (seen) => seen.category === 'public-interest' && isFromCare(seen), documents: ['dpia', 'protocol'], after: ['officer-advises'], source: GUARDIANS }),
  step({ ...signOff, id: 'siro-weighs-public-interest', post: 'siro', whose: sender, asksFor: (seen) => seen.category === 'public-interest' && !isFromCare(seen), documents: ['dpia', 'protocol'], after: ['officer-advises'], source: SHARING_CODE }),
  step({ ...signOff, id: 'siro-accepts-risk', post: 'siro', whose: lead, asksFor: isBeyondCare, documents: ['dpia'], after: ['officer-advises', 'owner-tests-anonymity'], source: TOOLKIT }),
  step({ ...outside, id: 'practices-consulted', bodyId: 'local-medical', asksFor: (seen) => BEYOND_CARE.includes(seen.category) && seen.flow.drawsOn.includes('gp') && !touches(seen, 'sail-panel'), documents: ['privacy-notice', 'dpia'], after: ['officer-advises'], isNeededToFlow: false, source: { name: 'NHS Act 2006, section 97', address: `${UK}/ukpga/2006/41/section/97` } }),
  step({ ...outside, id: 'commissioner-agrees-counts', bodyId: 'commissioner-governance', asksFor: isCountedUnderDirections, documents: ['dpia', 'protocol'], after: ['owner-checks-counts'], isNeededToFlow: false, source: { name: 'Health and Social Care Act 2012, section 254', address: `${UK}/ukpga/2012/7/section/254` } }),
  step({ ...outside, id: 'framework-group-agrees', bodyId: 'local-governance', asksFor: ({ facts }) => facts.framework !== null, documents: ['framework', 'sharing-agreement'], after: ['officer-advises', 'owner-checks-counts'], isNeededToFlow: false, source: SHARING_CODE }),
  step({ ...outside, id: 'local-group-agrees', bodyId: 'local-governance', asksFor: needsLocalLook, documents: ['dpia', 'protocol', 'privacy-notice'], after: LOCAL_SIGN_OFFS, source: SHARING_CODE }),
  step({
    ...outside, id: 'ethics-opinion', bodyId: 'research-ethics', asksFor: (seen) => isResearch(seen) && !['aggregate', 'pseudonymised-third-party', 'direct-care'].includes(seen.category) && isFromCare(seen),
    documents: ['protocol', 'consent-form', 'privacy-notice'], after: LOCAL_SIGN_OFFS, source: { name: 'Governance arrangements for research ethics committees', address: 'https://www.hra.nhs.uk/planning-and-improving-research/policies-standards-legislation/governance-arrangement-research-ethics-committees/' },
  }),
  step({ ...signOff, id: 'guardian-recommends', post: 'caldicott-guardian', whose: lead, asksFor: isSupported, documents: ['section-251', 'dpia', 'protocol'], after: LOCAL_SIGN_OFFS, source: CAG_GUIDANCE }),
  step({ ...outside, id: 'section-251-support', bodyId: 'confidentiality-advice', asksFor: isSupported, documents: ['section-251', 'protocol', 'dpia', 'privacy-notice', 'involvement-report'], after: ['guardian-recommends', ...LOCAL_GROUPS, 'ethics-opinion'], from: '2002-06-01', source: REGULATIONS_2002(5) }),
  step({ ...outside, id: 'sail-panel-approves', bodyId: 'sail-panel', asksFor: (seen) => touches(seen, 'sail-panel'), documents: ['dpia', 'protocol'], after: ['siro-accepts-risk', 'local-group-agrees', 'ethics-opinion'], source: { name: 'SAIL Databank, data privacy and security', address: 'https://saildatabank.com/saildata/data-privacy-security/' } }),
  step({ ...outside, id: 'births-and-deaths-agreed', bodyId: 'births-and-deaths', asksFor: hasBirthsOrDeaths, documents: ['national-data', 'section-251'], after: ['siro-accepts-risk', 'section-251-support'], source: { name: 'Statistics and Registration Service Act 2007, section 42', address: `${UK}/ukpga/2007/18/section/42` } }),
  step({ ...outside, id: 'advice-on-national-data', bodyId: 'national-data-advice', asksFor: isGivenOutNationally, documents: ['national-data'], after: ['siro-accepts-risk', 'section-251-support', 'ethics-opinion', 'births-and-deaths-agreed'], isNeededToFlow: false, from: '2010-09-01', source: { name: 'Health and Social Care Act 2012, section 261', address: `${UK}/ukpga/2012/7/section/261` } }),
  step({ ...outside, id: 'national-data-approved', bodyId: 'national-data', asksFor: isGivenOutNationally, documents: ['national-data', 'sharing-agreement', 'privacy-notice'], after: ['advice-on-national-data', 'section-251-support', 'births-and-deaths-agreed', 'siro-accepts-risk'], from: '2013-04-01', source: { name: 'NHS England, Data Access Request Service', address: 'https://digital.nhs.uk/services/data-access-request-service-dars' } }),
  step({ ...outside, id: 'commissioner-consulted', bodyId: 'information-commissioner', asksFor: (seen) => seen.risksLeftHigh > 0, documents: ['dpia'], after: ['officer-advises'], shownBy: 'assessment', isNeededToFlow: false, source: GDPR(36) }),
  step({ ...signOff, id: 'parties-sign', post: null, whose: null, asksFor: () => true, documents: ['protocol', 'framework', 'sharing-agreement', 'processing-agreement'], after: [...LOCAL_SIGN_OFFS, 'owner-checks-counts', ...LOCAL_GROUPS, 'guardian-recommends', ...OUTSIDE], shownBy: 'signature', isNeededToFlow: false, source: SHARING_CODE }),
]

const STEP_RULES_BY_ID = new Map(STEP_RULES.map((rule) => [rule.id, rule]))
export const stepRule = (id: StepRuleId): StepRule => STEP_RULES_BY_ID.get(id) as StepRule

/** Which law or guidance asks for each kind of paper. */
export const PAPER_SOURCES = {
  protocol: SHARING_CODE,
  framework: SHARING_CODE,
  'sharing-agreement': SHARING_CODE,
  'processing-agreement': GDPR(28, '(3)'),
  dpia: GDPR(35),
  'privacy-notice': GDPR(14),
  'privacy-notice-short': GDPR(12, '(1)'),
  'privacy-notice-easy-read': GDPR(12, '(1)'),
  'consent-form': GDPR(7),
  'section-251': REGULATIONS_2002(5),
  'national-data': { name: 'NHS England, Data Access Request Service', address: 'https://digital.nhs.uk/services/data-access-request-service-dars' },
  'involvement-report': CAG_GUIDANCE,
  'processing-record': GDPR(30),
  'register-entry': SHARING_CODE,
} as const satisfies Record<DocumentKind, Citation>

/** Which law or guidance makes a flow what it is. */
export const FLOW_SOURCES = {
  'direct-care': { name: 'Health and Social Care Act 2012, section 251B', address: `${UK}/ukpga/2012/7/section/251B` },
  consent: GDPR(9, '(2)(a), and the common-law duty of confidence'),
  'statutory-yes-no': { name: 'Digital Economy Act 2017, Part 5', address: `${UK}/ukpga/2017/30/part/5` },
  statutory: GDPR(6, '(3)'),
  aggregate: ANONYMISATION,
  'pseudonymised-third-party': ANONYMISATION,
  'de-identified': ANONYMISATION,
  'not-confidential': SHARING_CODE,
  'identifiable-section-251': { name: 'NHS Act 2006, section 251', address: `${UK}/ukpga/2006/41/section/251` },
  'communicable-disease': REGULATIONS_2002(3),
  'public-interest': GUARDIANS,
  undecided: SHARING_CODE,
} as const satisfies Record<FlowCategory, Citation>

export const OPT_OUT_SOURCES = {
  'opt-out-project': GDPR(21),
  'opt-out-type-1': { name: 'NHS Digital, care information choices', address: 'https://digital.nhs.uk/data-and-information/publications/statistical/care-information-choices' },
  'opt-out-national': { name: 'National data opt-out, operational policy guidance', address: 'https://digital.nhs.uk/services/national-data-opt-out/operational-policy-guidance-document' },
} as const satisfies Record<OptOutRuleId, Citation>

export const RULE_IDS: readonly RuleId[] = [
  ...FLOW_CATEGORIES.map((category): FlowRuleId => `flow-${category}`), ...DOCUMENT_KINDS.map((kind): PaperRuleId => `paper-${kind}`), ...STEP_RULE_IDS,
  'opt-out-project', 'opt-out-type-1', 'opt-out-national',
]

export function sourceOf(id: RuleId): Citation {
  const known = stepRule(id as StepRuleId)?.source ?? OPT_OUT_SOURCES[id as OptOutRuleId]
  if (known) return known
  return id.startsWith('paper-') ? PAPER_SOURCES[id.slice('paper-'.length) as DocumentKind] : FLOW_SOURCES[id.slice('flow-'.length) as FlowCategory]
}

export const speaksOn = ({ from, to }: Period, day: Day): boolean => (from === null || from <= day) && (to === null || day <= to)
