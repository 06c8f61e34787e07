import { and, asc, eq, inArray, lte, or, sql } from 'drizzle-orm'
import { isOneOfIds, type Queryable } from '#app/platform/database.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { nhsNumbers, numberEvents, recordsAsKnown, users } from '#db/schema/index.ts'
import type { NumberEvent, NumberId } from './number-standing.rules.ts'

export type NumberEventValues = typeof numberEvents.$inferInsert
type Row = typeof numberEvents.$inferSelect

function eventFromRow(row: Row): NumberEvent {
  return {
    id: row.id, kind: row.kind, number: row.numberId, other: row.otherNumberId, recordedAt: row.recordedAt.getTime(), organisationCode: row.organisationCode,
    source: row.source, takesBack: row.takesBack,
    effective: row.effectiveAt ? { day: londonDay(row.effectiveAt), ms: row.effectiveAt.getTime() } : { day: row.effectiveDay as string, ms: null },
  }
}

/** Every entry of this installation that was known by an instant. They are few: a number in some thousands is ever replaced. For working out who stands for whom; never shown. */
export async function listNumberEvents(db: Queryable, known: Date | null): Promise<NumberEvent[]> {
  const rows = await db.select().from(numberEvents).where(known ? lte(numberEvents.recordedAt, known) : undefined).orderBy(asc(numberEvents.recordedAt), asc(numberEvents.id))
  return rows.map(eventFromRow)
}

/** False where the entry is there already, or what it takes back has been taken back. */
export async function addNumberEvent(tx: Queryable, row: NumberEventValues): Promise<boolean> {
  return (await tx.insert(numberEvents).values(row).onConflictDoNothing().returning({ id: numberEvents.id })).length > 0
}

const NUMBERS_LOCK = 0x4e554d42

/** Makes whoever else would record something about numbers wait until this transaction ends. */
export async function lockNumberEvents(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${NUMBERS_LOCK}::int, 0)`)
}

/** What whoever recorded an entry said of it. */
export interface EntryDetails {
  readonly id: string
  readonly evidence: string
  readonly recordedBy: string | null
  /** The numbers, sealed: the one it is about, and the other. */
  readonly sealed: readonly [Buffer | null, Buffer | null]
}

/** The details of an organisation's own entries that name one of the numbers. Others' are never given. */
export async function listEntryDetails(db: Queryable, organisationCode: string, numbers: readonly NumberId[]): Promise<EntryDetails[]> {
  if (numbers.length === 0) return []
  const sealedOf = (column: typeof numberEvents.numberId | typeof numberEvents.otherNumberId) => sql<Buffer | null>`(select ${nhsNumbers.sealed} from ${nhsNumbers} where ${nhsNumbers.id} = ${column})`
  const rows = await db.select({ id: numberEvents.id, evidence: numberEvents.evidence, recordedBy: users.name, first: sealedOf(numberEvents.numberId), second: sealedOf(numberEvents.otherNumberId) })
    .from(numberEvents).leftJoin(users, eq(users.id, numberEvents.recordedBy))
    .where(and(eq(numberEvents.organisationCode, organisationCode), or(inArray(numberEvents.numberId, [...numbers]), inArray(numberEvents.otherNumberId, [...numbers]))))
  return rows.map(({ first, second, ...row }) => ({ ...row, sealed: [first, second] }))
}

/** Who on an organisation's list has one of the numbers: now, or at an instant as known by then. */
export async function findHoldersOf(
  db: Queryable, organisationCode: string, numbers: readonly NumberId[], known: Date | null, only?: { readonly personIds: readonly string[] },
): Promise<{ personId: string; numberId: NumberId }[]> {
  if (numbers.length === 0) return []
  const list = recordsAsKnown(known, 'list')
  const rows = await db.select({ personId: list.id, numberId: list.numberId }).from(list)
    .where(and(eq(list.organisationCode, organisationCode), inArray(list.numberId, [...numbers]), only && isOneOfIds(list.id, only.personIds)))
  return rows.map(({ personId, numberId }) => ({ personId, numberId: numberId as NumberId }))
}
