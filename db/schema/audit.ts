import { sql } from 'drizzle-orm'
import { bigint, index, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core'
import { bytea, instant } from './columns.ts'

/**
 * What happened, in one chain without gaps. `data` is canonical JSON kept as text, exactly as it was hashed.
 * The portal's own database role may read and add, and nothing else (`db/privileges.sql`).
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    actor: text('actor').notNull(),
    organisationCode: text('organisation_code'),
    projectRef: text('project_ref'),
    subject: text('subject'),
    data: text('data').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    index('audit_entries_organisation').on(table.organisationCode, table.seq),
    index('audit_entries_project').on(table.projectRef, table.seq),
    index('audit_entries_subject').on(table.subject, table.seq),
  ],
)

/**
 * The newest entry's number and hash: one row, locked for the moment of adding. With it the Merkle tree as it is carried
 * on: how many entries are in it, and the hashes of its complete subtrees from the left, 32 bytes each.
 */
export const auditHead = pgTable('audit_head', {
  id: text('id').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
  treeSize: bigint('tree_size', { mode: 'number' }).notNull().default(0),
  treePeaks: bytea('tree_peaks').notNull().default(sql`''::bytea`),
})

/** The complete subtrees of the Merkle tree over the entries (RFC 6962): a leaf is at level 0, that of entry n at index n - 1. Added and never changed. */
export const auditTree = pgTable(
  'audit_tree',
  {
    level: smallint('level').notNull(),
    index: bigint('index', { mode: 'number' }).notNull(),
    hash: bytea('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.level, table.index] })],
)

/** What the portal has signed of the tree: its size and its root. Added and never changed. */
export const signedHeads = pgTable('signed_heads', {
  size: bigint('size', { mode: 'number' }).primaryKey(),
  root: text('root').notNull(),
  signedAt: instant('signed_at').notNull(),
  kid: text('kid').notNull(),
  /** The compact JWS that says so. */
  jws: text('jws').notNull(),
})

/** Every public key that the portal has signed with. One that is no longer used stays, for what it signed. */
export const signingKeys = pgTable('signing_keys', {
  kid: text('kid').primaryKey(),
  /** The Ed25519 coordinate, as base64url. */
  x: text('x').notNull(),
  usedFrom: instant('used_from').notNull(),
  /** When another took its place; null while it is in use. */
  usedTo: instant('used_to'),
})
