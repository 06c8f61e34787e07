import type { Dataset, Flow, ProjectFacts } from '#app/projects/facts.rules.ts'

/** What a flow is, as far as its route goes. `undecided`: nothing yet lifts confidence, or what is said to lift it does not fit the purpose. */
export const FLOW_CATEGORIES = [
  'direct-care', 'consent', 'statutory-yes-no', 'statutory', 'aggregate', 'pseudonymised-third-party', 'de-identified',
  'identifiable-section-251', 'communicable-disease', 'public-interest', 'undecided',
] as const
export type FlowCategory = (typeof FLOW_CATEGORIES)[number]

export const datasetOf = (facts: ProjectFacts, flow: Flow): Dataset | undefined => facts.datasets.find((dataset) => dataset.id === flow.datasetId)

/** A dataset that nobody has described may be about single people. */
const isOfAreas = (dataset: Dataset | undefined): boolean => dataset?.level === 'area'

/** Whether it says one thing only about each person or home, beside what finds them: yes or no, or one code. */
const isOneAnswer = (dataset: Dataset | undefined): boolean =>
  dataset !== undefined && dataset.fields.length > 0 && dataset.fields.filter((field) => field.kind !== 'identifies' && field.kind !== 'pseudonym').length <= 1

const hasIdentifiers = (dataset: Dataset | undefined): boolean => dataset?.fields.some((field) => field.kind === 'identifies') ?? true

/** The parties that link or keep data apart from those who use it. */
function thirdParties(facts: ProjectFacts): readonly string[] {
  const linker = facts.parties.find((party) => party.organisationCode === facts.linkage?.byCode && party.role === 'processor')
  return [...facts.parties.filter((party) => party.role === 'haven'), ...(linker ? [linker] : [])].map((party) => party.organisationCode)
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
    case 'legal-duty': return isOneAnswer(dataset) ? 'statutory-yes-no' : 'statutory'
    case 'anonymised': {
      if (hasIdentifiers(dataset)) return 'de-identified'
      if (isOfAreas(dataset)) return 'aggregate'
      const between = thirdParties(facts)
      return between.includes(flow.fromCode) || between.includes(flow.toCode) ? 'pseudonymised-third-party' : 'de-identified'
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
