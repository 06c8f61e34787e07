import { owesConfidence } from '#app/projects/confidence.rules.ts'
import type { Dataset, Flow, ProjectFacts } from '#app/projects/facts.rules.ts'
import { isBody } from './bodies.rules.ts'

/** What a flow is, as far as its route goes. `undecided`: nothing yet lifts confidence, or what is said to lift it does not fit the purpose. */
export const FLOW_CATEGORIES = [
  'direct-care', 'consent', 'statutory-yes-no', 'statutory', 'aggregate', 'pseudonymised-third-party', 'de-identified',
  'not-confidential', 'identifiable-section-251', 'communicable-disease', 'public-interest', 'undecided',
] as const
export type FlowCategory = (typeof FLOW_CATEGORIES)[number]

export const datasetOf = (facts: ProjectFacts, flow: Flow): Dataset | undefined => facts.datasets.find((dataset) => dataset.id === flow.datasetId)

/** A dataset that nobody has described may be about single people. */
const isOfAreas = (dataset: Dataset | undefined): boolean => dataset?.level === 'area'

/** Whether it says one thing only about each person or home, beside what finds them: yes or no, or one code. */
const isOneAnswer = (dataset: Dataset | undefined): boolean =>
  dataset !== undefined && dataset.fields.length > 0 && dataset.fields.filter((field) => field.kind !== 'identifies' && field.kind !== 'pseudonym').length <= 1

const hasIdentifiers = (dataset: Dataset | undefined): boolean => dataset?.fields.some((field) => field.kind === 'identifies') ?? true

/** The parties that link or keep data apart from those who use it: havens, processors that link, and the national body that links what it holds. */
function thirdParties(facts: ProjectFacts): readonly string[] {
  const linker = facts.parties.find((party) => party.organisationCode === facts.linkage?.byCode && (party.role === 'processor' || isBody('national-data', party)))
  return [...facts.parties.filter((party) => party.role === 'haven'), ...(linker ? [linker] : [])].map((party) => party.organisationCode)
}

/** Whether it comes out of such a party or goes into one, or goes on to those who work for whoever got it from one. */
function goesThroughThirdParty(facts: ProjectFacts, flow: Flow): boolean {
  const between = thirdParties(facts)
  const cameFromOne = facts.flows.some((other) => other.datasetId === flow.datasetId && between.includes(other.fromCode) && other.toCode === flow.fromCode)
  const worksForSender = facts.processing.some((terms) => terms.processorCode === flow.toCode && terms.controllerCode === flow.fromCode)
  return between.includes(flow.fromCode) || between.includes(flow.toCode) || (cameFromOne && worksForSender)
}

/** Where the facts could be read two ways, the category that asks for more. */
export function categoryOf(facts: ProjectFacts, flow: Flow): FlowCategory {
  const dataset = datasetOf(facts, flow)
  switch (flow.confidentiality) {
    case 'direct-care': return flow.purposeKind === 'direct-care' ? 'direct-care' : 'undecided'
    case 'consent': return 'consent'
    case 'section-251': return 'identifiable-section-251'
    case 'communicable-disease': return 'communicable-disease'
    case 'public-interest': return 'public-interest'
    case 'not-confidential': return owesConfidence(flow) ? 'undecided' : 'not-confidential'
    case 'legal-duty': return isOneAnswer(dataset) ? 'statutory-yes-no' : 'statutory'
    case 'anonymised': {
      if (hasIdentifiers(dataset)) return 'de-identified'
      if (isOfAreas(dataset)) return 'aggregate'
      return goesThroughThirdParty(facts, flow) ? 'pseudonymised-third-party' : 'de-identified'
    }
    default: return 'undecided'
  }
}

/** The party that answers for what another does in a flow: the controller for whom a processor or a haven works. */
export function answerableFor(facts: ProjectFacts, code: string): string {
  const terms = facts.processing.find((item) => item.processorCode === code)
  if (terms) return terms.controllerCode
  const role = facts.parties.find((party) => party.organisationCode === code)?.role
  if (role !== 'processor' && role !== 'haven') return code
  return facts.parties.find((party) => party.role === 'controller' || party.role === 'joint-controller')?.organisationCode ?? code
}
