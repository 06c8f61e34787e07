import { groupBy } from '#app/kernel/group-by.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { listSignaturesOf } from './documents.store.server.ts'

/** Which organisations have signed each of these versions, in the order of signing. Not scoped to anyone: who signed is the same for everybody. */
export async function readSignersOf(db: Queryable, versionIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const signatures = groupBy(await listSignaturesOf(db, versionIds), ({ versionId }) => versionId)
  return new Map([...signatures].map(([versionId, rows]) => [versionId, rows.map(({ organisationCode }) => organisationCode)]))
}
