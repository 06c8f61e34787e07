/**
 * Every single fact by its path, such as `flows[].legalPower`: what kind of answer it is, and how to read and change it in
 * whole facts. From this the pages say which papers use an answer, and tests turn every fact to see that they do.
 */
import { addDays } from '#app/kernel/uk-date.ts'
import { ASSURANCE_STATUSES } from './assurance.rules.ts'
import { ARTICLE_6, ARTICLE_9, CONFIDENTIALITY_ROUTES, DATASET_LEVELS, FIELD_KINDS, PARTY_ROLES, PURPOSE_KINDS, SOURCES, type ProjectFacts } from './facts.rules.ts'
import {
  AUTOMATED, COMMERCIAL, MATCH_METHODS, OFFICER_POSTS, PEOPLE_GROUPS, STAGE_ROLES, SUPPORT_CLASSES, TOLD, TRANSFERS,
} from './further-facts.rules.ts'
import { GATEWAY_IDS } from './gateways.rules.ts'

export type FactLeaf =
  | { readonly kind: 'text' | 'optional-text' | 'day' | 'optional-day' | 'number' | 'yes-no' | 'lines' }
  /** The code of a party, or a dataset's name for itself: it can only become another of the same facts. */
  | { readonly kind: 'party' | 'dataset' }
  /** What stands for a thing and is never seen by itself. */
  | { readonly kind: 'id' }
  /** Whom a party stands for, as one answer: what papers say turns on whether there are any, not on who they are. */
  | { readonly kind: 'members' }
  | { readonly kind: 'one-of' | 'some-of'; readonly options: readonly string[] }

const text = { kind: 'text' } as const
const lines = { kind: 'lines' } as const
const party = { kind: 'party' } as const
const number = { kind: 'number' } as const
const oneOf = (options: readonly string[]) => ({ kind: 'one-of', options }) as const
const someOf = (options: readonly string[]) => ({ kind: 'some-of', options }) as const

const under = (path: string, leaves: Readonly<Record<string, FactLeaf>>): Record<string, FactLeaf> =>
  Object.fromEntries(Object.entries(leaves).map(([name, leaf]) => [`${path}.${name}`, leaf]))

export const FACT_LEAVES: Readonly<Record<string, FactLeaf>> = {
  title: text,
  ...under('purpose', { purpose: text, benefits: text, plainSummary: text, necessity: text, startDate: { kind: 'day' }, reviewDate: { kind: 'day' }, endDate: { kind: 'day' } }),
  ...under('parties[]', { organisationCode: { kind: 'id' }, name: text, role: oneOf(PARTY_ROLES), does: text, contactName: text, contactJobTitle: text, contactEmail: text, registration: { kind: 'optional-text' }, address: { kind: 'optional-text' }, members: { kind: 'members' } }),
  ...under('parties[].assurance', { status: oneOf(ASSURANCE_STATUSES), publishedOn: { kind: 'optional-day' } }),
  ...under('datasets[]', { id: { kind: 'id' }, name: text, controllerCode: party, level: oneOf(DATASET_LEVELS), period: { kind: 'optional-text' }, source: text, aboutWhom: text }),
  ...under('datasets[].fields[]', { name: text, meaning: text, kind: oneOf(FIELD_KINDS), why: text }),
  ...under('flows[]', {
    ref: text, name: text, fromCode: party, toCode: party, datasetId: { kind: 'dataset' }, drawsOn: someOf(SOURCES), purposeKind: oneOf(PURPOSE_KINDS), use: text,
    article6: oneOf(ARTICLE_6), article9: oneOf(ARTICLE_9), legalPower: text, gateways: someOf(GATEWAY_IDS), confidentiality: oneOf(CONFIDENTIALITY_ROUTES.filter((route) => route !== 'none')),
    confidentialityWhy: text, transport: text, frequency: text, projectOptOut: { kind: 'yes-no' }, includesDeceased: { kind: 'yes-no' },
  }),
  ...under('safeguards', { retentionMonths: number, retentionFrom: text, retentionEnd: text, securityMeasures: lines, breach: text }),
  ...under('tellingPeople', { notShared: lines, replyDays: number, noticeAddress: text, questionsTo: text, complaintsTo: text, told: oneOf(TOLD) }),
  ...under('people', { howMany: number, area: text, groups: someOf(PEOPLE_GROUPS), relationship: text, expectation: text, concerns: text, novelty: text }),
  ...under('officers[]', { organisationCode: party, post: oneOf(OFFICER_POSTS), name: text, email: text }),
  ...under('stages[]', { id: { kind: 'id' }, name: text, does: text }),
  ...under('stages[].roles[]', { organisationCode: party, role: oneOf(STAGE_ROLES) }),
  ...under('framework', { coverage: text, principles: lines, governance: text, joining: text, leaving: text }),
  ...under('framework.scenarios[]', { name: text, does: text, basis: text }),
  ...under('linkage', {
    method: oneOf(MATCH_METHODS), keys: lines, byCode: party, where: text, quality: text, depersonalised: lines, clockMonths: number, clockFrom: text,
    reidentification: text, leastCount: number, smallNumbers: text,
  }),
  ...under('processing[]', { processorCode: { kind: 'id' }, controllerCode: party, subject: text, nature: text, duration: text, subProcessors: text, place: text, atEnd: text }),
  ...under('rights', {
    requestsTo: text, requestsHow: text, objections: text, erasure: text, automated: oneOf(AUTOMATED), automatedWhat: { kind: 'optional-text' },
    transfers: oneOf(TRANSFERS), transfersWhat: { kind: 'optional-text' }, publication: text,
  }),
  ...under('consent', { statements: lines, withdrawal: text, record: text }),
  ...under('involvement', { plan: text, reportDue: { kind: 'optional-day' } }),
  ...under('involvement.activities[]', { day: { kind: 'day' }, who: text, people: number, how: text, said: text, changed: text }),
  ...under('worth.costs[]', { what: text, pounds: number, paidBy: text }),
  ...under('worth.benefits[]', { what: text, forWhom: text, measure: text, by: text }),
  ...under('section251', {
    medicalPurpose: text, cohort: text, classes: someOf(SUPPORT_CLASSES), whyNoConsent: text, whyIdentifiable: text, dissent: text, exit: text,
    reference: { kind: 'optional-text' },
  }),
  ...under('nationalData', {
    products: lines, outputs: text, outputsBy: text, commercial: oneOf(COMMERCIAL), commercialWhat: { kind: 'optional-text' }, onward: text, territory: text,
    termMonths: number, ethics: text, reference: { kind: 'optional-text' },
  }),
}

/** One fact where it stands: its path in general, and its place in these facts. */
export interface FactPlace {
  readonly path: string
  readonly place: readonly (string | number)[]
  readonly leaf: FactLeaf
  readonly value: unknown
}

/** Every single fact that there is an answer to, in order. Throws on one that has no entry, so that none is forgotten. */
export function factPlaces(facts: ProjectFacts): FactPlace[] {
  return placesIn(facts, [])
}

function placesIn(value: unknown, place: readonly (string | number)[]): FactPlace[] {
  if (value === null || value === undefined) return []
  const path = pathOf(place)
  const leaf = FACT_LEAVES[path]
  if (leaf) return [{ path, place, leaf, value }]
  if (Array.isArray(value)) return value.flatMap((item, index) => placesIn(item, [...place, index]))
  if (typeof value === 'object') return Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...place, name]))
  throw new Error(`No such fact is known: ${path}`)
}

/** The path of a fact by its place: `flows[].ref` for `flows`, 2, `ref`. */
export const pathOf = (place: readonly (string | number)[]): string =>
  place.map((step, index) => (typeof step === 'number' ? '[]' : index === 0 ? step : `.${step}`)).join('')

/** The facts with one of them changed. */
export function withFact(facts: ProjectFacts, place: FactPlace['place'], value: unknown): ProjectFacts {
  return changed(facts, place, value) as ProjectFacts
}

function changed(whole: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(whole)) return whole.map((item: unknown, index) => (index === step ? changed(item, rest, value) : item))
  const object = whole as Record<string, unknown>
  return { ...object, [step]: changed(object[step], rest, value) }
}

/**
 * Another answer to the same question that the facts could hold as well: what a test turns a fact to. Null where there is
 * none, such as another dataset where there is only one.
 */
export function otherAnswer(facts: ProjectFacts, { leaf, value, place }: FactPlace): unknown {
  switch (leaf.kind) {
    case 'id': return null
    case 'members': return (value as readonly unknown[]).length > 0 ? [] : [{ code: 'ZYX', name: 'Zyx Surgery' }]
    case 'text': case 'optional-text': return `${String(value)} zyx`.trim()
    case 'lines': return (value as readonly string[]).map((line, index) => (index === 0 ? `${line} zyx` : line))
    case 'number': return (value as number) + 1
    case 'yes-no': return !value
    case 'day': return addDays(value as string, 1)
    case 'optional-day': return value === '' ? '2031-02-03' : addDays(value as string, 1)
    case 'one-of': return nextOf(leaf.options, value as string)
    case 'some-of': return leaf.options.filter((option) => (option === nextOf(leaf.options, (value as readonly string[])[0] ?? '') ? !(value as readonly string[]).includes(option) : (value as readonly string[]).includes(option)))
    case 'dataset': return nextOf(facts.datasets.map((dataset) => dataset.id), value as string)
    case 'party': return otherParty(facts, place, value as string)
  }
}

function nextOf(options: readonly string[], value: string): string | null {
  const next = options[(options.indexOf(value) + 1) % options.length]
  return next === undefined || next === value ? null : next
}

/** Another party, but never one that the same thing names already: a flow goes from one to another. */
function otherParty(facts: ProjectFacts, place: FactPlace['place'], value: string): string | null {
  const flow = place[0] === 'flows' ? facts.flows[place[1] as number] : undefined
  const stage = place[0] === 'stages' ? facts.stages[place[1] as number] : undefined
  const taken = [...(flow ? [flow.fromCode, flow.toCode] : []), ...(stage ? stage.roles.map((role) => role.organisationCode) : []), value]
  return facts.parties.find((candidate) => !taken.includes(candidate.organisationCode))?.organisationCode ?? null
}

/** Whether a path is one of those that `uses` names: `purpose.*` names every fact of the purpose, but of nothing within it. */
export function isNamed(path: string, uses: readonly string[]): boolean {
  return uses.some((use) => use === path || (use.endsWith('.*') && path.startsWith(use.slice(0, -1)) && !path.slice(use.length - 1).includes('.')))
}

/** The fact that a box of a form holds: the third field's meaning, `fields.2.meaning` of `datasets[]`, is `datasets[].fields[].meaning`. */
export function pathOfBox(base: string, box: string): string {
  return `${base}.${box.replace(/\.\d+(?=\.|$)/g, '[]')}`
}
