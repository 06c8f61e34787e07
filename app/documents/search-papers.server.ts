import type { StaffActor } from '#app/identity/actor.rules.ts'
import { readSnippet, type Snippet } from '#app/kernel/snippet.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { DocumentKind } from './document.rules.ts'
import { piecesOfTexts, readContentsOf, searchPapersOf } from './paper-search.store.server.ts'
import { searchedClauses } from './searched-clauses.rules.ts'

export interface PaperHit {
  readonly versionId: string
  readonly documentRef: string
  readonly kind: DocumentKind
  readonly number: number
  /** Of its project. */
  readonly title: string
  readonly rank: number
}

/** A part of a paper in which words were found. */
export interface ClauseFound {
  readonly title: string
  /** Where it is on the paper's page; empty for what stands before the first part. */
  readonly anchor: string
  readonly snippet: Snippet
}

/** The newest version of each paper of the projects that the actor's organisation has a part in, by words; best first, `total` in all. */
export async function searchPapers(context: Context<StaffActor>, words: string): Promise<{ readonly total: number; readonly hits: readonly PaperHit[] }> {
  const rows = await searchPapersOf(context.runtime.db, context.actor.organisationCode, words)
  return { total: rows[0]?.total ?? 0, hits: rows.map(({ total: _, ...hit }) => hit) }
}

const MOST_CLAUSES = 3

/** Of papers that were found, the parts that have all the words, at most three of each, best first. None where only the paper as a whole has them. */
export async function readClausesFound(context: Context<StaffActor>, versionIds: readonly string[], words: string): Promise<ReadonlyMap<string, readonly ClauseFound[]>> {
  if (versionIds.length === 0) return new Map()
  const { db } = context.runtime
  const contents = await readContentsOf(db, versionIds)
  const clauses = [...contents].flatMap(([versionId, content]) => searchedClauses(content).map((clause) => ({ versionId, clause })))
  const found = new Map<string, ClauseFound[]>()
  for (const { place, pieces } of await piecesOfTexts(db, clauses.map(({ clause }) => clause.text), words)) {
    const at = clauses[place]
    if (!at) continue
    const list = found.get(at.versionId) ?? []
    found.set(at.versionId, list)
    if (list.length < MOST_CLAUSES) list.push({ title: at.clause.title, anchor: at.clause.anchor, snippet: readSnippet(pieces) })
  }
  return found
}
