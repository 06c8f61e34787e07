import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { auditHashInput, FIRST_PREVIOUS_HASH, type AuditVerdict } from './audit.rules.ts'
import { entriesAfter, readHead } from './audit.store.server.ts'

export type { AuditVerdict } from './audit.rules.ts'

const PAGE = 5000

/** Recomputes the whole chain and names the first entry that does not hold. `onProgress` is told how many have been checked. */
export async function verifyAudit(db: Queryable, onProgress: (checked: number, of: number) => void = () => {}): Promise<AuditVerdict> {
  const head = await readHead(db)
  let seq = 0
  let hash = FIRST_PREVIOUS_HASH
  for (;;) {
    const entries = await entriesAfter(db, seq, PAGE)
    for (const entry of entries) {
      if (entry.seq !== seq + 1) return { holds: false, seq: seq + 1, fault: 'missing' }
      if (entry.previousHash !== hash) return { holds: false, seq: entry.seq, fault: 'chain-broken' }
      if (sha256Hex(auditHashInput(entry)) !== entry.hash) return { holds: false, seq: entry.seq, fault: 'changed' }
      seq = entry.seq
      hash = entry.hash
    }
    onProgress(seq, Math.max(seq, head.seq))
    if (entries.length < PAGE) break
  }
  if (seq < head.seq) return { holds: false, seq: seq + 1, fault: 'missing' }
  if (seq === head.seq && hash !== head.hash) return { holds: false, seq, fault: 'head-differs' }
  return { holds: true, entries: seq, headHash: hash }
}
