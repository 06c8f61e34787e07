import { sql } from 'drizzle-orm'
import { bigint, boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { CODES, CYCLES, HOLDS, SUPPLIERS, type CodeCount } from '#app/alarms/watching.rules.ts'
import { ALARM_KINDS, type Alarm } from '#app/alarms/silent-loss.rules.ts'
import { choiceImports } from './choices.ts'
import { instant } from './columns.ts'
import { organisations, users } from './identity.ts'
import { oneOf } from './one-of.ts'
import { nhsNumbers } from './people.ts'
import { flows } from './projects.ts'

/** Whose coded extracts an organisation watches, and how they come. */
export const watchedSources = pgTable(
  'watched_sources',
  {
    id: uuid('id').primaryKey(),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    source: text('source').notNull(),
    supplier: text('supplier', { enum: SUPPLIERS }).notNull(),
    cycle: text('cycle', { enum: CYCLES }).notNull(),
    holds: text('holds', { enum: HOLDS }).notNull(),
    listSize: integer('list_size').notNull(),
    /** Replies recorded here are keyed into the practice's own system too. */
    entersReplies: boolean('enters_replies').notNull().default(false),
    watchedFrom: date('watched_from', { mode: 'string' }).notNull(),
    changedAt: instant('changed_at').notNull(),
    changedBy: uuid('changed_by').notNull().references(() => users.id),
  },
  (table) => [
    unique('watched_sources_source').on(table.organisationCode, table.source),
    check('watched_sources_supplier', oneOf(table.supplier, SUPPLIERS)),
    check('watched_sources_cycle', oneOf(table.cycle, CYCLES)),
    check('watched_sources_holds', oneOf(table.holds, HOLDS)),
    check('watched_sources_list_size', sql`${table.listSize} > 0`),
  ],
)

/** Counts that a practice made in its own system of what an extract had to bring. Added, never changed: the newest counts. */
export const declaredTotals = pgTable(
  'declared_totals',
  {
    id: uuid('id').primaryKey(),
    watchedSourceId: uuid('watched_source_id').notNull().references(() => watchedSources.id),
    code: text('code', { enum: CODES }).notNull(),
    due: date('due', { mode: 'string' }).notNull(),
    declaredNew: integer('declared_new').notNull(),
    declaredAt: instant('declared_at').notNull(),
    declaredBy: uuid('declared_by').notNull().references(() => users.id),
  },
  (table) => [
    check('declared_totals_code', oneOf(table.code, CODES)),
    check('declared_totals_count', sql`${table.declaredNew} >= 0`),
    index('declared_totals_due').on(table.watchedSourceId, table.due),
  ],
)

/** Made-up people with an opt-out, who may never be let through a flow. */
export const canaries = pgTable(
  'canaries',
  {
    id: uuid('id').primaryKey(),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    /** A name of ours such as canary-3. */
    reference: text('reference').notNull(),
    /** Where it is placed: whose data the flow carries. */
    source: text('source').notNull().references(() => organisations.code),
    flowRef: text('flow_ref').notNull().references(() => flows.ref),
    numberId: bigint('number_id', { mode: 'number' }).notNull().references(() => nhsNumbers.id),
    placedAt: instant('placed_at').notNull(),
    placedBy: uuid('placed_by').notNull().references(() => users.id),
    retiredAt: instant('retired_at'),
    retiredBy: uuid('retired_by').references(() => users.id),
  },
  (table) => [
    unique('canaries_reference').on(table.organisationCode, table.reference),
    uniqueIndex('canaries_one_a_flow').on(table.organisationCode, table.flowRef, table.numberId).where(sql`${table.retiredAt} is null`),
    index('canaries_flow').on(table.flowRef, table.source),
  ],
)

/** Alarms as they were when they were raised, each for the organisation that watches. Added, never changed. */
export const raisedAlarms = pgTable(
  'raised_alarms',
  {
    id: uuid('id').primaryKey(),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    /** What it is about: while one is open, the same is not raised again. */
    alarmKey: text('alarm_key').notNull(),
    kind: text('kind', { enum: ALARM_KINDS }).notNull(),
    due: date('due', { mode: 'string' }).notNull(),
    facts: jsonb('facts').$type<Alarm>().notNull(),
    raisedAt: instant('raised_at').notNull(),
  },
  (table) => [unique('raised_alarms_once').on(table.organisationCode, table.alarmKey, table.due), check('raised_alarms_kind', oneOf(table.kind, ALARM_KINDS))],
)

/** What someone found when they looked: it settles the alarm up to the day it was about. Added, never changed. */
export const alarmAcknowledgements = pgTable('alarm_acknowledgements', {
  alarmId: uuid('alarm_id').primaryKey().references(() => raisedAlarms.id),
  found: text('found').notNull(),
  acknowledgedAt: instant('acknowledged_at').notNull(),
  acknowledgedBy: uuid('acknowledged_by').notNull().references(() => users.id),
})

/** What an import brought, counted once; counted anew when an import has been undone since, because that moves who was first. */
export const countedImports = pgTable(
  'counted_imports',
  {
    importId: uuid('import_id').notNull().references(() => choiceImports.id),
    importsUndone: integer('imports_undone').notNull(),
    counts: jsonb('counts').$type<readonly CodeCount[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.importsUndone] })],
)
