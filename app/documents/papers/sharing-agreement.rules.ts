import { theBody } from '#app/kernel/body-names.ts'
import { CORE_SECTIONS, type Flow, type Party, type ProjectFacts } from '#app/projects/facts.rules.ts'
import type { Processing } from '#app/projects/further-facts.rules.ts'
import { processingKey } from '#app/projects/processing-key.rules.ts'
import { PARTY_ROLE_WORDS } from '#app/projects/facts.words.ts'
import { itemWords } from './item-terms.rules.ts'
import { bare, capital, given, listed, namesOf, sentence, type PaperKind, type PaperSource } from './paper.rules.ts'
import {
  datasetTerms, flowTerms, fullPartyTerms, headTerms, linkageTerms, officerKeys, officerTerms, PARTY_USES, rightsTerms, safeguardTerms, stageTerms, tellingTerms, toldWords,
} from './paper-terms.rules.ts'

/** Without a full stop, as the names beside it in a table, unless it is more than one sentence. */
const inCell = (text: string): string => (/[.!?] /.test(text.trim()) ? sentence(capital(text)) : capital(bare(text)))

/** NHS England, by its ODS code: it shares under agreements of its own. */
export const NATIONAL_BODY_CODE = 'X26'

const flowOf = (facts: ProjectFacts, ref: string): Flow => given(facts.flows.find((flow) => flow.ref === ref) ?? null, 'flows')

/** The terms on which one of a flow's two ends works for a controller: what it sends or receives, it does for that controller. */
const termsOf = (facts: ProjectFacts, flow: Flow): readonly Processing[] => {
  const controllerCode = facts.datasets.find((dataset) => dataset.id === flow.datasetId)?.controllerCode
  const ofItsData = (terms: Processing) => terms.controllerCode === controllerCode
  // One that works for several controllers handles what flows for whoever controls that data, or else for the first of them.
  return facts.processing.filter((terms, index, all) => [flow.fromCode, flow.toCode].includes(terms.processorCode)
    && (all.some((other) => other.processorCode === terms.processorCode && ofItsData(other)) ? ofItsData(terms) : all.findIndex((other) => other.processorCode === terms.processorCode) === index))
}

/** Whoever sends, whoever receives, and the controllers for whom they do it: a processor can answer for no data of its own. */
function partiesOf(facts: ProjectFacts, ref: string): readonly Party[] {
  const flow = facts.flows.find((candidate) => candidate.ref === ref)
  const codes = flow ? new Set([flow.fromCode, flow.toCode, ...termsOf(facts, flow).map((terms) => terms.controllerCode)]) : []
  return [...codes].flatMap((code) => facts.parties.find((party) => party.organisationCode === code) ?? [])
}

/** A haven that handles the flow for a controller is its processor here. */
function roleIn(facts: ProjectFacts, flow: Flow, { role, organisationCode }: Party): string {
  const isProcessor = role === 'haven' && termsOf(facts, flow).some(({ processorCode }) => processorCode === organisationCode)
  return isProcessor ? `${PARTY_ROLE_WORDS.processor} (${PARTY_ROLE_WORDS.haven.toLowerCase()})` : PARTY_ROLE_WORDS[role]
}

export function sharingAgreementData(source: PaperSource) {
  const { facts, about } = source
  const flow = flowOf(facts, about)
  const purpose = given(facts.purpose, 'purpose')
  const telling = given(facts.tellingPeople, 'telling-people')
  const nameOf = namesOf(facts)
  const parties = partiesOf(facts, about)
  const officers = officerTerms(facts, parties.map((party) => party.organisationCode))
  const stages = stageTerms(facts)
  const dataset = given(facts.datasets.find((candidate) => candidate.id === flow.datasetId) ?? null, 'datasets')
  return {
    ...headTerms(source),
    startDate: purpose.startDate, reviewDate: purpose.reviewDate, endDate: purpose.endDate,
    parties: parties.map((party) => ({ ...fullPartyTerms(party), role: roleIn(facts, flow, party) })), officers, hasOfficers: officers.length > 0, stages, hasStages: stages.length > 0,
    between: listed(parties.map((party) => party.name)), signedBy: capital(listed(parties.map((party) => theBody(party.name)))), goesToProcessor: parties.some((party) => party.role === 'processor'),
    controllerElsewhere: parties.some((party) => party.organisationCode === dataset.controllerCode) ? '' : nameOf(dataset.controllerCode), includesDeceased: flow.includesDeceased,
    worksFor: termsOf(facts, flow).map((terms) => ({ processor: nameOf(terms.processorCode), controller: nameOf(terms.controllerCode) })),
    purpose: sentence(purpose.purpose), benefits: sentence(purpose.benefits), plainSummary: bare(purpose.plainSummary), necessity: sentence(purpose.necessity),
    dataset: { ...datasetTerms(dataset, nameOf), items: dataset.fields.map(itemWords), source: inCell(dataset.source), aboutWhom: inCell(dataset.aboutWhom), period: inCell(datasetTerms(dataset, nameOf).period) },
    flow: flowTerms(flow, facts, purpose.startDate),
    hasProjectOptOut: flow.projectOptOut, isForCare: flow.purposeKind === 'direct-care',
    hasLinkage: facts.linkage !== null, linkage: facts.linkage ? linkageTerms(facts.linkage, nameOf) : null,
    safeguards: safeguardTerms(facts),
    rights: rightsTerms(given(facts.rights, 'rights')),
    telling: tellingTerms(telling), told: toldWords([flow], telling),
    summary: `${capital(bare(flow.name))}, from ${nameOf(flow.fromCode)} to ${nameOf(flow.toCode)}`,
    summarySaid: `${capital(bare(flow.name))}, from ${theBody(nameOf(flow.fromCode))} to ${theBody(nameOf(flow.toCode))}`,
  }
}

/** The agreement about one flow of those between whom it goes, as the data sharing code asks for: under a framework for each, else for those with NHS England. */
export const SHARING_AGREEMENT: PaperKind = {
  kind: 'sharing-agreement',
  template: 'templates/documents/sharing-agreement/v3.hbs',
  signers: partiesOf,
  needs: [...CORE_SECTIONS, 'rights'],
  uses: [
    'title', 'purpose.*', ...PARTY_USES, 'parties[].address', 'parties[].registration', 'officers[].*', 'stages[].*', 'stages[].roles[].*', 'datasets[].*', 'datasets[].fields[].*', 'flows[].*', 'linkage.*',
    'processing[].controllerCode', 'safeguards.*', 'rights.*', 'tellingPeople.*',
  ],
  subjects: (facts) => facts.flows
    .filter((flow) => facts.framework !== null || (facts.nationalData !== null && [flow.fromCode, flow.toCode].includes(NATIONAL_BODY_CODE)))
    .map((flow) => flow.ref),
  scope: (facts, about) => {
    const codes = partiesOf(facts, about).map((party) => party.organisationCode)
    const flow = facts.flows.find((candidate) => candidate.ref === about)
    return { flows: [about], parties: codes, processing: flow ? termsOf(facts, flow).map((terms) => processingKey(terms, facts.processing)) : [], officers: officerKeys(facts, codes), datasets: facts.flows.filter((flow) => flow.ref === about).map((flow) => flow.datasetId) }
  },
  data: sharingAgreementData,
}
