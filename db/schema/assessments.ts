import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { DpiaAssessment } from '#app/documents/dpia/dpia-assessment.rules.ts'
import { instant } from './columns.ts'
import { users } from './identity.ts'
import { projects } from './projects.ts'

/** Every state that a project's data protection impact assessment has been in. Rows are added, never changed. */
export const dpiaAssessments = pgTable(
  'dpia_assessments',
  {
    projectId: uuid('project_id').notNull().references(() => projects.id),
    version: integer('version').notNull(),
    assessment: jsonb('assessment').$type<DpiaAssessment>().notNull(),
    assessmentHash: text('assessment_hash').notNull(),
    /** The version of the facts that the person who saved it had before them. */
    factsVersion: integer('facts_version').notNull(),
    /** How many high risks are left that the Information Commissioner has not let pass: while there are any, no flow is in force. */
    risksToConsultOn: integer('risks_to_consult_on').notNull(),
    part: text('part').notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: uuid('saved_by').notNull().references(() => users.id),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.version] })],
)
