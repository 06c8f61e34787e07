import { sql } from 'drizzle-orm'
import { bigint, boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { AUTHORITY_KINDS, EVIDENCE } from '#app/choices/authority.rules.ts'
import { CHANNELS, CHOICE_KINDS, ON_WHOSE_WORD } from '#app/choices/choice.rules.ts'
import { TAKE_BACK_REASONS } from '#app/choices/take-back.rules.ts'
import { CODE_SYSTEMS } from '#app/choices/choice-codes.rules.ts'
import { IMPORT_STATES, type ImportCounts } from '#app/choices/choice-import.rules.ts'
import { organisations, users } from './identity.ts'
import { nhsNumbers, people, storedFiles } from './people.ts'
import { bytea, instant } from './columns.ts'
import { oneOf } from './one-of.ts'

/**
 * Choices are events, added and never changed, each with two times: effective (an instant, or a whole Europe/London
 * day) and recorded. What a person's choice is now, or was then, is worked out from them.
 */
export const choiceEvents = pgTable(
  'choice_events',
  {
    id: uuid('id').primaryKey(),
    /** Who it is about: the number it was made under, whether or not anyone's list has it. Null where the person had none then. */
    numberId: bigint('number_id', { mode: 'number' }).references(() => nhsNumbers.id),
    /** The person on the register's list, where they were on it when the event came. */
    personId: uuid('person_id').references(() => people.id),
    /** In whose register it stands; null when it came from an organisation that is not in this installation. */
    organisationCode: text('organisation_code').references(() => organisations.code),
    /** Tells the role too: each kind has one. */
    kind: text('kind', { enum: CHOICE_KINDS }).notNull(),
    projectRef: text('project_ref'),
    /** The code as it was given, where it came coded. */
    codeSystem: text('code_system', { enum: CODE_SYSTEMS }),
    code: text('code'),
    effectiveAt: instant('effective_at'),
    effectiveDay: date('effective_day', { mode: 'string' }),
    /** When this register took it in. */
    recordedAt: instant('recorded_at').notNull(),
    /** When the source wrote it down, as an extract says: an instant, a whole Europe/London day, or neither. */
    sourceRecordedAt: instant('source_recorded_at'),
    sourceRecordedDay: date('source_recorded_day', { mode: 'string' }),
    /** Whose record it comes from (an ODS code), and the number it has there. */
    source: text('source').notNull(),
    sequence: text('sequence'),
    /** The source itself says that this entry was made in error. */
    isEnteredInError: boolean('is_entered_in_error').notNull().default(false),
    channel: text('channel', { enum: CHANNELS }).notNull(),
    onWhoseWord: text('on_whose_word', { enum: ON_WHOSE_WORD }).notNull(),
    /** Who spoke, where someone chose for another and was told apart by the name they gave. */
    holderId: bigint('holder_id', { mode: 'number' }).references(() => choiceHolders.id),
    recordedBy: uuid('recorded_by').references(() => users.id),
    /** What it came from: a letter, an uploaded list. */
    replyId: uuid('reply_id'),
    importId: uuid('import_id').references(() => choiceImports.id),
    /** The digest of all that its row says, out of this row's own columns. A row that was undone with its import may come again, in the next round. */
    importKey: bytea('import_key'),
    importRound: integer('import_round'),
    /** Set on an event that takes another back as entered in error. */
    retracts: uuid('retracts'),
    /** Why it does, where staff took back one choice alone. */
    retractionReason: text('retraction_reason', { enum: TAKE_BACK_REASONS }),
    reference: text('reference').notNull().unique(),
    isAmbiguous: boolean('is_ambiguous').notNull().default(false),
  },
  (table) => [
    check('choice_events_kind', oneOf(table.kind, CHOICE_KINDS)),
    check('choice_events_channel', oneOf(table.channel, CHANNELS)),
    check('choice_events_word', oneOf(table.onWhoseWord, ON_WHOSE_WORD)),
    check('choice_events_retraction_reason', oneOf(table.retractionReason, TAKE_BACK_REASONS)),
    check('choice_events_code_system', oneOf(table.codeSystem, CODE_SYSTEMS)),
    check('choice_events_one_effective_time', sql`not (${table.effectiveAt} is not null and ${table.effectiveDay} is not null)`),
    check('choice_events_one_source_time', sql`not (${table.sourceRecordedAt} is not null and ${table.sourceRecordedDay} is not null)`),
    check('choice_events_someone', sql`${table.personId} is not null or ${table.numberId} is not null`),
    index('choice_events_number').on(table.numberId),
    index('choice_events_unnumbered').on(table.personId).where(sql`${table.numberId} is null`),
    index('choice_events_organisation').on(table.organisationCode, table.projectRef),
    index('choice_events_import').on(table.importId),
    unique('choice_events_reply').on(table.replyId, table.personId, table.kind),
    unique('choice_events_import_row').on(table.importKey, table.importRound),
    uniqueIndex('choice_events_retracts').on(table.retracts),
  ],
)

/** People who chose for another, each kept once: the name as first given, sealed, and found by keyed hash. */
export const choiceHolders = pgTable('choice_holders', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  lookup: bytea('lookup').notNull().unique(),
  nameSealed: bytea('name_sealed').notNull(),
})

/** By what right someone chose for another: added with the choice, and never changed. */
export const choiceAuthorities = pgTable(
  'choice_authorities',
  {
    eventId: uuid('event_id').primaryKey().references(() => choiceEvents.id),
    kind: text('kind', { enum: AUTHORITY_KINDS }).notNull(),
    seen: text('seen', { enum: EVIDENCE }).notNull(),
    /** Who saw it; null where nobody did, as on the web page. */
    seenBy: uuid('seen_by').references(() => users.id),
    /** The last day on which it holds, where it has one. */
    endsOn: date('ends_on', { mode: 'string' }),
  },
  (table) => [check('choice_authorities_kind', oneOf(table.kind, AUTHORITY_KINDS)), check('choice_authorities_seen', oneOf(table.seen, EVIDENCE))],
)

/** A file of coded choice events, taken in as a whole and undone as a whole. */
export const choiceImports = pgTable(
  'choice_imports',
  {
    id: uuid('id').primaryKey(),
    /** Short enough to type, such as CI-7KMP-3QRT. */
    reference: text('reference').notNull().unique(),
    /** Whose import it is; null when whoever runs the portal brought a file for all. */
    organisationCode: text('organisation_code').references(() => organisations.code),
    fileName: text('file_name').notNull(),
    digest: text('digest').notNull(),
    codeListVersion: text('code_list_version').notNull(),
    state: text('state', { enum: IMPORT_STATES }).notNull(),
    /** The file as it came, sealed, while it waits to be read; and the rows that could not be used. */
    fileId: uuid('file_id').references(() => storedFiles.id),
    rejectedFileId: uuid('rejected_file_id').references(() => storedFiles.id),
    bytesTotal: bigint('bytes_total', { mode: 'number' }).notNull(),
    bytesRead: bigint('bytes_read', { mode: 'number' }).notNull().default(0),
    /** Rows dealt with so far: one that was stopped goes on from here. They are the three below, added up. */
    rowsSettled: integer('rows_settled').notNull().default(0),
    rowsKept: integer('rows_kept').notNull().default(0),
    rowsRepeated: integer('rows_repeated').notNull().default(0),
    rowsRejected: integer('rows_rejected').notNull().default(0),
    counts: jsonb('counts').$type<ImportCounts>().notNull(),
    startedAt: instant('started_at').notNull(),
    startedBy: uuid('started_by').references(() => users.id),
    endedAt: instant('ended_at'),
    undoneAt: instant('undone_at'),
    undoneBy: uuid('undone_by').references(() => users.id),
    /** Events taken back when it was undone; and left, because another import brought them too. */
    eventsTakenBack: integer('events_taken_back'),
    eventsLeft: integer('events_left'),
  },
  (table) => [
    check('choice_imports_state', oneOf(table.state, IMPORT_STATES)),
    index('choice_imports_organisation').on(table.organisationCode, table.startedAt),
    uniqueIndex('choice_imports_one_file').on(sql`coalesce(${table.organisationCode}, '')`, table.digest, table.codeListVersion).where(sql`${table.undoneAt} is null`),
  ],
)

/** Events that a later import brought again. They stand for as long as one import that brought them does. */
export const choiceImportRepeats = pgTable(
  'choice_import_repeats',
  {
    importId: uuid('import_id').notNull().references(() => choiceImports.id),
    eventId: uuid('event_id').notNull().references(() => choiceEvents.id),
  },
  (table) => [primaryKey({ columns: [table.eventId, table.importId] }), index('choice_import_repeats_import').on(table.importId)],
)

/** The code lists that this installation has ever read by: reference data, one version after another, none ever changed. */
export const choiceCodeLists = pgTable('choice_code_lists', {
  version: text('version').primaryKey(),
  digest: text('digest').notNull(),
  loadedAt: instant('loaded_at').notNull(),
})

export const choiceCodes = pgTable(
  'choice_codes',
  {
    version: text('version').notNull().references(() => choiceCodeLists.version),
    system: text('system').notNull(),
    code: text('code').notNull(),
    role: text('role').notNull(),
    meaning: text('meaning').notNull(),
    source: text('source').notNull(),
    confidence: text('confidence').notNull(),
  },
  (table) => [primaryKey({ columns: [table.version, table.system, table.code] })],
)
