import type { StaffActor } from '#app/identity/actor.rules.ts'
import { readSnippet, type Snippet } from '#app/kernel/snippet.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { bodyOn, type BodyId } from './bodies.rules.ts'
import { BODY_NAMES } from './body-names.rules.ts'
import { outcomeWords } from './covering.words.ts'
import { searchDecisionsOf } from './decision-search.store.server.ts'

export interface DecisionHit {
  readonly id: string
  readonly projectRef: string
  /** Of the project. */
  readonly title: string
  readonly stepId: string
  /** The name that the body had then; null for a decision of one of the parties. */
  readonly body: string | null
  /** In the body's own word, and whether it is in part. */
  readonly outcome: string
  readonly reference: string
  /** The Europe/London day of the decision. */
  readonly decidedOn: Day
  readonly rank: number
  /** From its reasons. */
  readonly snippet: Snippet
}

/** Decisions on the projects that the actor's organisation has a part in, by words; best first, `total` in all. */
export async function searchDecisions(context: Context<StaffActor>, words: string): Promise<{ readonly total: number; readonly hits: readonly DecisionHit[] }> {
  const rows = await searchDecisionsOf(context.runtime.db, context.actor.organisationCode, words, BODY_NAMES)
  return {
    total: rows[0]?.total ?? 0,
    hits: rows.map(({ total: _, pieces, decidedAt, bodyId, outcome, leftOut, ...row }) => {
      const decidedOn = londonDay(new Date(decidedAt))
      return { ...row, outcome: outcomeWords({ outcome, leftOut }), decidedOn, body: bodyId ? bodyOn(bodyId as BodyId, decidedOn).name : null, snippet: readSnippet(pieces) }
    }),
  }
}
