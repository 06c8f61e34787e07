import { sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { ROLE_OF_KIND, type ChoiceRole } from './choice-codes.rules.ts'
import type { ChoiceKind } from './choice.rules.ts'

/** An import that was read to its end and has not been undone. */
export interface FinishedImport {
  readonly id: string
  readonly organisationCode: string | null
  readonly digest: string
  readonly startedAt: Date
}

/** The finished imports since an instant, whoever brought them, and how many imports have ever been undone. For the portal's own reckoning: what is shown of it is the caller's to scope. */
export async function readFinishedImports(db: Queryable, since: Date): Promise<{ readonly imports: readonly FinishedImport[]; readonly undone: number }> {
  const rows = (await db.execute(sql`
    select id, organisation_code, digest, started_at from choice_imports
    where state = 'done' and undone_at is null and started_at >= ${since.toISOString()}::timestamptz order by started_at, id`)) as unknown as
    readonly { readonly id: string; readonly organisation_code: string | null; readonly digest: string; readonly started_at: string | Date }[]
  const [counted] = (await db.execute(sql`select count(*)::int as undone from choice_imports where undone_at is not null`)) as unknown as readonly { readonly undone: number }[]
  return {
    imports: rows.map((row) => ({ id: row.id, organisationCode: row.organisation_code, digest: row.digest, startedAt: new Date(row.started_at) })),
    undone: counted?.undone ?? 0,
  }
}

/** Whether an organisation has brought an extract of its own that was read to its end and stands. */
export async function hasFinishedImport(db: Queryable, organisationCode: string): Promise<boolean> {
  const [row] = (await db.execute(sql`select exists (select from choice_imports where organisation_code = ${organisationCode} and state = 'done' and undone_at is null) as is_there`)) as unknown as
    readonly { readonly is_there: boolean }[]
  return row?.is_there === true
}

/**
 * How many people an import brought entries about, for each source and code: `received` with an entry that no standing
 * import had brought before, `carried` with any. Entries that their source says were made in error are not counted. It
 * names nobody.
 */
export async function readSourceCounts(db: Queryable, importId: string): Promise<{ readonly source: string; readonly code: ChoiceRole; readonly received: number; readonly carried: number }[]> {
  const rows = (await db.execute(sql`
    with this as (select id, started_at from choice_imports where id = ${importId}::uuid),
    brought as (
      select event.source, event.kind, event.number_id, true as is_new
      from choice_events event where event.import_id = ${importId}::uuid and event.kind <> 'entered-in-error' and not event.is_entered_in_error
      union all
      select event.source, event.kind, event.number_id, not exists (
        select from choice_imports earlier, this
        where earlier.undone_at is null and (earlier.started_at, earlier.id) < (this.started_at, this.id) and (earlier.id = event.import_id
          or exists (select from choice_import_repeats again where again.event_id = event.id and again.import_id = earlier.id)))
      from choice_import_repeats repeat join choice_events event on event.id = repeat.event_id
      where repeat.import_id = ${importId}::uuid and event.kind <> 'entered-in-error' and not event.is_entered_in_error
    )
    select source, kind, (count(distinct number_id) filter (where is_new))::int as received, count(distinct number_id)::int as carried
    from brought group by source, kind order by source, kind`)) as unknown as
    readonly { readonly source: string; readonly kind: ChoiceKind; readonly received: number; readonly carried: number }[]
  return rows.flatMap(({ source, kind, received, carried }) => {
    const code = ROLE_OF_KIND[kind]
    return code === null ? [] : [{ source, code, received, carried }]
  })
}
