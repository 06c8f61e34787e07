import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
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
  /** The form of the hash (one byte), then the SHA-256 of the key; a keyed hash alone where the key was made before and not used since. */
  keyHash: bytea('key_hash').notNull().unique(),
  /** The last characters of the key, by which people tell keys apart; blank for a key made before they were kept. */
  hint: text('hint').notNull().default(''),
  flowRefs: text('flow_refs').array().notNull(),
  actions: text('actions').array().notNull(),
  madeAt: instant('made_at').notNull(),
  /** Null where the portal itself made it. */
  madeBy: uuid('made_by').references(() => users.id),
  /** The last Europe/London day on which it opens anything; null where it has no end. */
  expiresOn: date('expires_on', { mode: 'string' }),
  /** The Europe/London day on which it was last used. */
  lastUsedOn: date('last_used_on', { mode: 'string' }),
  revokedAt: instant('revoked_at'),
  revokedBy: uuid('revoked_by').references(() => users.id),
})

/** How often a key has done something within the minute that is running, for limits that hold across the portal's machines. */
export const apiKeyCalls = pgTable(
  'api_key_calls',
  {
    apiKeyId: uuid('api_key_id').notNull().references(() => apiKeys.id, { onDelete: 'cascade' }),
    action: text('action').notNull(),
    windowBeganAt: instant('window_began_at').notNull(),
    calls: integer('calls').notNull(),
  },
  (table) => [primaryKey({ columns: [table.apiKeyId, table.action] })],
)

/** Requests with an id of the caller's own, so that one that is sent again is answered as the first time. Kept for a day. */
export const apiRequests = pgTable(
  'api_requests',
  {
    apiKeyId: uuid('api_key_id').notNull().references(() => apiKeys.id, { onDelete: 'cascade' }),
    requestId: uuid('request_id').notNull(),
    /** The digest of what was asked, sealed: a digest alone could be guessed back to a number of a person. */
    question: bytea('question').notNull(),
    beganAt: instant('began_at').notNull(),
    /** Until when whoever answers it is believed to be alive. */
    busyUntil: instant('busy_until').notNull(),
    /** Status, headers and body, sealed; null until it has been answered. */
    answerSealed: bytea('answer_sealed'),
  },
  (table) => [primaryKey({ columns: [table.apiKeyId, table.requestId] }), index('api_requests_began').on(table.beganAt)],
)
