import { sql, type SQL } from 'drizzle-orm'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { CHOICE_ROLES, KIND_OF_ROLE, ROLE_OF_KIND, type ChoiceRole } from './choice-codes.rules.ts'
import type { ChoiceKind } from './choice.rules.ts'

/** So many people's choices that were recorded here on one day, and when a coded extract of the same source brought them. It names nobody. */
export interface RecordedHere {
  readonly source: string
  readonly code: ChoiceRole
  readonly knownOn: Day
  /** The day they were taken back, or the record of them was; null while they stand. */
  readonly endedOn: Day | null
  /** The day of the first import that brought the same of the same person from the source. */
  readonly arrivedOn: Day | null
  readonly people: number
}

const dayOf = (instant: SQL): SQL => sql`to_char(${instant} at time zone 'Europe/London', 'YYYY-MM-DD')`

/** Each kind with those that lift it, or that it lifts. */
const OPPOSITES = Object.entries(KIND_OF_ROLE).flatMap(([role, kind]) =>
  Object.entries(KIND_OF_ROLE).filter(([other]) => {
    const [one, two] = [CHOICE_ROLES[role as ChoiceRole], CHOICE_ROLES[other as ChoiceRole]]
    return one.stream === two.stream && one.says !== two.says
  }).map(([, opposite]) => ({ kind, opposite })))

/** The imports that stand and brought the entry called "came", or brought it again. */
const CAME_WITH = sql`cross join lateral (select came.import_id as id union all select again.import_id from choice_import_repeats again where again.event_id = came.id) brought
  join choice_imports came_with on came_with.id = brought.id and came_with.undone_at is null`

/** What was recorded here since an instant of the people of these organisations, by whatever way but coded extracts, in counts. */
export async function readChoicesRecordedHere(db: Queryable, sources: readonly string[], since: Date): Promise<RecordedHere[]> {
  if (sources.length === 0) return []
  const rows = (await db.execute(sql`
    with opposites (kind, opposite) as (values ${sql.join(OPPOSITES.map(({ kind, opposite }) => sql`(${kind}, ${opposite})`), sql`, `)})
    select event.organisation_code as source, event.kind, ${dayOf(sql`event.recorded_at`)} as known_on, ${dayOf(sql`ended.at`)} as ended_on, ${dayOf(sql`arrived.at`)} as arrived_on,
      count(*)::int as people
    from choice_events event
    left join lateral (
      select min(later.recorded_at) as at from choice_events later
      where later.number_id = event.number_id and later.organisation_code = event.organisation_code and later.import_id is null
        and (later.retracts = event.id or (later.recorded_at > event.recorded_at and later.project_ref is not distinct from event.project_ref
          and exists (select from opposites where opposites.kind = event.kind and opposites.opposite = later.kind)))
    ) ended on true
    left join lateral (
      select min(came_with.started_at) as at from choice_events came ${CAME_WITH}
      where came.number_id = event.number_id and came.source = event.organisation_code and came.kind = event.kind
        and came.project_ref is not distinct from event.project_ref and not came.is_entered_in_error
    ) arrived on true
    where event.organisation_code = any(${sql.param([...sources])}::text[]) and event.recorded_at >= ${since.toISOString()}::timestamptz
      and event.import_id is null and event.channel <> 'extract' and event.number_id is not null and event.kind <> 'entered-in-error'
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`)) as unknown as
    readonly { readonly source: string; readonly kind: ChoiceKind; readonly known_on: Day; readonly ended_on: Day | null; readonly arrived_on: Day | null; readonly people: number }[]
  return rows.flatMap(({ source, kind, known_on: knownOn, ended_on: endedOn, arrived_on: arrivedOn, people }) => {
    const code = ROLE_OF_KIND[kind]
    return code === null ? [] : [{ source, code, knownOn, endedOn, arrivedOn, people }]
  })
}

/** For each number at a source, the day of the first import that brought any no about it from there; those that never came are left out. */
export async function readFirstArrivals(db: Queryable, wanted: readonly { readonly source: string; readonly numberId: number }[]): Promise<ReadonlyMap<string, Day>> {
  if (wanted.length === 0) return new Map()
  const dissents = Object.entries(KIND_OF_ROLE).filter(([role]) => CHOICE_ROLES[role as ChoiceRole].says === 'no').map(([, kind]) => kind)
  const rows = (await db.execute(sql`
    select came.source, came.number_id::text as number_id, ${dayOf(sql`min(came_with.started_at)`)} as arrived_on
    from (select distinct * from unnest(${sql.param(wanted.map(({ source }) => source))}::text[], ${sql.param(wanted.map(({ numberId }) => numberId))}::bigint[]) as w (source, number_id)) wanted
    join choice_events came on came.number_id = wanted.number_id and came.source = wanted.source
      and came.kind = any(${sql.param(dissents)}::text[]) and not came.is_entered_in_error
    ${CAME_WITH}
    group by 1, 2`)) as unknown as readonly { readonly source: string; readonly number_id: string; readonly arrived_on: Day }[]
  return new Map(rows.map((row) => [arrivalKey({ source: row.source, numberId: Number(row.number_id) }), row.arrived_on]))
}

export const arrivalKey = ({ source, numberId }: { readonly source: string; readonly numberId: number }): string => `${source} ${numberId}`

/** One entry that an import brought, by its number at its source, or else by ours. */
export interface BroughtEntry {
  readonly source: string
  readonly code: ChoiceRole
  readonly key: string
  /** The day its source wrote it down. */
  readonly recordedOn: Day
  /** The source says that it was made in error. */
  readonly isEnded: boolean
}

/** The entries of an import that these sources wrote down on these days, the first and the last included. */
export async function readEntriesBrought(db: Queryable, importId: string, sources: readonly string[], from: Day, upTo: Day): Promise<BroughtEntry[]> {
  const written = sql`coalesce(event.source_recorded_day::text, ${dayOf(sql`event.source_recorded_at`)})`
  const rows = (await db.execute(sql`
    select event.source, event.kind, coalesce(event.sequence, event.id::text) as key, ${written} as recorded_on, event.is_entered_in_error as is_ended
    from choice_events event
    where (event.import_id = ${importId}::uuid or event.id in (select again.event_id from choice_import_repeats again where again.import_id = ${importId}::uuid))
      and event.source = any(${sql.param([...sources])}::text[]) and ${written} between ${from} and ${upTo}`)) as unknown as
    readonly { readonly source: string; readonly kind: ChoiceKind; readonly key: string; readonly recorded_on: Day; readonly is_ended: boolean }[]
  return rows.flatMap(({ source, kind, key, recorded_on: recordedOn, is_ended: isEnded }) => {
    const code = ROLE_OF_KIND[kind]
    return code === null ? [] : [{ source, code, key, recordedOn, isEnded }]
  })
}
