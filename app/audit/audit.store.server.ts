import { and, asc, desc, eq, gt, lt, or, sql, type SQL } from 'drizzle-orm'
import { inWords, type Queryable } from '#app/platform/database.server.ts'
import { auditEntries, auditHead, projectParties, projects } from '#db/schema/index.ts'
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
  const [head] = await inWords<{ seq: string; hash: string; tree_size: string; tree_peaks: Buffer }>(tx, `select seq, hash, tree_size, tree_peaks from audit_head where id = $1 for update`, ['head'])
  return headOf(head && { id: 'head', seq: Number(head.seq), hash: head.hash, treeSize: Number(head.tree_size), treePeaks: head.tree_peaks })
}

/** Adds entries and the subtrees they completed, and moves the head on. Sent together, for everyone who adds waits for it. */
export async function addEntries(tx: Queryable, entries: readonly AuditEntry[], completed: readonly TreeNode[], head: AuditHead): Promise<void> {
  const adding: PromiseLike<unknown>[] = []
  if (entries.length === 1) adding.push(addEntry(tx, entries[0] as AuditEntry))
  else for (let at = 0; at < entries.length; at += ROWS_AT_ONCE / 2) adding.push(tx.insert(auditEntries).values(entries.slice(at, at + ROWS_AT_ONCE / 2)))
  for (let at = 0; at < completed.length; at += ROWS_AT_ONCE) adding.push(addSubtrees(tx, completed.slice(at, at + ROWS_AT_ONCE)))
  const { seq, hash, tree } = head
  adding.push(inWords(tx, `update audit_head set seq = $1, hash = $2, tree_size = $3, tree_peaks = $4 where id = 'head'`, [seq, hash, tree.size, Buffer.concat(tree.hashes)]))
  await Promise.all(adding)
}

function addEntry(tx: Queryable, { seq, at, kind, actor, organisationCode, projectRef, subject, data, previousHash, hash }: AuditEntry): Promise<unknown> {
  return inWords(tx, `insert into audit_entries (seq, at, kind, actor, organisation_code, project_ref, subject, data, previous_hash, hash)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [seq, at.toISOString(), kind, actor, organisationCode, projectRef, subject, data, previousHash, hash])
}

function addSubtrees(tx: Queryable, nodes: readonly TreeNode[]): Promise<unknown> {
  const list = (of: (node: TreeNode) => string | number): string => nodes.map(of).join(',')
  return inWords(tx, `insert into audit_tree (level, index, hash) select level::smallint, index::bigint, decode(hash, 'hex')
    from unnest(string_to_array($1, ','), string_to_array($2, ','), string_to_array($3, ',')) as node (level, index, hash)`,
  [list(({ level }) => level), list(({ index }) => index), list(({ hash }) => hash.toString('hex'))])
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
