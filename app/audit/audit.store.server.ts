import { and, asc, desc, eq, gt, lt, or, sql, type SQL } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { auditEntries, auditHead, auditTree, projectParties, projects } from '#db/schema/index.ts'
import type { AuditEntry } from './audit.rules.ts'
import type { TreeNode, TreePeaks } from './merkle.rules.ts'

/** The newest entry, and the Merkle tree as it is carried on. */
export interface AuditHead {
  readonly seq: number
  readonly hash: string
  readonly tree: TreePeaks
}

const ROWS_AT_ONCE = 10_000

function headOf(row: typeof auditHead.$inferSelect | undefined): AuditHead {
  if (!row) throw new Error('The audit has no head row: the database was not migrated')
  const hashes = Array.from({ length: row.treePeaks.length / 32 }, (_, at) => row.treePeaks.subarray(at * 32, at * 32 + 32))
  return { seq: row.seq, hash: row.hash, tree: { size: row.treeSize, hashes } }
}

export async function lockHead(tx: Queryable): Promise<AuditHead> {
  const [head] = await tx.select().from(auditHead).where(eq(auditHead.id, 'head')).for('update')
  return headOf(head)
}

/** Adds entries and the subtrees they completed, and moves the head on. Sent together, for everyone who adds waits for it. */
export async function addEntries(tx: Queryable, entries: readonly AuditEntry[], completed: readonly TreeNode[], head: AuditHead): Promise<void> {
  const adding: PromiseLike<unknown>[] = []
  for (let at = 0; at < entries.length; at += ROWS_AT_ONCE / 2) adding.push(tx.insert(auditEntries).values(entries.slice(at, at + ROWS_AT_ONCE / 2)))
  for (let at = 0; at < completed.length; at += ROWS_AT_ONCE) adding.push(tx.insert(auditTree).values(completed.slice(at, at + ROWS_AT_ONCE)))
  const { seq, hash, tree } = head
  adding.push(tx.update(auditHead).set({ seq, hash, treeSize: tree.size, treePeaks: Buffer.concat(tree.hashes) }).where(eq(auditHead.id, 'head')))
  await Promise.all(adding)
}

export async function readHead(db: Queryable): Promise<AuditHead> {
  const [head] = await db.select().from(auditHead).where(eq(auditHead.id, 'head'))
  return headOf(head)
}

export async function entriesAfter(db: Queryable, seq: number, limit: number): Promise<AuditEntry[]> {
  return db.select().from(auditEntries).where(gt(auditEntries.seq, seq)).orderBy(asc(auditEntries.seq)).limit(limit)
}

export async function entriesOfKindAfter(db: Queryable, kind: string, seq: number, limit: number): Promise<AuditEntry[]> {
  return db.select().from(auditEntries).where(and(eq(auditEntries.kind, kind), gt(auditEntries.seq, seq))).orderBy(asc(auditEntries.seq)).limit(limit)
}

export async function entryAt(db: Queryable, seq: number): Promise<AuditEntry | null> {
  const [entry] = await db.select().from(auditEntries).where(eq(auditEntries.seq, seq))
  return entry ?? null
}

/** Entries an organisation may read: its own, and those of the projects it is a party to. Newest first. */
export async function entriesForOrganisation(
  db: Queryable,
  organisationCode: string,
  options: { readonly before?: number; readonly limit: number; readonly projectRef?: string; readonly subject?: string },
): Promise<AuditEntry[]> {
  const itsProjects = sql`${auditEntries.projectRef} in (
    select ${projects.ref} from ${projects} join ${projectParties} on ${projectParties.projectId} = ${projects.id}
    where ${projectParties.organisationCode} = ${organisationCode})`
  const isProjectWide = sql`${auditEntries.subject} is null or ${auditEntries.subject} not like 'person:%' and ${auditEntries.subject} not like 'letter:%'`
  const conditions: (SQL | undefined)[] = [
    or(eq(auditEntries.organisationCode, organisationCode), and(itsProjects, sql`(${isProjectWide})`)),
  ]
  if (options.before !== undefined) conditions.push(lt(auditEntries.seq, options.before))
  if (options.projectRef) conditions.push(eq(auditEntries.projectRef, options.projectRef))
  if (options.subject) conditions.push(eq(auditEntries.subject, options.subject))
  return db.select().from(auditEntries).where(and(...conditions)).orderBy(desc(auditEntries.seq)).limit(options.limit)
}
