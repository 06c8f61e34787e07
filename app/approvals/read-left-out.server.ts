import type { Queryable } from '#app/platform/database.server.ts'
import type { LeftOut } from './covering.rules.ts'
import { listLeftOut } from './decisions.store.server.ts'

/** What each of these decisions leaves out of its papers, by the decision's id. Whoever asks may read the decisions. */
export const readLeftOut = (db: Queryable, decisionIds: readonly string[]): Promise<ReadonlyMap<string, readonly LeftOut[]>> => listLeftOut(db, decisionIds)
