import { alias } from 'drizzle-orm/pg-core'
import { and, asc, eq, inArray, isNotNull, isNull, lte, ne, or, sql, type AnyColumn, type SQL } from 'drizzle-orm'
import { isOneOfIds, type Queryable } from '#app/platform/database.server.ts'
import { choiceAuthorities, choiceEvents, choiceHolders, people, recordsAsKnown, users } from '#db/schema/index.ts'
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
  /** The number it was made under, which never changes; null where the person had none. */
  readonly numberId: number | null
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

const isRetraction = (known: Date | null = null): SQL | undefined =>
  and(eq(retraction.retracts, choiceEvents.id), eq(retraction.kind, 'entered-in-error'), known ? lte(retraction.recordedAt, known) : undefined)

/** The person whom a choice was recorded about while they had no number; a number that a list gives them later changes nothing here. */
const unnumbered = alias(people, 'unnumbered')

/** By person of a list, the numbers that are theirs too, beside the one on the list. */
export type OtherNumbers = ReadonlyMap<string, readonly number[]>
const NO_OTHERS: OtherNumbers = new Map()

type FoundChoice = Omit<RecordedChoice, 'personId'> & {
  /** Who has its number on the list now; null where nobody has. */
  readonly listedId: string | null
  /** Whom it was recorded about. */
  readonly recordedForId: string | null
}

async function find(db: Queryable, organisationCode: string, where: SQL | undefined): Promise<FoundChoice[]> {
  const rows = await db.select({ ...allColumns, personId: sql<string | null>`coalesce(${people.id}, ${unnumbered.id})`, recordedForId: choiceEvents.personId, numberId: choiceEvents.numberId }).from(choiceEvents)
    .leftJoin(people, and(eq(people.organisationCode, choiceEvents.organisationCode), eq(people.numberId, choiceEvents.numberId)))
    .leftJoin(unnumbered, and(isNull(choiceEvents.numberId), eq(unnumbered.organisationCode, choiceEvents.organisationCode), eq(unnumbered.id, choiceEvents.personId)))
    .leftJoin(retraction, isRetraction())
    .leftJoin(users, eq(users.id, choiceEvents.recordedBy))
    .leftJoin(retractor, eq(retractor.id, retraction.recordedBy))
    .leftJoin(choiceHolders, eq(choiceHolders.id, choiceEvents.holderId))
    .leftJoin(choiceAuthorities, eq(choiceAuthorities.eventId, choiceEvents.id))
    .leftJoin(seer, eq(seer.id, choiceAuthorities.seenBy))
    .where(and(eq(choiceEvents.organisationCode, organisationCode), ne(choiceEvents.kind, 'entered-in-error'), where))
    .orderBy(asc(choiceEvents.recordedAt), asc(choiceEvents.id))
  return rows.flatMap((row) => {
    const event = eventFromRow({ ...row, personId: '' })
    const { authorityKind: kind, holderNameSealed, seen, seenBy, endsOn } = row
    const authority = kind && holderNameSealed && seen ? { kind, holderNameSealed, seen, seenBy, endsOn } : null
    return event === null ? [] : [{
      id: row.id, listedId: row.personId, recordedForId: row.recordedForId, numberId: row.numberId, kind: row.kind, projectRef: row.projectRef, recordedAt: row.recordedAt,
      channel: row.channel, onWhoseWord: row.onWhoseWord, authority, recordedBy: row.recordedBy, replyId: row.replyId, importId: row.importId,
      codeSystem: row.codeSystem, code: row.code, reference: row.reference, isAmbiguous: row.isAmbiguous,
      retractedAt: row.retractedAt, retractedBy: row.retractedBy, retractionReason: row.retractionReason, event,
    }]
  })
}

const asOf = ({ listedId: _listed, recordedForId: _recordedFor, ...choice }: FoundChoice, personId: string): RecordedChoice => ({ ...choice, personId })

/** Everything in a register about one person of its list, in the order in which it was recorded: under their number (the one they had as known at an instant, where one is given), and under those that are theirs too. */
export async function choicesOf(db: Queryable, organisationCode: string, personId: string, others: OtherNumbers = NO_OTHERS, known: Date | null = null): Promise<RecordedChoice[]> {
  const list = recordsAsKnown(known, 'list')
  const numberId = db.select({ numberId: list.numberId }).from(list).where(and(eq(list.organisationCode, organisationCode), eq(list.id, personId)))
  const rest = others.get(personId) ?? []
  const isTheirs = or(eq(choiceEvents.numberId, numberId), and(isNull(choiceEvents.numberId), eq(choiceEvents.personId, personId)), rest.length > 0 ? inArray(choiceEvents.numberId, [...rest]) : undefined)
  return (await find(db, organisationCode, isTheirs)).map((choice) => asOf(choice, personId))
}

/** What was recorded about a person of a register's list while they had a number that is theirs no more, or that may be somebody else's too: it is shown, and decides nothing. */
export async function choicesUnderFormerNumbers(db: Queryable, organisationCode: string, personId: string, others: OtherNumbers): Promise<RecordedChoice[]> {
  const recorded = await find(db, organisationCode, and(eq(choiceEvents.personId, personId), isNotNull(choiceEvents.numberId)))
  const rest = others.get(personId) ?? []
  return recorded.filter(({ listedId, numberId }) => listedId !== personId && !rest.includes(numberId as number)).map((choice) => asOf(choice, personId))
}

/** Each once, with the person it was recorded about. */
export async function choicesOfReplies(db: Queryable, organisationCode: string, replyIds: readonly string[]): Promise<RecordedChoice[]> {
  if (replyIds.length === 0) return []
  const found = await find(db, organisationCode, inArray(choiceEvents.replyId, [...replyIds]))
  return found.flatMap((choice) => {
    const personId = choice.recordedForId ?? choice.listedId
    return personId === null ? [] : [asOf(choice, personId)]
  })
}

/** By each person of the list whom they are about. */
export async function choicesAboutProject(db: Queryable, organisationCode: string, projectRef: string, others: OtherNumbers = NO_OTHERS): Promise<RecordedChoice[]> {
  const byNumber = new Map<number, string[]>()
  for (const [personId, numbers] of others) for (const number of numbers) byNumber.set(number, [...(byNumber.get(number) ?? []), personId])
  const found = await find(db, organisationCode, eq(choiceEvents.projectRef, projectRef))
  return found.flatMap((choice) => {
    const whose = [...(choice.listedId === null ? [] : [choice.listedId]), ...(choice.numberId === null ? [] : byNumber.get(choice.numberId) ?? [])]
    return [...new Set(whose)].map((personId) => asOf(choice, personId))
  })
}

const bearsOn = (projectRef: string): SQL | undefined =>
  or(inArray(choiceEvents.kind, ['type-1-dissent', 'type-1-withdrawn']), and(eq(choiceEvents.projectRef, projectRef), ne(choiceEvents.kind, 'entered-in-error')))

/** Whose choices bear on a flow, and as known when; null is now. */
export interface ChoicesWanted {
  readonly organisationCode: string
  readonly projectRef: string
  readonly known: Date | null
  /** Only these people, where they are named. */
  readonly personIds?: readonly string[]
  readonly others?: OtherNumbers
}

/**
 * What bears on a flow out of the choices that were recorded about people without a number, wherever, and under numbers that are
 * somebody's too: by the person of the list whom they are about. They are few, so they are read at once.
 */
async function otherChoicesOfList(db: Queryable, { organisationCode, projectRef, known, personIds, others = NO_OTHERS }: ChoicesWanted): Promise<Map<string, ChoiceEvent[]>> {
  const [list, about] = [recordsAsKnown(known, 'list'), recordsAsKnown(known, 'about')]
  const pairs = [...others].flatMap(([personId, numbers]) => numbers.map((number) => ({ personId, number })))
  const isPair = (number: AnyColumn): SQL => pairs.length === 0 ? sql`false` : sql`(${list.id}, ${number}) in (
    select * from unnest(string_to_array(${pairs.map(({ personId }) => personId).join(',')}, ',')::uuid[], string_to_array(${pairs.map(({ number: each }) => each).join(',')}, ',')::bigint[]))`
  const isWanted = and(
    eq(list.organisationCode, organisationCode), known ? lte(choiceEvents.recordedAt, known) : undefined, personIds && isOneOfIds(list.id, personIds), bearsOn(projectRef),
  )
  const wanted = { ...columns, personId: list.id }
  const unnumbered = db.select(wanted).from(choiceEvents)
    .innerJoin(about, eq(about.id, choiceEvents.personId))
    .innerJoin(list, or(eq(list.id, about.id), eq(list.numberId, about.numberId), isPair(about.numberId)))
    .leftJoin(retraction, isRetraction(known)).where(and(isNull(choiceEvents.numberId), isWanted))
  const tied = pairs.length === 0 ? [] : db.select(wanted).from(choiceEvents)
    .innerJoin(list, isPair(choiceEvents.numberId))
    .leftJoin(retraction, isRetraction(known)).where(isWanted)
  const rows: EventRow[] = [...await unnumbered, ...await tied]
  const byPerson = new Map<string, ChoiceEvent[]>()
  for (const row of rows) {
    const event = eventFromRow(row)
    if (event !== null) byPerson.set(row.personId, [...(byPerson.get(row.personId) ?? []), event])
  }
  return byPerson
}

/**
 * What bears on a flow about the people of the discloser's list, known at an instant: their type 1 entries wherever they
 * were made, and their choices about the project. Person by person, a page at a time; others' entries are never read.
 */
export async function* eachChoiceOfList(db: Queryable, wanted: ChoicesWanted, pageSize = 10_000): AsyncGenerator<{ readonly personId: string; readonly event: ChoiceEvent }> {
  const { organisationCode, projectRef, known, personIds } = wanted
  const records = recordsAsKnown(known, 'record')
  const named = db.select().from(records).where(and(eq(records.organisationCode, organisationCode), personIds && isOneOfIds(records.id, personIds))).$dynamic()
  // Limited to as many as are named, PostgreSQL looks those up first; otherwise it may go through all numbers for a few.
  const list = (personIds ? named.limit(personIds.length) : named).as('list')
  const waiting = await otherChoicesOfList(db, wanted)
  const rest = function* (personId: string) {
    for (const event of waiting.get(personId) ?? []) yield { personId, event }
    waiting.delete(personId)
  }
  let after: { personId: string; id: string } | null = null
  for (;;) {
    const from: SQL | undefined = after ? sql`(${list.id}, ${choiceEvents.id}) > (${after.personId}::uuid, ${after.id}::uuid)` : undefined
    const rows: EventRow[] = await db.select({ ...columns, personId: list.id }).from(list)
      .innerJoin(choiceEvents, eq(choiceEvents.numberId, list.numberId))
      .leftJoin(retraction, isRetraction(known))
      .where(and(known ? lte(choiceEvents.recordedAt, known) : undefined, from, bearsOn(projectRef)))
      .orderBy(asc(list.id), asc(choiceEvents.id)).limit(pageSize)
    for (const row of rows) {
      const event = eventFromRow(row)
      yield* rest(row.personId)
      if (event !== null) yield { personId: row.personId, event }
    }
    const last: EventRow | undefined = rows[rows.length - 1]
    if (!last || rows.length < pageSize) break
    after = { personId: last.personId, id: last.id }
  }
  for (const personId of [...waiting.keys()]) yield* rest(personId)
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
