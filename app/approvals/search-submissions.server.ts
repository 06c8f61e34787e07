import type { StaffActor } from '#app/identity/actor.rules.ts'
import { readSnippet, type Snippet } from '#app/kernel/snippet.ts'
import type { Context } from '#app/platform/context.server.ts'
import { BODY_NAMES } from './body-names.rules.ts'
import { searchSubmissionsOf, type SubmissionHitRow } from './submission-search.store.server.ts'

export interface SubmissionHit extends Omit<SubmissionHitRow, 'total' | 'pieces'> {
  /** From what was asked, and what happened since. */
  readonly snippet: Snippet
}

/** Submissions of the projects that the actor's organisation has a part in, by words; best first, `total` in all. */
export async function searchSubmissions(context: Context<StaffActor>, words: string): Promise<{ readonly total: number; readonly hits: readonly SubmissionHit[] }> {
  const rows = await searchSubmissionsOf(context.runtime.db, context.actor.organisationCode, words, BODY_NAMES)
  return { total: rows[0]?.total ?? 0, hits: rows.map(({ total: _, pieces, ...row }) => ({ ...row, snippet: readSnippet(pieces) })) }
}
