import { and, eq } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { piaFiles } from '#db/schema/index.ts'

/** A file brought in again is kept once. */
export async function addPiaFile(tx: Queryable, row: typeof piaFiles.$inferInsert): Promise<void> {
  await tx.insert(piaFiles).values(row).onConflictDoNothing()
}

/** The caller says whose project it is. */
export async function findPiaFile(db: Queryable, projectId: string, sha256: string): Promise<string | null> {
  const [row] = await db.select({ content: piaFiles.content }).from(piaFiles).where(and(eq(piaFiles.projectId, projectId), eq(piaFiles.sha256, sha256)))
  return row?.content ?? null
}
