import type { Queryable } from '#app/platform/database.server.ts'
import { findVersionByName } from './documents.store.server.ts'

/** The words of one version. Not scoped to an organisation: the caller has asked whether they may be read. */
export function readWords(db: Queryable, documentRef: string, number: number): Promise<{ readonly title: string; readonly content: string } | null> {
  return findVersionByName(db, documentRef, number)
}
