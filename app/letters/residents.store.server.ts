import { and, eq, inArray } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { campaigns, letters, projects } from '#db/schema/index.ts'

const columns = {
  letterId: letters.id, personId: letters.personId, addressee: letters.addressee, suppression: letters.suppression, codeFailures: letters.codeFailures,
  codeLockedUntil: letters.codeLockedUntil, campaignId: campaigns.id, campaignRef: campaigns.ref, campaignState: campaigns.state, closingDate: campaigns.closingDate,
  letterDate: campaigns.letterDate, flowsTold: campaigns.flowsTold, organisationCode: campaigns.organisationCode, projectRef: projects.ref, projectTitle: projects.title,
}

const joined = (db: Queryable) => db.select(columns).from(letters)
  .innerJoin(campaigns, eq(campaigns.id, letters.campaignId)).innerJoin(projects, eq(projects.id, campaigns.projectId))

export type ResidentLetter = Awaited<ReturnType<typeof joined>>[number]

/** The letter with a code, held until the transaction ends, so that guesses at one code are counted one after another. */
export async function lockLetterWithCode(tx: Queryable, lookups: readonly Buffer[]): Promise<ResidentLetter | null> {
  const [row] = await joined(tx).where(inArray(letters.replyCodeLookup, [...lookups])).for('update', { of: letters })
  return row ?? null
}

export async function findResidentLetter(db: Queryable, letterId: string): Promise<ResidentLetter | null> {
  const [row] = await joined(db).where(eq(letters.id, letterId))
  return row ?? null
}

/** For a letter id that there is none of it does the same work and changes nothing. */
export async function setCodeState(tx: Queryable, letterId: string, state: { readonly failures: number; readonly lockedUntil: Date | null }): Promise<void> {
  await tx.update(letters).set({ codeFailures: state.failures, codeLockedUntil: state.lockedUntil }).where(and(eq(letters.id, letterId)))
}
