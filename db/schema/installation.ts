import { pgTable, text } from 'drizzle-orm/pg-core'
import { bytea } from './columns.ts'

/** One row about the installation itself: a keyed hash that only the IDENTIFIER_KEY it was set up with gives again. */
export const installation = pgTable('installation', {
  id: text('id').primaryKey(),
  keyCheck: bytea('key_check').notNull(),
})
