import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Queryable } from '#app/platform/database.server.ts'
import { choiceEvents, choiceImportRepeats, choiceImports, organisations, people, projects, storedFiles } from '#db/schema/index.ts'

export type ImportRecord = typeof choiceImports.$inferSelect

const IMPORT_LOCK = 0x43484f52

/** One import writes at a time, so that the same row brought by two is kept once. Held until the transaction ends. */
export async function lockImports(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${IMPORT_LOCK}::int, 0)`)
}

/** Adds an import; null where the same file has a living import of the same organisation. */
export async function addImport(tx: Queryable, row: typeof choiceImports.$inferInsert): Promise<ImportRecord | null> {
  const [added] = await tx.insert(choiceImports).values(row).onConflictDoNothing().returning()
  return added ?? null
}

export interface FileIdentity { readonly organisationCode: string | null; readonly digest: string; readonly codeListVersion: string }

export async function findLivingImport(db: Queryable, file: FileIdentity): Promise<ImportRecord | null> {
  const [row] = await db.select().from(choiceImports).where(and(
    sql`coalesce(${choiceImports.organisationCode}, '') = ${file.organisationCode ?? ''}`, eq(choiceImports.digest, file.digest),
    eq(choiceImports.codeListVersion, file.codeListVersion), isNull(choiceImports.undoneAt),
  ))
  return row ?? null
}

/** For the portal's own work, which belongs to no organisation. */
export async function findImportById(db: Queryable, importId: string): Promise<ImportRecord | null> {
  const [row] = await db.select().from(choiceImports).where(eq(choiceImports.id, importId))
  return row ?? null
}

/** For whoever runs the portal, at the command line. */
export async function findImportByReference(db: Queryable, reference: string): Promise<ImportRecord | null> {
  const [row] = await db.select().from(choiceImports).where(eq(choiceImports.reference, reference))
  return row ?? null
}

export async function findImport(db: Queryable, organisationCode: string, importId: string): Promise<ImportRecord | null> {
  const [row] = await db.select().from(choiceImports).where(and(eq(choiceImports.organisationCode, organisationCode), eq(choiceImports.id, importId)))
  return row ?? null
}

export async function listImports(db: Queryable, organisationCode: string, limit: number): Promise<ImportRecord[]> {
  return db.select().from(choiceImports).where(eq(choiceImports.organisationCode, organisationCode)).orderBy(desc(choiceImports.startedAt), desc(choiceImports.id)).limit(limit)
}

export async function lockImport(tx: Queryable, importId: string): Promise<ImportRecord | null> {
  const [row] = await tx.select().from(choiceImports).where(eq(choiceImports.id, importId)).for('update')
  return row ?? null
}

export async function updateImport(tx: Queryable, importId: string, changes: Partial<typeof choiceImports.$inferInsert>): Promise<void> {
  await tx.update(choiceImports).set(changes).where(eq(choiceImports.id, importId))
}

/** A row that came before: the event it became, and whether the import that brought it has been undone since. */
export interface EarlierRow {
  readonly key: string
  readonly eventId: string
  readonly importId: string
  readonly round: number
  readonly isUndone: boolean
}

/** For each key (hexadecimal) that came before, its newest round. */
export async function findEarlierRows(tx: Queryable, keys: readonly Buffer[]): Promise<ReadonlyMap<string, EarlierRow>> {
  if (keys.length === 0) return new Map()
  const event = alias(choiceEvents, 'event')
  const takenBack = alias(choiceEvents, 'taken_back')
  const rows = await tx.select({ key: event.importKey, eventId: event.id, importId: event.importId, round: event.importRound, undoneWith: takenBack.importId })
    .from(event).leftJoin(takenBack, eq(takenBack.retracts, event.id))
    .where(inArray(event.importKey, [...keys])).orderBy(event.importRound)
  return new Map(rows.map((row) => {
    const key = (row.key as Buffer).toString('hex')
    return [key, { key, eventId: row.eventId, importId: row.importId as string, round: row.round as number, isUndone: row.undoneWith !== null }]
  }))
}

export async function addRepeats(tx: Queryable, importId: string, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length > 0) await tx.insert(choiceImportRepeats).values(eventIds.map((eventId) => ({ importId, eventId }))).onConflictDoNothing()
}

/** Who has the numbers on their list: every list of this installation. */
export async function findListed(tx: Queryable, numberIds: readonly number[]): Promise<{ organisationCode: string; numberId: number; personId: string }[]> {
  if (numberIds.length === 0) return []
  const rows = await tx.select({ organisationCode: people.organisationCode, numberId: people.numberId, personId: people.id })
    .from(people).where(inArray(people.numberId, [...numberIds]))
  return rows.map((row) => ({ ...row, numberId: row.numberId as number }))
}

export async function findKnownOrganisations(tx: Queryable, codes: readonly string[]): Promise<ReadonlySet<string>> {
  if (codes.length === 0) return new Set()
  const rows = await tx.select({ code: organisations.code }).from(organisations).where(inArray(organisations.code, [...codes]))
  return new Set(rows.map((row) => row.code))
}

export async function findKnownProjects(tx: Queryable, refs: readonly string[]): Promise<ReadonlySet<string>> {
  if (refs.length === 0) return new Set()
  const rows = await tx.select({ ref: projects.ref }).from(projects).where(inArray(projects.ref, [...refs]))
  return new Set(rows.map((row) => row.ref))
}

/** A table for this transaction alone, for finding rows that a file holds twice without keeping them in memory. */
export async function makeSeenRows(tx: Queryable): Promise<void> {
  await tx.execute(sql`create temporary table seen_rows (key bytea primary key) on commit drop`)
}

/** Of the keys, those that were not seen before, as hexadecimal. */
export async function noteSeenRows(tx: Queryable, keys: readonly Buffer[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set()
  const rows = await tx.execute(sql`insert into seen_rows (key) values ${sql.join(keys.map((key) => sql`(${key})`), sql`, `)} on conflict do nothing returning encode(key, 'hex') as key`)
  return new Set(rows.map((row) => row.key as string))
}

/** Events that an import brought, first or again, and that stand because another living import brought them too. */
export async function countEventsOfOthersToo(tx: Queryable, importId: string): Promise<number> {
  const rows = await tx.execute(sql`
    select count(*)::int as count from choice_events event
    where event.kind <> 'entered-in-error'
      and (event.import_id = ${importId}::uuid or exists (select from choice_import_repeats again where again.event_id = event.id and again.import_id = ${importId}::uuid))
      and not exists (select from choice_events taken_back where taken_back.retracts = event.id)`)
  return Number((rows[0] as { count: number }).count)
}

/** The organisations of this installation on whose lists the people of an import are, or in whose registers its events stand. */
export async function findOrganisationsTouched(db: Queryable, importId: string): Promise<string[]> {
  const rows = await db.execute(sql`
    with numbers as (
      select event.number_id, event.organisation_code from choice_events event where event.import_id = ${importId}::uuid and event.kind <> 'entered-in-error'
      union
      select event.number_id, event.organisation_code from choice_import_repeats again join choice_events event on event.id = again.event_id where again.import_id = ${importId}::uuid
    )
    select organisation_code as code from numbers where organisation_code is not null
    union select person.organisation_code from people person join numbers on numbers.number_id = person.number_id
    order by 1`)
  return rows.map((row) => row.code as string)
}

export async function addImportFile(tx: Queryable, row: typeof storedFiles.$inferInsert): Promise<void> {
  await tx.insert(storedFiles).values(row)
}

export async function readImportFile(db: Queryable, fileId: string): Promise<Buffer | null> {
  const [row] = await db.select({ content: storedFiles.content }).from(storedFiles).where(eq(storedFiles.id, fileId))
  return row?.content ?? null
}

/** The bytes go; the name, the size and the digest stay. */
export async function emptyImportFile(tx: Queryable, fileId: string): Promise<void> {
  await tx.update(storedFiles).set({ content: Buffer.alloc(0) }).where(eq(storedFiles.id, fileId))
}
