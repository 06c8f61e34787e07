import { alias } from 'drizzle-orm/pg-core'
import { and, asc, eq, inArray, lte, ne, sql, type SQL } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { choiceEvents, users } from '#db/schema/index.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { ChoiceEvent, EventTime } from './choice-event.rules.ts'
import { ROLE_OF_KIND } from './choice-codes.rules.ts'
import type { Channel, ChoiceKind, OnWhoseWord } from './choice.rules.ts'

/** A choice as the register holds it, with the event that the rules read. */
export interface RecordedChoice {
  readonly id: string
  readonly personId: string
  readonly kind: ChoiceKind
  readonly projectRef: string | null
  readonly recordedAt: Date
  readonly channel: Channel
  readonly onWhoseWord: OnWhoseWord
  /** Who wrote it down, where that was a member of staff. */
  readonly recordedBy: string | null
  readonly replyId: string | null
  readonly reference: string
  readonly isAmbiguous: boolean
  /** When it was taken back as entered in error. */
  readonly retractedAt: Date | null
  /** `nhsNumber` is left empty: the events of one person are told apart by `personId`. */
  readonly event: ChoiceEvent
}

const retraction = alias(choiceEvents, 'retraction')
type Row = { choice: typeof choiceEvents.$inferSelect; retractedAt: Date | null; recordedBy: string | null }

function choiceFromRow({ choice, retractedAt, recordedBy }: Row): RecordedChoice | null {
  const role = ROLE_OF_KIND[choice.kind]
  if (role === null) return null
  const at = (instant: Date): EventTime => ({ day: londonDay(instant), ms: instant.getTime() })
  return {
    id: choice.id, personId: choice.personId, kind: choice.kind, projectRef: choice.projectRef, recordedAt: choice.recordedAt,
    channel: choice.channel, onWhoseWord: choice.onWhoseWord, recordedBy, replyId: choice.replyId, reference: choice.reference,
    isAmbiguous: choice.isAmbiguous, retractedAt,
    event: {
      nhsNumber: '', role, project: choice.projectRef, source: choice.source,
      effective: choice.effectiveAt ? at(choice.effectiveAt) : choice.effectiveDay ? { day: choice.effectiveDay, ms: null } : null,
      recorded: at(choice.recordedAt), receivedAt: choice.recordedAt.getTime(),
      sequence: choice.sequence !== null && /^\d+$/.test(choice.sequence) ? Number(choice.sequence) : null,
      enteredInError: retractedAt !== null, enteredInErrorAt: retractedAt?.getTime() ?? null,
    },
  }
}

async function read(db: Queryable, where: SQL | undefined, options: { readonly known?: Date; readonly limit?: number; readonly byPerson?: boolean } = {}): Promise<Row[]> {
  const known = options.known
  const query = db
    .select({ choice: choiceEvents, retractedAt: retraction.recordedAt, recordedBy: users.name })
    .from(choiceEvents)
    .leftJoin(retraction, and(eq(retraction.retracts, choiceEvents.id), eq(retraction.kind, 'entered-in-error'), known ? lte(retraction.recordedAt, known) : undefined))
    .leftJoin(users, eq(users.id, choiceEvents.recordedBy))
    .where(and(ne(choiceEvents.kind, 'entered-in-error'), known ? lte(choiceEvents.recordedAt, known) : undefined, where))
    .orderBy(...(options.byPerson ? [asc(choiceEvents.personId), asc(choiceEvents.id)] : [asc(choiceEvents.recordedAt), asc(choiceEvents.id)]))
  return options.limit ? query.limit(options.limit) : query
}

const opened = (rows: readonly Row[]): RecordedChoice[] => rows.map(choiceFromRow).filter((choice) => choice !== null)

/** Everything recorded about one person, in the order in which it was recorded. */
export async function choicesOf(db: Queryable, organisationCode: string, personId: string): Promise<RecordedChoice[]> {
  return opened(await read(db, and(eq(choiceEvents.organisationCode, organisationCode), eq(choiceEvents.personId, personId))))
}

export async function choicesOfReplies(db: Queryable, organisationCode: string, replyIds: readonly string[]): Promise<RecordedChoice[]> {
  if (replyIds.length === 0) return []
  return opened(await read(db, and(eq(choiceEvents.organisationCode, organisationCode), inArray(choiceEvents.replyId, [...replyIds]))))
}

export async function choicesAboutProject(db: Queryable, organisationCode: string, projectRef: string): Promise<RecordedChoice[]> {
  return opened(await read(db, and(eq(choiceEvents.organisationCode, organisationCode), eq(choiceEvents.projectRef, projectRef))))
}

/** A practice's choices known at an instant, person by person, a page at a time, so that memory does not grow with the register. */
export async function* eachChoice(db: Queryable, organisationCode: string, known: Date, pageSize = 2000): AsyncGenerator<RecordedChoice> {
  let after: { personId: string; id: string } | null = null
  for (;;) {
    const from: SQL | undefined = after ? sql`(${choiceEvents.personId}, ${choiceEvents.id}) > (${after.personId}::uuid, ${after.id}::uuid)` : undefined
    const rows = await read(db, and(eq(choiceEvents.organisationCode, organisationCode), from), { known, limit: pageSize, byPerson: true })
    yield* opened(rows)
    const last: Row | undefined = rows[rows.length - 1]
    if (!last || rows.length < pageSize) return
    after = { personId: last.choice.personId, id: last.choice.id }
  }
}

const LOCK_SPACE = 0x43484f49
const LOCKS = 1024

/**
 * Makes others who would record a choice of this person wait until the transaction ends. There are 1,024 locks for
 * everyone, so that a long list never asks for more than the server keeps.
 */
export async function lockChoicesOf(tx: Queryable, personId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCK_SPACE}::int, (hashtext(${personId}) & ${LOCKS - 1})::int)`)
}

export async function addChoiceEvent(tx: Queryable, row: typeof choiceEvents.$inferInsert): Promise<void> {
  await tx.insert(choiceEvents).values(row)
}

export async function isReferenceTaken(tx: Queryable, reference: string): Promise<boolean> {
  const [row] = await tx.select({ id: choiceEvents.id }).from(choiceEvents).where(eq(choiceEvents.reference, reference))
  return row !== undefined
}
