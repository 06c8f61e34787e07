import type { Queryable } from '#app/platform/database.server.ts'
import type { AuditEntry, AuditKind } from './audit.rules.ts'
import { entriesOfKindAfter, entryAt } from './audit.store.server.ts'

/** One entry, whoever's it is: for what a receipt is held to. Null when there is none of that number. */
export function readEntry(db: Queryable, seq: number): Promise<AuditEntry | null> {
  return entryAt(db, seq)
}

/** Entries of one kind in order, from after a number. Of every organisation: for whoever verifies the record. */
export function readEntriesOfKind(db: Queryable, kind: AuditKind, after: number, limit: number): Promise<AuditEntry[]> {
  return entriesOfKindAfter(db, kind, after, limit)
}
