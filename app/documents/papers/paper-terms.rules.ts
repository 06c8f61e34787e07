import { formatDay, type Day } from '#app/kernel/uk-date.ts'
import { howTold } from '#app/projects/confidence.rules.ts'
import { datasetOfFlow, type Dataset, type Flow, type Party, type ProjectFacts } from '#app/projects/facts.rules.ts'
import {
  ARTICLE_6_WORDS, article9Words, assuranceWords, purposeWords, CONFIDENTIALITY_WORDS, FIELD_KIND_WORDS, PARTY_ROLE_WORDS, PURPOSE_KIND_WORDS, SCHEDULE_1_WORDS, SOURCE_WORDS,
} from '#app/projects/facts.words.ts'
import type { LinkageFacts, RightsFacts } from '#app/projects/further-facts.rules.ts'
import { AUTOMATED_WORDS, DATASET_LEVEL_WORDS, MATCH_METHOD_WORDS, OFFICER_POST_WORDS, STAGE_ROLE_WORDS, TRANSFERS_WORDS } from '#app/projects/further-facts.words.ts'
import { gatewayById, gatewayName } from '#app/projects/gateways.rules.ts'
import { isGroup } from '#app/projects/groups.rules.ts'
import { officerKey } from '#app/projects/project.rules.ts'
import { CHOICE_REASON_WORDS, CHOICE_WHY_WORDS, CONFIDENTIALITY_LAW_WORDS, GATEWAY_KIND_WORDS, versionWords } from '../document.words.ts'
import { flowChoices } from '../flow-choices.rules.ts'
import { bare, capital, clean, namesOf, sentence, type PaperSource } from './paper.rules.ts'

/** Facts in the words in which every paper puts them, so that no two papers say the same fact differently. */

/** What stands at the head of every paper. */
export function headTerms(source: PaperSource) {
  const newest = source.versions[source.versions.length - 1]
  if (!newest) throw new Error('A paper has at least one version')
  return {
    title: source.facts.title, reference: source.documentRef, projectRef: source.projectRef, version: newest.number, draftedOn: newest.day,
    versions: source.versions.map((line, index) => ({
      number: line.number, draftedOn: formatDay(line.day),
      changes: versionWords(index + 1, line.changes),
    })),
  }
}

/** The facts about telling people that every paper for the public states. How they are told is what only papers for professionals say. */
export const TELLING_USES = ['tellingPeople.notShared', 'tellingPeople.replyDays', 'tellingPeople.noticeAddress', 'tellingPeople.questionsTo', 'tellingPeople.complaintsTo'] as const

/** What people are told beside the flows: what is not shared, how long they have, and where they turn. */
export function tellingTerms({ notShared, replyDays, noticeAddress, questionsTo, complaintsTo }: NonNullable<ProjectFacts['tellingPeople']>) {
  return { notShared: clean(notShared), replyDays, noticeAddress, questionsTo: bare(questionsTo), complaintsTo: bare(complaintsTo) }
}

/** How people are told of these flows before anything is shared, and how long whoever is written to has to reply. */
export function toldWords(flows: readonly Flow[], tellingPeople: NonNullable<ProjectFacts['tellingPeople']>): string {
  const { replyDays } = tellingPeople
  return {
    letter: `Before anything is shared, each person is written to by the body that holds their record, and has ${replyDays} days to reply from the date on the letter.`,
    notices: `Before anything is shared, people are told by notices where they will see them. Whoever is written to as well has ${replyDays} days to reply from the date on the letter.`,
    'privacy-notice': `People are told by the privacy notice, which is there before anything is shared. A party that writes to people as well gives them ${replyDays} days to reply from the date on the letter.`,
  }[howTold({ flows, tellingPeople })]
}

export const months = (number: number): string => `${number} ${number === 1 ? 'month' : 'months'}`

/** Said of a group. How many its members are and who is left to the schedule of members, so that one can join without a new version. */
const STANDS_FOR_MEMBERS = 'It stands for the members in the schedule of members, which is kept beside these words. Each member signs these words for itself and sends nothing until it has; others may join by signing them.'

export function partyTerms(party: Party) {
  return {
    name: party.name, code: party.organisationCode, role: PARTY_ROLE_WORDS[party.role], does: `${sentence(capital(party.does))}${isGroup(party) ? ` ${STANDS_FOR_MEMBERS}` : ''}`,
    contact: `${party.contactName}, ${party.contactJobTitle}`, email: party.contactEmail,
  }
}

/** The same with where it is, and how it is registered and assured. */
export function fullPartyTerms(party: Party) {
  return { ...partyTerms(party), address: addressWords(party), registration: party.registration || 'Not given yet', assurance: sentence(assuranceWords(party.assurance)) }
}

/** The facts about a party that every paper with a table of the parties states; those of its standing are stated where they are asked for. */
export const PARTY_USES = ['parties[].name', 'parties[].role', 'parties[].does', 'parties[].contactName', 'parties[].contactJobTitle', 'parties[].contactEmail', 'parties[].members'] as const

/** The postal address on one line. */
export function addressWords(party: Pick<Party, 'address'>): string {
  return party.address.split('\n').map(bare).filter(Boolean).join(', ') || 'Not given yet'
}

export function datasetTerms(dataset: Dataset, nameOf: (code: string) => string) {
  return {
    name: dataset.name, controller: nameOf(dataset.controllerCode), source: bare(dataset.source), aboutWhom: bare(dataset.aboutWhom),
    level: DATASET_LEVEL_WORDS[dataset.level], period: dataset.period === '' ? 'Not limited to a period' : sentence(capital(dataset.period)),
    fields: dataset.fields.map((field) => ({ name: field.name, meaning: capital(bare(field.meaning)), kind: FIELD_KIND_WORDS[field.kind], why: sentence(field.why) })),
  }
}

/** Kinds of records as they stand in mid-sentence: "GP records", "hospital records". */
export const sourceWords = (sources: Flow['drawsOn']): string[] => sources.map((source) => SOURCE_WORDS[source]).map((words) => (/^[A-Z]{2}/.test(words) ? words : `${words.charAt(0).toLowerCase()}${words.slice(1)}`))

/** A flow's terms, with the opt-outs that it keeps on a day. */
export function flowTerms(flow: Flow, facts: ProjectFacts, on: Day) {
  const nameOf = namesOf(facts)
  const dataset = datasetOfFlow(facts, flow)
  return {
    ref: flow.ref, name: flow.name, from: nameOf(flow.fromCode), to: nameOf(flow.toCode),
    dataset: dataset?.name ?? flow.datasetId,
    drawsOn: sourceWords(flow.drawsOn).map((words, index) => (index === 0 ? capital(words) : words)), purposeKind: PURPOSE_KIND_WORDS[flow.purposeKind], purposeWords: purposeWords(flow),
    use: sentence(flow.use), article6: ARTICLE_6_WORDS[flow.article6], article9: article9Words(flow, dataset),
    schedule1: SCHEDULE_1_WORDS[flow.article9] ?? '', legalPower: sentence(flow.legalPower),
    confidentiality: CONFIDENTIALITY_WORDS[flow.confidentiality], confidentialityLaw: CONFIDENTIALITY_LAW_WORDS[flow.confidentiality],
    confidentialityWhy: sentence(flow.confidentialityWhy), transport: sentence(flow.transport), frequency: sentence(flow.frequency),
    deceased: flow.includesDeceased ? 'Included' : 'Left out',
    gateways: flow.gateways.map(gatewayTerms), hasGateways: flow.gateways.length > 0,
    gatewayNames: flow.gateways.map((id) => `${gatewayName(id)} (${gatewayById(id)?.kind ?? 'unknown'})`),
    choices: choiceTerms(flow, on, dataset),
  }
}

/** Which opt-outs a flow keeps on a day, and why. */
export function choiceTerms(flow: Flow, on: Day, dataset: Dataset | undefined) {
  const choices = flowChoices(flow, on, dataset)
  return {
    project: choices.project ? 'Applies' : 'Does not apply',
    projectWhy: CHOICE_WHY_WORDS.project[choices.projectWhy],
    type1: choices.type1 ? 'Applies' : 'Does not apply', type1Why: CHOICE_WHY_WORDS.type1[choices.type1Why],
    national: choices.national ? 'Applies' : 'Does not apply', nationalWhy: CHOICE_WHY_WORDS.national[choices.nationalWhy],
    projectReason: CHOICE_REASON_WORDS.project[choices.projectWhy], type1Reason: CHOICE_REASON_WORDS.type1[choices.type1Why], nationalReason: CHOICE_REASON_WORDS.national[choices.nationalWhy],
  }
}

/** Flows of which the same is said, together: their names, and what is said. */
export function flowsAlike<T extends object>(flows: readonly Flow[], say: (flow: Flow) => T): (T & { readonly flows: readonly string[] })[] {
  const groups = new Map<string, T & { readonly flows: readonly string[] }>()
  for (const flow of flows) {
    const said = say(flow)
    const key = JSON.stringify(said)
    groups.set(key, { ...said, flows: [...(groups.get(key)?.flows ?? []), flow.name] })
  }
  return [...groups.values()]
}

/** Flows that keep the same opt-outs for the same reasons, together. */
export function choiceGroups(facts: ProjectFacts) {
  return flowsAlike(facts.flows, (flow) => ({ choices: choiceTerms(flow, facts.purpose?.startDate ?? '', datasetOfFlow(facts, flow)) })).map((group) => ({
    ...group, isMany: group.flows.length > 1, caption: group.flows.length > 1 ? `Opt-outs in these ${group.flows.length} flows` : `Opt-outs in ${group.flows[0]}`,
  }))
}

/** A gateway of the library: its kind, its use, its limit, and whether it lifts the duty of confidence. */
export function gatewayTerms(id: string) {
  const gateway = gatewayById(id)
  if (!gateway) return { name: id, kind: 'No longer in the library of gateways', use: 'Not known', limit: 'Not known', confidence: 'Not known' }
  return {
    name: gateway.name, kind: GATEWAY_KIND_WORDS[gateway.kind], use: sentence(gateway.use), limit: sentence(gateway.limit),
    confidence: gateway.liftsConfidence ? 'Lifts the duty of confidence within those limits' : 'Leaves the duty of confidence as it is',
  }
}

export function stageTerms(facts: ProjectFacts) {
  const nameOf = namesOf(facts)
  return facts.stages.map((stage) => ({
    name: stage.name, does: sentence(capital(stage.does)),
    roles: stage.roles.map((role) => `${nameOf(role.organisationCode)} (${STAGE_ROLE_WORDS[role.role].toLowerCase()})`),
    hasRoles: stage.roles.length > 0,
  }))
}

/** The officers of these parties, or of all, in the order in which the parties are told. */
export function officerTerms(facts: ProjectFacts, codes: readonly string[] | null = null) {
  const nameOf = namesOf(facts)
  const order = codes ?? facts.parties.map((party) => party.organisationCode)
  const place = (code: string) => (order.includes(code) ? order.indexOf(code) : order.length)
  return facts.officers.filter((officer) => codes?.includes(officer.organisationCode) ?? true).sort((a, b) => place(a.organisationCode) - place(b.organisationCode))
    .map((officer) => ({ party: nameOf(officer.organisationCode), post: OFFICER_POST_WORDS[officer.post], name: officer.name, email: officer.email }))
}

export function officerKeys(facts: ProjectFacts, codes: readonly string[]): string[] {
  return facts.officers.filter((officer) => codes.includes(officer.organisationCode)).map(officerKey)
}

export function linkageTerms(linkage: LinkageFacts, nameOf: (code: string) => string) {
  return {
    method: sentence(MATCH_METHOD_WORDS[linkage.method]), keys: clean(linkage.keys), by: nameOf(linkage.byCode), where: sentence(capital(linkage.where)),
    quality: sentence(capital(linkage.quality)), steps: linkage.depersonalised.map((step) => sentence(capital(step))),
    clock: `Within ${months(linkage.clockMonths)} from ${sentence(linkage.clockFrom)}`, clockSaid: `within ${months(linkage.clockMonths)} from ${sentence(linkage.clockFrom)}`, reidentification: sentence(capital(linkage.reidentification)),
    leastCount: linkage.leastCount, smallNumbers: sentence(capital(linkage.smallNumbers)),
  }
}

export function rightsTerms(rights: RightsFacts) {
  const withMore = (said: string, more: string) => (more === '' ? `${said}.` : `${said}: ${sentence(more)}`)
  return {
    requestsTo: bare(rights.requestsTo), requestsHow: sentence(capital(rights.requestsHow)), objections: sentence(capital(rights.objections)),
    erasure: sentence(capital(rights.erasure)), publication: sentence(capital(rights.publication)),
    automated: withMore(AUTOMATED_WORDS[rights.automated], rights.automatedWhat), transfers: withMore(TRANSFERS_WORDS[rights.transfers], rights.transfersWhat),
  }
}

export function safeguardTerms(facts: ProjectFacts) {
  const { safeguards } = facts
  if (!safeguards) throw new Error('A paper was drafted without the facts it needs: safeguards')
  return {
    months: safeguards.retentionMonths, isOneMonth: safeguards.retentionMonths === 1, from: bare(safeguards.retentionFrom), end: bare(safeguards.retentionEnd),
    measures: safeguards.securityMeasures.map(sentence), breach: sentence(safeguards.breach),
  }
}
