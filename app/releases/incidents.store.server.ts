import { and, asc, eq, gte, inArray, isNull, lte, ne, or } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { checks, projects } from '#db/schema/index.ts'

/** Checks that were under way or answered between two instants, about the data of one of the disclosers, or of many in one of the flows. Refused ones said nothing. */
export async function findChecksBetween(db: Queryable, { discloserCodes, flowRefs }: { readonly discloserCodes: readonly string[]; readonly flowRefs: readonly string[] }, from: Date, to: Date, limit: number) {
  if (discloserCodes.length === 0) return []
  return db.select({
    id: checks.id, flowRef: checks.flowRef, projectRef: projects.ref, projectTitle: projects.title, discloserCode: checks.discloserCode, state: checks.state,
    beganAt: checks.beganAt, endedAt: checks.endedAt, rows: checks.rows, counts: checks.counts,
  }).from(checks).innerJoin(projects, eq(projects.id, checks.projectId))
    .where(and(
      or(inArray(checks.discloserCode, [...discloserCodes]), flowRefs.length === 0 ? undefined : and(isNull(checks.discloserCode), inArray(checks.flowRef, [...flowRefs]))), ne(checks.state, 'refused'), lte(checks.beganAt, to), or(isNull(checks.endedAt), gte(checks.endedAt, from)),
    ))
    .orderBy(asc(checks.beganAt), asc(checks.id)).limit(limit)
}
