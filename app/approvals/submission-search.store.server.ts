import { sql } from 'drizzle-orm'
import { isFound, MOST_FOUND, piecesOf, rankOf } from '#app/platform/full-text.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { documents, documentVersions, projectParties, projects, stepSubmissionPapers, stepSubmissions, submissionEvents } from '#db/schema/index.ts'

export interface SubmissionHitRow {
  readonly projectRef: string
  readonly title: string
  readonly stepId: string
  readonly toName: string
  readonly reference: string
  /** A Europe/London day. */
  readonly submittedOn: string
  readonly rank: number
  readonly total: number
  readonly pieces: string
}

/**
 * Submissions of projects that the organisation drafts or is a party to, with these words in a reference, to whom they went, a name of
 * the body, what was asked, what happened since or the references of the papers that went; best first. What was decided is found as a decision.
 */
export async function searchSubmissionsOf(db: Queryable, organisationCode: string, words: string, bodyNames: Readonly<Record<string, string>>): Promise<readonly SubmissionHitRow[]> {
  return (await db.execute(sql`
    with searched as materialized (
      select submission.id, submission.step_id, submission.to_name, submission.submitted_on, submission.body_id, project.ref as project_ref, project.title,
        concat_ws(' ', nullif(submission.reference, ''), (select string_agg(distinct event.reference, ' ') from ${submissionEvents} event where event.submission_id = submission.id and event.reference <> '')) as reference,
        concat_ws(E'\n', nullif(submission.note, ''), (select string_agg(event.said, E'\n' order by event.number) from ${submissionEvents} event where event.submission_id = submission.id and event.said <> '' and event.kind not in ('decided', 'put-off'))) as says,
        (select string_agg(document.ref, ' ') from ${stepSubmissionPapers} paper join ${documentVersions} version on version.id = paper.document_version_id join ${documents} document on document.id = version.document_id where paper.submission_id = submission.id) as papers
      from ${stepSubmissions} submission
      join ${projects} project on project.id = submission.project_id
      join ${projectParties} party on party.project_id = project.id and party.organisation_code = ${organisationCode}
    ), weighed as materialized (
      select searched.*, setweight(to_tsvector('english', reference), 'A') || setweight(to_tsvector('english', to_name || ' ' || coalesce(${JSON.stringify(bodyNames)}::jsonb ->> body_id, '')), 'B')
        || setweight(to_tsvector('english', says), 'C') || setweight(to_tsvector('english', coalesce(papers, '')), 'D') as lexemes from searched
    ), found as materialized (
      select weighed.*, ${rankOf(sql`reference`, words, 0.9)} as rank, count(*) over ()::int as total
      from weighed where ${isFound(sql`reference`, words)}
      order by rank desc, submitted_on desc, id limit ${MOST_FOUND}
    )
    select project_ref as "projectRef", title, step_id as "stepId", to_name as "toName", reference, submitted_on as "submittedOn", rank, total, ${piecesOf(sql`says`, words)} as pieces
    from found order by rank desc, submitted_on desc, id`)) as unknown as readonly SubmissionHitRow[]
}
