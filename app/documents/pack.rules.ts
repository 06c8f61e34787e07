import { FACT_SECTIONS, missingFacts, type FactSection, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { sectionState } from '#app/projects/project.rules.ts'
import type { DocumentKind } from './document.rules.ts'
import { PAPER_KINDS, paperKind } from './papers/papers.rules.ts'

/** One paper that an arrangement calls for. */
export interface PackPaper {
  readonly kind: DocumentKind
  /** The flow or processor that it is about; empty for the whole project. */
  readonly about: string
}

/** Every paper that the facts call for, in the order of the pack. */
export function packOf(facts: ProjectFacts): PackPaper[] {
  return PAPER_KINDS.flatMap((paper) => paper.subjects(facts).map((about) => ({ kind: paper.kind, about })))
}

/** The sections that a paper still needs before it can be drafted, in their own order. */
export function missingForPaper(facts: ProjectFacts, kind: DocumentKind): FactSection[] {
  const incomplete = new Set(missingFacts(facts).map((missing) => missing.section))
  const { needs } = paperKind(kind)
  return FACT_SECTIONS.filter((section) => needs.includes(section) && (incomplete.has(section) || sectionState(facts, section) !== 'complete'))
}

/** For each section, the kinds of paper that the facts call for and that cannot be drafted without it; none for one that may be left out. */
export function papersNeeding(facts: ProjectFacts): Readonly<Record<FactSection, readonly DocumentKind[]>> {
  const called = new Set(packOf(facts).map((paper) => paper.kind))
  const needing = (section: FactSection) => PAPER_KINDS.filter((paper) => called.has(paper.kind) && paper.needs.includes(section)).map((paper) => paper.kind)
  return Object.fromEntries(FACT_SECTIONS.map((section) => [section, needing(section)])) as unknown as Record<FactSection, DocumentKind[]>
}
