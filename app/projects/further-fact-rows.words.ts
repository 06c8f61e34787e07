import { formatDay } from '#app/kernel/uk-date.ts'
import type { FactGroup, FactRow } from './fact-group.rules.ts'
import type { FactSection, ProjectFacts } from './facts.rules.ts'
import type {
  ConsentFacts, FrameworkFacts, InvolvementFacts, LinkageFacts, NationalDataFacts, Officer, PeopleFacts, Processing, RightsFacts, Section251Facts,
  Stage, WorthFacts,
} from './further-facts.rules.ts'
import {
  AUTOMATED_WORDS, COMMERCIAL_WORDS, MATCH_METHOD_WORDS, OFFICER_POST_WORDS, PEOPLE_GROUP_WORDS, STAGE_ROLE_WORDS, SUPPORT_CLASS_WORDS, TRANSFERS_WORDS,
} from './further-facts.words.ts'
import { processingKey, processingName } from './processing-key.rules.ts'
import { officerKey } from './project.rules.ts'

type NameOf = (code: string) => string
const months = (number: number) => `${number} ${number === 1 ? 'month' : 'months'}`
const pounds = (number: number) => `£${number.toLocaleString('en-GB')}`

const peopleRows = (people: PeopleFacts): FactRow[] => [
  { key: 'About how many people', value: people.howMany.toLocaleString('en-GB') },
  { key: 'Where they live', value: people.area },
  { key: 'Who is among them', value: people.groups.map((group) => PEOPLE_GROUP_WORDS[group]) },
  { key: 'How they stand to the parties', value: people.relationship },
  { key: 'Whether they would expect it', value: people.expectation },
  { key: 'Concerns before', value: people.concerns },
  { key: 'What is new', value: people.novelty },
]

const officerRows = (officer: Officer, nameOf: NameOf): FactRow[] => [
  { key: 'Party', value: nameOf(officer.organisationCode) },
  { key: 'Post', value: OFFICER_POST_WORDS[officer.post] },
  { key: 'Name', value: officer.name },
  { key: 'E-mail address', value: officer.email },
]

const stageRows = (stage: Stage, nameOf: NameOf): FactRow[] => [
  { key: 'What happens', value: stage.does },
  { key: 'Roles', value: stage.roles.map((role) => `${nameOf(role.organisationCode)}: ${STAGE_ROLE_WORDS[role.role].toLowerCase()}`) },
]

const frameworkRows = (framework: FrameworkFacts): FactRow[] => [
  { key: 'Whom it covers', value: framework.coverage },
  { key: 'Principles', value: framework.principles },
  { key: 'Scenarios', value: framework.scenarios.map((scenario) => `${scenario.name}: ${scenario.does} ${scenario.basis}`) },
  { key: 'Governance', value: framework.governance },
  { key: 'Joining', value: framework.joining },
  { key: 'Leaving', value: framework.leaving },
]

const linkageRows = (linkage: LinkageFacts, nameOf: NameOf): FactRow[] => [
  { key: 'Method', value: MATCH_METHOD_WORDS[linkage.method] },
  { key: 'Fields compared', value: linkage.keys },
  { key: 'Who matches', value: nameOf(linkage.byCode) },
  { key: 'Where', value: linkage.where },
  { key: 'How good the matching is', value: linkage.quality },
  { key: 'Steps of de-personalising', value: linkage.depersonalised },
  { key: 'Identifiers are destroyed within', value: `${months(linkage.clockMonths)} from ${linkage.clockFrom}` },
  { key: 'Turning a pseudonym back', value: linkage.reidentification },
  { key: 'Smallest count', value: String(linkage.leastCount) },
  { key: 'Smaller counts', value: linkage.smallNumbers },
]

const processingRows = (processing: Processing, nameOf: NameOf): FactRow[] => [
  { key: 'Processor', value: nameOf(processing.processorCode) },
  { key: 'For', value: nameOf(processing.controllerCode) },
  { key: 'What it is asked to do', value: processing.subject },
  { key: 'How', value: processing.nature },
  { key: 'How long', value: processing.duration },
  { key: 'Other processors', value: processing.subProcessors },
  { key: 'Where the data is kept', value: processing.place },
  { key: 'At the end', value: processing.atEnd },
]

const rightsRows = (rights: RightsFacts): FactRow[] => [
  { key: 'Requests to', value: rights.requestsTo },
  { key: 'How requests are answered', value: rights.requestsHow },
  { key: 'How objections are decided', value: rights.objections },
  { key: 'Taking data out', value: rights.erasure },
  { key: 'Decisions by a computer', value: rights.automatedWhat ? [AUTOMATED_WORDS[rights.automated], rights.automatedWhat] : AUTOMATED_WORDS[rights.automated] },
  { key: 'Other countries', value: rights.transfersWhat ? [TRANSFERS_WORDS[rights.transfers], rights.transfersWhat] : TRANSFERS_WORDS[rights.transfers] },
  { key: 'What is published', value: rights.publication },
]

const consentRows = (consent: ConsentFacts): FactRow[] => [
  { key: 'What people agree to', value: consent.statements.map((statement) => `I agree that ${statement}`) },
  { key: 'Taking consent back', value: consent.withdrawal },
  { key: 'How it is recorded', value: consent.record },
]

const involvementRows = (involvement: InvolvementFacts): FactRow[] => [
  { key: 'Plan', value: involvement.plan },
  { key: 'Report due', value: involvement.reportDue === '' ? 'None asked for' : formatDay(involvement.reportDue) },
  { key: 'What was done', value: involvement.activities.map((activity) => `${formatDay(activity.day)}: ${activity.who} (${activity.people} people), ${activity.how}. They said: ${activity.said} What changed: ${activity.changed}`) },
]

const worthRows = (worth: WorthFacts): FactRow[] => [
  { key: 'Costs', value: worth.costs.map((cost) => `${cost.what}: ${pounds(cost.pounds)}, paid by ${cost.paidBy}`) },
  { key: 'Benefits', value: worth.benefits.map((benefit) => `${benefit.what}, for ${benefit.forWhom}, by ${benefit.by}. Measured by: ${benefit.measure}`) },
]

const section251Rows = (support: Section251Facts): FactRow[] => [
  { key: 'Medical purpose', value: support.medicalPurpose },
  { key: 'Cohort', value: support.cohort },
  { key: 'Classes of support', value: support.classes.map((one) => SUPPORT_CLASS_WORDS[one]) },
  { key: 'Why not consent', value: support.whyNoConsent },
  { key: 'Why identifiable data', value: support.whyIdentifiable },
  { key: 'Objections', value: support.dissent },
  { key: 'When support ends', value: support.exit },
  { key: 'Reference', value: support.reference || 'None yet' },
]

const nationalDataRows = (national: NationalDataFacts): FactRow[] => [
  { key: 'Datasets asked for', value: national.products },
  { key: 'Outputs', value: national.outputs },
  { key: 'Outputs by', value: national.outputsBy },
  { key: 'Commercial use', value: national.commercialWhat ? [COMMERCIAL_WORDS[national.commercial], national.commercialWhat] : COMMERCIAL_WORDS[national.commercial] },
  { key: 'Passing data on', value: national.onward },
  { key: 'Territory', value: national.territory },
  { key: 'Term', value: months(national.termMonths) },
  { key: 'Ethics', value: national.ethics },
  { key: 'Reference', value: national.reference || 'None yet' },
]

/** The facts of the sections that not every protocol needs, as `factGroups` gives those of the others. */
export function furtherFactGroups(facts: ProjectFacts, section: FactSection, nameOf: NameOf): FactGroup[] {
  const one = (rows: FactRow[] | null): FactGroup[] => (rows ? [{ title: '', href: section, rows }] : [])
  switch (section) {
    case 'people': return one(facts.people && peopleRows(facts.people))
    case 'officers': return facts.officers.map((officer) => ({ title: `${OFFICER_POST_WORDS[officer.post]}, ${nameOf(officer.organisationCode)}`, href: `officers/${officerKey(officer)}`, rows: officerRows(officer, nameOf) }))
    case 'stages': return facts.stages.map((stage) => ({ title: stage.name, href: `stages/${stage.id}`, rows: stageRows(stage, nameOf) }))
    case 'framework': return one(facts.framework && frameworkRows(facts.framework))
    case 'linkage': return one(facts.linkage && linkageRows(facts.linkage, nameOf))
    case 'processing': return facts.processing.map((item) => ({ title: processingName(facts, item, nameOf), href: `processing/${processingKey(item, facts.processing)}`, rows: processingRows(item, nameOf) }))
    case 'rights': return one(facts.rights && rightsRows(facts.rights))
    case 'consent': return one(facts.consent && consentRows(facts.consent))
    case 'involvement': return one(facts.involvement && involvementRows(facts.involvement))
    case 'worth': return one(facts.worth && worthRows(facts.worth))
    case 'section-251': return one(facts.section251 && section251Rows(facts.section251))
    case 'national-data': return one(facts.nationalData && nationalDataRows(facts.nationalData))
    default: return []
  }
}
