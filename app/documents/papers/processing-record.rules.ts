import { CORE_SECTIONS, datasetOfFlow, type Article9 } from '#app/projects/facts.rules.ts'
import { ARTICLE_6_WORDS, article9Words, PARTY_ROLE_WORDS, SCHEDULE_1_WORDS } from '#app/projects/facts.words.ts'
import { DATASET_LEVEL_WORDS, PEOPLE_GROUP_WORDS } from '#app/projects/further-facts.words.ts'
import { bare, capital, given, meaningsOf, namesOf, NOBODY_SIGNS, sentence, WHOLE_PROJECT, type PaperKind, type PaperSource } from './paper.rules.ts'
import { addressWords, flowsAlike, headTerms, months, officerTerms, rightsTerms, safeguardTerms } from './paper-terms.rules.ts'

/** Article 9 conditions whose condition of Schedule 1 asks for an appropriate policy document (Data Protection Act 2018, Schedule 1, Parts 1, 2 and 4). */
const POLICY_DOCUMENT_NEEDED: readonly Article9[] = ['9-2-b', '9-2-g']

export function processingRecordData(source: PaperSource) {
  const { facts } = source
  const purpose = given(facts.purpose, 'purpose')
  const people = given(facts.people, 'people')
  const nameOf = namesOf(facts)
  return {
    ...headTerms(source),
    purpose: sentence(purpose.purpose),
    parties: facts.parties.map((party) => ({
      name: party.name, code: party.organisationCode, role: PARTY_ROLE_WORDS[party.role], contact: `${party.contactName}, ${party.contactJobTitle}, ${party.contactEmail}`,
      address: addressWords(party), registration: party.registration || 'Not given yet',
    })),
    officers: officerTerms(facts),
    people: { howMany: people.howMany.toLocaleString('en-GB'), area: bare(people.area), groups: people.groups.map((group) => PEOPLE_GROUP_WORDS[group]) },
    datasets: facts.datasets.map((dataset) => ({
      name: dataset.name, controller: nameOf(dataset.controllerCode), aboutWhom: sentence(capital(dataset.aboutWhom)), level: DATASET_LEVEL_WORDS[dataset.level],
      meanings: [meaningsOf(dataset.fields).join('; ')],
    })),
    flows: facts.flows.map((flow) => ({
      name: flow.name, from: nameOf(flow.fromCode), to: nameOf(flow.toCode), dataset: datasetOfFlow(facts, flow)?.name ?? flow.datasetId,
    })),
    conditions: flowsAlike(facts.flows, (flow) => ({
      article6: ARTICLE_6_WORDS[flow.article6], article9: article9Words(flow, datasetOfFlow(facts, flow)), schedule1: SCHEDULE_1_WORDS[flow.article9] ?? 'No condition of the Schedule is needed',
      policy: POLICY_DOCUMENT_NEEDED.includes(flow.article9)
        ? 'Needed, kept by the controller, and kept for six months after the processing ends'
        : flow.article9 === 'none' ? 'Not asked for: no condition is relied on' : 'Not asked for by this condition',
    })).map((group) => ({ ...group, flows: [group.flows.join('; ')] })),
    rights: rightsTerms(given(facts.rights, 'rights')),
    safeguards: safeguardTerms(facts),
    identifiersEnd: facts.linkage ? `What says who people are in the linked data is destroyed within ${months(facts.linkage.clockMonths)} from ${sentence(facts.linkage.clockFrom)}` : 'No earlier time limit is set for a part of the data.',
    processing: facts.processing.map((item) => ({
      processor: nameOf(item.processorCode), controller: nameOf(item.controllerCode), subject: sentence(capital(item.subject)), nature: sentence(capital(item.nature)),
      place: sentence(capital(item.place)), subProcessors: sentence(capital(item.subProcessors)),
    })),
    hasProcessing: facts.processing.length > 0,
  }
}

/** The entry in the record of processing activities: UK GDPR Article 30(1) for controllers, 30(2) for processors, and what Schedule 1 Part 4 adds. */
export const PROCESSING_RECORD: PaperKind = {
  kind: 'processing-record',
  template: 'templates/documents/processing-record/v2.hbs',
  signers: NOBODY_SIGNS,
  needs: [...CORE_SECTIONS, 'people', 'officers', 'rights'],
  uses: [
    'title', 'purpose.purpose', 'parties[].name', 'parties[].role', 'parties[].contactName', 'parties[].contactJobTitle', 'parties[].contactEmail', 'parties[].address', 'parties[].registration', 'officers[].*',
    'people.howMany', 'people.area', 'people.groups', 'datasets[].name', 'datasets[].controllerCode', 'datasets[].aboutWhom', 'datasets[].level', 'datasets[].fields[].meaning',
    'flows[].name', 'flows[].fromCode', 'flows[].toCode', 'flows[].datasetId', 'flows[].article6', 'flows[].article9', 'rights.transfers', 'rights.transfersWhat',
    'safeguards.retentionMonths', 'safeguards.retentionFrom', 'safeguards.retentionEnd', 'safeguards.securityMeasures', 'linkage.clockMonths', 'linkage.clockFrom',
    'processing[].controllerCode', 'processing[].subject', 'processing[].nature', 'processing[].place', 'processing[].subProcessors',
  ],
  subjects: () => WHOLE_PROJECT,
  data: processingRecordData,
}
