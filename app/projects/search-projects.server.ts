import type { StaffActor } from '#app/identity/actor.rules.ts'
import { readSnippet, type Snippet } from '#app/kernel/snippet.ts'
import type { Context } from '#app/platform/context.server.ts'
import { searchProjectsOf } from './project-search.store.server.ts'

export interface ProjectHit {
  readonly ref: string
  readonly title: string
  /** How well it fits, against hits of every kind. */
  readonly rank: number
  /** From its purpose, or the names of its parties. */
  readonly snippet: Snippet
}

/** Projects that the actor's organisation drafts or is a party to, by words; best first, `total` of them in all. */
export async function searchProjects(context: Context<StaffActor>, words: string): Promise<{ readonly total: number; readonly hits: readonly ProjectHit[] }> {
  const rows = await searchProjectsOf(context.runtime.db, context.actor.organisationCode, words)
  return { total: rows[0]?.total ?? 0, hits: rows.map(({ ref, title, rank, pieces }) => ({ ref, title, rank, snippet: readSnippet(pieces) })) }
}
