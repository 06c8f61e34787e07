import type { StaffActor } from '#app/identity/actor.rules.ts'
import { readSnippet, type Snippet } from '#app/kernel/snippet.ts'
import type { Context } from '#app/platform/context.server.ts'
import { turn } from '#app/platform/event-loop-turn.server.ts'
import type { DocumentKind } from './document.rules.ts'
import { piecesOfTexts, readContentsOf, searchPapersOf } from './paper-search.store.server.ts'
import { searchedClauses, type SearchedClause } from './searched-clauses.rules.ts'

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

/** The parts of a version never change, so they are read out of its markup once for as long as it is among the last looked for. */
const KNOWN = new Map<string, readonly SearchedClause[]>()
const MOST_KNOWN = 100

/** Of papers that were found, the parts that have all the words, at most three of each, best first. None where only the paper as a whole has them. */
export async function readClausesFound(context: Context<StaffActor>, versionIds: readonly string[], words: string): Promise<ReadonlyMap<string, readonly ClauseFound[]>> {
  if (versionIds.length === 0) return new Map()
  const { db } = context.runtime
  const known = new Map(versionIds.map((versionId) => [versionId, KNOWN.get(versionId)]))
  const contents = await readContentsOf(db, versionIds.filter((versionId) => !known.get(versionId)))
  for (const [versionId, content] of contents) {
    // A long paper takes a while to read: others are let in between.
    await turn()
    const parts = searchedClauses(content)
    known.set(versionId, parts)
    if (KNOWN.size >= MOST_KNOWN) KNOWN.clear()
    KNOWN.set(versionId, parts)
  }
  const clauses = versionIds.flatMap((versionId) => (known.get(versionId) ?? []).map((clause) => ({ versionId, clause })))
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
