import { alias } from 'drizzle-orm/pg-core'
import { and, asc, eq, inArray, isNotNull, isNull, lte, ne, or, sql, type SQL } from 'drizzle-orm'
import { isOneOfIds, type Queryable } from '#app/platform/database.server.ts'
import { choiceAuthorities, choiceEvents, choiceHolders, people, users } from '#db/schema/index.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { AuthorityKind, Evidence } from './authority.rules.ts'
import type { ChoiceEvent, EventTime } from './choice-event.rules.ts'
import { ROLE_OF_KIND, type CodeSystem } from './choice-codes.rules.ts'
import type { Channel, ChoiceKind, OnWhoseWord } from './choice.rules.ts'
import type { TakeBackReason } from './take-back.rules.ts'

/** A choice as the register holds it, with the event that the rules read. */
export interface RecordedChoice {
  readonly id: string
  /** The person as the register in which it stands has them. */
  readonly personId: string
  readonly kind: ChoiceKind
  readonly projectRef: string | null
  readonly recordedAt: Date
  readonly channel: Channel
  readonly onWhoseWord: OnWhoseWord
  /** By what right, where someone chose for another and their right was shown. The name is sealed. */
  readonly authority: {
    readonly kind: AuthorityKind; readonly holderNameSealed: Buffer; readonly seen: Evidence; readonly seenBy: string | null; readonly endsOn: string | null
  } | null
  /** Who wrote it down, where that was a member of staff. */
  readonly recordedBy: string | null
  readonly replyId: string | null
  /** The import that brought it, where one did. */
  readonly importId: string | null
  /** The code as it was given, where it came coded. */
  readonly codeSystem: CodeSystem | null
  readonly code: string | null
  readonly reference: string
  readonly isAmbiguous: boolean
  /** When it was taken back as entered in error, and by whom, where that was a member of staff. */
  readonly retractedAt: Date | null
  readonly retractedBy: string | null
  /** Why, where staff gave a reason. */
  readonly retractionReason: TakeBackReason | null
  /** `nhsNumber` is left empty: the events of one person are told apart by `personId`. */
  readonly event: ChoiceEvent
}

const retraction = alias(choiceEvents, 'retraction')
const retractor = alias(users, 'retractor')
const seer = alias(users, 'seer')
const columns = {
  id: choiceEvents.id, personId: people.id, kind: choiceEvents.kind, projectRef: choiceEvents.projectRef, effectiveAt: choiceEvents.effectiveAt,
  effectiveDay: choiceEvents.effectiveDay, recordedAt: choiceEvents.recordedAt, sourceRecordedAt: choiceEvents.sourceRecordedAt,
  sourceRecordedDay: choiceEvents.sourceRecordedDay, source: choiceEvents.source, sequence: choiceEvents.sequence,
  isEnteredInError: choiceEvents.isEnteredInError, importId: choiceEvents.importId, onWhoseWord: choiceEvents.onWhoseWord,
  holderId: choiceEvents.holderId, retractedAt: retraction.recordedAt,
}
const allColumns = {
  ...columns, channel: choiceEvents.channel, recordedBy: users.name, replyId: choiceEvents.replyId,
  codeSystem: choiceEvents.codeSystem, code: choiceEvents.code, reference: choiceEvents.reference, isAmbiguous: choiceEvents.isAmbiguous, retractedBy: retractor.name, retractionReason: retraction.retractionReason,
  authorityKind: choiceAuthorities.kind, holderNameSealed: choiceHolders.nameSealed, seen: choiceAuthorities.seen, seenBy: seer.name, endsOn: choiceAuthorities.endsOn,
}

type EventRow = Pick<typeof choiceEvents.$inferSelect, Exclude<keyof typeof columns, 'personId' | 'retractedAt'>> & { personId: string; retractedAt: Date | null }

function eventFromRow(row: EventRow): ChoiceEvent | null {
  const role = ROLE_OF_KIND[row.kind]
  if (role === null) return null
  return {
    id: row.id, nhsNumber: '', role, project: row.projectRef, source: row.source,
    effective: timeOf(row.effectiveAt, row.effectiveDay),
    // What an extract brought was written down when its source says; all else when this register did.
    recorded: row.importId === null ? timeOf(row.recordedAt, null) : timeOf(row.sourceRecordedAt, row.sourceRecordedDay),
    receivedAt: row.recordedAt.getTime(),
    word: row.onWhoseWord,
    holder: row.holderId === null ? null : String(row.holderId),
    sequence: row.sequence !== null && /^\d+$/.test(row.sequence) ? Number(row.sequence) : null,
    enteredInError: row.isEnteredInError || row.retractedAt !== null,
    enteredInErrorAt: row.isEnteredInError ? null : row.retractedAt?.getTime() ?? null,
    markTakenBackAt: row.isEnteredInError ? row.retractedAt?.getTime() ?? null : null,
  }
}

function timeOf(at: Date | null, day: string | null): EventTime | null {
  return at ? { day: londonDay(at), ms: at.getTime() } : day ? { day, ms: null } : null
}

const isRetraction = (known?: Date): SQL | undefined =>
  and(eq(retraction.retracts, choiceEvents.id), eq(retraction.kind, 'entered-in-error'), known ? lte(retraction.recordedAt, known) : undefined)

/** The person whom a choice was recorded about while they had no number; a number that a list gives them later changes nothing here. */
const unnumbered = alias(people, 'unnumbered')

/** The choices of people on a register's list, whether the list had them before the choice came or after. */
async function read(db: Queryable, organisationCode: string, where: SQL | undefined): Promise<RecordedChoice[]> {
  const rows = await db.select({ ...allColumns, personId: sql<string>`coalesce(${people.id}, ${unnumbered.id})` }).from(choiceEvents)
    .leftJoin(people, and(eq(people.organisationCode, choiceEvents.organisationCode), eq(people.numberId, choiceEvents.numberId)))
    .leftJoin(unnumbered, and(isNull(choiceEvents.numberId), eq(unnumbered.organisationCode, choiceEvents.organisationCode), eq(unnumbered.id, choiceEvents.personId)))
    .leftJoin(retraction, isRetraction())
    .leftJoin(users, eq(users.id, choiceEvents.recordedBy))
    .leftJoin(retractor, eq(retractor.id, retraction.recordedBy))
    .leftJoin(choiceHolders, eq(choiceHolders.id, choiceEvents.holderId))
    .leftJoin(choiceAuthorities, eq(choiceAuthorities.eventId, choiceEvents.id))
    .leftJoin(seer, eq(seer.id, choiceAuthorities.seenBy))
    .where(and(
      eq(choiceEvents.organisationCode, organisationCode), ne(choiceEvents.kind, 'entered-in-error'), or(isNotNull(people.id), isNotNull(unnumbered.id)), where,
    ))
    .orderBy(asc(choiceEvents.recordedAt), asc(choiceEvents.id))
  return rows.flatMap((row) => {
    const event = eventFromRow(row)
    const { authorityKind: kind, holderNameSealed, seen, seenBy, endsOn } = row
    const authority = kind && holderNameSealed && seen ? { kind, holderNameSealed, seen, seenBy, endsOn } : null
    return event === null ? [] : [{
      id: row.id, personId: row.personId, kind: row.kind, projectRef: row.projectRef, recordedAt: row.recordedAt, channel: row.channel,
      onWhoseWord: row.onWhoseWord, authority, recordedBy: row.recordedBy, replyId: row.replyId, importId: row.importId,
      codeSystem: row.codeSystem, code: row.code, reference: row.reference, isAmbiguous: row.isAmbiguous,
      retractedAt: row.retractedAt, retractedBy: row.retractedBy, retractionReason: row.retractionReason, event,
    }]
  })
}

/** Everything in a register about one person of its list, in the order in which it was recorded. */
export async function choicesOf(db: Queryable, organisationCode: string, personId: string): Promise<RecordedChoice[]> {
  const numberId = db.select({ numberId: people.numberId }).from(people).where(and(eq(people.organisationCode, organisationCode), eq(people.id, personId)))
  return read(db, organisationCode, or(eq(choiceEvents.numberId, numberId), and(isNull(choiceEvents.numberId), eq(choiceEvents.personId, personId))))
}

export async function choicesOfReplies(db: Queryable, organisationCode: string, replyIds: readonly string[]): Promise<RecordedChoice[]> {
  return replyIds.length === 0 ? [] : read(db, organisationCode, inArray(choiceEvents.replyId, [...replyIds]))
}

export async function choicesAboutProject(db: Queryable, organisationCode: string, projectRef: string): Promise<RecordedChoice[]> {
  return read(db, organisationCode, eq(choiceEvents.projectRef, projectRef))
}

const bearsOn = (projectRef: string): SQL | undefined =>
  or(inArray(choiceEvents.kind, ['type-1-dissent', 'type-1-withdrawn']), and(eq(choiceEvents.projectRef, projectRef), ne(choiceEvents.kind, 'entered-in-error')))

/**
 * What bears on a flow out of the choices that were recorded about people without a number, wherever: by the person of the
 * list whom they are about now. They are few, so they are read at once.
 */
async function unnumberedChoicesOfList(
  db: Queryable, organisationCode: string, projectRef: string, known: Date, only?: { readonly personIds: readonly string[] },
): Promise<Map<string, ChoiceEvent[]>> {
  const rows: EventRow[] = await db.select(columns).from(choiceEvents)
    .innerJoin(unnumbered, eq(unnumbered.id, choiceEvents.personId))
    .innerJoin(people, or(eq(people.id, unnumbered.id), eq(people.numberId, unnumbered.numberId)))
    .leftJoin(retraction, isRetraction(known))
    .where(and(
      isNull(choiceEvents.numberId), eq(people.organisationCode, organisationCode), lte(choiceEvents.recordedAt, known), only && isOneOfIds(people.id, only.personIds), bearsOn(projectRef),
    ))
    .orderBy(asc(people.id), asc(choiceEvents.id))
  const byPerson = new Map<string, ChoiceEvent[]>()
  for (const row of rows) {
    const event = eventFromRow(row)
    if (event !== null) byPerson.set(row.personId, [...(byPerson.get(row.personId) ?? []), event])
  }
  return byPerson
}

/**
 * What bears on a flow about the people of the discloser's list, known at an instant: their type 1 entries wherever they
 * were made, and their choices about the project. Person by person, a page at a time; others' entries are never read. Of `only`
 * those people, where they are named.
 */
export async function* eachChoiceOfList(
  db: Queryable, organisationCode: string, projectRef: string, known: Date, only?: { readonly personIds: readonly string[] }, pageSize = 10_000,
): AsyncGenerator<{ readonly personId: string; readonly event: ChoiceEvent }> {
  const unnumbered = await unnumberedChoicesOfList(db, organisationCode, projectRef, known, only)
  const rest = function* (personId: string) {
    for (const event of unnumbered.get(personId) ?? []) yield { personId, event }
    unnumbered.delete(personId)
  }
  let after: { personId: string; id: string } | null = null
  for (;;) {
    const from: SQL | undefined = after ? sql`(${people.id}, ${choiceEvents.id}) > (${after.personId}::uuid, ${after.id}::uuid)` : undefined
    const rows: EventRow[] = await db.select(columns).from(people)
      .innerJoin(choiceEvents, eq(choiceEvents.numberId, people.numberId))
      .leftJoin(retraction, isRetraction(known))
      .where(and(
        eq(people.organisationCode, organisationCode), lte(choiceEvents.recordedAt, known), from, only && isOneOfIds(people.id, only.personIds), bearsOn(projectRef),
      ))
      .orderBy(asc(people.id), asc(choiceEvents.id)).limit(pageSize)
    for (const row of rows) {
      const event = eventFromRow(row)
      yield* rest(row.personId)
      if (event !== null) yield { personId: row.personId, event }
    }
    const last: EventRow | undefined = rows[rows.length - 1]
    if (!last || rows.length < pageSize) break
    after = { personId: last.personId, id: last.id }
  }
  for (const personId of [...unnumbered.keys()]) yield* rest(personId)
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

export type ChoiceEventValues = typeof choiceEvents.$inferInsert

/** Adds events. One that takes back what has been taken back already is left out. */
export async function addChoiceEvents(tx: Queryable, rows: readonly ChoiceEventValues[]): Promise<void> {
  if (rows.length > 0) await tx.insert(choiceEvents).values([...rows]).onConflictDoNothing({ target: choiceEvents.retracts })
}

/** Whether an import that has not been undone brought `event`, first or again. */
const isVouchedFor = sql`exists (
  select from choice_imports living where living.undone_at is null and (living.id = event.import_id
    or exists (select from choice_import_repeats again where again.event_id = event.id and again.import_id = living.id)))`

/**
 * Takes events back as entered in error, each once; answers how many it took back. Either one that staff found to be wrong,
 * which stays wrong however often it comes, or all that an undone import brought and no other did, which may come again.
 */
export async function addRetractions(tx: Queryable, which: { readonly eventId: string; readonly organisationCode: string } | { readonly undoneImport: string }, by: {
  readonly at: Date
  readonly userId: string | null
  readonly reason?: TakeBackReason | null
}): Promise<number> {
  const isUndo = 'undoneImport' in which
  const chosen = isUndo
    ? sql`(event.import_id = ${which.undoneImport}::uuid or exists (select from choice_import_repeats again where again.event_id = event.id and again.import_id = ${which.undoneImport}::uuid))
        and not ${isVouchedFor}`
    : sql`event.id = ${which.eventId}::uuid and event.organisation_code = ${which.organisationCode}`
  const rows = await tx.execute(sql`
    with taken_back as (
      insert into choice_events (id, number_id, person_id, organisation_code, kind, project_ref, recorded_at,
        source, channel, on_whose_word, recorded_by, import_id, retracts, retraction_reason, reference)
      select fresh.id, event.number_id, event.person_id, event.organisation_code, 'entered-in-error', event.project_ref,
        ${by.at.toISOString()}::timestamptz, event.source, ${isUndo ? 'extract' : 'desk'}::text, 'practice', ${by.userId}::uuid, ${isUndo ? which.undoneImport : null}::uuid, event.id, ${by.reason ?? null}::text, fresh.id::text
      from choice_events event cross join lateral (select gen_random_uuid() as id, event.id as of) fresh
      where event.kind <> 'entered-in-error' and ${chosen}
      on conflict (retracts) do nothing
      returning 1
    ) select count(*)::int as count from taken_back`)
  return Number((rows[0] as { count: number }).count)
}

export async function isReferenceTaken(tx: Queryable, reference: string): Promise<boolean> {
  const [row] = await tx.select({ id: choiceEvents.id }).from(choiceEvents).where(eq(choiceEvents.reference, reference))
  return row !== undefined
}
