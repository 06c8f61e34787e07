import { formatDay } from '#app/kernel/uk-date.ts'
import type { Dataset, FactSection, Flow, Party, ProjectFacts, PurposeFacts, SafeguardFacts, TellingPeopleFacts } from './facts.rules.ts'
import {
  ARTICLE_6_WORDS, ARTICLE_9_WORDS, assuranceWords, CONFIDENTIALITY_WORDS, FIELD_KIND_WORDS, PARTY_ROLE_WORDS, PURPOSE_KIND_WORDS, SOURCE_WORDS,
} from './facts.words.ts'
import type { FactGroup, FactRow } from './fact-group.rules.ts'
import { furtherFactGroups } from './further-fact-rows.words.ts'
import { DATASET_LEVEL_WORDS, TOLD_WORDS } from './further-facts.words.ts'
import { membersOf } from './groups.rules.ts'
import { gatewayName } from './gateways.rules.ts'

const purposeRows = (purpose: PurposeFacts): FactRow[] => [
  { key: 'What the sharing is for', value: purpose.purpose },
  { key: 'The good it does', value: purpose.benefits },
  { key: 'In plain English', value: `We are ${purpose.plainSummary}` },
  { key: 'Why less would not do', value: purpose.necessity },
  { key: 'Begins', value: formatDay(purpose.startDate) },
  { key: 'Review by', value: formatDay(purpose.reviewDate) },
  { key: 'Ends', value: formatDay(purpose.endDate) },
]

const partyRows = (party: Party): FactRow[] => [
  { key: 'Organisation', value: `${party.name} (${party.organisationCode})` },
  { key: 'Role', value: PARTY_ROLE_WORDS[party.role] },
  { key: 'What it does', value: `Will ${party.does}` },
  { key: 'Contact', value: [party.contactName, party.contactJobTitle, party.contactEmail] },
  { key: 'Postal address', value: party.address || 'Not said' },
  { key: 'Registration with the Information Commissioner', value: party.registration || 'Not said' },
  { key: 'Data Security and Protection Toolkit', value: assuranceWords(party.assurance) },
  { key: 'Members', value: memberLines(party) },
]

/** So many members are named; a page that names hundreds is not read. */
const MEMBERS_NAMED = 12

function memberLines(party: Party): FactRow['value'] {
  const members = membersOf(party)
  if (members.length === 0) return 'None: it stands for itself'
  const named = members.slice(0, MEMBERS_NAMED).map(({ code, name, assurance }) => `${name} (${code})${assurance ? `, ${assuranceWords(assurance)}` : ''}`)
  return members.length > MEMBERS_NAMED ? [...named, `and ${members.length - MEMBERS_NAMED} more: ${members.length} members in all`] : named
}

const datasetRows = (dataset: Dataset, nameOf: (code: string) => string): FactRow[] => [
  { key: 'Controller', value: nameOf(dataset.controllerCode) },
  { key: 'Where it comes from', value: dataset.source },
  { key: 'About whom', value: dataset.aboutWhom },
  { key: 'What a row is', value: DATASET_LEVEL_WORDS[dataset.level] },
  { key: 'Period', value: dataset.period || 'Not said' },
  { key: 'Fields', value: dataset.fields.map((field) => `${field.name}: ${field.meaning} (${FIELD_KIND_WORDS[field.kind].toLowerCase()}). ${field.why}`) },
]

const flowRows = (flow: Flow, nameOf: (code: string) => string, facts: ProjectFacts): FactRow[] => [
  { key: 'Reference', value: flow.ref },
  { key: 'From', value: nameOf(flow.fromCode) },
  { key: 'To', value: nameOf(flow.toCode) },
  { key: 'Dataset', value: facts.datasets.find((dataset) => dataset.id === flow.datasetId)?.name ?? 'Not chosen' },
  { key: 'Drawn from', value: flow.drawsOn.map((source) => SOURCE_WORDS[source]) },
  { key: 'Kind of purpose', value: PURPOSE_KIND_WORDS[flow.purposeKind] },
  { key: 'What the recipient does with it', value: flow.use },
  { key: 'Legal power or duty', value: flow.legalPower },
  { key: 'Gateways', value: flow.gateways.length > 0 ? flow.gateways.map(gatewayName) : 'None chosen from the library' },
  { key: 'UK GDPR, Article 6', value: ARTICLE_6_WORDS[flow.article6] },
  { key: 'UK GDPR, Article 9', value: ARTICLE_9_WORDS[flow.article9] },
  { key: 'What lifts the duty of confidence', value: CONFIDENTIALITY_WORDS[flow.confidentiality] },
  { key: 'Why that applies', value: flow.confidentialityWhy },
  { key: 'How it travels', value: flow.transport },
  { key: 'How often', value: flow.frequency },
  { key: 'People may opt out', value: flow.projectOptOut ? 'Yes' : 'No' },
  { key: 'People who have died', value: flow.includesDeceased ? 'Included' : 'Left out' },
]

const safeguardRows = (safeguards: SafeguardFacts): FactRow[] => [
  { key: 'Kept for', value: `${safeguards.retentionMonths} ${safeguards.retentionMonths === 1 ? 'month' : 'months'} from ${safeguards.retentionFrom}` },
  { key: 'What happens then', value: safeguards.retentionEnd },
  { key: 'Security measures', value: safeguards.securityMeasures },
  { key: 'After a breach', value: safeguards.breach },
]

const tellingRows = (telling: TellingPeopleFacts): FactRow[] => [
  { key: 'Not shared', value: telling.notShared },
  { key: 'How people are told', value: TOLD_WORDS[telling.told ?? 'not-said'] },
  { key: 'Time to reply', value: `${telling.replyDays} days` },
  { key: 'Privacy notice', value: telling.noticeAddress },
  { key: 'Questions to', value: telling.questionsTo },
  { key: 'Complaints to', value: telling.complaintsTo },
]

/** A section's facts in groups: one for the section, or one for each thing in its list. Empty when nothing is there. */
export function factGroups(facts: ProjectFacts, section: FactSection): FactGroup[] {
  const nameOf = (code: string) => facts.parties.find((party) => party.organisationCode === code)?.name ?? `${code} (not a party)`
  switch (section) {
    case 'purpose': return facts.purpose ? [{ title: '', href: 'purpose', rows: purposeRows(facts.purpose) }] : []
    case 'parties': return facts.parties.map((party) => ({ title: party.name, href: `parties/${party.organisationCode}`, rows: partyRows(party) }))
    case 'datasets': return facts.datasets.map((dataset) => ({ title: dataset.name, href: `datasets/${dataset.id}`, rows: datasetRows(dataset, nameOf) }))
    case 'flows': return facts.flows.map((flow) => ({ title: flow.name, href: `flows/${flow.ref}`, rows: flowRows(flow, nameOf, facts) }))
    case 'safeguards': return facts.safeguards ? [{ title: '', href: 'safeguards', rows: safeguardRows(facts.safeguards) }] : []
    case 'telling-people': return facts.tellingPeople ? [{ title: '', href: 'telling-people', rows: tellingRows(facts.tellingPeople) }] : []
    default: return furtherFactGroups(facts, section, nameOf)
  }
}
