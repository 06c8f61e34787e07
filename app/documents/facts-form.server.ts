import { data, redirect } from '@remix-run/node'
import type { z } from 'zod'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { notFound, type PageArgs } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm, type Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { ProjectFacts, SECTION_KEYS } from '#app/projects/facts.rules.ts'
import { removalSchema } from '#app/projects/facts.schema.ts'
import { factsOfSection, pieceOf, type FactEdit, type ListSection, type WholeSection } from '#app/projects/project.rules.ts'
import { factsVersionSchema, typedWithRows, type BlankRows } from '#app/projects/project.schema.ts'
import { suggestItem, suggestItems, suggestSection, USUAL_SECTIONS } from '#app/projects/suggest-facts.rules.ts'
import { PROJECT_REFUSAL_FIELDS, PROJECT_REFUSAL_STATUS, PROJECT_REFUSAL_WORDS } from '#app/projects/project.words.ts'
import { backHref, readBack } from './mending.rules.ts'
import { readFactsForm, readFactsPage, type FactsPage } from './read-facts-page.server.ts'
import { findingLines, type FindingLine } from './read-preflight.server.ts'
import { saveFactsAndRedraft, type SavedFacts } from './save-facts-and-redraft.server.ts'

export interface FactsAnswer {
  readonly problems: readonly Problem[]
  /** What the person typed, to be shown again. */
  readonly typed: Typed
  /** Someone else saved the same meanwhile: the page shows what they saved beside what was typed. */
  readonly isConflict: boolean
  /** The facts as they stand now, for a conflict: the page still holds those it was opened with. */
  readonly now: FactsPage | null
}

/** One form about facts, from what was typed to the answer: the form again with its problems, or on to the next page. */
export async function answerFactsForm<S extends z.ZodType>(
  args: PageArgs<StaffActor>,
  form: {
    readonly typed: Typed
    readonly schema: S
    readonly edit: (value: z.output<S>) => FactEdit
    readonly next: string
    readonly done?: string
    /** The box that a taken name or reference belongs to. */
    readonly nameField?: string
  },
) {
  const { typed } = form
  const version = readTyped(typed, factsVersionSchema)
  const reading = readTyped(typed, form.schema)
  if (!reading.ok) return again({ problems: reading.problems, typed, isConflict: false, now: null }, 400)
  if (!version.ok) return again({ problems: [{ field: '', message: 'This form is not whole. Load the page again and fill it in once more.' }], typed, isConflict: false, now: null }, 400)
  const saved = await saveFactsAndRedraft(args.context, { ref: args.params.ref ?? '', factsVersion: version.value.factsVersion, edit: form.edit(reading.value) })
  if (saved.ok) {
    const done = doneKey(saved.value, form.done)
    const back = readBack(args.url.searchParams)
    throw redirect(back ? backHref(back, done) : `${form.next}?done=${done}`)
  }
  const { kind, details } = saved.refusal
  if (kind === 'not-found') throw notFound()
  const isName = kind === 'already-there' || kind === 'flow-reference-taken'
  const problem = { field: PROJECT_REFUSAL_FIELDS[kind] ?? (isName ? form.nameField : undefined) ?? '', message: PROJECT_REFUSAL_WORDS[kind](details) }
  const isConflict = kind === 'changed-since-read'
  const now = isConflict ? await readFactsPage(args.context, args.params.ref ?? '') : null
  return again({ problems: [problem], typed, isConflict, now }, PROJECT_REFUSAL_STATUS[kind])
}

function doneKey(saved: SavedFacts, done = 'saved'): string {
  if (!saved.isChanged) return 'unchanged'
  if (saved.drafted) return 'redrafted'
  return saved.isOutOfDate ? 'out-of-date' : done
}

/** A form shown again for rows added or taken away, before anything is checked. */
export function withRows(typed: Typed) {
  return again({ problems: [], typed, isConflict: false, now: null }, 200)
}

function again(answer: FactsAnswer, status: number) {
  return data(answer, { status })
}

/**
 * The action of a page that holds one whole section that a protocol can do without: rows are added and taken away, the
 * section is saved, or its answers are taken away again.
 */
export function answerSection<S extends WholeSection>(
  section: S, schema: z.ZodType<NonNullable<ProjectFacts[(typeof SECTION_KEYS)[S]]>>, blanks: BlankRows = {},
) {
  return async (args: PageArgs<StaffActor>) => {
    const typed = typedFromForm(await args.request.formData())
    const next = `/projects/${args.params.ref}/facts`
    if (typeof typed.row === 'string') return withRows(typedWithRows(typed, typed.row, blanks))
    if (typed.remove) return answerFactsForm(args, { typed, schema: removalSchema, edit: () => ({ section, value: null }) as FactEdit, next, done: 'removed' })
    return answerFactsForm(args, { typed, schema, edit: (value) => ({ section, value }) as FactEdit, next })
  }
}

/** The action of a page that holds one thing of a list, or a new one. */
export function answerItem<S extends ListSection, Z extends z.ZodType>(section: S, page: {
  /** The part of the address that says which one; `new` for a new one. */
  readonly param: string
  readonly schema: Z
  readonly value: (read: z.output<Z>, key: string | null) => ProjectFacts[S][number]
  /** What the address says and the form does not: it cannot be changed once the thing is there. */
  readonly fixed?: (key: string) => Typed
  readonly nameField: string
  readonly blanks?: BlankRows
}) {
  return async (args: PageArgs<StaffActor>) => {
    const key = args.params[page.param] === 'new' ? null : (args.params[page.param] ?? '')
    const typed = { ...typedFromForm(await args.request.formData()), ...(key === null ? {} : page.fixed?.(key)) }
    const next = `/projects/${args.params.ref}/facts/${section}`
    if (typeof typed.row === 'string') return withRows(typedWithRows(typed, typed.row, page.blanks ?? {}))
    if (typed.remove && key !== null) return answerFactsForm(args, { typed, schema: removalSchema, edit: () => ({ section, key, value: null }) as FactEdit, next, done: 'removed' })
    return answerFactsForm(args, { typed, schema: page.schema, next, nameField: page.nameField, edit: (read) => ({ section, key, value: page.value(read, key) }) as FactEdit })
  }
}

/** What a reviewer would send back of the facts on one page. */
async function findingsOn(context: PageArgs<StaffActor>['context'], facts: ProjectFacts, href: string): Promise<FindingLine[]> {
  return (await findingLines(context.runtime.db, facts, context.now)).filter((line) => line.href === href)
}

/** The loader of a page of one whole section: its facts, or where nothing is saved what may be suggested. */
export function openSection(section: WholeSection) {
  return async (args: PageArgs<StaffActor>) => {
    const { page, known } = await readFactsForm(args)
    const isUsual = args.url.searchParams.get('suggest') === 'usual'
    const isEmpty = factsOfSection(page.facts, section) === null
    const offersUsual = isEmpty && USUAL_SECTIONS.includes(section)
    const suggested = isEmpty ? suggestSection(section, known, isUsual) : null
    return { ...page, suggested, offersUsual: offersUsual && !suggested, findings: await findingsOn(args.context, page.facts, section) }
  }
}

/** The loader of a list: what it holds, and what it may well need. */
export function openList(section: ListSection) {
  return async (args: PageArgs<StaffActor>) => {
    const { page, known } = await readFactsForm(args)
    const findings = (await findingLines(args.context.runtime.db, page.facts, args.context.now)).filter((line) => line.section === section)
    return { ...page, items: suggestItems(section, known), findings }
  }
}

/**
 * The loader of a page of one thing of a list: not found for one that is not there, unless a form about it has just come
 * back. A new one may begin from a suggestion, named in the address.
 */
export function openItem(section: ListSection, param: string) {
  return async (args: PageArgs<StaffActor>) => {
    const { page, known } = await readFactsForm(args)
    const key = args.params[param] ?? ''
    const asked = args.url.searchParams.get('suggest')
    const suggested = key === 'new' && asked ? suggestItem(section, asked, known) : null
    if (key !== 'new' && !args.hasProblems && !pieceOf(page.facts, { section, key, value: null } as FactEdit)) throw notFound()
    return { ...page, suggested, offersUsual: false, findings: await findingsOn(args.context, page.facts, `${section}/${key}`) }
  }
}
