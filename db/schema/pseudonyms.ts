import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from './columns.ts'
import { organisations, users } from './identity.ts'
import { projects } from './projects.ts'

/** An organisation's own public keys (RFC 7517), under which secrets are given out to it. Their private halves never come here. */
export const publicKeys = pgTable(
  'public_keys',
  {
    id: uuid('id').primaryKey(),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    name: text('name').notNull(),
    jwk: jsonb('jwk').$type<Record<string, string>>().notNull(),
    /** RFC 7638, SHA-256, as base64url. */
    thumbprint: text('thumbprint').notNull(),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by').notNull().references(() => users.id),
    revokedAt: instant('revoked_at'),
    revokedBy: uuid('revoked_by').references(() => users.id),
  },
  (table) => [uniqueIndex('public_keys_one_in_use').on(table.organisationCode, table.thumbprint).where(sql`${table.revokedAt} is null`)],
)

/** The keys that a project's pseudonyms are made with, one after another. The newest is in use, unless it was retired too. */
export const pseudonymKeys = pgTable(
  'pseudonym_keys',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    version: integer('version').notNull(),
    /** 32 random bytes, sealed. */
    keySealed: bytea('key_sealed').notNull(),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by').notNull().references(() => users.id),
    retiredAt: instant('retired_at'),
    retiredBy: uuid('retired_by').references(() => users.id),
  },
  (table) => [
    uniqueIndex('pseudonym_keys_version').on(table.projectId, table.version),
    uniqueIndex('pseudonym_keys_one_in_use').on(table.projectId).where(sql`${table.retiredAt} is null`),
  ],
)

/** Every time that a key left the portal: wrapped, for whom, under which of their public keys. Added and never changed. */
export const pseudonymKeyWraps = pgTable(
  'pseudonym_key_wraps',
  {
    id: uuid('id').primaryKey(),
    pseudonymKeyId: uuid('pseudonym_key_id').notNull().references(() => pseudonymKeys.id),
    publicKeyId: uuid('public_key_id').notNull().references(() => publicKeys.id),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    givenAt: instant('given_at').notNull(),
    givenBy: uuid('given_by').notNull().references(() => users.id),
  },
  (table) => [index('pseudonym_key_wraps_key').on(table.pseudonymKeyId, table.givenAt)],
)
