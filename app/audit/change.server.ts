import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isWorthAnotherTry, type Transaction } from '#app/platform/database.server.ts'
import { auditDataText, auditHashInput, type AuditDraft, type AuditEntry } from './audit.rules.ts'
import { addEntries, lockHead } from './audit.store.server.ts'

export type Record = (draft: AuditDraft) => void

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
    const drafts: AuditDraft[] = []
    const value = await work(tx, (draft) => drafts.push(draft))
    if (drafts.length > 0) await append(tx, context, drafts)
    return value
  })
}

async function append(tx: Transaction, context: Context, drafts: readonly AuditDraft[]): Promise<void> {
  const head = await lockHead(tx)
  let { seq, hash } = head
  const entries = drafts.map((draft): AuditEntry => {
    const unhashed = {
      seq: seq + 1,
      at: context.now,
      kind: draft.kind,
      actor: context.actor.label,
      organisationCode: draft.organisationCode === undefined ? context.actor.organisationCode : draft.organisationCode,
      projectRef: draft.projectRef ?? null,
      subject: draft.subject ?? null,
      data: auditDataText(draft.data),
      previousHash: hash,
    }
    const entry = { ...unhashed, hash: sha256Hex(auditHashInput(unhashed)) }
    seq = entry.seq
    hash = entry.hash
    return entry
  })
  await addEntries(tx, entries)
}

/** Records a look: a change that changes nothing but the audit. */
export async function recordLook(context: Context, draft: AuditDraft): Promise<void> {
  await change(context, async (_tx, record) => record(draft))
}
