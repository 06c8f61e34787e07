import { auditHashInput, type AuditEntry } from '#app/audit/audit.rules.ts'
import { leafHash } from '#app/audit/merkle.rules.ts'
import { readEntriesOfKind, readEntry } from '#app/audit/read-entries.server.ts'
import { readTreeAt } from '#app/audit/read-proofs.server.ts'
import { readKnownKeys, type KnownKey } from '#app/audit/signing-keys.server.ts'
import { isId } from '#app/kernel/ids.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { readSigned } from '#app/platform/signing.server.ts'
import { statementDigest } from './issue-receipt.server.ts'
import { isSignedWithin, type ReceiptFault } from './receipt.rules.ts'
import { receiptSchema, type Receipt } from './receipt.schema.ts'
import { findReceipt, receiptsAfter, type ReceiptRow } from './receipts.store.server.ts'

/** What became of a text that should be a receipt of ours. `receipt` is there whenever it is what this portal signed. */
export interface ReceiptVerdict {
  readonly fault: ReceiptFault | null
  readonly receipt: Receipt | null
  readonly kid: string | null
}

/** Whether this portal signed a receipt, and whether its audit record and its own copy still say the same. */
export async function examineReceipt(runtime: Runtime, text: string, now: Date): Promise<ReceiptVerdict> {
  const keys = await readKnownKeys(runtime.db, runtime.signer, now)
  return examine(runtime.db, keys, text, { entryOf: (seq) => readEntry(runtime.db, seq), keptOf: (checkId) => findReceipt(runtime.db, checkId) })
}

interface Held {
  readonly entryOf: (seq: number) => Promise<AuditEntry | null>
  readonly keptOf: (checkId: string) => Promise<Pick<ReceiptRow, 'jws'> | null>
}

async function examine(db: Queryable, keys: readonly KnownKey[], text: string, held: Held): Promise<ReceiptVerdict> {
  const signed = readSigned('receipt', text, keys)
  if (!signed.ok) return { fault: signed.refusal.kind, receipt: null, kid: null }
  const { kid, payload } = signed.value
  const read = receiptSchema.safeParse(payload)
  if (!read.success) return { fault: 'not-a-receipt', receipt: null, kid }
  const receipt = read.data
  const key = keys.find((candidate) => candidate.kid === kid) as KnownKey
  return { fault: await faultOf(db, receipt, payload, key, text, held), receipt, kid }
}

async function faultOf(db: Queryable, { check, signed_at, audit }: Receipt, payload: object, key: KnownKey, text: string, held: Held): Promise<ReceiptFault | null> {
  if (!isSignedWithin(key, new Date(signed_at))) return 'key-not-in-use'
  const { audit: _quoted, ...statement } = payload as Receipt
  if (sha256Hex(audit.entry) !== audit.entry_hash || quotedDigest(audit.entry) !== statementDigest(statement)) return 'entry-not-its-own'
  const entry = await held.entryOf(audit.seq)
  if (!entry) return 'entry-gone'
  if (auditHashInput(entry) !== audit.entry || entry.hash !== audit.entry_hash) return 'entry-changed'
  const tree = await readTreeAt(db, audit.seq, audit.tree_size)
  if (tree?.leaf !== leafHash(audit.entry).toString('hex') || tree.root !== audit.root) return 'tree-changed'
  if (!isId(check) || (await held.keptOf(check))?.jws !== text) return 'not-kept'
  return null
}

/** The digest of a receipt that a quoted entry holds; null when it holds none. */
function quotedDigest(entry: string): string | null {
  try {
    const { data } = JSON.parse(entry) as { data?: unknown }
    const { receipt } = JSON.parse(String(data)) as { receipt?: unknown }
    return typeof receipt === 'string' ? receipt : null
  } catch {
    return null
  }
}

export type KeptReceiptsVerdict =
  | { readonly holds: true; readonly receipts: number }
  | { readonly holds: false; readonly checkId: string; readonly entrySeq: number; readonly fault: ReceiptFault }

const PAGE = 500

/** Holds every receipt that is kept to the audit record, and every completion in the record that has a receipt to that. Names the first that does not hold. */
export async function verifyReceipts(runtime: Runtime, now: Date): Promise<KeptReceiptsVerdict> {
  const { db } = runtime
  const keys = await readKnownKeys(db, runtime.signer, now)
  let receipts = 0
  for (let after = 0; ; ) {
    const rows = await receiptsAfter(db, after, PAGE)
    for (const row of rows) {
      const { fault, receipt, kid } = await examine(db, keys, row.jws, { entryOf: (seq) => readEntry(db, seq), keptOf: async () => row })
      const isFiledRight = receipt?.check === row.checkId && receipt.audit.seq === row.entrySeq && kid === row.kid && receipt.signed_at === row.signedAt.toISOString()
      if (fault ?? !isFiledRight) return { holds: false, checkId: row.checkId, entrySeq: row.entrySeq, fault: fault ?? 'not-kept' }
      receipts += 1
    }
    after = rows[rows.length - 1]?.entrySeq ?? after
    if (rows.length < PAGE) break
  }
  const gone = await firstWithoutReceipt(db)
  return gone ? { holds: false, ...gone, fault: 'not-kept' } : { holds: true, receipts }
}

async function firstWithoutReceipt(db: Queryable): Promise<{ readonly checkId: string; readonly entrySeq: number } | null> {
  for (let after = 0; ; ) {
    const entries = await readEntriesOfKind(db, 'check-completed', after, PAGE)
    const kept = new Set((await receiptsAfter(db, after, PAGE)).map(({ entrySeq }) => entrySeq))
    const gone = entries.find((entry) => quotedDigest(auditHashInput(entry)) !== null && !kept.has(entry.seq))
    if (gone) return { checkId: (gone.subject ?? '').replace(/^check:/, ''), entrySeq: gone.seq }
    after = entries[entries.length - 1]?.seq ?? after
    if (entries.length < PAGE) return null
  }
}
