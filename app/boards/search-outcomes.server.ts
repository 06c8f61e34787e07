import type { StaffActor } from '#app/identity/actor.rules.ts'
import { readSnippet, type Snippet } from '#app/kernel/snippet.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { searchOutcomesOf } from './outcome-search.store.server.ts'

export interface OutcomeHit {
  /** The decision on the route that the outcome is. */
  readonly decisionId: string
  readonly projectRef: string
  /** Of the project. */
  readonly title: string
  readonly stepId: string
  readonly board: string
  readonly outcome: string
  readonly reference: string
  readonly heldOn: Day
  readonly rank: number
  /** From its reasons, its conditions, and what it followed. */
  readonly snippet: Snippet
}

/** Outcomes of boards on the projects that the actor's organisation has a part in, by words; best first. */
export async function searchOutcomes(context: Context<StaffActor>, words: string): Promise<readonly OutcomeHit[]> {
  const rows = await searchOutcomesOf(context.runtime.db, context.actor.organisationCode, words)
  return rows.map(({ total: _, pieces, ...row }) => ({ ...row, snippet: readSnippet(pieces) }))
}
