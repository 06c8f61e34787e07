import { CORE_SECTIONS, type Flow, type Party, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { bare, capital, given, namesOf, sentence, type PaperKind, type PaperSource } from './paper.rules.ts'
import {
  datasetTerms, flowTerms, fullPartyTerms, headTerms, linkageTerms, officerKeys, officerTerms, PARTY_USES, rightsTerms, safeguardTerms, stageTerms, tellingTerms,
} from './paper-terms.rules.ts'

/** NHS England, by its ODS code: it shares under agreements of its own. */
export const NATIONAL_BODY_CODE = 'X26'

const flowOf = (facts: ProjectFacts, ref: string): Flow => given(facts.flows.find((flow) => flow.ref === ref) ?? null, 'flows')

function partiesOf(facts: ProjectFacts, ref: string): readonly Party[] {
  const flow = facts.flows.find((candidate) => candidate.ref === ref)
  return flow ? [flow.fromCode, flow.toCode].flatMap((code) => facts.parties.find((party) => party.organisationCode === code) ?? []) : []
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
    parties: parties.map(fullPartyTerms), officers, hasOfficers: officers.length > 0, stages, hasStages: stages.length > 0,
    goesToProcessor: parties.some((party) => party.role === 'processor'),
    purpose: sentence(purpose.purpose), benefits: sentence(purpose.benefits), plainSummary: bare(purpose.plainSummary), necessity: sentence(purpose.necessity),
    dataset: { ...datasetTerms(dataset, nameOf), source: sentence(capital(dataset.source)), aboutWhom: sentence(capital(dataset.aboutWhom)) },
    flow: flowTerms(flow, facts, purpose.startDate),
    hasProjectOptOut: flow.projectOptOut,
    hasLinkage: facts.linkage !== null, linkage: facts.linkage ? linkageTerms(facts.linkage, nameOf) : null,
    safeguards: safeguardTerms(facts),
    rights: rightsTerms(given(facts.rights, 'rights')),
    telling: tellingTerms(telling),
    summary: `${capital(bare(flow.name))}, from ${nameOf(flow.fromCode)} to ${nameOf(flow.toCode)}`,
  }
}

/** The agreement of two parties about one flow, as the data sharing code asks for: under a framework for each, else for those with NHS England. */
export const SHARING_AGREEMENT: PaperKind = {
  kind: 'sharing-agreement',
  template: 'templates/documents/sharing-agreement/v2.hbs',
  signers: partiesOf,
  needs: [...CORE_SECTIONS, 'rights'],
  uses: [
    'title', 'purpose.*', ...PARTY_USES, 'parties[].address', 'parties[].registration', 'officers[].*', 'stages[].*', 'stages[].roles[].*', 'datasets[].*', 'datasets[].fields[].*', 'flows[].*', 'linkage.*',
    'safeguards.*', 'rights.*', 'tellingPeople.*',
  ],
  subjects: (facts) => facts.flows
    .filter((flow) => facts.framework !== null || (facts.nationalData !== null && [flow.fromCode, flow.toCode].includes(NATIONAL_BODY_CODE)))
    .map((flow) => flow.ref),
  scope: (facts, about) => {
    const codes = partiesOf(facts, about).map((party) => party.organisationCode)
    return { flows: [about], parties: codes, officers: officerKeys(facts, codes), datasets: facts.flows.filter((flow) => flow.ref === about).map((flow) => flow.datasetId) }
  },
  data: sharingAgreementData,
}
