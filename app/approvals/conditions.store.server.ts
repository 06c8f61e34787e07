import { asc, eq, inArray } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { approvalConditions, conditionEnds, flowSuspensions, organisations, suspensionEnds, users } from '#db/schema/index.ts'
import type { Condition, Suspension } from './condition.rules.ts'

export interface ConditionRecord extends Condition {
  readonly projectId: string
  readonly ownerName: string
  readonly madeByName: string
}

/** Every condition of a project, by the day it is due. The caller has found the project for whoever asks. */
export function listConditions(db: Queryable, projectId: string): Promise<ConditionRecord[]> {
  return listConditionsOf(db, [projectId])
}

/** The same of several projects. */
export async function listConditionsOf(db: Queryable, projectIds: readonly string[]): Promise<ConditionRecord[]> {
  if (projectIds.length === 0) return []
  const rows = await db.select({ condition: approvalConditions, end: conditionEnds, ownerName: organisations.name, madeByName: users.name }).from(approvalConditions)
    .innerJoin(organisations, eq(organisations.code, approvalConditions.ownerCode)).innerJoin(users, eq(users.id, approvalConditions.madeBy))
    .leftJoin(conditionEnds, eq(conditionEnds.conditionId, approvalConditions.id))
    .where(inArray(approvalConditions.projectId, [...projectIds])).orderBy(asc(approvalConditions.dueOn), asc(approvalConditions.madeAt))
  return rows.map(({ condition: { decisionId: _d, madeBy: _m, ...condition }, end, ownerName, madeByName }) =>
    ({ ...condition, ownerName, madeByName, ended: end && { how: end.how, proof: end.proof, at: end.endedAt } }))
}

export async function addCondition(tx: Queryable, row: typeof approvalConditions.$inferInsert): Promise<void> {
  await tx.insert(approvalConditions).values(row)
}

export async function endCondition(tx: Queryable, row: typeof conditionEnds.$inferInsert): Promise<void> {
  await tx.insert(conditionEnds).values(row)
}

export interface SuspensionRecord extends Suspension {
  readonly projectId: string
  readonly organisationName: string
}

export function listSuspensions(db: Queryable, projectId: string): Promise<SuspensionRecord[]> {
  return listSuspensionsOf(db, [projectId])
}

/** The same of several projects. */
export async function listSuspensionsOf(db: Queryable, projectIds: readonly string[]): Promise<SuspensionRecord[]> {
  if (projectIds.length === 0) return []
  const rows = await db.select({ suspension: flowSuspensions, end: suspensionEnds, organisationName: organisations.name }).from(flowSuspensions)
    .innerJoin(organisations, eq(organisations.code, flowSuspensions.organisationCode)).leftJoin(suspensionEnds, eq(suspensionEnds.suspensionId, flowSuspensions.id))
    .where(inArray(flowSuspensions.projectId, [...projectIds])).orderBy(asc(flowSuspensions.fromAt))
  return rows.map(({ suspension, end, organisationName }) => ({
    id: suspension.id, projectId: suspension.projectId, flowRefs: suspension.flowRefs, because: suspension.because, organisationCode: suspension.organisationCode, organisationName, from: suspension.fromAt,
    ended: end && { because: end.because, at: end.endedAt },
  }))
}

export async function addSuspension(tx: Queryable, row: typeof flowSuspensions.$inferInsert): Promise<void> {
  await tx.insert(flowSuspensions).values(row)
}

export async function endSuspension(tx: Queryable, row: typeof suspensionEnds.$inferInsert): Promise<void> {
  await tx.insert(suspensionEnds).values(row)
}
