import { sql } from 'drizzle-orm'
import { isFound, MOST_FOUND, piecesOf, rankOf } from '#app/platform/full-text.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { approvalDecisions, projectParties, projects } from '#db/schema/index.ts'
import type { LeftOut } from './covering.rules.ts'

export interface DecisionHitRow {
  readonly id: string
  readonly projectRef: string
  readonly title: string
  readonly stepId: string
  readonly bodyId: string | null
  readonly outcome: string
  readonly leftOut: readonly LeftOut[]
  readonly reference: string
  /** An instant as text. */
  readonly decidedAt: string
  readonly rank: number
  readonly total: number
  readonly pieces: string
}

/** Decisions on projects that the organisation drafts or is a party to, with these words in outcome, reasons, reference or a name of the body; best first. */
export async function searchDecisionsOf(db: Queryable, organisationCode: string, words: string, bodyNames: Readonly<Record<string, string>>): Promise<readonly DecisionHitRow[]> {
  return (await db.execute(sql`
    with searched as materialized (
      select decision.*, project.ref as project_ref, project.title,
        setweight(to_tsvector('english', decision.reference), 'A') || setweight(to_tsvector('english', decision.outcome), 'B')
        || setweight(to_tsvector('english', coalesce(${JSON.stringify(bodyNames)}::jsonb ->> decision.body_id, '')), 'B') || setweight(to_tsvector('english', decision.note), 'C') as lexemes
      from ${approvalDecisions} decision
      join ${projects} project on project.id = decision.project_id
      join ${projectParties} party on party.project_id = project.id and party.organisation_code = ${organisationCode}
    ), found as materialized (
      select searched.*, ${rankOf(sql`reference`, words, 0.9)} as rank, count(*) over ()::int as total
      from searched where ${isFound(sql`reference`, words)}
      order by rank desc, decided_at desc, id limit ${MOST_FOUND}
    )
    select id, project_ref as "projectRef", title, step_id as "stepId", body_id as "bodyId", outcome, left_out as "leftOut", reference, decided_at::text as "decidedAt", rank, total, ${piecesOf(sql`note`, words)} as pieces
    from found order by rank desc, decided_at desc, id`)) as unknown as readonly DecisionHitRow[]
}
