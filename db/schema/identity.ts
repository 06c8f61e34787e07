import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { ORGANISATION_KINDS } from '#app/organisations/organisation.rules.ts'
import { ROLES } from '#app/identity/permissions.rules.ts'
import { bytea, instant } from './columns.ts'
import { oneOf } from './one-of.ts'

export const organisations = pgTable(
  'organisations',
  {
    code: text('code').primaryKey(),
    name: text('name').notNull(),
    kind: text('kind', { enum: ORGANISATION_KINDS }).notNull(),
    /** How the public reach it, as printed on letters. */
    addressLines: text('address_lines').array().notNull().default(sql`'{}'`),
    postcode: text('postcode').notNull().default(''),
    telephone: text('telephone').notNull().default(''),
    email: text('email').notNull().default(''),
  },
  (table) => [check('organisations_kind', oneOf(table.kind, ORGANISATION_KINDS))],
)

export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey(),
    email: text('email').notNull().unique(),
    name: text('name').notNull(),
    jobTitle: text('job_title').notNull(),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    role: text('role', { enum: ROLES }).notNull(),
    passwordHash: text('password_hash').notNull(),
    failedSignIns: integer('failed_sign_ins').notNull().default(0),
    lockedUntil: instant('locked_until'),
    madeAt: instant('made_at').notNull(),
  },
  (table) => [check('users_role', oneOf(table.role, ROLES)), index('users_organisation').on(table.organisationCode)],
)

/** Only the hash of a session's id is kept: a copy of this table opens nothing. */
export const sessions = pgTable('sessions', {
  id: text('id').primaryKey(),
  userId: uuid('user_id').notNull().references(() => users.id, { onDelete: 'cascade' }),
  expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
})

export const apiKeys = pgTable('api_keys', {
  id: uuid('id').primaryKey(),
  organisationCode: text('organisation_code').notNull().references(() => organisations.code),
  name: text('name').notNull(),
  keyHash: bytea('key_hash').notNull().unique(),
  flowRefs: text('flow_refs').array().notNull(),
  actions: text('actions').array().notNull(),
  madeAt: instant('made_at').notNull(),
  revokedAt: instant('revoked_at'),
})
