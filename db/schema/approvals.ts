import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { CASE_COMMANDS } from '#app/approvals/approval.rules.ts'
import type { ApprovalRoute } from '#app/approvals/approval-route.rules.ts'
import { OUTCOME_MEANINGS } from '#app/approvals/bodies.rules.ts'
import type { LeftOut } from '#app/approvals/covering.rules.ts'
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
    /** What lay before whoever decided and was left out of the decision. */
    leftOut: jsonb('left_out').$type<readonly LeftOut[]>().notNull().default([]),
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

/** An approval that was asked for: of which step, and by which stages it is decided. Where it stands follows from its acts. */
export const approvalCases = pgTable(
  'approval_cases',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    stepId: text('step_id').notNull(),
    /** The how manieth of the project: the newest of a step is the one that people act on. */
    number: integer('number').notNull(),
    route: jsonb('route').$type<ApprovalRoute>().notNull(),
    /** Which of the routes that its organisation saved it is; null for the usual one. */
    routeNumber: integer('route_number'),
    startedAt: instant('started_at').notNull(),
  },
  (table) => [unique('approval_cases_number').on(table.projectId, table.number)],
)

/** What somebody did with an approval. Rows are added, never changed; their order is their number. */
export const approvalActs = pgTable(
  'approval_acts',
  {
    id: uuid('id').primaryKey(),
    caseId: uuid('case_id').notNull().references(() => approvalCases.id),
    number: integer('number').notNull(),
    command: text('command', { enum: CASE_COMMANDS }).notNull(),
    at: instant('at').notNull(),
    userId: uuid('user_id').notNull().references(() => users.id),
    forUserId: uuid('for_user_id').references(() => users.id),
    stageId: text('stage_id'),
    said: text('said').notNull(),
    coverUserId: uuid('cover_user_id').references(() => users.id),
    coverFrom: text('cover_from'),
    coverTo: text('cover_to'),
    completes: boolean('completes').notNull(),
    /** What whoever approves leaves out of the decision that comes of it: the paper's reference and the part's name. */
    leavesOut: jsonb('leaves_out').$type<readonly string[]>().notNull().default([]),
  },
  (table) => [check('approval_acts_command', oneOf(table.command, CASE_COMMANDS)), unique('approval_acts_number').on(table.caseId, table.number)],
)

/** The parts of papers that an act agreed to or advised on, as they were worded then. Rows are added, never changed. */
export const approvalActClauses = pgTable(
  'approval_act_clauses',
  {
    actId: uuid('act_id').notNull().references(() => approvalActs.id),
    documentVersionId: uuid('document_version_id').notNull().references(() => documentVersions.id),
    clause: text('clause').notNull(),
    /** SHA-256 of its words. */
    digest: text('digest').notNull(),
  },
  (table) => [primaryKey({ columns: [table.actId, table.documentVersionId, table.clause] })],
)
