import { theBody } from '#app/kernel/body-names.ts'
import { CORE_SECTIONS, datasetOfFlow } from '#app/projects/facts.rules.ts'
import { ARTICLE_6_WORDS, article9Words, assuranceWords, CONFIDENTIALITY_WORDS, PARTY_ROLE_WORDS, purposeWords } from '#app/projects/facts.words.ts'
import { DATASET_LEVEL_WORDS } from '#app/projects/further-facts.words.ts'
import { alike, grouped } from './alike.rules.ts'
import { saysElse, saysOf } from './item-terms.rules.ts'
import { bare, capital, clean, given, identifiersOf, listed, namesOf, NOBODY_SIGNS, sentence, WHOLE_PROJECT, withItsData, type PaperKind, type PaperSource } from './paper.rules.ts'
import { choiceGroups, flowsAlike, headTerms, safeguardTerms, sourceWords, tellingTerms } from './paper-terms.rules.ts'

export function registerEntryData(source: PaperSource) {
  const { facts } = source
  const purpose = given(facts.purpose, 'purpose')
  const telling = given(facts.tellingPeople, 'telling-people')
  const nameOf = namesOf(facts)
  const { months, isOneMonth, from, end } = safeguardTerms(facts)
  return {
    ...headTerms(source),
    startDate: purpose.startDate, reviewDate: purpose.reviewDate, endDate: purpose.endDate,
    plainSummary: bare(purpose.plainSummary), purpose: sentence(purpose.purpose), benefits: sentence(purpose.benefits), necessity: sentence(purpose.necessity),
    parties: facts.parties.map((party) => ({ name: party.name, role: PARTY_ROLE_WORDS[party.role], does: sentence(capital(party.does)), registration: party.registration || 'Not given yet', assurance: sentence(assuranceWords(party.assurance)) })),
    hasHaven: facts.parties.some((party) => party.role === 'haven'),
    datasets: facts.datasets.map((dataset) => ({
      name: dataset.name, controller: nameOf(dataset.controllerCode), aboutWhom: sentence(capital(dataset.aboutWhom)), level: DATASET_LEVEL_WORDS[dataset.level], says: saysOf(dataset), saysElse: saysElse(dataset),
    })),
    identifying: alike(facts.datasets, (dataset) => ({ says: capital(identifiersOf(dataset).join('; ')) || 'Nothing' })),
    ways: grouped(facts.flows, (flow) => ({
      from: nameOf(flow.fromCode), to: nameOf(flow.toCode), use: sentence(flow.use), frequency: sentence(flow.frequency), transport: sentence(flow.transport),
    })).map(({ things, terms }) => ({ terms, carried: alike(things.map((flow) => ({ ...flow, name: withItsData(flow.name, datasetOfFlow(facts, flow)?.name ?? flow.datasetId) })), (flow) => ({ drawsOn: listed(sourceWords(flow.drawsOn)) })) })),
    flows: facts.flows.map((flow) => ({
      name: flow.name, from: nameOf(flow.fromCode), to: nameOf(flow.toCode), use: sentence(flow.use), drawsOn: sourceWords(flow.drawsOn), frequency: sentence(flow.frequency), transport: sentence(flow.transport),
    })),
    lawGroups: flowsAlike(facts.flows, (flow) => ({
      purposeKind: sentence(purposeWords(flow)), legalPower: sentence(flow.legalPower),
      bases: `${ARTICLE_6_WORDS[flow.article6]}. ${flow.article9 === 'none' ? `Article 9 asks for nothing more${sentence(article9Words(flow, datasetOfFlow(facts, flow)).replace(/^None/, ''))}` : sentence(article9Words(flow, undefined))}`, confidentiality: sentence(CONFIDENTIALITY_WORDS[flow.confidentiality]),
    })),
    choiceGroups: choiceGroups(facts),
    linked: facts.linkage
      ? `Records of the same person are matched by ${theBody(nameOf(facts.linkage.byCode))}. No count below ${facts.linkage.leastCount} is published.`
      : 'Records are not linked in a way that this entry has to describe.',
    approvals: [
      ...(facts.section251 ? [{ body: 'Confidentiality Advisory Group (section 251 support)', reference: facts.section251.reference || 'None yet' }] : []),
      ...(facts.nationalData ? [{ body: 'NHS England (data access)', reference: facts.nationalData.reference || 'None yet' }] : []),
    ],
    hasApprovals: facts.section251 !== null || facts.nationalData !== null,
    benefitsMeasured: (facts.worth?.benefits ?? []).map((benefit) => ({ what: bare(benefit.what), forWhom: capital(bare(benefit.forWhom)), measure: sentence(capital(benefit.measure)), by: capital(bare(benefit.by)) })),
    hasBenefits: (facts.worth?.benefits.length ?? 0) > 0,
    costs: (facts.worth?.costs ?? []).map((cost) => ({ what: bare(cost.what), paidBy: bare(cost.paidBy), pounds: `£${cost.pounds.toLocaleString('en-GB')}` })),
    hasCosts: (facts.worth?.costs.length ?? 0) > 0,
    outputs: facts.nationalData ? `${sentence(capital(facts.nationalData.outputs))} They are expected by ${sentence(facts.nationalData.outputsBy)}` : 'Nothing is published that could show who someone is.',
    safeguards: { months, isOneMonth, from, end },
    telling: { ...tellingTerms(telling), notShared: clean(telling.notShared).join('; ') },
  }
}

/** The entry of the project in the public register, with the fields that the UK data use register standard asks for. */
export const REGISTER_ENTRY: PaperKind = {
  kind: 'register-entry',
  template: 'templates/documents/register-entry/v3.hbs',
  signers: NOBODY_SIGNS,
  needs: CORE_SECTIONS,
  uses: [
    'title', 'purpose.*', 'parties[].name', 'parties[].role', 'parties[].does', 'parties[].registration', 'parties[].assurance.*', 'datasets[].name', 'datasets[].controllerCode', 'datasets[].aboutWhom', 'datasets[].level',
    'datasets[].fields[].meaning', 'datasets[].fields[].kind', 'flows[].name', 'flows[].fromCode', 'flows[].toCode', 'flows[].datasetId', 'flows[].use', 'flows[].drawsOn', 'flows[].purposeKind', 'flows[].frequency', 'flows[].transport',
    'flows[].legalPower', 'flows[].article6', 'flows[].article9', 'flows[].confidentiality', 'flows[].projectOptOut', 'linkage.byCode', 'linkage.leastCount', 'section251.reference',
    'nationalData.reference', 'nationalData.outputs', 'nationalData.outputsBy', 'worth.costs[].*', 'worth.benefits[].*', 'safeguards.retentionMonths', 'safeguards.retentionFrom',
    'safeguards.retentionEnd', 'tellingPeople.notShared', 'tellingPeople.noticeAddress', 'tellingPeople.questionsTo', 'tellingPeople.complaintsTo',
  ],
  subjects: () => WHOLE_PROJECT,
  data: registerEntryData,
}
