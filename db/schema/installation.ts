import { pgTable, text } from 'drizzle-orm/pg-core'
import { bytea, instant } from './columns.ts'

/** The keys of the installation: for the one it is under (`here`), and for each that was replaced, a keyed hash that only that key gives again. */
export const installation = pgTable('installation', {
  id: text('id').primaryKey(),
  keyCheck: bytea('key_check').notNull(),
})

/** When each work that comes round by the clock was last done, so that a round is never done twice. */
export const timedWork = pgTable('timed_work', {
  name: text('name').primaryKey(),
  doneAt: instant('done_at').notNull(),
})
