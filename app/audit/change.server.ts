import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isWorthAnotherTry, type Transaction } from '#app/platform/database.server.ts'
import { newToken } from '#app/platform/secrets.server.ts'
import { auditDataText, auditHashInput, type AuditDraft, type AuditEntry } from './audit.rules.ts'
import { addEntries, lockHead } from './audit.store.server.ts'
import { bringTreeUp } from './grow-tree.server.ts'
import { growTree, leafHash, rootOf } from './merkle.rules.ts'
import { needsSalt, SALT } from './told-entries.rules.ts'

/** An entry as it was written, with the Merkle tree right after this change: so many entries, under this root. */
export interface WrittenEntry {
  readonly entry: AuditEntry
  readonly treeSize: number
  readonly root: Buffer
}

/**
 * Puts an entry on record. `whenWritten` is called once it has its number and its hash, in the same transaction, behind the
 * statement that adds it, and under the lock that everyone who writes waits for: for what must quote the entry, and for nothing slow.
 */
export type Record = (draft: AuditDraft, whenWritten?: (written: WrittenEntry) => Promise<void>) => void

interface Recorded {
  readonly draft: AuditDraft
  readonly whenWritten?: (written: WrittenEntry) => Promise<void>
}

/**
 * One change, in one transaction, with its audit entries. The entries are written last, just before the commit, because
 * the chain has one newest entry and everyone who adds must wait for it. Tried once more when two changes collide.
 */
export async function change<T>(
  context: Context,
  work: (tx: Transaction, record: Record) => Promise<T>,
): Promise<T> {
  try {
    return await attempt(context, work)
  } catch (error) {
    if (!isWorthAnotherTry(error)) throw error
    return attempt(context, work)
  }
}

function attempt<T>(context: Context, work: (tx: Transaction, record: Record) => Promise<T>): Promise<T> {
  return context.runtime.db.transaction(async (tx) => {
    const recorded: Recorded[] = []
    const value = await work(tx, (draft, whenWritten) => recorded.push({ draft, whenWritten }))
    if (recorded.length > 0) await append(tx, context, recorded)
    return value
  })
}

async function append(tx: Transaction, context: Context, recorded: readonly Recorded[]): Promise<void> {
  const head = await lockHead(tx)
  const before = await bringTreeUp(tx, head)
  let { seq, hash } = head
  const inputs: string[] = []
  const entries = recorded.map(({ draft }): AuditEntry => {
    const unhashed = {
      seq: seq + 1,
      at: context.now,
      kind: draft.kind,
      actor: context.actor.label,
      organisationCode: draft.organisationCode === undefined ? context.actor.organisationCode : draft.organisationCode,
      projectRef: draft.projectRef ?? null,
      subject: draft.subject ?? null,
      data: auditDataText(needsSalt(draft) ? { ...draft.data, [SALT]: newToken(16) } : draft.data),
      previousHash: hash,
    }
    const input = auditHashInput(unhashed)
    inputs.push(input)
    const entry = { ...unhashed, hash: sha256Hex(input) }
    seq = entry.seq
    hash = entry.hash
    return entry
  })
  const { tree, completed } = growTree(before, inputs.map(leafHash))
  // Sent one behind the other without waiting in between, for everyone who adds waits for all of it.
  await Promise.all([
    addEntries(tx, entries, completed, { seq, hash, tree }),
    ...recorded.map(({ whenWritten }, at) => whenWritten?.({ entry: entries[at] as AuditEntry, treeSize: tree.size, root: rootOf(tree) })),
  ])
}

/** Records a look: a change that changes nothing but the audit. */
export async function recordLook(context: Context, draft: AuditDraft): Promise<void> {
  await change(context, async (_tx, record) => record(draft))
}
