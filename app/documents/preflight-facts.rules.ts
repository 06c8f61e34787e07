import { addDays } from '#app/kernel/uk-date.ts'
import { drawsOnCare, owesConfidence } from '#app/projects/confidence.rules.ts'
import type { Dataset, Flow, ProjectFacts } from '#app/projects/facts.rules.ts'
import { gatewayById, gatewayName } from '#app/projects/gateways.rules.ts'
import type { Finding, PreflightInput, PreflightRule } from './preflight-finding.rules.ts'
import { NAMES_A_LAW, PLACEHOLDER } from './preflight-words.rules.ts'

const UK_GDPR = 'https://www.legislation.gov.uk/eur/2016/679'
const CARERS = ['gp-practice', 'nhs-trust', 'icb', 'council'] as const
const NATIONAL_BODY = 'X26'
/** Headings that name or find a person, whatever the row says they are. */
const IDENTIFIER_HEADING = /^(?:(?:patient|client|person|pupil|resident|child|parent|carer|home|current)_)?(?:nhs_?(?:number|no|num|id)|(?:given|first|middle|family|last|sur|full)_?name|names?|forenames?|date_of_birth|birth_?date|d_?o_?b|(?:full_|home_|current_)?address(?:_line_?\d)?|post_?code|e_?mail(?:_address)?\d?|house_(?:number|no|name)|tel(?:_?(?:number|no))?\d?|(?:home_|work_|mobile_)?(?:tele)?phone(?:_(?:number|no))?|mobile(?:_(?:phone|number|no))*|ni_?(?:number|no)|national_insurance(?:_number)?|passport(?:_number)?|driving_licen[cs]e(?:_number)?|hospital_(?:number|no)|mrn|next_of_kin|ip_address)$/
/** A heading as it is compared: "PatientName" and "Patient Name" are patient_name. */
const headingOf = (name: string): string => name.trim().replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '')
/** Words that a reason may be made of without saying what is done with the field. */
const EMPTY_WORDS = new Set((
  'a an and any all always also as ask asked at available background because been case collected common completeness context could data essential essentially etc extract field file for from future general good handy have '
  + 'held helpful if important in included information interest interesting it item just later like linked may might more necessary need needed nice of on one or other our part partner policy possible possibly project purpose '
  + 'purposes record relevant report reporting reports request requested required requirement research routine routinely same sent set should some standard study supplied system table team that the their there they this to us '
  + 'use used useful usual usually variable various very want wanted was we will with work would you analysis analyses analyse analyst analysts dataset be by is are can'
).split(' '))
const saysNothing = (reason: string): boolean => (reason.toLowerCase().match(/[a-z]+/g) ?? []).every((word) => EMPTY_WORDS.has(word))
/** The regulations ask for a review at least every twelve months. */
const REVIEW_WITHIN_DAYS = 366
const SMALLEST_COUNT = 5
const LEAST_REPLY_DAYS = 14
const NATIONAL_DATA = /\b(?:hospital episode statistics|HES|secondary uses service|SUS|mental health services data set|MHSDS|community services data set|CSDS|emergency care data set|ECDS)\b/

/** What is found by setting one fact beside another. */
export function factFindings(input: PreflightInput): Finding[] {
  const { facts } = input
  return [
    ...facts.flows.flatMap((flow, index) => flowFindings(input, flow, index)),
    ...facts.datasets.flatMap((dataset, index) => datasetFindings(dataset, index)),
    ...retentionFindings(facts), ...peopleFindings(facts), ...promiseFindings(facts), ...approvalFindings(facts), ...officerFindings(input), ...numberFindings(facts), ...rightsFindings(facts),
  ]
}

const finding = (rule: PreflightRule, place: Finding['place'], source: string, more: Partial<Finding> = {}): Finding =>
  ({ rule, weight: 'must', place, said: '', instead: '', source, ...more })

function flowFindings({ facts, kindOf, today }: PreflightInput, flow: Flow, index: number): Finding[] {
  const at = (name: keyof Flow): Finding['place'] => ['flows', index, name]
  const kinds = [kindOf(flow.fromCode), kindOf(flow.toCode)]
  const dataset = facts.datasets.find((candidate) => candidate.id === flow.datasetId)
  const found: Finding[] = []
  if (!NAMES_A_LAW.test(flow.legalPower) || PLACEHOLDER.test(flow.legalPower) || /^(?:none|no)\b/i.test(flow.legalPower.trim())) {
    found.push(finding('power-missing', at('legalPower'), 'Public bodies may do only what a law lets them', { said: flow.legalPower.trim() }))
  }
  if (drawsOnCare(flow) && flow.confidentiality !== 'anonymised' && flow.article9 === 'none') found.push(finding('article-9-missing', at('article9'), `UK GDPR, Article 9 (${UK_GDPR})`))
  if (flow.confidentiality === 'none') found.push(finding('confidence-missing', at('confidentiality'), 'The common-law duty of confidence'))
  if (flow.confidentiality === 'direct-care' && flow.purposeKind !== 'direct-care') found.push(finding('route-against-purpose', at('confidentiality'), 'The common-law duty of confidence: care of the person lifts it only for their own care'))
  if (flow.confidentiality === 'section-251' && flow.purposeKind === 'direct-care') found.push(finding('route-against-purpose', at('confidentiality'), 'NHS Act 2006, section 251(6): not for care of the individual alone'))
  if (owesConfidence(flow)) found.push(finding('confidence-owed', at('confidentiality'), 'The common-law duty of confidence; NHS Act 2006, section 251(10) and (11)'))
  if (flow.confidentiality === 'legal-duty' && flow.gateways.length > 0 && !flow.gateways.some((id) => gatewayById(id)?.liftsConfidence ?? true)) {
    found.push(finding('gateways-lift-nothing', at('confidentiality'), 'The common-law duty of confidence: a power to share does not lift it', { weight: 'should', said: flow.gateways.map(gatewayName).join('; ') }))
  }
  const named = dataset?.fields.filter((field) => field.kind === 'identifies') ?? []
  if (flow.confidentiality === 'anonymised' && named.length > 0) {
    found.push(finding('anonymised-with-identifiers', at('confidentiality'), 'Information Commissioner, guidance on anonymisation', { said: named.map((field) => field.name).join(', ') }))
  }
  // A processor gives no care of its own: whoever it works for does.
  const isToProcessor = facts.parties.some((party) => party.organisationCode === flow.toCode && party.role === 'processor')
  if (flow.purposeKind === 'direct-care' && !isToProcessor && kinds[1] !== null && !(CARERS as readonly (string | null)[]).includes(kinds[1] ?? null)) {
    found.push(finding('care-by-no-carer', at('toCode'), 'Caldicott Principle 6, and the National Data Guardian on reasonable expectations', { weight: 'should' }))
  }
  for (const id of flow.gateways) {
    const gateway = gatewayById(id)
    if (!gateway) { found.push(finding('gateway-unknown', at('gateways'), 'The library of gateways', { said: id })); continue }
    const say = { said: gateway.name, instead: gateway.limit }
    const known = [...kinds, ...controllersOf(facts, flow).map(kindOf)].filter((kind) => kind !== null)
    if (gateway.bodies && known.length > 0 && !known.some((kind) => gateway.bodies?.includes(kind))) found.push(finding('gateway-not-for-body', at('gateways'), gateway.source, say))
    if (gateway.purposes && !gateway.purposes.includes(flow.purposeKind)) found.push(finding('gateway-not-for-purpose', at('gateways'), gateway.source, say))
    if (gateway.never.some((source) => flow.drawsOn.includes(source))) found.push(finding('gateway-not-for-records', at('gateways'), gateway.source, say))
    if ((gateway.to !== null && today > gateway.to) || (gateway.from !== null && today < gateway.from)) found.push(finding('gateway-out-of-force', at('gateways'), gateway.source, say))
  }
  return found
}

/** Whom the two ends of a flow work for, where they are processors: what a controller may do, its processor does for it. */
function controllersOf(facts: ProjectFacts, flow: Flow): string[] {
  return facts.processing.filter((terms) => [flow.fromCode, flow.toCode].includes(terms.processorCode)).map((terms) => terms.controllerCode)
}

function datasetFindings(dataset: Dataset, index: number): Finding[] {
  return dataset.fields.flatMap((field, row) => [
    ...(field.why.trim().length < 8 || saysNothing(field.why)
      ? [finding('reason-missing', ['datasets', index, 'fields', row, 'why'], `UK GDPR, Article 5(1)(c) (${UK_GDPR}); Caldicott Principle 3`, { said: field.why.trim() })] : []),
    ...(IDENTIFIER_HEADING.test(headingOf(field.name)) && field.kind !== 'identifies' && field.kind !== 'pseudonym'
      ? [finding('identifier-not-said', ['datasets', index, 'fields', row, 'kind'], `UK GDPR, Article 4(1) (${UK_GDPR})`, { said: field.name })] : []),
  ])
}

function retentionFindings(facts: ProjectFacts): Finding[] {
  const { safeguards, linkage, nationalData } = facts
  if (!safeguards) return []
  const found: Finding[] = []
  if (linkage && linkage.clockMonths > safeguards.retentionMonths) {
    found.push(finding('retention-against-clock', ['linkage', 'clockMonths'], `UK GDPR, Article 5(1)(e) (${UK_GDPR})`, { said: `${linkage.clockMonths} months`, instead: `${safeguards.retentionMonths} months or fewer` }))
  }
  // An agreement with the national body runs from the start: what is kept as long from a later day is kept past its end.
  if (nationalData && (safeguards.retentionMonths > nationalData.termMonths || (safeguards.retentionMonths === nationalData.termMonths && !/\b(?:begins?|starts?|start date)\b/i.test(safeguards.retentionFrom)))) {
    found.push(finding('retention-against-term', ['safeguards', 'retentionMonths'], 'NHS England, Data Access Request Service: data is destroyed when the agreement ends', { said: `${safeguards.retentionMonths} months from ${safeguards.retentionFrom}`, instead: `fewer than ${nationalData.termMonths} months` }))
  }
  facts.processing.forEach((item, index) => {
    for (const name of ['duration', 'atEnd'] as const) {
      const months = monthsSaid(item[name])
      if (months !== null && months > safeguards.retentionMonths) {
        found.push(finding('retention-against-processor', ['processing', index, name], `UK GDPR, Article 28(3)(g) (${UK_GDPR})`, { said: item[name], instead: `${safeguards.retentionMonths} months or fewer` }))
      }
    }
  })
  return found
}

const UNITS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty']
const TENS: Readonly<Record<string, number>> = { twenty: 20, thirty: 30, forty: 40, fifty: 50 }
const KEPT_FOR = /\b(?:kept|keeps?|held|holds?|retained|retains?|stored?|stays?|remains?|archived?|available|(?:deleted|destroyed|erased|wiped) (?:only )?after)\b[^.]{0,30}?\b(\d{1,3}|[a-z]+(?:-[a-z]+)?) (month|year)s?\b/gi

/** "kept for 5 years", "stays for twenty-five years" as months, the longest of them; null where no length of keeping is said. */
function monthsSaid(text: string): number | null {
  const months = [...text.matchAll(KEPT_FOR)].flatMap(([, number = '', unit = '']) => {
    const value = /^\d/.test(number) ? Number(number) : numberSaid(number.toLowerCase())
    return value === null ? [] : [value * (unit.toLowerCase() === 'year' ? 12 : 1)]
  })
  return months.length > 0 ? Math.max(...months) : null
}

function numberSaid(word: string): number | null {
  const [tens = '', unit] = word.split('-')
  if (UNITS.includes(word)) return UNITS.indexOf(word) + 1
  if (!(tens in TENS)) return null
  return (TENS[tens] ?? 0) + (unit === undefined ? 0 : UNITS.indexOf(unit) + 1)
}

function peopleFindings(facts: ProjectFacts): Finding[] {
  const { tellingPeople: telling } = facts
  if (!telling || !facts.flows.some((flow) => flow.projectOptOut)) return []
  const source = `UK GDPR, Articles 13, 14 and 21 (${UK_GDPR}); National Data Guardian`
  return [
    ...(telling.replyDays < LEAST_REPLY_DAYS ? [finding('opt-out-too-short', ['tellingPeople', 'replyDays'], source, { said: `${telling.replyDays} days`, instead: `${LEAST_REPLY_DAYS} days or more` })] : []),
    ...(telling.notShared.length === 0 ? [finding('opt-out-parts-missing', ['tellingPeople', 'notShared'], source)] : []),
    ...(['questionsTo', 'complaintsTo', 'noticeAddress'] as const).filter((name) => telling[name].trim() === '').map((name) => finding('opt-out-parts-missing', ['tellingPeople', name], source)),
  ]
}

/** What people are promised is not shared, and the headings of the fields that would break the promise. */
const PROMISES: readonly { readonly promised: RegExp; readonly heading: RegExp }[] = [
  { promised: /\b(?:tele|mobile )?phones?(?: numbers?)?\b/i, heading: /(?:^|_)(?:tele)?phone(?:_?(?:number|no))?\d?$|(?:^|_)(?:mobile|tel)(?:_?(?:number|no))?\d?$/ },
  { promised: /\be-?mails?(?: address(?:es)?)?\b/i, heading: /(?:^|_)e_?mail(?:_address)?\d?$/ },
  { promised: /\bNHS numbers?\b/i, heading: /(?:^|_)nhs_?(?:number|no|num|id)$/ },
  { promised: /\b(?:dates? of birth|birthdays?)\b/i, heading: /(?:^|_)(?:date_of_birth|birth_?date|d_?o_?b)$/ },
  { promised: /\bethnic\w*\b/i, heading: /(?:^|_)ethnic\w*$/ },
  { promised: /\b(?:diagnos[ei]s|illnesses)\b/i, heading: /(?:^|_)(?:main_)?diagnos[ei]s(?:_code)?$/ },
  { promised: /\b(?:medicines?|medication|prescriptions?)\b/i, heading: /(?:^|_)(?:medicines?|medication|prescriptions?|drugs?)$/ },
  { promised: /\btest results?\b/i, heading: /(?:^|_)(?:test_)?results?$/ },
  { promised: /\b(?:postcodes?|your (?:full |home )?address)\b/i, heading: /(?:^|_)(?:post_?code|address(?:_line_?\d)?)$/ },
  { promised: /\byour (?:full )?name\b/i, heading: /^(?:patient_)?(?:(?:given|first|family|last|sur|full)_?names?|name|forenames?)$/ },
]
/** A promise with a limit, such as "with anyone who sells", is kept or broken by whom it names, which no heading tells. */
const LIMITED = /\b(?:with|to|unless|except|beyond|other than|until|only|who|whom)\b/i

/** A letter or notice that says something is not shared, where a flow carries a field of just that. */
function promiseFindings(facts: ProjectFacts): Finding[] {
  const carried = facts.datasets.filter((dataset) => facts.flows.some((flow) => flow.datasetId === dataset.id)).flatMap((dataset) => dataset.fields.map((field) => ({ dataset, field })))
  return (facts.tellingPeople?.notShared ?? []).filter((line) => !LIMITED.test(line)).flatMap((line) => {
    const broken = PROMISES.filter(({ promised }) => promised.test(line)).flatMap(({ heading }) => carried.find(({ field }) => heading.test(headingOf(field.name))) ?? [])
    return broken.slice(0, 1).map(({ dataset, field }) => finding('promise-broken', ['tellingPeople', 'notShared'], `UK GDPR, Articles 5(1)(a), 13 and 14 (${UK_GDPR})`, { said: line, instead: `“${field.name}” of ${dataset.name}` }))
  })
}

function approvalFindings(facts: ProjectFacts): Finding[] {
  const found: Finding[] = []
  const supported = facts.flows.findIndex((flow) => flow.confidentiality === 'section-251')
  if (supported >= 0 && !facts.section251) found.push(finding('section-251-facts-missing', ['flows', supported, 'confidentiality'], 'Health Service (Control of Patient Information) Regulations 2002'))
  if (supported >= 0 && facts.purpose && facts.purpose.reviewDate > addDays(facts.purpose.startDate, REVIEW_WITHIN_DAYS)) {
    found.push(finding('section-251-review-late', ['purpose', 'reviewDate'], 'Health Service (Control of Patient Information) Regulations 2002, regulation 7: review at least yearly'))
  }
  const consented = facts.flows.findIndex((flow) => flow.confidentiality === 'consent')
  if (consented >= 0 && !facts.consent) found.push(finding('consent-facts-missing', ['flows', consented, 'confidentiality'], `UK GDPR, Article 7 (${UK_GDPR})`))
  const isParty = facts.parties.some((party) => party.organisationCode === NATIONAL_BODY)
  facts.datasets.forEach((dataset, index) => {
    if (!isParty && NATIONAL_DATA.test(`${dataset.name} ${dataset.source}`)) found.push(finding('national-body-missing', ['datasets', index, 'source'], 'NHS England, Data Access Request Service standards: controllers', { said: dataset.source }))
  })
  facts.parties.forEach((party, index) => {
    if (party.role === 'processor' && !facts.processing.some((item) => item.processorCode === party.organisationCode)) {
      found.push(finding('processor-without-terms', ['parties', index, 'role'], `UK GDPR, Article 28(3) (${UK_GDPR})`, { said: party.name }))
    }
  })
  return found
}

function officerFindings({ facts, kindOf }: PreflightInput): Finding[] {
  // A project that names no officer at all has not come to that section yet.
  if (facts.officers.length === 0) return []
  const has = (code: string, post: string) => facts.officers.some((officer) => officer.organisationCode === code && officer.post === post)
  const controllers = facts.parties.map((party, index) => ({ party, index })).filter(({ party }) => party.role === 'controller' || party.role === 'joint-controller')
  const named = controllers.filter(({ party }) => facts.officers.some((officer) => officer.organisationCode === party.organisationCode))
  return named.flatMap(({ party, index }) => [
    ...(['gp-practice', 'nhs-trust', 'icb', 'council'].includes(kindOf(party.organisationCode) ?? '') && !has(party.organisationCode, 'caldicott-guardian')
      ? [finding('guardian-missing', ['parties', index, 'name'], 'National Data Guardian, guidance on the appointment of Caldicott Guardians (2021)', { said: party.name })] : []),
    ...(has(party.organisationCode, 'dpo') ? [] : [finding('dpo-missing', ['parties', index, 'name'], `UK GDPR, Article 37(1)(a) (${UK_GDPR})`, { said: party.name })]),
  ])
}

function numberFindings(facts: ProjectFacts): Finding[] {
  const { linkage } = facts
  if (!linkage) return []
  const source = 'NHS England and Office for National Statistics, disclosure control for health statistics'
  if (linkage.leastCount < SMALLEST_COUNT) return [finding('small-numbers-missing', ['linkage', 'leastCount'], source, { said: String(linkage.leastCount), instead: `${SMALLEST_COUNT} or more` })]
  const said = /\b(?:under|below|fewer than|less than|smaller than) (\d{1,3}|three|four|five|six|seven|eight|nine|ten)\b/i.exec(linkage.smallNumbers)
  const number = said?.[1] ? ['three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].indexOf(said[1].toLowerCase()) + 3 : null
  const value = said?.[1] && /^\d/.test(said[1]) ? Number(said[1]) : number
  return value !== null && said && value !== linkage.leastCount
    ? [finding('small-numbers-disagree', ['linkage', 'smallNumbers'], source, { said: said[0], instead: String(linkage.leastCount) })] : []
}

const ABROAD = /\b(?:United States|USA|India|outside (?:the )?(?:UK|United Kingdom)|European Economic Area|EEA|EU servers|Ireland|offshore)\b/

function rightsFindings(facts: ProjectFacts): Finding[] {
  const found: Finding[] = []
  const { rights, nationalData } = facts
  if (rights) {
    if (rights.automated === 'some' && rights.automatedWhat.trim() === '') found.push(finding('automated-not-said', ['rights', 'automatedWhat'], `UK GDPR, Articles 13(2)(f) and 22 (${UK_GDPR})`))
    if (rights.transfers !== 'none' && rights.transfersWhat.trim() === '') found.push(finding('transfer-disagrees', ['rights', 'transfersWhat'], `UK GDPR, Article 13(1)(f) and Chapter V (${UK_GDPR})`))
    facts.processing.forEach((item, index) => {
      const match = ABROAD.exec(item.place)
      if (rights.transfers === 'none' && match && !/\bnot\b|\bnever\b|\bno\b/i.test(item.place)) found.push(finding('transfer-disagrees', ['processing', index, 'place'], `UK GDPR, Chapter V (${UK_GDPR})`, { said: match[0] }))
    })
  }
  if (nationalData?.commercial === 'some' && nationalData.commercialWhat.trim() === '') {
    found.push(finding('commercial-not-said', ['nationalData', 'commercialWhat'], 'NHS England, Data Access Request Service standards: commercial purpose'))
  }
  return found
}
