import { check, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { BODY_IDS } from '#app/approvals/bodies.rules.ts'
import { SUBMISSION_EVENTS } from '#app/approvals/submission.rules.ts'
import { approvalDecisions } from './approvals.ts'
import { instant } from './columns.ts'
import { documentVersions } from './documents.ts'
import { users } from './identity.ts'
import { oneOf } from './one-of.ts'
import { projects } from './projects.ts'

/** A step of a route that was put to whoever decides it outside the parties. Rows are added, never changed: where it stands follows from its events. */
export const stepSubmissions = pgTable(
  'step_submissions',
  {
    /** The same as of the row in `board_submissions`, where a board of this portal was asked. */
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    stepId: text('step_id').notNull(),
    bodyId: text('body_id', { enum: BODY_IDS }).notNull(),
    /** To whom it went, as people call them. */
    toName: text('to_name').notNull(),
    /** The reference of the body, where it was known then; a later one comes with an event. */
    reference: text('reference').notNull().default(''),
    /** Europe/London day. */
    submittedOn: text('submitted_on').notNull(),
    note: text('note').notNull().default(''),
    /** The board of this portal that decides it; null for a body that decides elsewhere. */
    boardRef: text('board_ref'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull().references(() => users.id),
  },
  (table) => [check('step_submissions_body', oneOf(table.bodyId, BODY_IDS)), index('step_submissions_project').on(table.projectId)],
)

/** The versions that went with a submission. Rows are added, never changed. */
export const stepSubmissionPapers = pgTable(
  'step_submission_papers',
  {
    submissionId: uuid('submission_id').notNull().references(() => stepSubmissions.id),
    documentVersionId: uuid('document_version_id').notNull().references(() => documentVersions.id),
  },
  (table) => [primaryKey({ columns: [table.submissionId, table.documentVersionId] })],
)

/** What happened with a submission. Rows are added, never changed; their number is the order in which they were written down. */
export const submissionEvents = pgTable(
  'submission_events',
  {
    id: uuid('id').primaryKey(),
    submissionId: uuid('submission_id').notNull().references(() => stepSubmissions.id),
    number: integer('number').notNull(),
    kind: text('kind', { enum: SUBMISSION_EVENTS }).notNull(),
    /** Europe/London day on which it happened; of a meeting, the day on which it is held. */
    onDay: text('on_day').notNull(),
    said: text('said').notNull().default(''),
    /** The reference of the body, where it gave one with this. */
    reference: text('reference').notNull().default(''),
    /** What was decided with it. */
    decisionId: uuid('decision_id').references(() => approvalDecisions.id),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull().references(() => users.id),
  },
  (table) => [check('submission_events_kind', oneOf(table.kind, SUBMISSION_EVENTS)), unique('submission_events_number').on(table.submissionId, table.number)],
)
