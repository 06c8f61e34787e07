import { and, asc, desc, eq, gt, lt, or, sql, type SQL } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { auditEntries, auditHead, projectParties, projects } from '#db/schema/index.ts'
import type { AuditEntry } from './audit.rules.ts'

export async function lockHead(tx: Queryable): Promise<{ seq: number; hash: string }> {
  const [head] = await tx.select().from(auditHead).where(eq(auditHead.id, 'head')).for('update')
  if (!head) throw new Error('The audit has no head row: the database was not migrated')
  return head
}

export async function addEntries(tx: Queryable, entries: readonly AuditEntry[]): Promise<void> {
  const last = entries[entries.length - 1]
  if (!last) return
  await tx.insert(auditEntries).values(entries as AuditEntry[])
  await tx.update(auditHead).set({ seq: last.seq, hash: last.hash }).where(eq(auditHead.id, 'head'))
}

export async function readHead(db: Queryable): Promise<{ seq: number; hash: string }> {
  const [head] = await db.select().from(auditHead).where(eq(auditHead.id, 'head'))
  if (!head) throw new Error('The audit has no head row: the database was not migrated')
  return head
}

export async function entriesAfter(db: Queryable, seq: number, limit: number): Promise<AuditEntry[]> {
  return db.select().from(auditEntries).where(gt(auditEntries.seq, seq)).orderBy(asc(auditEntries.seq)).limit(limit)
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
