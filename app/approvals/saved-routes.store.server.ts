import { and, asc, eq } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { approvalRoutes, users } from '#db/schema/index.ts'
import type { RoutedRule, SavedRoute } from './approval-route.rules.ts'

export interface SavedRouteRecord extends SavedRoute {
  readonly rule: RoutedRule
  readonly savedAt: Date
  readonly savedByName: string
}

/** Every version that an organisation saved of how it decides, oldest first; of one sign-off where it is named. */
export async function listSavedRoutes(db: Queryable, organisationCode: string, rule?: RoutedRule): Promise<SavedRouteRecord[]> {
  const rows = await db.select({ saved: approvalRoutes, savedByName: users.name }).from(approvalRoutes).innerJoin(users, eq(users.id, approvalRoutes.savedBy))
    .where(and(eq(approvalRoutes.organisationCode, organisationCode), rule === undefined ? undefined : eq(approvalRoutes.rule, rule))).orderBy(asc(approvalRoutes.number))
  return rows.map(({ saved, savedByName }) => ({ rule: saved.rule, number: saved.number, from: saved.fromDay, route: saved.route, savedAt: saved.savedAt, savedByName }))
}

/** Adds a version. False where somebody else has just saved one under that number. */
export async function addSavedRoute(tx: Queryable, row: typeof approvalRoutes.$inferInsert): Promise<boolean> {
  return (await tx.insert(approvalRoutes).values(row).onConflictDoNothing({ target: [approvalRoutes.organisationCode, approvalRoutes.rule, approvalRoutes.number] }).returning({ id: approvalRoutes.id })).length === 1
}
