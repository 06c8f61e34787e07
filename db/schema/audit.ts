import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/**
 * What happened, in one chain without gaps. `data` is canonical JSON kept as text, exactly as it was hashed.
 * The portal's own database role may read and add, and nothing else (`db/privileges.sql`).
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    actor: text('actor').notNull(),
    organisationCode: text('organisation_code'),
    projectRef: text('project_ref'),
    subject: text('subject'),
    data: text('data').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    index('audit_entries_organisation').on(table.organisationCode, table.seq),
    index('audit_entries_project').on(table.projectRef, table.seq),
    index('audit_entries_subject').on(table.subject, table.seq),
  ],
)

/** The newest entry's number and hash: one row, locked for the moment of adding. */
export const auditHead = pgTable('audit_head', {
  id: text('id').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
})
