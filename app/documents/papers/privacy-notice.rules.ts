import type { Day } from '#app/kernel/uk-date.ts'
import { CORE_SECTIONS, datasetOfFlow, type Dataset, type FieldKind, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { ARTICLE_6_WORDS, ARTICLE_9_WORDS, SCHEDULE_1_WORDS } from '#app/projects/facts.words.ts'
import { OFFICER_POST_WORDS } from '#app/projects/further-facts.words.ts'
import { flowChoices } from '../flow-choices.rules.ts'
import { alike } from './alike.rules.ts'
import { headTerms, months, TELLING_USES, tellingTerms } from './paper-terms.rules.ts'
import { bare, capital, clean, given, identifiersOf, meaningsOf, namesOf, NOBODY_SIGNS, sentence, WHOLE_PROJECT, withItsData, type PaperKind, type PaperSource } from './paper.rules.ts'
import {
  ARTICLE_6_PUBLIC_WORDS, ARTICLE_9_PUBLIC_WORDS, AUTOMATED_PUBLIC_WORDS, CHOICE_PUBLIC_WORDS, CONFIDENTIALITY_PUBLIC_WORDS, COUNTS_PUBLIC_WORDS, GROUP_PUBLIC_WORDS,
  LEVEL_PUBLIC_WORDS, POST_PUBLIC_WORDS, ROLE_PUBLIC_WORDS, SOURCE_PUBLIC_WORDS, TRANSFERS_PUBLIC_WORDS,
} from './public-notice.words.ts'

export function privacyNoticeData(source: PaperSource) {
  const { facts } = source
  const purpose = given(facts.purpose, 'purpose')
  const safeguards = given(facts.safeguards, 'safeguards')
  const telling = given(facts.tellingPeople, 'telling-people')
  const rights = given(facts.rights, 'rights')
  const nameOf = namesOf(facts)
  const restsOnConsent = facts.flows.some((flow) => flow.article6 === '6-1-a' || flow.article9 === '9-2-a')
  return {
    ...headTerms(source),
    startDate: purpose.startDate, reviewDate: purpose.reviewDate, endDate: purpose.endDate,
    plainSummary: bare(purpose.plainSummary), benefits: sentence(purpose.benefits),
    people: facts.people && {
      howMany: facts.people.howMany.toLocaleString('en-GB'), area: bare(facts.people.area), groups: facts.people.groups.map((group) => GROUP_PUBLIC_WORDS[group]),
    },
    parties: facts.parties.map((party) => ({
      name: party.name, role: ROLE_PUBLIC_WORDS[party.role], does: bare(party.does), contact: party.contactJobTitle, email: party.contactEmail,
    })),
    officers: alike(facts.officers.map((officer) => ({ name: `${OFFICER_POST_WORDS[officer.post]}: ${officer.email}`, for: nameOf(officer.organisationCode) })), ({ for: at }) => ({ at })),
    posts: Object.values(POST_PUBLIC_WORDS),
    datasets: facts.datasets.map((dataset) => datasetSaid(dataset, nameOf)),
    identifying: alike(facts.datasets, (dataset) => ({ shows: capital(identifiersOf(dataset).join('; ')) || 'Nothing' })),
    flows: alike(facts.flows.map((flow) => flowSaid(flow, source, nameOf)), ({ name: _name, ...said }) => said),
    laws: alike(facts.flows, (flow) => lawSaid(flow, facts)), powers: alike(facts.flows, ({ legalPower }) => ({ legalPower: sentence(legalPower) })), reasons: alike(facts.flows, (flow) => reasonSaid(flow, facts)), choices: alike(facts.flows, (flow) => choicesSaid(flow, facts, purpose.startDate)),
    hasProjectOptOut: facts.flows.some((flow) => flow.projectOptOut), restsOnConsent, consentWithdrawal: facts.consent ? sentence(facts.consent.withdrawal) : '',
    section251Reference: facts.section251?.reference ?? '', asksForSection251: facts.section251 !== null || facts.flows.some((flow) => flow.confidentiality === 'section-251'),
    identifiersGone: facts.linkage && { time: months(facts.linkage.clockMonths), from: bare(facts.linkage.clockFrom) },
    retention: { time: months(safeguards.retentionMonths), from: bare(safeguards.retentionFrom), end: bare(safeguards.retentionEnd) },
    measures: clean(safeguards.securityMeasures), breach: sentence(safeguards.breach),
    transfers: TRANSFERS_PUBLIC_WORDS[rights.transfers], transfersWhat: rights.transfersWhat ? sentence(rights.transfersWhat) : '',
    automated: AUTOMATED_PUBLIC_WORDS[rights.automated], automatedWhat: rights.automatedWhat ? sentence(rights.automatedWhat) : '',
    requestsTo: bare(rights.requestsTo), requestsHow: sentence(capital(rights.requestsHow)), objections: sentence(capital(rights.objections)),
    erasure: sentence(capital(rights.erasure)), publication: sentence(capital(rights.publication)),
    ...tellingTerms(telling),
  }
}

const HOLDS: readonly [FieldKind, string][] = [
  ['identifies', 'It shows who you are'], ['pseudonym', 'In place of your name'], ['coded', 'In code'], ['other', 'It also holds'],
]

/** What a dataset holds, by how much that says of who someone is. */
function holdsOf(dataset: Dataset): string {
  return HOLDS.flatMap(([kind, label]) => {
    const meanings = meaningsOf(dataset.fields.filter((field) => field.kind === kind))
    return meanings.length === 0 ? [] : [`${kind === 'other' && dataset.fields.every((field) => field.kind === 'other') ? 'It holds' : label}: ${meanings.join('; ')}.`]
  }).join(' ')
}

/** What it holds beside what shows who someone is. */
function holdsElse(dataset: Dataset): string {
  const said = HOLDS.filter(([kind]) => kind !== 'identifies').flatMap(([kind, label]) => {
    const meanings = meaningsOf(dataset.fields.filter((field) => field.kind === kind))
    return meanings.length === 0 ? [] : [{ label: `${label}: `, what: `${meanings.join('; ')}.` }]
  })
  return said.length === 0 ? 'Nothing else.' : said.map(({ label, what }, index) => (index === 0 && label.startsWith('It also') ? capital(what) : label + what)).join(' ')
}

function datasetSaid(dataset: Dataset, nameOf: (code: string) => string) {
  return {
    name: dataset.name, controller: nameOf(dataset.controllerCode), source: bare(dataset.source), aboutWhom: sentence(capital(dataset.aboutWhom)), level: LEVEL_PUBLIC_WORDS[dataset.level],
    period: dataset.period ? bare(dataset.period) : 'not yet set', holds: holdsOf(dataset), holdsElse: holdsElse(dataset),
  }
}

function flowSaid(flow: Flow, { facts }: PaperSource, nameOf: (code: string) => string) {
  const data = datasetOfFlow(facts, flow)?.name ?? flow.datasetId
  return {
    name: withItsData(flow.name, data), from: nameOf(flow.fromCode), to: nameOf(flow.toCode),
    drawsOn: flow.drawsOn.map((one, index) => (index === 0 ? capital(SOURCE_PUBLIC_WORDS[one]) : SOURCE_PUBLIC_WORDS[one])), isOwnCare: flow.purposeKind === 'direct-care', use: sentence(flow.use), frequency: sentence(flow.frequency),
  }
}

function lawSaid(flow: Flow, facts: ProjectFacts) {
  return { legalPower: sentence(flow.legalPower), ...reasonSaid(flow, facts) }
}

function reasonSaid(flow: Flow, facts: ProjectFacts) {
  return {
    article6: ARTICLE_6_PUBLIC_WORDS[flow.article6], article6Law: ARTICLE_6_WORDS[flow.article6],
    article9: flow.article9 === 'none' && datasetOfFlow(facts, flow)?.level === 'area' ? COUNTS_PUBLIC_WORDS : ARTICLE_9_PUBLIC_WORDS[flow.article9], article9Law: flow.article9 === 'none' ? '' : ARTICLE_9_WORDS[flow.article9], schedule1: SCHEDULE_1_WORDS[flow.article9] ?? '',
    confidentiality: CONFIDENTIALITY_PUBLIC_WORDS[flow.confidentiality],
  }
}

function choicesSaid(flow: Flow, facts: ProjectFacts, on: Day) {
  const choices = flowChoices(flow, on, datasetOfFlow(facts, flow))
  const counts = (does: boolean) => (does ? 'Counts' : 'Does not count')
  return {
    project: counts(choices.project), projectWhy: CHOICE_PUBLIC_WORDS.project[choices.projectWhy],
    type1: counts(choices.type1), type1Why: CHOICE_PUBLIC_WORDS.type1[choices.type1Why],
    national: counts(choices.national), nationalWhy: CHOICE_PUBLIC_WORDS.national[choices.nationalWhy],
  }
}

/** The whole privacy notice: every item of UK GDPR Articles 13 and 14, and what health and care add to them. */
export const PRIVACY_NOTICE: PaperKind = {
  kind: 'privacy-notice',
  template: 'templates/documents/privacy-notice/v3.hbs',
  signers: NOBODY_SIGNS,
  needs: [...CORE_SECTIONS, 'officers', 'rights'],
  uses: [
    'title', 'purpose.benefits', 'purpose.plainSummary', 'purpose.startDate', 'purpose.reviewDate', 'purpose.endDate',
    'people.howMany', 'people.area', 'people.groups', 'parties[].name', 'parties[].role', 'parties[].does', 'parties[].contactJobTitle', 'parties[].contactEmail',
    'officers[].organisationCode', 'officers[].post', 'officers[].email',
    'datasets[].name', 'datasets[].controllerCode', 'datasets[].period', 'datasets[].source', 'datasets[].aboutWhom', 'datasets[].level', 'datasets[].fields[].meaning', 'datasets[].fields[].kind',
    'flows[].name', 'flows[].fromCode', 'flows[].toCode', 'flows[].datasetId', 'flows[].drawsOn', 'flows[].purposeKind', 'flows[].use', 'flows[].article6',
    'flows[].article9', 'flows[].legalPower', 'flows[].confidentiality', 'flows[].frequency', 'flows[].projectOptOut',
    'consent.withdrawal', 'section251.reference', 'linkage.clockMonths', 'linkage.clockFrom', 'safeguards.*', ...TELLING_USES,
    'rights.requestsTo', 'rights.requestsHow', 'rights.objections', 'rights.erasure', 'rights.automated', 'rights.automatedWhat', 'rights.transfers',
    'rights.transfersWhat', 'rights.publication',
  ],
  subjects: () => WHOLE_PROJECT,
  data: privacyNoticeData,
}
