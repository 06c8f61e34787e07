import { canonicalJson, type Json } from '#app/kernel/canonical-json.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { FACT_SECTIONS, missingFacts, SECTION_KEYS, type FactSection, type ProjectFacts } from './facts.rules.ts'
import type { Officer } from './further-facts.rules.ts'
import { processingKey } from './processing-key.rules.ts'

export const PROJECT_REFUSALS = [
  'not-found', 'not-the-drafter', 'project-ended', 'changed-since-read', 'reference-taken', 'reference-does-not-match',
  'flow-reference-taken', 'already-there', 'no-longer-there', 'organisation-unknown', 'dataset-in-use', 'party-in-use',
] as const
export type ProjectRefusalKind = (typeof PROJECT_REFUSALS)[number]
export type ProjectRefusal = Refusal<ProjectRefusalKind>

export const REFERENCE_RESERVED = 'new'
export const TITLE_MAX = 120

/** What of a project decides whether someone may change it. */
export interface ProjectStanding {
  readonly organisationCode: string
  readonly endedAt: Date | null
}

/** Only the organisation that drafts a project changes it, and nobody does after its end. */
export function mayChange(project: ProjectStanding, organisationCode: string): Result<null, Refusal<'not-the-drafter' | 'project-ended'>> {
  if (project.organisationCode !== organisationCode) return refuse('not-the-drafter')
  if (project.endedAt) return refuse('project-ended')
  return ok(null)
}

export const SECTION_STATES = ['not-started', 'incomplete', 'complete'] as const
export type SectionState = (typeof SECTION_STATES)[number]

export function sectionState(facts: ProjectFacts, section: FactSection): SectionState {
  const held = factsOfSection(facts, section)
  if (held === null || (Array.isArray(held) && held.length === 0)) return 'not-started'
  return missingFacts(facts).some((missing) => missing.section === section) ? 'incomplete' : 'complete'
}

export function factsOfSection(facts: ProjectFacts, section: FactSection): ProjectFacts[keyof ProjectFacts] {
  return facts[SECTION_KEYS[section]]
}

export function isSameFact(a: unknown, b: unknown): boolean {
  return canonicalJson(a as Json) === canonicalJson(b as Json)
}

/** The sections that differ, and `title`, in their own order. */
export function changedSections(before: ProjectFacts, after: ProjectFacts): readonly (FactSection | 'title')[] {
  const changed = FACT_SECTIONS.filter((section) => !isSameFact(factsOfSection(before, section), factsOfSection(after, section)))
  return before.title === after.title ? changed : ['title', ...changed]
}

/** What one save changes: a whole section, or one thing in a list. Each can be read out of facts and put back. */
export type FactEdit = TitleEdit | { [S in WholeSection]: WholeEdit<S> }[WholeSection] | { [S in ListSection]: ListEdit<S> | AllEdit<S> }[ListSection]

/** The project's title is a fact of no section. */
export interface TitleEdit {
  readonly section: 'title'
  readonly value: string
}

/** Sections that hold a list of things, each with a key of its own and a page of its own. */
export const LIST_SECTIONS = ['parties', 'officers', 'stages', 'datasets', 'flows', 'processing'] as const satisfies readonly FactSection[]
export type ListSection = (typeof LIST_SECTIONS)[number]
export type WholeSection = Exclude<FactSection, ListSection>

export interface WholeEdit<S extends WholeSection> {
  readonly section: S
  /** Null takes the section's answers away; only sections that a protocol can do without allow it. */
  readonly value: ProjectFacts[(typeof SECTION_KEYS)[S]]
}

export interface ListEdit<S extends ListSection> {
  readonly section: S
  /** Which one; null to add. */
  readonly key: string | null
  /** Null to remove. */
  readonly value: ProjectFacts[S][number] | null
}

/** A whole list at once, for facts that come from elsewhere: a county's bodies and practices are one save. */
export interface AllEdit<S extends ListSection> {
  readonly section: S
  readonly all: ProjectFacts[S]
}

type ItemEdit = { [S in ListSection]: ListEdit<S> }[ListSection]

const KEY_OF = {
  parties: (item: ProjectFacts['parties'][number]) => item.organisationCode,
  datasets: (item: ProjectFacts['datasets'][number]) => item.id,
  flows: (item: ProjectFacts['flows'][number]) => item.ref,
  officers: (item: ProjectFacts['officers'][number]) => officerKey(item),
  stages: (item: ProjectFacts['stages'][number]) => item.id,
  processing: (item: ProjectFacts['processing'][number], all: readonly unknown[]) => processingKey(item, all as ProjectFacts['processing']),
} as const

/** `RQX.dpo`: one holder for a post at a party. */
export function officerKey(officer: Pick<Officer, 'organisationCode' | 'post'>): string {
  return `${officer.organisationCode}.${officer.post}`
}

/** What tells one thing of a list from the others, which are given as well. */
export const keyOf = (section: ListSection, item: unknown, all: readonly unknown[]): string => KEY_OF[section](item as never, all)

/** The part of the facts that an edit is about, as it stands; null where there is none. */
export function pieceOf(facts: ProjectFacts, edit: FactEdit): unknown {
  if (edit.section === 'title') return facts.title
  if (!('key' in edit)) return factsOfSection(facts, edit.section)
  const items = facts[edit.section] as readonly unknown[]
  const key = edit.key ?? (edit.value ? keyOf(edit.section, edit.value, items) : null)
  return items.find((item) => keyOf(edit.section, item, items) === key) ?? null
}

/** The facts after an edit, or why it cannot be made to them. */
export function applyEdit(facts: ProjectFacts, edit: FactEdit): Result<ProjectFacts, ProjectRefusal> {
  if (edit.section === 'title') return ok({ ...facts, title: edit.value })
  if ('all' in edit) return withWholeList(facts, edit)
  if (!('key' in edit)) {
    return ok({ ...facts, [SECTION_KEYS[edit.section]]: edit.value })
  }
  const items = facts[edit.section] as readonly unknown[]
  const at = items.findIndex((item) => keyOf(edit.section, item, items) === edit.key)
  const inUse = edit.value === null ? refuseWhenInUse(facts, edit) : null
  if (inUse) return inUse
  if (edit.value === null) {
    return ok({ ...facts, [edit.section]: items.filter((_item, index) => index !== at) })
  }
  if (edit.key !== null && at < 0) return refuse('no-longer-there')
  const next = at < 0 ? [...items, edit.value] : items.map((item, index) => (index === at ? edit.value : item))
  const newKey = keyOf(edit.section, edit.value, next)
  const clash = next.findIndex((item, index) => index !== (at < 0 ? items.length : at) && keyOf(edit.section, item, next) === newKey)
  if (clash >= 0) {
    // The same thing added twice is one addition: a form sent twice.
    return edit.key === null && isSameFact(items[clash], edit.value) ? ok(facts) : refuse('already-there', { name: newKey })
  }
  return ok({ ...facts, [edit.section]: next })
}

function withWholeList(facts: ProjectFacts, edit: { [S in ListSection]: AllEdit<S> }[ListSection]): Result<ProjectFacts, ProjectRefusal> {
  const keys = edit.all.map((item) => keyOf(edit.section, item, edit.all))
  const twice = keys.find((key, index) => keys.indexOf(key) < index)
  if (twice !== undefined) return refuse('already-there', { name: twice })
  for (const item of facts[edit.section]) {
    const key = keyOf(edit.section, item, facts[edit.section])
    const inUse = keys.includes(key) ? null : refuseWhenInUse(facts, { section: edit.section, key, value: null } as ItemEdit)
    if (inUse) return inUse
  }
  return ok({ ...facts, [edit.section]: edit.all })
}

/** The saves that make these facts out of none, one a section, in an order in which each stands on those before. */
export function editsThatMake(facts: ProjectFacts): FactEdit[] {
  return FACT_SECTIONS.flatMap((section): FactEdit[] => {
    const held = factsOfSection(facts, section)
    if ((LIST_SECTIONS as readonly FactSection[]).includes(section)) return (held as readonly unknown[]).length === 0 ? [] : [{ section, all: held } as FactEdit]
    return held === null ? [] : [{ section, value: held } as FactEdit]
  })
}

/** A thing that another fact stands on is not taken away from under it. */
function refuseWhenInUse(facts: ProjectFacts, edit: ItemEdit): { ok: false; refusal: ProjectRefusal } | null {
  if (edit.section === 'datasets') {
    const flow = facts.flows.find((candidate) => candidate.datasetId === edit.key)
    return flow ? refuse('dataset-in-use', { flow: flow.name }) : null
  }
  if (edit.section === 'parties') {
    const flow = facts.flows.find((candidate) => candidate.fromCode === edit.key || candidate.toCode === edit.key)
    const dataset = facts.datasets.find((candidate) => candidate.controllerCode === edit.key)
    const stage = facts.stages.find((candidate) => candidate.roles.some((role) => role.organisationCode === edit.key))
    const officer = facts.officers.find((candidate) => candidate.organisationCode === edit.key)
    const processing = facts.processing.find((candidate) => candidate.processorCode === edit.key || candidate.controllerCode === edit.key)
    const user = flow?.name ?? dataset?.name ?? stage?.name ?? officer?.name ?? processing?.subject ?? (facts.linkage?.byCode === edit.key ? 'Linkage' : undefined)
    return user ? refuse('party-in-use', { by: user }) : null
  }
  return null
}

/** A short name for a thing, made from the name people gave it. `kind` is what it is, such as "dataset", for a name that leaves nothing. */
export function idFrom(name: string, kind: string): string {
  const stem = name.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 50).replace(/-+$/, '')
  return stem === '' ? kind : stem === REFERENCE_RESERVED ? `new-${kind}` : stem
}
