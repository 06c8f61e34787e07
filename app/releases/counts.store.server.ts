import { and, count, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { countAnswers } from '#db/schema/index.ts'

export type CountAnswerRow = typeof countAnswers.$inferSelect

/** Whose counts, of which flow, in which month. */
export interface CountsAsked {
  readonly organisationCode: string
  readonly flowRef: string
  readonly month: Day
}

const ofMonth = ({ organisationCode, month }: CountsAsked) => and(eq(countAnswers.organisationCode, organisationCode), eq(countAnswers.month, month))

/** Makes another that asks for counts for the same organisation wait until this transaction ends. */
export async function lockCounts(tx: Queryable, { organisationCode }: CountsAsked): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`counts ${organisationCode}`}, 0))`)
}

/** What was told of a question this month, under any of its hashes, and to how many questions there were answers, in whichever flows. */
export async function readCounts(db: Queryable, asked: CountsAsked, questions: readonly Buffer[]): Promise<{ readonly earlier: CountAnswerRow | null; readonly answered: number }> {
  const [row] = await db.select().from(countAnswers).where(and(ofMonth(asked), eq(countAnswers.flowRef, asked.flowRef), inArray(countAnswers.question, [...questions])))
  const [counted] = await db.select({ answered: count() }).from(countAnswers).where(ofMonth(asked))
  return { earlier: row ?? null, answered: counted?.answered ?? 0 }
}

export async function addCounts(tx: Queryable, row: CountAnswerRow): Promise<void> {
  await tx.insert(countAnswers).values(row)
}

/** Deletes what the organisation was told in earlier months: it is not told again. */
export async function removeCountsBefore(tx: Queryable, { organisationCode, month }: CountsAsked): Promise<void> {
  await tx.delete(countAnswers).where(and(eq(countAnswers.organisationCode, organisationCode), lt(countAnswers.month, month)))
}
