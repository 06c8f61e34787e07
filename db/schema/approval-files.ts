import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { approvalDecisions } from './approvals.ts'
import { instant } from './columns.ts'
import { approvalConditions } from './conditions.ts'
import { organisations, users } from './identity.ts'
import { storedFiles } from './people.ts'
import { projects } from './projects.ts'
import { submissionEvents } from './submissions.ts'

/** A letter or a certificate, kept sealed, and what it shows: one thing each. Rows are added, never changed. */
export const approvalFiles = pgTable(
  'approval_files',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    fileId: uuid('file_id').notNull().references(() => storedFiles.id),
    submissionEventId: uuid('submission_event_id').references(() => submissionEvents.id),
    decisionId: uuid('decision_id').references(() => approvalDecisions.id),
    conditionId: uuid('condition_id').references(() => approvalConditions.id),
    /** Whether it is about people: then the organisation that keeps it alone opens it, and each look is recorded. */
    isPersonal: boolean('is_personal').notNull(),
    /** The organisation that keeps it. */
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    attachedAt: instant('attached_at').notNull(),
    attachedBy: uuid('attached_by').notNull().references(() => users.id),
  },
  (table) => [
    index('approval_files_project').on(table.projectId),
    check('approval_files_of_one', sql`num_nonnulls(${table.submissionEventId}, ${table.decisionId}, ${table.conditionId}) = 1`),
  ],
)
