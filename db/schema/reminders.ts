import { sql } from 'drizzle-orm'
import { date, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from './columns.ts'
import { users } from './identity.ts'
import { projects } from './projects.ts'

/** Of what people were reminded, at which distance from its day: once for each, and again when that day is moved. Rows are added, never changed. */
export const dueReminders = pgTable(
  'due_reminders',
  {
    /** As `app/approvals/due.rules.ts` names it. */
    itemId: text('item_id').notNull(),
    /** Europe/London day. */
    dueOn: text('due_on').notNull(),
    step: text('step').notNull(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    remindedAt: instant('reminded_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.itemId, table.dueOn, table.step] })],
)

/** Who was told of what happened to an approval: once each. Rows are added, never changed. */
export const approvalNotices = pgTable(
  'approval_notices',
  {
    /** What it was about, as `app/reminders/approval-notice.rules.ts` names it. */
    about: text('about').notNull(),
    userId: uuid('user_id').notNull().references(() => users.id),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    toldAt: instant('told_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.about, table.userId] })],
)

/** Addresses at which a person's calendar reads what is due. Only the hash of the secret in one is kept: a copy of this table opens nothing. */
export const calendarFeeds = pgTable(
  'calendar_feeds',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id').notNull().references(() => users.id),
    /** SHA-256 of the secret, which is 256 random bits. */
    tokenHash: bytea('token_hash').notNull().unique(),
    madeAt: instant('made_at').notNull(),
    withdrawnAt: instant('withdrawn_at'),
    /** The Europe/London day on which a calendar last read it. */
    lastReadOn: date('last_read_on', { mode: 'string' }),
  },
  (table) => [index('calendar_feeds_user').on(table.userId), uniqueIndex('calendar_feeds_one_in_use').on(table.userId).where(sql`${table.withdrawnAt} is null`)],
)
