import { and, asc, desc, eq, gt, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { nhsNumbers, people, peopleListRejects, peopleListUploads, personLocalIds, storedFiles } from '#db/schema/index.ts'
import { PRACTICE_SYSTEM, type UploadState } from './person.rules.ts'

export type UploadRow = typeof peopleListUploads.$inferSelect & { readonly fileName: string }
export type PersonValues = typeof people.$inferInsert

const columns = { upload: peopleListUploads, fileName: storedFiles.name }

export async function addStoredFile(tx: Queryable, row: typeof storedFiles.$inferInsert): Promise<void> {
  await tx.insert(storedFiles).values(row)
}

export async function readStoredContent(db: Queryable, organisationCode: string, fileId: string): Promise<Buffer | null> {
  const [row] = await db.select({ content: storedFiles.content }).from(storedFiles)
    .where(and(eq(storedFiles.organisationCode, organisationCode), eq(storedFiles.id, fileId)))
  return row?.content ?? null
}

/** The bytes go; the name, the size and the digest stay, so that it can be told which file it was. */
export async function emptyStoredFile(tx: Queryable, organisationCode: string, fileId: string): Promise<void> {
  await tx.update(storedFiles).set({ content: Buffer.alloc(0) })
    .where(and(eq(storedFiles.organisationCode, organisationCode), eq(storedFiles.id, fileId)))
}

/** False where an upload of that id is there already. */
export async function addUpload(tx: Queryable, row: typeof peopleListUploads.$inferInsert): Promise<void> {
  await tx.insert(peopleListUploads).values(row)
}

export async function findUpload(db: Queryable, organisationCode: string, uploadId: string): Promise<UploadRow | null> {
  const [row] = await db.select(columns).from(peopleListUploads).innerJoin(storedFiles, eq(storedFiles.id, peopleListUploads.fileId))
    .where(and(eq(peopleListUploads.organisationCode, organisationCode), eq(peopleListUploads.id, uploadId)))
  return row ? { ...row.upload, fileName: row.fileName } : null
}

/** For the background work, which belongs to no organisation. */
export async function findUploadById(db: Queryable, uploadId: string): Promise<UploadRow | null> {
  const [row] = await db.select(columns).from(peopleListUploads).innerJoin(storedFiles, eq(storedFiles.id, peopleListUploads.fileId))
    .where(eq(peopleListUploads.id, uploadId))
  return row ? { ...row.upload, fileName: row.fileName } : null
}

export async function lockUpload(tx: Queryable, uploadId: string): Promise<typeof peopleListUploads.$inferSelect | null> {
  const [row] = await tx.select().from(peopleListUploads).where(eq(peopleListUploads.id, uploadId)).for('update')
  return row ?? null
}

export async function listUploads(db: Queryable, organisationCode: string, limit = 20): Promise<UploadRow[]> {
  const rows = await db.select(columns).from(peopleListUploads).innerJoin(storedFiles, eq(storedFiles.id, peopleListUploads.fileId))
    .where(eq(peopleListUploads.organisationCode, organisationCode)).orderBy(desc(peopleListUploads.startedAt)).limit(limit)
  return rows.map((row) => ({ ...row.upload, fileName: row.fileName }))
}

/** The list that last named a person. Earlier ones that did are not kept apart. */
export async function findUploadOfPerson(db: Queryable, organisationCode: string, personId: string): Promise<UploadRow | null> {
  const [row] = await db.select(columns).from(people)
    .innerJoin(peopleListUploads, and(eq(peopleListUploads.id, people.listUploadId), eq(peopleListUploads.organisationCode, people.organisationCode)))
    .innerJoin(storedFiles, eq(storedFiles.id, peopleListUploads.fileId))
    .where(and(eq(people.organisationCode, organisationCode), eq(people.id, personId)))
  return row ? { ...row.upload, fileName: row.fileName } : null
}

export async function newestUploadInState(db: Queryable, organisationCode: string, states: readonly UploadState[]): Promise<typeof peopleListUploads.$inferSelect | null> {
  const [row] = await db.select().from(peopleListUploads)
    .where(and(eq(peopleListUploads.organisationCode, organisationCode), inArray(peopleListUploads.state, [...states])))
    .orderBy(desc(peopleListUploads.startedAt)).limit(1)
  return row ?? null
}

type UploadChanges = Partial<Omit<typeof peopleListUploads.$inferInsert, 'id' | 'organisationCode' | 'fileId'>>

export async function updateUpload(tx: Queryable, uploadId: string, changes: UploadChanges): Promise<void> {
  await tx.update(peopleListUploads).set(changes).where(eq(peopleListUploads.id, uploadId))
}

/** A row that is there already is left: the work may be done again from the start. */
export async function addRejects(tx: Queryable, rows: readonly (typeof peopleListRejects.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(peopleListRejects).values([...rows]).onConflictDoNothing({ target: [peopleListRejects.uploadId, peopleListRejects.rowNumber] })
}

export type RejectRow = Pick<typeof peopleListRejects.$inferSelect, 'rowNumber' | 'rowSealed' | 'reasons'>

/** The heading row is kept as the row with no reasons. */
export async function findRejectedHeadings(db: Queryable, uploadId: string): Promise<RejectRow | null> {
  const [row] = await db.select().from(peopleListRejects)
    .where(and(eq(peopleListRejects.uploadId, uploadId), sql`jsonb_array_length(${peopleListRejects.reasons}) = 0`))
  return row ?? null
}

export async function listRejectReasons(db: Queryable, uploadId: string, limit: number): Promise<Omit<RejectRow, 'rowSealed'>[]> {
  return db.select({ rowNumber: peopleListRejects.rowNumber, reasons: peopleListRejects.reasons }).from(peopleListRejects)
    .where(and(eq(peopleListRejects.uploadId, uploadId), sql`jsonb_array_length(${peopleListRejects.reasons}) > 0`))
    .orderBy(asc(peopleListRejects.rowNumber)).limit(limit)
}

export async function* eachReject(db: Queryable, uploadId: string, pageSize = 500): AsyncGenerator<RejectRow> {
  let after = 0
  for (;;) {
    const rows = await db.select().from(peopleListRejects)
      .where(and(eq(peopleListRejects.uploadId, uploadId), gt(peopleListRejects.rowNumber, after), sql`jsonb_array_length(${peopleListRejects.reasons}) > 0`))
      .orderBy(asc(peopleListRejects.rowNumber)).limit(pageSize)
    yield* rows
    const last = rows[rows.length - 1]
    if (!last || rows.length < pageSize) return
    after = last.rowNumber
  }
}

/** Someone of the register, with the number that the practice's system has for them now. */
export type PersonOnFile = typeof people.$inferSelect & {
  readonly numberSealed: Buffer | null
  readonly localIdLookup: Buffer | null
  readonly localIdSealed: Buffer | null
}

const LISTS_LOCK = 0x4c495354

/** Makes whoever else would keep rows of the practice's lists wait until this transaction ends. */
export async function lockRegister(tx: Queryable, organisationCode: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LISTS_LOCK}::int, hashtext(${organisationCode}))`)
}

const isOfPracticeNow = and(eq(personLocalIds.source, PRACTICE_SYSTEM), isNull(personLocalIds.endedAt))

/** Those of the register who have one of the numbers, or whom the practice's system has by one of its own now. */
export async function findPeopleNamed(
  tx: Queryable, organisationCode: string, named: { readonly numberIds: readonly number[]; readonly localIdLookups: readonly Buffer[] },
): Promise<PersonOnFile[]> {
  const holders = named.localIdLookups.length === 0 ? [] : await tx.select({ id: personLocalIds.personId }).from(personLocalIds)
    .where(and(eq(personLocalIds.organisationCode, organisationCode), isOfPracticeNow, inArray(personLocalIds.lookup, [...named.localIdLookups])))
  const isNamed = [
    ...(named.numberIds.length > 0 ? [inArray(people.numberId, [...named.numberIds])] : []),
    ...(holders.length > 0 ? [inArray(people.id, holders.map(({ id }) => id))] : []),
  ]
  if (isNamed.length === 0) return []
  const rows = await tx.select({ row: people, numberSealed: nhsNumbers.sealed, localIdLookup: personLocalIds.lookup, localIdSealed: personLocalIds.sealed }).from(people)
    .leftJoin(nhsNumbers, eq(nhsNumbers.id, people.numberId))
    .leftJoin(personLocalIds, and(eq(personLocalIds.personId, people.id), isOfPracticeNow))
    .where(and(eq(people.organisationCode, organisationCode), or(...isNamed)))
  return rows.map(({ row, ...rest }) => ({ ...row, ...rest }))
}

/** Adds people, or brings them up to date by id. What a list that was sent later has said already is left as it is, and a number is never taken away. */
export async function putPeople(tx: Queryable, rows: readonly PersonValues[], sentAt: Date): Promise<void> {
  if (rows.length === 0) return
  const from = (name: string) => sql.raw(`excluded.${name}`)
  await tx.insert(people).values([...rows]).onConflictDoUpdate({
    target: people.id,
    set: {
      numberId: sql`coalesce(${from('number_id')}, ${people.numberId})`, givenName: from('given_name'), familyName: from('family_name'),
      dateOfBirth: from('date_of_birth'), gender: from('gender'), addressLines: from('address_lines'), postcode: from('postcode'),
      language: from('language'), format: from('format'), isDeceased: from('is_deceased'), isRestricted: from('is_restricted'),
      diedOn: sql`case when ${from('is_deceased')} then coalesce(${from('died_on')}, ${people.diedOn}) end`,
      // Someone who left and is back begins another registration.
      registeredFrom: sql`case when ${people.leftAt} is null then ${people.registeredFrom} else ${from('registered_from')} end`,
      registrationKind: sql`coalesce(${from('registration_kind')}, ${people.registrationKind})`,
      leftAt: sql`null`, updatedAt: from('updated_at'), listUploadId: from('list_upload_id'),
    },
    setWhere: lte(people.updatedAt, sentAt),
  })
}

/** Gives people their numbers in the practice's system, in place of those they had there. */
export async function putLocalIds(tx: Queryable, rows: readonly (typeof personLocalIds.$inferInsert)[], at: Date): Promise<void> {
  if (rows.length === 0) return
  await tx.update(personLocalIds).set({ endedAt: at }).where(and(inArray(personLocalIds.personId, rows.map(({ personId }) => personId)), isOfPracticeNow))
  await tx.insert(personLocalIds).values([...rows])
}

/** Ends the numbers that people have in the practice's system. */
export async function endLocalIds(tx: Queryable, personIds: readonly string[], at: Date): Promise<void> {
  if (personIds.length > 0) await tx.update(personLocalIds).set({ endedAt: at }).where(and(inArray(personLocalIds.personId, [...personIds]), isOfPracticeNow))
}

/** People of earlier lists who may have left: everyone still registered whom this upload has not touched. */
export async function listRegisteredOutsideUpload(
  db: Queryable, organisationCode: string, uploadId: string, sentAt: Date,
): Promise<Pick<PersonOnFile, 'id' | 'numberId' | 'localIdLookup'>[]> {
  return db.select({ id: people.id, numberId: people.numberId, localIdLookup: personLocalIds.lookup }).from(people)
    .leftJoin(personLocalIds, and(eq(personLocalIds.personId, people.id), isOfPracticeNow))
    .where(and(eq(people.organisationCode, organisationCode), isNull(people.leftAt), ne(people.listUploadId, uploadId), lte(people.updatedAt, sentAt)))
}

export async function markLeft(tx: Queryable, organisationCode: string, ids: readonly string[], leftAt: Date): Promise<void> {
  if (ids.length === 0) return
  await tx.update(people).set({ leftAt }).where(and(eq(people.organisationCode, organisationCode), inArray(people.id, [...ids])))
}
