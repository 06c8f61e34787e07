import { CORE_SECTIONS } from '#app/projects/facts.rules.ts'
import { COMMERCIAL_WORDS, PEOPLE_GROUP_WORDS } from '#app/projects/further-facts.words.ts'
import { documentRefOf } from '../document.rules.ts'
import { confidencesOf, gatewaysOf, groundsOf, journeysOf, lawsOf, optOutsOf, waysOf } from './alike.rules.ts'
import { itemTerms } from './item-terms.rules.ts'
import { flowTerms, fullPartyTerms, headTerms, linkageTerms, months, officerTerms, PARTY_USES, rightsTerms, safeguardTerms, stageTerms, tellingTerms, toldWords } from './paper-terms.rules.ts'
import { bare, capital, clean, given, namesOf, NOBODY_SIGNS, sentence, WHOLE_PROJECT, type PaperKind, type PaperSource } from './paper.rules.ts'

export function nationalDataData(source: PaperSource) {
  const { facts, projectRef } = source
  const purpose = given(facts.purpose, 'purpose')
  const telling = given(facts.tellingPeople, 'telling-people')
  const people = given(facts.people, 'people')
  const worth = given(facts.worth, 'worth')
  const national = given(facts.nationalData, 'national-data')
  const nameOf = namesOf(facts)
  const flows = facts.flows.map((flow) => flowTerms(flow, facts, purpose.startDate))
  const rights = rightsTerms(given(facts.rights, 'rights'))
  const total = worth.costs.reduce((sum, cost) => sum + cost.pounds, 0)
  return {
    ...headTerms(source),
    applicationReference: national.reference, startDate: purpose.startDate, reviewDate: purpose.reviewDate, endDate: purpose.endDate,
    purpose: sentence(purpose.purpose), benefits: sentence(purpose.benefits), plainSummary: bare(purpose.plainSummary), necessity: sentence(purpose.necessity),
    people: {
      howMany: people.howMany.toLocaleString('en-GB'), area: bare(people.area), groups: people.groups.map((group) => PEOPLE_GROUP_WORDS[group].toLowerCase()),
      relationship: bare(people.relationship), expectation: sentence(people.expectation), concerns: sentence(people.concerns), novelty: sentence(people.novelty),
    },
    parties: facts.parties.map(fullPartyTerms), officers: officerTerms(facts),
    controllers: facts.parties.filter((party) => party.role === 'controller' || party.role === 'joint-controller').map((party) => party.name),
    products: clean(national.products).map(capital), hasProducts: national.products.length > 0,
    ...itemTerms(facts, 5),
    handlers: facts.parties.map((party) => `${party.name} (${party.organisationCode})`), flows, ways: waysOf(flows), optOuts: optOutsOf(flows), laws: lawsOf(flows), journeys: journeysOf(flows), grounds: groundsOf(flows), confidences: confidencesOf(flows), gateways: gatewaysOf(flows), hasGateways: flows.some((flow) => flow.hasGateways),
    stages: stageTerms(facts), hasStages: facts.stages.length > 0,
    linkage: facts.linkage && linkageTerms(facts.linkage, nameOf),
    processing: facts.processing.map((terms) => ({
      processor: nameOf(terms.processorCode), code: terms.processorCode, controller: nameOf(terms.controllerCode), subject: sentence(capital(terms.subject)), nature: sentence(capital(terms.nature)),
      duration: bare(terms.duration), subProcessors: bare(terms.subProcessors), place: bare(terms.place), atEnd: sentence(capital(terms.atEnd)),
    })),
    hasProcessing: facts.processing.length > 0,
    safeguards: { ...safeguardTerms(facts), time: months(given(facts.safeguards, 'safeguards').retentionMonths) }, rights,
    outputs: sentence(capital(national.outputs)), outputsBy: bare(national.outputsBy),
    costs: worth.costs.map((cost) => ({ what: capital(bare(cost.what)), pounds: `£${cost.pounds.toLocaleString('en-GB')}`, paidBy: bare(cost.paidBy) })), hasCosts: worth.costs.length > 0,
    total: `£${total.toLocaleString('en-GB')}`,
    measured: worth.benefits.map((benefit) => ({ what: capital(bare(benefit.what)), forWhom: capital(bare(benefit.forWhom)), measure: sentence(capital(benefit.measure)), by: capital(bare(benefit.by)) })),
    hasBenefits: worth.benefits.length > 0,
    commercial: sentence(COMMERCIAL_WORDS[national.commercial]), commercialWhat: national.commercialWhat ? sentence(capital(national.commercialWhat)) : '',
    onward: sentence(capital(national.onward)), territory: bare(national.territory), term: months(national.termMonths), ethics: sentence(capital(national.ethics)),
    section251: facts.section251 && { reference: facts.section251.reference },
    consent: facts.consent && { statements: clean(facts.consent.statements), withdrawal: sentence(capital(facts.consent.withdrawal)), record: sentence(capital(facts.consent.record)) },
    telling: tellingTerms(telling), told: toldWords(facts.flows, telling),
    papers: { protocol: documentRefOf(projectRef, 'protocol'), assessment: documentRefOf(projectRef, 'dpia'), notice: documentRefOf(projectRef, 'privacy-notice') },
  }
}

/**
 * The application to NHS England's Data Access Request Service, a part for each of its standards in the order in which they are
 * published. The Advisory Group for Data advises on it; NHS England decides.
 */
export const NATIONAL_DATA: PaperKind = {
  kind: 'national-data',
  template: 'templates/documents/national-data/v3.hbs',
  signers: NOBODY_SIGNS,
  needs: [...CORE_SECTIONS, 'people', 'officers', 'rights', 'worth', 'national-data'],
  uses: [
    'title', 'purpose.*', 'people.*', ...PARTY_USES, 'parties[].address', 'parties[].registration', 'parties[].assurance.*', 'officers[].*', 'stages[].name', 'stages[].does', 'stages[].roles[].*', 'datasets[].*', 'datasets[].fields[].*', 'flows[].*',
    'linkage.*', 'processing[].*', 'safeguards.*', 'rights.*', 'tellingPeople.*', 'consent.*', 'worth.costs[].*', 'worth.benefits[].*', 'section251.reference', 'nationalData.*',
  ],
  subjects: (facts) => (facts.nationalData === null ? [] : WHOLE_PROJECT),
  data: nationalDataData,
}
