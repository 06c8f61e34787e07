import { sql } from 'drizzle-orm'
import { lookedFor, MOST_FOUND, piecesOf } from '#app/platform/full-text.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { documents, documentVersions, projectParties, projects } from '#db/schema/index.ts'
import type { DocumentKind } from './document.rules.ts'

export interface PaperHitRow {
  readonly versionId: string
  readonly documentRef: string
  readonly kind: DocumentKind
  readonly number: number
  readonly title: string
  readonly rank: number
  readonly total: number
}

/** The newest versions of papers with these words, of projects that the organisation drafts or is a party to; best first. */
export async function searchPapersOf(db: Queryable, organisationCode: string, words: string): Promise<readonly PaperHitRow[]> {
  return (await db.execute(sql`
    select version.id as "versionId", document.ref as "documentRef", document.kind, version.number, project.title,
      ts_rank(version.lexemes, ${lookedFor(words)})::float8 as rank, count(*) over ()::int as total
    from ${documentVersions} version
    join ${documents} document on document.id = version.document_id
    join ${projects} project on project.id = document.project_id
    join ${projectParties} party on party.project_id = project.id and party.organisation_code = ${organisationCode}
    where version.lexemes @@ ${lookedFor(words)}
      and not exists (select from ${documentVersions} later where later.document_id = version.document_id and later.number > version.number)
    order by rank desc, project.title, document.ref limit ${MOST_FOUND}`)) as unknown as readonly PaperHitRow[]
}

export interface ClausePieces {
  readonly place: number
  readonly pieces: string
}

/** The places of those texts that have these words, best first, and the pieces of each around what was found. */
export async function piecesOfTexts(db: Queryable, texts: readonly string[], words: string): Promise<readonly ClausePieces[]> {
  return (await db.execute(sql`
    with given as materialized (
      select text, place::int, to_tsvector('english', text) as lexemes from unnest(${sql.param(texts)}::text[]) with ordinality as given (text, place)
    )
    select place - 1 as place, ${piecesOf(sql`text`, words)} as pieces
    from given where lexemes @@ ${lookedFor(words)} order by ts_rank(lexemes, ${lookedFor(words)}) desc, place`)) as unknown as readonly ClausePieces[]
}

/** The words of these versions. Whoever asks has found them for the actor's organisation. */
export async function readContentsOf(db: Queryable, versionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = (await db.execute(sql`select id, content from ${documentVersions} where id = any(${sql.param(versionIds)}::uuid[])`)) as unknown as readonly { id: string; content: string }[]
  return new Map(rows.map(({ id, content }) => [id, content]))
}
