import { asc, eq, inArray } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { organisations } from '#db/schema/index.ts'
import type { Organisation } from './organisation.rules.ts'

export async function listOrganisations(db: Queryable): Promise<Organisation[]> {
  return db.select().from(organisations).orderBy(asc(organisations.name))
}

export async function findOrganisation(db: Queryable, code: string): Promise<Organisation | null> {
  const [row] = await db.select().from(organisations).where(eq(organisations.code, code))
  return row ?? null
}

export async function findOrganisations(db: Queryable, codes: readonly string[]): Promise<Organisation[]> {
  return codes.length === 0 ? [] : db.select().from(organisations).where(inArray(organisations.code, [...codes]))
}

export async function addOrganisation(db: Queryable, organisation: Organisation): Promise<void> {
  await db.insert(organisations).values({ ...organisation, addressLines: [...organisation.addressLines] })
}
