import type { DocumentKind } from '#app/documents/document.rules.ts'
import { OUTLINE } from '#app/documents/clauses.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { StandingPaper } from './in-force.rules.ts'
import type { RouteStep } from './route-finder.rules.ts'

/**
 * The papers that a decision on a step is about: those that must be there before it, of the flows that it is for. A step
 * that names none is about the protocol. `flows` are all of the project.
 */
export function papersOfStep<P extends Pick<StandingPaper, 'kind' | 'about'>>(step: Pick<RouteStep, 'documents' | 'flows'>, papers: readonly P[], { flows }: { readonly flows: readonly { readonly ref: string }[] }): P[] {
  const kinds = kindsOfStep(step)
  const isOfOtherFlow = (about: string) => flows.some(({ ref }) => ref === about) && !step.flows.includes(about)
  return papers.filter((paper) => kinds.includes(paper.kind) && !isOfOtherFlow(paper.about))
}

export const kindsOfStep = (step: Pick<RouteStep, 'documents'>): readonly DocumentKind[] => (step.documents.length > 0 ? step.documents : ['protocol'])

/** A version of a paper as somebody had it before them: what of it is decided on, by the names of its parts; null for all of it, none for nothing. */
export interface PaperShown {
  readonly documentRef: string
  readonly number: number
  readonly clauses: readonly string[] | null
}

/** Parts that a decision on a paper always covers: which records go where, for what, and who may keep theirs out. Without them it would let anything flow. */
const ALWAYS: Partial<Record<DocumentKind, readonly string[]>> = {
  protocol: ['parties', 'purpose', 'data', 'flows', 'choices'],
  'sharing-agreement': ['parties', 'purpose', 'data'],
  'processing-agreement': ['processing'],
  'section-251': ['purpose', 'items', 'support', 'dissent'],
  'national-data': ['objective', 'processing', 'minimisation', 'objections'],
  dpia: ['description', 'risks'],
}
/** Parts that say nothing by themselves: the front page, and which parts there are. */
const FRAME: readonly string[] = ['header', OUTLINE]

interface Parts {
  readonly kind: DocumentKind
  readonly clauses: readonly { readonly name: string }[]
}

export function partsAlways({ kind, clauses }: Parts): readonly string[] {
  return (ALWAYS[kind] ?? []).filter((name) => clauses.some((clause) => clause.name === name))
}

/** Stands for a paper as a whole among the names of its parts: it is in. */
export const THIS_PAPER = '*'

/** What somebody chose of a paper, by the names of its parts. A paper that is not named is left out. */
export interface ChosenPaper {
  readonly documentRef: string
  readonly clauses: readonly string[]
}

/**
 * What a decision on these papers covers: all of them where nothing was chosen. Of a paper that is in, the parts that are
 * always covered are; where it has none of those, at least one part of its own must be. Refused where that is not so.
 */
export function partsChosen(papers: readonly (Parts & { readonly documentRef: string; readonly number: number })[], chosen: readonly ChosenPaper[] | null): Result<PaperShown[], Refusal<'too-little-covered'>> {
  const shown: PaperShown[] = []
  for (const paper of papers) {
    const { documentRef, number } = paper
    const choice = chosen === null ? null : chosen.find((one) => one.documentRef === documentRef) ?? { documentRef, clauses: null }
    if (choice === null) {
      shown.push({ documentRef, number, clauses: null })
    } else if (choice.clauses === null) {
      shown.push({ documentRef, number, clauses: [] })
    } else {
      const always = partsAlways(paper)
      const names = [...new Set([...always, ...choice.clauses])]
      const own = paper.clauses.filter(({ name }) => names.includes(name) && !FRAME.includes(name))
      if (own.length === 0) return refuse('too-little-covered')
      shown.push({ documentRef, number, clauses: paper.clauses.every(({ name }) => names.includes(name)) ? null : names })
    }
  }
  return ok(shown)
}

/**
 * What the decision of a board covers of the versions that lay before it. One that grants is refused where it would cover too little
 * of a paper, or none of a kind; one that opens nothing is on all of them.
 */
export function partsDecidedOn(papers: readonly (Parts & { readonly documentRef: string; readonly number: number })[], chosen: readonly ChosenPaper[] | null, grants: boolean): Result<PaperShown[], Refusal<'too-little-covered'>> {
  const parts = partsChosen(papers, grants ? chosen : null)
  if (!parts.ok) return parts
  const isIn = ({ documentRef }: { readonly documentRef: string }) => parts.value.some((one) => one.documentRef === documentRef && one.clauses?.length !== 0)
  return papers.every(({ kind }) => papers.some((paper) => paper.kind === kind && isIn(paper))) ? parts : refuse('too-little-covered')
}

/** A part of a paper in one line, such as `oldham-gp-pilot-dpia measures`. */
const partLine = (documentRef: string, name: string): string => `${documentRef} ${name}`

/** The parts of these papers that a choice leaves out, each in one line. */
export function partsLeftOut(papers: readonly (Parts & { readonly documentRef: string })[], chosen: readonly PaperShown[]): string[] {
  return papers.flatMap(({ documentRef, clauses }) => {
    const names = chosen.find((one) => one.documentRef === documentRef)?.clauses ?? null
    return names === null ? [] : clauses.filter(({ name }) => !names.includes(name)).map(({ name }) => partLine(documentRef, name))
  })
}

/** What a decision covers that several people came to, each of whom left parts out: all but what every one of them left out. */
export function partsAgreedOn(papers: readonly (Parts & { readonly documentRef: string; readonly number: number })[], leftOut: readonly (readonly string[])[]): PaperShown[] {
  const [first = [], ...others] = leftOut
  const out = new Set(first.filter((line) => others.every((lines) => lines.includes(line))))
  return papers.map(({ documentRef, number, clauses }) => {
    const names = clauses.map(({ name }) => name).filter((name) => !out.has(partLine(documentRef, name)))
    return { documentRef, number, clauses: names.length === clauses.length ? null : names }
  })
}

/** A version that may be decided on, as a page lists it. */
export interface PaperToCover {
  readonly documentRef: string
  readonly name: string
  readonly number: number
  readonly parts: readonly { readonly name: string; readonly title: string; readonly isAlways: boolean }[]
  /** Whether it may be left out as a whole: there is another of its kind. */
  readonly mayBeLeftOut: boolean
}

/** What a decision leaves out of a version that lay before whoever decided, by the titles of the parts. */
export interface LeftOut {
  readonly documentRef: string
  readonly kind: DocumentKind
  readonly number: number
  readonly parts: readonly string[]
}
