import { CORE_SECTIONS, datasetOfFlow, type Dataset, type Flow, type Party, type ProjectFacts } from '#app/projects/facts.rules.ts'
import type { Processing } from '#app/projects/further-facts.rules.ts'
import { processingKey, processingOf } from '#app/projects/processing-key.rules.ts'
import { alike } from './alike.rules.ts'
import { saysElse } from './item-terms.rules.ts'
import { capital, given, identifiersOf, meaningsOf, namesOf, sentence, withItsData, type PaperKind, type PaperSource } from './paper.rules.ts'
import { datasetTerms, fullPartyTerms, headTerms, safeguardTerms } from './paper-terms.rules.ts'

function partiesOf(facts: ProjectFacts, about: string): readonly Party[] {
  const item = processingOf(facts, about)
  return item ? [item.controllerCode, item.processorCode].flatMap((code) => facts.parties.find((party) => party.organisationCode === code) ?? []) : []
}

/** Terms with a further controller of a processor that works for another of the project already: about that controller's data alone. */
const isFurther = (facts: ProjectFacts, item: Processing): boolean => processingKey(item, facts.processing) !== item.processorCode

const heldBy = (facts: ProjectFacts, controllerCode: string): readonly Dataset[] => facts.datasets.filter((dataset) => dataset.controllerCode === controllerCode)

/** The flows that bring data to a processor or take it away; for a further controller, those of that controller's data. */
export function flowsOfProcessor(facts: ProjectFacts, item: Processing): readonly Flow[] {
  const own = new Set(heldBy(facts, item.controllerCode).map((dataset) => dataset.id))
  return isFurther(facts, item)
    ? facts.flows.filter((flow) => own.has(flow.datasetId))
    : facts.flows.filter((flow) => flow.fromCode === item.processorCode || flow.toCode === item.processorCode)
}

/**
 * The data that a processor handles: everything, for the one that links the records; else what flows to or from it; when no
 * flow names it, what its controller holds, or else everything. For a further controller, what that one holds.
 */
export function datasetsOfProcessor(facts: ProjectFacts, item: Processing): readonly Dataset[] {
  if (isFurther(facts, item)) return heldBy(facts, item.controllerCode).length > 0 ? heldBy(facts, item.controllerCode) : facts.datasets
  if (facts.linkage?.byCode === item.processorCode) return facts.datasets
  const flowing = new Set(flowsOfProcessor(facts, item).map((flow) => flow.datasetId))
  if (flowing.size > 0) return facts.datasets.filter((dataset) => flowing.has(dataset.id))
  const own = heldBy(facts, item.controllerCode)
  return own.length > 0 ? own : facts.datasets
}

export function processingAgreementData(source: PaperSource) {
  const { facts, about } = source
  const item = given(processingOf(facts, about) ?? null, 'processing')
  const purpose = given(facts.purpose, 'purpose')
  const nameOf = namesOf(facts)
  const flows = flowsOfProcessor(facts, item)
  const dataOf = (flow: Flow): string => datasetOfFlow(facts, flow)?.name ?? flow.datasetId
  return {
    ...headTerms(source),
    startDate: purpose.startDate, reviewDate: purpose.reviewDate, endDate: purpose.endDate,
    controller: nameOf(item.controllerCode), processor: nameOf(item.processorCode),
    parties: partiesOf(facts, about).map((party) => ({ ...fullPartyTerms(party), part: party.organisationCode === item.processorCode ? 'Processor' : 'Controller' })),
    purpose: sentence(purpose.purpose),
    subject: sentence(capital(item.subject)), nature: sentence(capital(item.nature)), duration: sentence(capital(item.duration)),
    subProcessors: sentence(capital(item.subProcessors)), place: sentence(capital(item.place)), linker: facts.linkage ? nameOf(facts.linkage.byCode) : 'Nobody: the project links no records', atEnd: sentence(capital(item.atEnd)),
    datasets: datasetsOfProcessor(facts, item).map((dataset) => ({
      ...datasetTerms(dataset, nameOf), aboutWhom: sentence(capital(dataset.aboutWhom)),
      meanings: meaningsOf(dataset.fields), saysElse: saysElse(dataset),
    })),
    identifying: alike(datasetsOfProcessor(facts, item), (dataset) => ({ says: identifiersOf(dataset).map((said, index) => (index === 0 ? capital(said) : said)) })),
    flows: flows.map((flow) => ({
      name: flow.name, dataset: dataOf(flow), from: nameOf(flow.fromCode), to: nameOf(flow.toCode), transport: sentence(flow.transport),
    })),
    ways: alike(flows.map((flow) => ({ ...flow, name: withItsData(flow.name, dataOf(flow)) })), (flow) => ({ from: nameOf(flow.fromCode), to: nameOf(flow.toCode), transport: sentence(flow.transport) })),
    hasFlows: flows.length > 0,
    safeguards: safeguardTerms(facts),
  }
}

/** The contract of a controller with a processor: every term that UK GDPR Article 28(3) asks for, one paper a processor and controller. */
export const PROCESSING_AGREEMENT: PaperKind = {
  kind: 'processing-agreement',
  template: 'templates/documents/processing-agreement/v3.hbs',
  signers: partiesOf,
  needs: [...CORE_SECTIONS, 'processing'],
  uses: [
    'title', 'purpose.purpose', 'purpose.startDate', 'purpose.reviewDate', 'purpose.endDate', 'parties[].name', 'parties[].does', 'parties[].members', 'parties[].contactName', 'parties[].contactJobTitle',
    'parties[].contactEmail', 'parties[].address', 'parties[].registration', 'parties[].assurance.*', 'processing[].*', 'linkage.byCode', 'datasets[].name', 'datasets[].controllerCode', 'datasets[].level', 'datasets[].aboutWhom', 'datasets[].fields[].meaning', 'datasets[].fields[].kind',
    'flows[].name', 'flows[].fromCode', 'flows[].toCode', 'flows[].datasetId', 'flows[].transport', 'safeguards.securityMeasures', 'safeguards.breach',
  ],
  subjects: (facts) => [...new Set(facts.processing.map((item) => processingKey(item, facts.processing)))],
  scope: (facts, about) => {
    const item = processingOf(facts, about)
    return {
      processing: [about], parties: partiesOf(facts, about).map((party) => party.organisationCode), flows: item ? flowsOfProcessor(facts, item).map((flow) => flow.ref) : [],
      datasets: item ? datasetsOfProcessor(facts, item).map((dataset) => dataset.id) : [],
    }
  },
  data: processingAgreementData,
}
