import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from './columns.ts'

/** The certificates that papers were sealed with. One that is no longer used stays, for what it sealed. */
export const paperSeals = pgTable('paper_seals', {
  id: uuid('id').primaryKey(),
  /** SHA-256 of the certificate, as hexadecimal digits. */
  fingerprint: text('fingerprint').notNull().unique(),
  /** In DER. */
  certificate: bytea('certificate').notNull(),
  /** The private key as PKCS #8, sealed; null where the installation was given its key in its settings. */
  keySealed: bytea('key_sealed'),
  usedFrom: instant('used_from').notNull(),
})
