import { check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { OUTCOME_MEANINGS } from '#app/approvals/bodies.rules.ts'
import { OFFICER_POSTS } from '#app/projects/further-facts.rules.ts'
import { instant } from './columns.ts'
import { documentVersions } from './documents.ts'
import { organisations, users } from './identity.ts'
import { oneOf } from './one-of.ts'
import { projects } from './projects.ts'

/** What was decided on a step of a project's route. Rows are added, never changed: a later decision follows an earlier one. */
export const approvalDecisions = pgTable(
  'approval_decisions',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    stepId: text('step_id').notNull(),
    bodyId: text('body_id'),
    organisationCode: text('organisation_code').references(() => organisations.code),
    post: text('post', { enum: OFFICER_POSTS }),
    outcome: text('outcome').notNull(),
    meaning: text('meaning', { enum: OUTCOME_MEANINGS }).notNull(),
    decidedAt: instant('decided_at').notNull(),
    effectiveFrom: text('effective_from').notNull(),
    endsOn: text('ends_on'),
    reviewDueOn: text('review_due_on'),
    reference: text('reference').notNull().default(''),
    note: text('note').notNull().default(''),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull().references(() => users.id),
  },
  (table) => [check('approval_decisions_meaning', oneOf(table.meaning, OUTCOME_MEANINGS)), index('approval_decisions_project').on(table.projectId)],
)

/** The parts of papers that a decision was made on, as they were worded then. Rows are added, never changed. */
export const approvalDecisionClauses = pgTable(
  'approval_decision_clauses',
  {
    decisionId: uuid('decision_id').notNull().references(() => approvalDecisions.id),
    documentVersionId: uuid('document_version_id').notNull().references(() => documentVersions.id),
    clause: text('clause').notNull(),
    /** SHA-256 of its words. */
    digest: text('digest').notNull(),
  },
  (table) => [primaryKey({ columns: [table.decisionId, table.documentVersionId, table.clause] })],
)
