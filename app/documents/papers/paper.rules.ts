import type { InvolvementLog } from '#app/involvement/event.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Dataset, DatasetField, FactSection, Party, ProjectFacts } from '#app/projects/facts.rules.ts'
import type { ListSection } from '#app/projects/project.rules.ts'
import type { DocumentKind } from '../document.rules.ts'
import type { DpiaAssessment } from '../dpia/dpia-assessment.rules.ts'

export interface VersionLine {
  readonly number: number
  readonly day: Day
  /** Sections that changed since the version before; empty for the first. */
  readonly changes: readonly string[]
}

/** All that a paper is made from. The same source gives the same words. */
export interface PaperSource {
  readonly projectRef: string
  readonly documentRef: string
  /** What of the project the paper is about: a flow's reference or a processor's code; empty for the whole project. */
  readonly about: string
  readonly facts: ProjectFacts
  /** The impact assessment as it stands, for a paper that states it; nobody has begun one where it is left out. */
  readonly assessment?: DpiaAssessment | null
  /** The involvement log as it stands, for a paper that states it; nobody has entered anything where it is left out. */
  readonly log?: InvolvementLog | null
  /** Every version up to and with this one, oldest first. */
  readonly versions: readonly VersionLine[]
}

/** One kind of paper: when an arrangement needs it, what it needs to know, and what its template states. */
export interface PaperKind {
  readonly kind: DocumentKind
  /** The template that new versions are drafted with. A stored version keeps its words whatever becomes of the template. */
  readonly template: string
  /** Whether it states the impact assessment, so that a change of that makes it old. */
  readonly statesAssessment?: true
  /** Whether it states the involvement log, so that a change of that makes it old. The log is no fact: `uses` names none of it. */
  readonly statesLog?: true
  /** The parties that sign it; none for a paper that is drafted and given to whoever asked for it. */
  readonly signers: (facts: ProjectFacts, about: string) => readonly Party[]
  /** Sections that must be complete before it can be drafted. */
  readonly needs: readonly FactSection[]
  /**
   * The facts it states, as paths: see `fact-leaves.rules.ts`. When one of them changes the paper's words change, and
   * when any other does they do not: a test turns every fact of every worked example to see it.
   */
  readonly uses: readonly string[]
  /** What of the project it is made for, one paper each; empty when this arrangement does not need the paper. */
  readonly subjects: (facts: ProjectFacts) => readonly string[]
  /**
   * Of which things in the lists it states the facts, by their keys (see `keyOf`): a flow's agreement states those of two
   * parties. Of a list that is left out, it states the facts of all.
   */
  readonly scope?: (facts: ProjectFacts, about: string) => Partial<Record<ListSection, readonly string[]>>
  /** Everything the template states. */
  readonly data: (source: PaperSource) => object
}

export const NOBODY_SIGNS = (): readonly Party[] => []

/** The one subject of a paper about the whole project. */
export const WHOLE_PROJECT: readonly string[] = ['']

export const flat = (text: string): string => text.replace(/\s+/g, ' ').trim()
/** Ends a text that people typed with a full stop, so that the clause around it reads on. */
export const sentence = (text: string): string => (/[.!?…:]$/.test(flat(text)) ? flat(text) : `${flat(text)}.`)
/** Without the full stop that it ends with, so that a clause can go on after it. */
export const bare = (text: string): string => flat(text).replace(/[.;,]+$/, '')
export const clean = (items: readonly string[]): string[] => items.map(bare)
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What a dataset's fields mean, each once; the lines of an address are one address. */
export const meaningsOf = (fields: readonly DatasetField[]): string[] => [...new Set(fields.map((field) => bare(field.meaning).replace(/^line \d of the (?=address\b)/, '')))]

/** What of a dataset's fields says who someone is. */
export const identifiersOf = (dataset: Dataset): string[] => meaningsOf(dataset.fields.filter((field) => field.kind === 'identifies'))

/** Things one after another in mid-sentence: "GP records, hospital records and school records". */
export const listed = (items: readonly string[]): string => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`)

/** A flow's name, with that of its data in brackets unless the name begins with it: "Council tax to the haven" says both. */
export const withItsData = (name: string, data: string): string => (name.toLowerCase().startsWith(`${data.toLowerCase()} `) ? name : `${name} (${data})`)

/** A party's name by its code; the code itself for one that is not a party. */
export function namesOf(facts: ProjectFacts): (code: string) => string {
  return (code) => facts.parties.find((party) => party.organisationCode === code)?.name ?? code
}

/** A section that a paper's `needs` promise is there. */
export function given<T>(section: T | null, what: FactSection): T {
  if (section === null) throw new Error(`A paper was drafted without the facts it needs: ${what}`)
  return section
}
