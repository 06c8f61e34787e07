import { eq } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { choiceCodeLists, choiceCodes } from '#db/schema/index.ts'

export async function findCodeListDigest(db: Queryable, version: string): Promise<string | null> {
  const [row] = await db.select({ digest: choiceCodeLists.digest }).from(choiceCodeLists).where(eq(choiceCodeLists.version, version))
  return row?.digest ?? null
}

/** Adds a version of the code lists, all or nothing; one that is there is left as it is. */
export async function addCodeList(tx: Queryable, list: typeof choiceCodeLists.$inferInsert, codes: readonly (typeof choiceCodes.$inferInsert)[]): Promise<boolean> {
  const added = await tx.insert(choiceCodeLists).values(list).onConflictDoNothing().returning({ version: choiceCodeLists.version })
  if (added.length > 0) await tx.insert(choiceCodes).values([...codes])
  return added.length > 0
}
