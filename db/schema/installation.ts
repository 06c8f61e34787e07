import { pgTable, text } from 'drizzle-orm/pg-core'
import { bytea, instant } from './columns.ts'

/** One row about the installation itself: a keyed hash that only the IDENTIFIER_KEY it was set up with gives again. */
export const installation = pgTable('installation', {
  id: text('id').primaryKey(),
  keyCheck: bytea('key_check').notNull(),
})

/** When each work that comes round by the clock was last done, so that a round is never done twice. */
export const timedWork = pgTable('timed_work', {
  name: text('name').primaryKey(),
  doneAt: instant('done_at').notNull(),
})
