import { searchDecisions } from '#app/approvals/search-decisions.server.ts'
import { searchSubmissions } from '#app/approvals/search-submissions.server.ts'
import { stepName } from '#app/approvals/route-finder.words.ts'
import { searchOutcomes } from '#app/boards/search-outcomes.server.ts'
import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { readClausesFound, searchPapers, type ClauseFound, type PaperHit } from '#app/documents/search-papers.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Snippet } from '#app/kernel/snippet.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { searchProjects } from '#app/projects/search-projects.server.ts'
import { inOrderOfRank, PAGE_SIZE } from './search.rules.ts'

/** One thing that was found, as the page shows it. */
export interface SearchResult {
  readonly kind: 'Project' | 'Paper' | 'Decision' | 'Board outcome' | 'Submission'
  readonly title: string
  readonly href: string
  /** What else tells it from others: a reference, a day. */
  readonly about: string
  readonly snippet: Snippet
  /** Of a paper: the parts that have the words. Null for what has no parts. */
  readonly clauses: readonly (ClauseFound & { readonly href: string })[] | null
}

interface Found {
  readonly rank: number
  readonly paper: PaperHit | null
  readonly result: SearchResult
}

/**
 * A page of what was found by these words among all that the actor's organisation has a part in. `total` counts everything
 * that was found; `pages` those that can be looked at, and a page beyond the last is the last.
 */
export async function readSearchPage(context: Context<StaffActor>, words: string, asked: number) {
  const [projects, papers, decisions, outcomes, submissions] = await Promise.all([
    searchProjects(context, words), searchPapers(context, words), searchDecisions(context, words), searchOutcomes(context, words), searchSubmissions(context, words),
  ])
  // An outcome of a board is a decision as well: it is shown once, as the board's.
  const ofBoards = new Set(outcomes.map(({ decisionId }) => decisionId))
  const others = decisions.hits.filter(({ id }) => !ofBoards.has(id))
  const all = inOrderOfRank<Found>(
    projects.hits.map(({ ref, title, rank, snippet }) => ({ rank, paper: null, result: { kind: 'Project', title, href: `/projects/${ref}`, about: ref, snippet, clauses: null } })),
    outcomes.map((hit) => ({
      rank: hit.rank, paper: null,
      result: { kind: 'Board outcome', title: `${hit.outcome}: ${hit.board}`, href: approvals(hit), about: `${hit.title}, ${formatDay(hit.heldOn)}, ${hit.reference}`, snippet: hit.snippet, clauses: null },
    })),
    others.map((hit) => ({
      rank: hit.rank, paper: null,
      result: { kind: 'Decision', title: hit.body ? `${hit.outcome}: ${hit.body}` : hit.outcome, href: approvals(hit), about: [hit.title, formatDay(hit.decidedOn), hit.reference].filter(Boolean).join(', '), snippet: hit.snippet, clauses: null },
    })),
    submissions.hits.map((hit) => ({
      rank: hit.rank, paper: null,
      result: { kind: 'Submission', title: `Submitted to ${hit.toName}: ${stepName(hit.stepId)}`, href: approvals(hit), about: [hit.title, formatDay(hit.submittedOn), hit.reference].filter(Boolean).join(', '), snippet: hit.snippet, clauses: null },
    })),
    papers.hits.map((hit) => ({
      rank: hit.rank, paper: hit,
      result: { kind: 'Paper', title: `${DOCUMENT_KIND_WORDS[hit.kind]}: ${hit.title}`, href: address(hit), about: `${hit.documentRef}, version ${hit.number}`, snippet: [], clauses: [] },
    })),
  )
  const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE))
  const page = Math.min(asked, pages)
  const shown = all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
  const clauses = await readClausesFound(context, shown.flatMap(({ paper }) => paper?.versionId ?? []), words)
  return {
    total: projects.total + papers.total + submissions.total + outcomes.length + decisions.total - (decisions.hits.length - others.length), ranked: all.length, page, pages, first: (page - 1) * PAGE_SIZE + 1,
    results: shown.map(({ paper, result }): SearchResult => (paper ? {
      ...result, clauses: (clauses.get(paper.versionId) ?? []).map((clause) => ({ ...clause, href: clause.anchor ? `${address(paper)}#${clause.anchor}` : address(paper) })),
    } : result)),
  }
}

const address = ({ documentRef, number }: PaperHit): string => `/documents/${documentRef}/v${number}`
const approvals = ({ projectRef, stepId }: { readonly projectRef: string; readonly stepId: string }): string => `/projects/${projectRef}/approvals#${encodeURIComponent(stepId)}`
