import { sql } from 'drizzle-orm'
import { bigint, customType, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** A transaction's number, which only grows: 64 bits, as text. */
const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })

/**
 * What changed of all that bears on a check's answers, and in which transaction: written by triggers (`db/gate-changes.sql`),
 * so that whoever keeps answers in memory can tell what to work out again. Rows are removed once nobody can need them.
 */
export const gateChanges = pgTable(
  'gate_changes',
  {
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull().default(sql`now()`),
    /** The table that changed; with `:truncated` where it was emptied. */
    source: text('source').notNull(),
    organisationCode: text('organisation_code'),
    personId: uuid('person_id'),
    numberId: bigint('number_id', { mode: 'number' }),
    /** What else tells whom it is about: a project's reference, a campaign's or a run's id. */
    about: text('about'),
  },
  (table) => [index('gate_changes_xid').on(table.xid)],
)

/** One row: rows of `gate_changes` up to this transaction may have been removed. */
export const gateHorizon = pgTable('gate_horizon', {
  id: text('id').primaryKey(),
  xid: xid8('xid').notNull(),
})
