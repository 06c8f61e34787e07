import type { PreflightRule } from '#app/documents/preflight-finding.rules.ts'
import { factPlaces, withFact } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'

/** A defect of the kind that reviewers return papers for, planted in facts that have none; null where the facts have no place for it. */
export interface PlantedDefect {
  readonly rule: PreflightRule
  readonly what: string
  readonly plant: (facts: ProjectFacts) => ProjectFacts | null
}

const put = (rule: PreflightRule, path: string, value: unknown, which: 'first' | 'last' = 'first'): PlantedDefect => ({
  rule, what: `${path} becomes ${JSON.stringify(value)}`,
  plant: (facts) => {
    const places = factPlaces(facts).filter((fact) => fact.path === path)
    const place = which === 'first' ? places[0] : places[places.length - 1]
    return place ? withFact(facts, place.place, value) : null
  },
})
const say = (rule: PreflightRule, path: string, ...texts: readonly string[]): PlantedDefect[] => texts.map((text, index) => ({
  ...put(rule, path, text, index % 2 === 0 ? 'first' : 'last'),
  plant: (facts: ProjectFacts) => {
    const places = factPlaces(facts).filter((fact) => fact.path === path)
    const place = index % 2 === 0 ? places[0] : places[places.length - 1]
    return place ? withFact(facts, place.place, place.leaf.kind === 'lines' ? [...(place.value as string[]), text] : text) : null
  },
}))
const flow = (rule: PreflightRule, what: string, change: Partial<ProjectFacts['flows'][number]>): PlantedDefect => ({
  rule, what, plant: (facts) => ({ ...facts, flows: facts.flows.map((item, index) => (index === 0 ? { ...item, ...change } : item)) }),
})
const change = (rule: PreflightRule, what: string, plant: PlantedDefect['plant']): PlantedDefect => ({ rule, what, plant })
const withKind = (facts: ProjectFacts, confidentiality: ProjectFacts['flows'][number]['confidentiality']) =>
  ({ ...facts, flows: facts.flows.map((item, index) => (index === 0 ? { ...item, confidentiality, purposeKind: 'secondary' as const, gateways: [] } : item)) })

/** The corpus: each is planted by itself in each worked example. */
export const PLANTED_DEFECTS: readonly PlantedDefect[] = [
  ...say('power-missing', 'flows[].legalPower', 'TBC', 'None', 'To be confirmed by legal', '[legal power]'),
  flow('article-9-missing', 'health records without a condition of Article 9', { article9: 'none', drawsOn: ['gp'], confidentiality: 'direct-care', purposeKind: 'direct-care', gateways: [] }),
  flow('article-9-missing', 'hospital records without a condition of Article 9', { article9: 'none', drawsOn: ['hospital'], confidentiality: 'public-interest', gateways: [] }),
  flow('confidence-missing', 'nothing lifts confidence', { confidentiality: 'none' }),
  flow('route-against-purpose', 'care lifts confidence for planning', { confidentiality: 'direct-care', purposeKind: 'secondary', gateways: [] }),
  flow('route-against-purpose', 'section 251 for care', { confidentiality: 'section-251', purposeKind: 'direct-care', gateways: [] }),
  change('anonymised-with-identifiers', 'an anonymised flow with names', (facts) => {
    const dataset = facts.datasets.find((item) => item.fields.some((field) => field.kind === 'identifies'))
    return dataset ? { ...facts, flows: facts.flows.map((item, index) => (index === 0 ? { ...item, datasetId: dataset.id, fromCode: dataset.controllerCode, confidentiality: 'anonymised' as const } : item)) } : null
  }),
  flow('confidence-owed', 'GP records said to hold nothing confidential', { confidentiality: 'not-confidential', drawsOn: ['gp'], purposeKind: 'secondary', gateways: [] }),
  flow('gateways-lift-nothing', 'a duty to share taken for one that lifts confidence', { confidentiality: 'legal-duty', gateways: ['nhsa-2006-82'] }),
  flow('gateway-unknown', 'a gateway nobody knows', { gateways: ['children-act-1894'] }),
  change('gateway-not-for-body', 'a power of NHS England used between others', (facts) => {
    const index = facts.flows.findIndex((item) => item.fromCode !== 'X26' && item.toCode !== 'X26')
    return index < 0 ? null : { ...facts, flows: facts.flows.map((item, at) => (at === index ? { ...item, gateways: ['hsca-2012-261'] } : item)) }
  }),
  flow('gateway-not-for-purpose', 'the duty to share for care, used for planning', { gateways: ['hsca-2012-251b'], purposeKind: 'secondary', confidentiality: 'public-interest' }),
  flow('gateway-not-for-purpose', 'regulation 5 used for care', { gateways: ['nhsa-2006-251-reg-5'], purposeKind: 'direct-care', confidentiality: 'direct-care' }),
  flow('gateway-not-for-records', 'the research power used for GP records', { gateways: ['dea-2017-64'], drawsOn: ['gp'], purposeKind: 'secondary', confidentiality: 'public-interest' }),
  flow('gateway-not-for-records', 'the serious violence duty used for hospital records', { gateways: ['pcsca-2022-9'], drawsOn: ['hospital'] }),
  change('gateway-out-of-force', 'a section that ended with clinical commissioning groups', (facts) => ({ ...facts, flows: facts.flows.map((item, index) => (index === 0 ? { ...item, gateways: ['nhsa-2006-14z23'] } : item)) })),
  ...say('retention-vague', 'safeguards.retentionEnd', 'the data is kept for as long as is necessary', 'it is held in line with our retention policy', 'it stays on the server until no longer needed'),
  ...say('retention-vague', 'processing[].atEnd', 'It is held indefinitely.', 'It is kept as long as required.'),
  change('retention-against-clock', 'identifiers outlive the data', (facts) => (facts.linkage && facts.safeguards ? { ...facts, linkage: { ...facts.linkage, clockMonths: facts.safeguards.retentionMonths + 1 } } : null)),
  change('retention-against-term', 'data outlives the agreement with the national body', (facts) => (facts.nationalData && facts.safeguards ? { ...facts, nationalData: { ...facts.nationalData, termMonths: facts.safeguards.retentionMonths } } : null)),
  ...say('retention-against-processor', 'processing[].atEnd', 'The processor keeps a copy for 25 years.', 'Back-ups are held for 300 months and then wiped.'),
  ...say('recipient-unnamed', 'flows[].use', 'Shares it with third parties who help people.', 'Passes the list to other agencies.', 'Gives it to partner organisations, schools etc.'),
  ...say('recipient-unnamed', 'parties[].does', 'share the result with relevant bodies', 'send it on to selected partners'),
  ...say('old-name', 'purpose.benefits', 'The CCG will plan better.', 'NHS Digital will publish the figures.', 'Public Health England will use the tables.'),
  ...say('old-name', 'flows[].legalPower', 'Data Protection Act 1998, Schedule 2', 'GDPR Article 6 and the Care Act 2014'),
  ...say('old-name', 'flows[].confidentialityWhy', 'IGARD has looked at it.', 'People with a type 2 opt-out are left out.', 'The Clinical Commissioning Group’s guardian agrees.'),
  ...say('old-name', 'safeguards.securityMeasures', 'Every party meets level 2 of the IG Toolkit'),
  ...say('jargon', 'purpose.plainSummary', 'linking pseudonymised records of your care', 'doing risk stratification of the whole cohort', 'sharing datasets with the data controller', 'helping stakeholders with commissioning', 'using records for secondary uses'),
  ...say('jargon', 'tellingPeople.notShared', 'anything outside the lawful basis', 'what data subjects say in acute care'),
  ...say('hard-to-read', 'purpose.plainSummary', 'undertaking comprehensive longitudinal evaluation of multiple interdependent organisational determinants of population wellbeing outcomes notwithstanding considerable administrative complexity'),
  ...say('placeholder', 'purpose.benefits', 'Benefits: TBC', 'To be completed by the project manager', 'Insert text here', 'Fewer people will ________'),
  ...say('placeholder', 'flows[].frequency', 'xxx', 'Monthly [check with the trust]'),
  ...say('placeholder', 'safeguards.breach', 'N/A', 'See above ??'),
  ...say('reason-missing', 'datasets[].fields[].why', 'Needed', 'Useful.', 'for analysis'),
  ...['nhs_number', 'date_of_birth', 'postcode', 'surname', 'email'].map((name): PlantedDefect => change('identifier-not-said', `${name} said to be coded`, (facts) => ({
    ...facts, datasets: facts.datasets.map((dataset, index) => (index === 0 ? { ...dataset, fields: [...dataset.fields.filter((field) => field.name !== name), { name, meaning: 'a column', kind: 'coded' as const, why: 'Tells rows of the file apart' }] } : dataset)),
  }))),
  change('opt-out-too-short', 'ten days to reply', (facts) => (facts.tellingPeople && facts.flows.some((item) => item.projectOptOut) ? { ...facts, tellingPeople: { ...facts.tellingPeople, replyDays: 10 } } : null)),
  ...(['questionsTo', 'complaintsTo', 'noticeAddress'] as const).map((name) => change('opt-out-parts-missing', `no ${name}`, (facts) => (facts.tellingPeople && facts.flows.some((item) => item.projectOptOut) ? { ...facts, tellingPeople: { ...facts.tellingPeople, [name]: '' } } : null))),
  change('opt-out-parts-missing', 'nothing is said not to be shared', (facts) => (facts.tellingPeople && facts.flows.some((item) => item.projectOptOut) ? { ...facts, tellingPeople: { ...facts.tellingPeople, notShared: [] } } : null)),
  ...say('silence-as-consent', 'flows[].confidentialityWhy', 'By not replying a person gives consent.', 'If people do not reply within a month they agree to it.', 'No response is taken as consent.', 'Everyone is deemed to consent.'),
  ...say('confidence-as-consent', 'flows[].confidentialityWhy', 'Section 251 provides the consent for this.', 'Not opting out counts as consent.'),
  ...say('opt-out-overstated', 'purpose.benefits', 'People who opt out are warned that an opt-out will affect their care.', 'Opting out removes all data already shared.'),
  ...(['your telephone number', 'your NHS number or your e-mail address', 'your test results or your medicines', 'the date of birth of anybody'] as const).map((promise, index) => change('promise-broken', `${promise} is promised not to be shared, and is`, (facts) => {
    const [flow] = facts.flows
    const dataset = facts.datasets.findIndex((item) => item.id === flow?.datasetId)
    const name = (['home_phone', 'email_address', 'medication', 'patient_dob'] as const)[index] as string
    if (!facts.tellingPeople || dataset < 0) return null
    return {
      ...facts, tellingPeople: { ...facts.tellingPeople, notShared: [...facts.tellingPeople.notShared, promise] },
      datasets: facts.datasets.map((item, at) => (at === dataset ? { ...item, fields: [...item.fields, { name, meaning: 'a column', kind: 'identifies' as const, why: 'Reaches the person it is about' }] } : item)),
    }
  })),
  change('section-251-facts-missing', 'section 251 without its section', (facts) => ({ ...withKind(facts, 'section-251'), section251: null })),
  change('section-251-review-late', 'section 251 reviewed after two years', (facts) => (facts.purpose ? { ...withKind(facts, 'section-251'), purpose: { ...facts.purpose, startDate: '2026-01-01', reviewDate: '2028-01-01', endDate: '2029-01-01' }, section251: facts.section251 } : null)),
  change('national-body-missing', 'national hospital data without the national body', (facts) => (facts.parties.some((party) => party.organisationCode === 'X26') ? null : { ...facts, datasets: facts.datasets.map((dataset, index) => (index === 0 ? { ...dataset, source: 'the Secondary Uses Service'.replace('Secondary Uses Service', 'national Hospital Episode Statistics (HES)') } : dataset)) })),
  change('processor-without-terms', 'a processor without terms', (facts) => (facts.parties.some((party) => party.role === 'processor') ? { ...facts, processing: [] } : null)),
  change('guardian-missing', 'no Caldicott Guardian', (facts) => (facts.officers.some((officer) => officer.post === 'caldicott-guardian') ? { ...facts, officers: facts.officers.filter((officer) => officer.post !== 'caldicott-guardian') } : null)),
  change('dpo-missing', 'no data protection officer', (facts) => (facts.officers.some((officer) => officer.post === 'dpo') ? { ...facts, officers: facts.officers.filter((officer) => officer.post !== 'dpo') } : null)),
  change('small-numbers-missing', 'counts of one are given out', (facts) => (facts.linkage ? { ...facts, linkage: { ...facts.linkage, leastCount: 1 } } : null)),
  change('small-numbers-disagree', 'another threshold in the text', (facts) => (facts.linkage ? { ...facts, linkage: { ...facts.linkage, smallNumbers: 'Counts below 11 are left out.' } } : null)),
  change('small-numbers-disagree', 'another threshold in words', (facts) => (facts.linkage ? { ...facts, linkage: { ...facts.linkage, smallNumbers: 'Anything fewer than ten is shown as a star.' } } : null)),
  change('transfer-disagrees', 'a processor in another country', (facts) => (facts.rights?.transfers === 'none' && facts.processing.length > 0 ? { ...facts, processing: facts.processing.map((item, index) => (index === 0 ? { ...item, place: 'A data centre in the United States' } : item)) } : null)),
  change('transfer-disagrees', 'a transfer without where to', (facts) => (facts.rights ? { ...facts, rights: { ...facts.rights, transfers: 'safeguards', transfersWhat: '' } } : null)),
  change('automated-not-said', 'a decision by a computer that is not explained', (facts) => (facts.rights ? { ...facts, rights: { ...facts.rights, automated: 'some', automatedWhat: '' } } : null)),
  change('commercial-not-said', 'commercial use that is not explained', (facts) => (facts.nationalData ? { ...facts, nationalData: { ...facts.nationalData, commercial: 'some', commercialWhat: '' } } : null)),
  ...say('unsafe-transport', 'flows[].transport', 'By fax to the council', 'On a USB stick in the ordinary post', 'As an unencrypted spreadsheet', 'By normal e-mail'),
  change('consent-facts-missing', 'consent without its section', (facts) => ({ ...withKind(facts, 'consent'), consent: null })),
]
