import { sql } from 'drizzle-orm'
import { lookedFor, MOST_FOUND, piecesOf } from '#app/platform/full-text.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { agendaItems, boards, boardSittings, boardSubmissions, itemOutcomes, projectParties, projects } from '#db/schema/index.ts'

export interface OutcomeHitRow {
  readonly decisionId: string
  readonly projectRef: string
  readonly title: string
  readonly stepId: string
  readonly board: string
  readonly outcome: string
  readonly reference: string
  /** A Europe/London day. */
  readonly heldOn: string
  readonly rank: number
  readonly total: number
  readonly pieces: string
}

/** Outcomes of boards on projects that the organisation drafts or is a party to, with these words in the board's name, outcome, reasons or conditions; best first. */
export async function searchOutcomesOf(db: Queryable, organisationCode: string, words: string): Promise<readonly OutcomeHitRow[]> {
  return (await db.execute(sql`
    with searched as materialized (
      select outcome.decision_id, outcome.word, project.ref as project_ref, project.title, submission.step_id, board.name as board, sitting.held_on,
        board.ref || '/' || sitting.held_on || '/' || outcome.number as reference,
        concat_ws(E'\n', outcome.reasons, (select string_agg(condition ->> 'text', E'\n') from jsonb_array_elements(outcome.conditions) condition), nullif(outcome.precedent, '')) as says
      from ${itemOutcomes} outcome
      join ${agendaItems} item on item.sitting_id = outcome.sitting_id and item.number = outcome.number
      join ${boardSubmissions} submission on submission.id = item.submission_id
      join ${boardSittings} sitting on sitting.id = outcome.sitting_id
      join ${boards} board on board.id = sitting.board_id
      join ${projects} project on project.id = submission.project_id
      join ${projectParties} party on party.project_id = project.id and party.organisation_code = ${organisationCode}
    ), weighed as materialized (
      select searched.*, setweight(to_tsvector('english', reference), 'A') || setweight(to_tsvector('english', word || ' ' || board), 'B') || setweight(to_tsvector('english', says), 'C') as lexemes from searched
    ), found as materialized (
      select weighed.*, ts_rank(lexemes, ${lookedFor(words)})::float8 as rank, count(*) over ()::int as total
      from weighed where lexemes @@ ${lookedFor(words)} order by rank desc, held_on desc, reference limit ${MOST_FOUND}
    )
    select decision_id as "decisionId", project_ref as "projectRef", title, step_id as "stepId", board, word as outcome, reference, held_on as "heldOn", rank, total, ${piecesOf(sql`says`, words)} as pieces
    from found order by rank desc, held_on desc, reference`)) as unknown as readonly OutcomeHitRow[]
}
