import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Appraisal } from '#app/involvement/appraisal.rules.ts'
import type { InvolvementEvent } from '#app/involvement/event.rules.ts'
import { instant } from './columns.ts'
import { users } from './identity.ts'
import { projects } from './projects.ts'

/** Every version of every event of a project's involvement log: counts and groups, and nothing about one person. Rows are added, never changed. */
export const involvementEvents = pgTable(
  'involvement_events',
  {
    id: uuid('id').notNull(),
    version: integer('version').notNull(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    event: jsonb('event').$type<InvolvementEvent>().notNull(),
    /** Why it was withdrawn with this version; null while it stands. */
    withdrawnBecause: text('withdrawn_because'),
    savedAt: instant('saved_at').notNull(),
    savedBy: uuid('saved_by').notNull().references(() => users.id),
  },
  (table) => [primaryKey({ columns: [table.id, table.version] }), index('involvement_events_project').on(table.projectId)],
)

/** Every version of every options appraisal of a project. Rows are added, never changed. */
export const optionsAppraisals = pgTable(
  'options_appraisals',
  {
    id: uuid('id').notNull(),
    version: integer('version').notNull(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    appraisal: jsonb('appraisal').$type<Appraisal>().notNull(),
    /** Whether this version was fixed as what was decided on. */
    isFixed: boolean('is_fixed').notNull(),
    /** The Europe/London day on which it was decided; null where it is not fixed. */
    decidedOn: text('decided_on'),
    /** The group or the post that decided; empty where it is not fixed. */
    decidedBy: text('decided_by').notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: uuid('saved_by').notNull().references(() => users.id),
  },
  (table) => [primaryKey({ columns: [table.id, table.version] }), index('options_appraisals_project').on(table.projectId)],
)
