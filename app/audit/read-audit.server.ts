import type { Queryable } from '#app/platform/database.server.ts'
import { readHead } from './audit.store.server.ts'

/** The newest entry's number and hash. Read in the same transaction as other things, it says up to which change they are. */
export function readAuditHead(db: Queryable): Promise<{ readonly seq: number; readonly hash: string }> {
  return readHead(db)
}
