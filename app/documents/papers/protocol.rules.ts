import { formatDay, type Day } from '#app/kernel/uk-date.ts'
import { CORE_SECTIONS, signingParties, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import {
  ARTICLE_6_WORDS, ARTICLE_9_WORDS, CONFIDENTIALITY_WORDS, FIELD_KIND_WORDS, PARTY_ROLE_WORDS, PURPOSE_KIND_WORDS, SCHEDULE_1_WORDS, SOURCE_WORDS,
} from '#app/projects/facts.words.ts'
import { changeWords, CHOICE_WHY_WORDS, CONFIDENTIALITY_LAW_WORDS } from '../document.words.ts'
import { flowChoices } from '../flow-choices.rules.ts'
import { bare, capital, clean, namesOf, sentence, WHOLE_PROJECT, type PaperKind, type PaperSource } from './paper.rules.ts'

/** Everything the protocol's template states, worked out from the facts. Facts must be complete: see `missingFacts`. */
export function protocolData(source: PaperSource) {
  const { facts } = source
  const { purpose, safeguards, tellingPeople } = facts
  if (!purpose || !safeguards || !tellingPeople) throw new Error('A protocol is drafted from complete facts only')
  const nameOf = namesOf(facts)
  const newest = source.versions[source.versions.length - 1]
  if (!newest) throw new Error('A protocol has at least one version')
  const controllers = facts.parties.filter((party) => party.role === 'controller' || party.role === 'joint-controller')
  return {
    title: facts.title,
    reference: source.documentRef,
    projectRef: source.projectRef,
    version: newest.number,
    draftedOn: newest.day,
    startDate: purpose.startDate, reviewDate: purpose.reviewDate, endDate: purpose.endDate,
    versions: source.versions.map((line) => ({ number: line.number, draftedOn: formatDay(line.day), changes: changeWords(line.changes) })),
    parties: facts.parties.map((party) => ({
      name: party.name, code: party.organisationCode, role: PARTY_ROLE_WORDS[party.role], does: sentence(capital(party.does)),
      contact: `${party.contactName}, ${party.contactJobTitle}`, email: party.contactEmail,
    })),
    controllers: controllers.map((party) => party.name),
    hasJointControllers: facts.parties.some((party) => party.role === 'joint-controller'),
    hasProcessors: facts.parties.some((party) => party.role === 'processor'),
    signers: signingParties(facts).map((party) => party.name),
    purpose: sentence(purpose.purpose), benefits: sentence(purpose.benefits), plainSummary: bare(purpose.plainSummary), necessity: sentence(purpose.necessity),
    datasets: facts.datasets.map((dataset) => ({
      name: dataset.name, controller: nameOf(dataset.controllerCode), source: bare(dataset.source), aboutWhom: bare(dataset.aboutWhom),
      fields: dataset.fields.map((field) => ({ name: field.name, meaning: capital(bare(field.meaning)), kind: FIELD_KIND_WORDS[field.kind], why: sentence(field.why) })),
    })),
    flows: facts.flows.map((flow) => flowData(flow, facts, nameOf, purpose.startDate)),
    hasSection251: facts.flows.some((flow) => flow.confidentiality === 'section-251'),
    hasProjectOptOut: facts.flows.some((flow) => flow.projectOptOut),
    safeguards: {
      months: safeguards.retentionMonths, isOneMonth: safeguards.retentionMonths === 1, from: bare(safeguards.retentionFrom), end: bare(safeguards.retentionEnd),
      measures: safeguards.securityMeasures.map(sentence), breach: sentence(safeguards.breach),
    },
    telling: {
      notShared: clean(tellingPeople.notShared), replyDays: tellingPeople.replyDays, noticeAddress: tellingPeople.noticeAddress,
      questionsTo: bare(tellingPeople.questionsTo), complaintsTo: bare(tellingPeople.complaintsTo),
    },
  }
}

export type ProtocolData = ReturnType<typeof protocolData>

function flowData(flow: Flow, facts: ProjectFacts, nameOf: (code: string) => string, on: Day) {
  const choices = flowChoices(flow, on)
  return {
    ref: flow.ref, name: flow.name, from: nameOf(flow.fromCode), to: nameOf(flow.toCode),
    dataset: facts.datasets.find((dataset) => dataset.id === flow.datasetId)?.name ?? flow.datasetId,
    drawsOn: flow.drawsOn.map((source) => SOURCE_WORDS[source]), purposeKind: PURPOSE_KIND_WORDS[flow.purposeKind],
    use: sentence(flow.use), article6: ARTICLE_6_WORDS[flow.article6], article9: ARTICLE_9_WORDS[flow.article9],
    schedule1: SCHEDULE_1_WORDS[flow.article9] ?? '', legalPower: sentence(flow.legalPower),
    confidentiality: CONFIDENTIALITY_WORDS[flow.confidentiality], confidentialityLaw: CONFIDENTIALITY_LAW_WORDS[flow.confidentiality],
    confidentialityWhy: sentence(flow.confidentialityWhy), transport: sentence(flow.transport), frequency: sentence(flow.frequency),
    deceased: flow.includesDeceased ? 'Included' : 'Left out',
    choices: {
      project: choices.project ? 'Applies' : 'Does not apply',
      projectWhy: CHOICE_WHY_WORDS.project[choices.project ? 'offered' : 'not-offered'],
      type1: choices.type1 ? 'Applies' : 'Does not apply', type1Why: CHOICE_WHY_WORDS.type1[choices.type1Why],
      national: choices.national ? 'Applies' : 'Does not apply', nationalWhy: CHOICE_WHY_WORDS.national[choices.nationalWhy],
    },
  }
}

/** The information sharing protocol of one purpose: signed by every party but a processor, and what the gate enforces. */
export const PROTOCOL: PaperKind = {
  kind: 'protocol',
  template: 'templates/documents/protocol/v1.hbs',
  signers: signingParties,
  needs: CORE_SECTIONS,
  uses: [
    'title', 'purpose.*', 'parties[].*', 'datasets[].name', 'datasets[].controllerCode', 'datasets[].source', 'datasets[].aboutWhom', 'datasets[].fields[].*',
    'flows[].ref', 'flows[].name', 'flows[].fromCode', 'flows[].toCode', 'flows[].datasetId', 'flows[].drawsOn', 'flows[].purposeKind', 'flows[].use',
    'flows[].article6', 'flows[].article9', 'flows[].legalPower', 'flows[].confidentiality', 'flows[].confidentialityWhy', 'flows[].transport',
    'flows[].frequency', 'flows[].projectOptOut', 'flows[].includesDeceased', 'safeguards.*', 'tellingPeople.*',
  ],
  subjects: () => WHOLE_PROJECT,
  data: protocolData,
}
