import { check, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { ROUTED_RULES, type ApprovalRoute } from '#app/approvals/approval-route.rules.ts'
import { instant } from './columns.ts'
import { organisations, users } from './identity.ts'
import { oneOf } from './one-of.ts'

/** How an organisation decides a sign-off, from a day on. Rows are added, never changed: of those that have begun the one with the highest number counts. */
export const approvalRoutes = pgTable(
  'approval_routes',
  {
    id: uuid('id').primaryKey(),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    /** The rule of the route finder that asks for the sign-off. */
    rule: text('rule', { enum: ROUTED_RULES }).notNull(),
    number: integer('number').notNull(),
    fromDay: text('from_day').notNull(),
    /** Null goes back to the usual route. */
    route: jsonb('route').$type<ApprovalRoute>(),
    savedAt: instant('saved_at').notNull(),
    savedBy: uuid('saved_by').notNull().references(() => users.id),
  },
  (table) => [check('approval_routes_rule', oneOf(table.rule, ROUTED_RULES)), unique('approval_routes_number').on(table.organisationCode, table.rule, table.number)],
)
