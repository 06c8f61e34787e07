import { sql } from 'drizzle-orm'
import { isFound, lookedFor, MOST_FOUND, piecesOf, rankOf } from '#app/platform/full-text.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { organisations, projectFacts, projectParties, projects } from '#db/schema/index.ts'

export interface ProjectHitRow {
  readonly ref: string
  readonly title: string
  readonly rank: number
  readonly total: number
  readonly pieces: string
}

const NAMES = sql`jsonb_path_query_array(said.facts, '$.parties[*].name') || jsonb_path_query_array(said.facts, '$.parties[*].members[*].name')`

/** The projects that the organisation drafts or is a party to, with these words in title, reference, purpose or the names of parties; best first. */
export async function searchProjectsOf(db: Queryable, organisationCode: string, words: string): Promise<readonly ProjectHitRow[]> {
  return (await db.execute(sql`
    with mine as materialized (
      select project.ref, project.title, drafter.name as drafter, said.facts -> 'purpose' as purpose, ${NAMES} as names
      from ${projects} project
      join ${projectParties} party on party.project_id = project.id and party.organisation_code = ${organisationCode}
      join ${projectFacts} said on said.project_id = project.id and said.version = project.facts_version
      join ${organisations} drafter on drafter.code = project.organisation_code
    ), searched as materialized (
      select mine.*, concat_ws(E'\n', purpose ->> 'purpose', purpose ->> 'plainSummary', purpose ->> 'benefits', purpose ->> 'necessity') as says,
        setweight(to_tsvector('english', title || ' ' || ref || ' ' || replace(ref, '-', ' ')), 'A')
        || setweight(to_tsvector('english', drafter) || jsonb_to_tsvector('english', names, '["string"]'), 'B')
        || setweight(to_tsvector('english', concat_ws(' ', purpose ->> 'purpose', purpose ->> 'plainSummary', purpose ->> 'benefits', purpose ->> 'necessity')), 'C') as lexemes
      from mine
    ), found as materialized (
      select searched.*, ${rankOf(sql`ref`, words, 1)} as rank, count(*) over ()::int as total
      from searched where ${isFound(sql`ref`, words)}
      order by rank desc, title, ref limit ${MOST_FOUND}
    )
    select ref, title, rank, total, case when to_tsvector('english', says) @@ ${lookedFor(words)} or names = '[]'::jsonb then ${piecesOf(sql`says`, words)}
      else ${piecesOf(sql`concat_ws(', ', drafter, (select string_agg(name, ', ') from jsonb_array_elements_text(names) name))`, words)} end as pieces
    from found order by rank desc, title, ref`)) as unknown as readonly ProjectHitRow[]
}
