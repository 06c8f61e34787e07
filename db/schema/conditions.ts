import { boolean, check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { CONDITION_ENDS, CONDITION_KINDS } from '#app/approvals/condition.rules.ts'
import { approvalDecisions } from './approvals.ts'
import { instant } from './columns.ts'
import { organisations, users } from './identity.ts'
import { oneOf } from './one-of.ts'
import { projects } from './projects.ts'

/** What has to be done by a day for flows to go on: asked for by a decision, or by the project's own clock. Rows are added, never changed. */
export const approvalConditions = pgTable(
  'approval_conditions',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    kind: text('kind', { enum: CONDITION_KINDS }).notNull(),
    /** The decision that asked for it; null where nobody's did. */
    decisionId: uuid('decision_id').references(() => approvalDecisions.id),
    /** Null where it is for every flow of the project. */
    flowRefs: text('flow_refs').array(),
    what: text('what').notNull(),
    /** The party that does it. */
    ownerCode: text('owner_code').notNull().references(() => organisations.code),
    /** Europe/London day, the last on which it is in time. */
    dueOn: text('due_on').notNull(),
    /** Europe/London day from which a clock runs, such as the day of linking; null where it is counted from none. */
    begunOn: text('begun_on'),
    /** Whether its flows stop while it is overdue. */
    stops: boolean('stops').notNull(),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by').notNull().references(() => users.id),
  },
  (table) => [check('approval_conditions_kind', oneOf(table.kind, CONDITION_KINDS)), index('approval_conditions_project').on(table.projectId)],
)

/** How a condition came to its end. Rows are added, never changed. */
export const conditionEnds = pgTable(
  'condition_ends',
  {
    conditionId: uuid('condition_id').primaryKey().references(() => approvalConditions.id),
    how: text('how', { enum: CONDITION_ENDS }).notNull(),
    /** What shows that it is met, or why it is asked for no more. */
    proof: text('proof').notNull(),
    endedAt: instant('ended_at').notNull(),
    endedBy: uuid('ended_by').notNull().references(() => users.id),
  },
  (table) => [check('condition_ends_how', oneOf(table.how, CONDITION_ENDS))],
)

/** Flows that a party has stopped. Rows are added, never changed. */
export const flowSuspensions = pgTable(
  'flow_suspensions',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    /** Null where every flow of the project is. */
    flowRefs: text('flow_refs').array(),
    because: text('because').notNull(),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    fromAt: instant('from_at').notNull(),
    madeBy: uuid('made_by').notNull().references(() => users.id),
  },
  (table) => [index('flow_suspensions_project').on(table.projectId)],
)

export const suspensionEnds = pgTable('suspension_ends', {
  suspensionId: uuid('suspension_id').primaryKey().references(() => flowSuspensions.id),
  because: text('because').notNull(),
  endedAt: instant('ended_at').notNull(),
  endedBy: uuid('ended_by').notNull().references(() => users.id),
})
