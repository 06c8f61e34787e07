import { auditHashInput } from '#app/audit/audit.rules.ts'
import type { Record } from '#app/audit/change.server.ts'
import type { FlowInForce } from '#app/documents/agreement.rules.ts'
import type { KeyActor } from '#app/identity/actor.rules.ts'
import { canonicalJson } from '#app/kernel/canonical-json.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { isSentByGroup } from '#app/projects/groups.rules.ts'
import { receiptStatement, type CompletedCheck } from './receipt.rules.ts'
import type { Receipt, ReceiptStatement } from './receipt.schema.ts'
import { addReceipt } from './receipts.store.server.ts'
import { mayBeToldReasons, oneDiscloserOf } from './told-check.rules.ts'

/** The digest of a receipt's statement that the audit entry holds. */
export function statementDigest(statement: ReceiptStatement): string {
  return sha256Hex(canonicalJson(statement))
}

/** How many of a group had signed, with the digest of their codes; null where the flow is from one party. */
function disclosersAsWritten({ facts, flow, disclosers }: FlowInForce): ReceiptStatement['disclosers'] | null {
  if (!isSentByGroup(facts, flow)) return null
  const codes = disclosers.filter(({ withheld }) => withheld === null).map(({ code }) => code).sort()
  return { count: codes.length, sha256: sha256Hex(codes.map((code) => `${code}\n`).join('')) }
}

/**
 * Puts a check's completion on record and signs its receipt, in the transaction that completes it. The entry holds the
 * digest of what the receipt says, and the receipt quotes the entry: neither can be exchanged without the other.
 */
export function recordCompletion(context: Context<KeyActor>, tx: Transaction, record: Record, check: CompletedCheck): void {
  const { runtime, actor, now } = context
  const { checkId, question, snapshot, result } = check
  const statement = receiptStatement(check, {
    issuer: runtime.publicUrl, at: now, mayDetail: actor.actions.includes('check-detail') && mayBeToldReasons({ discloserCode: oneDiscloserOf(snapshot.inForce) }, actor.organisationCode),
    disclosers: disclosersAsWritten(snapshot.inForce),
  })
  const entry = {
    kind: 'check-completed', projectRef: question.projectRef, subject: `check:${checkId}`,
    data: {
      flow: question.flowRef, rows: statement.rows, included: statement.decisions.INCLUDE, version: snapshot.auditSeq,
      digestIn: result.digestIn, digestOut: result.digestOut, receipt: statementDigest(statement),
    },
  } as const
  record(entry, async (written) => {
    const receipt: Receipt = {
      ...statement,
      audit: {
        seq: written.entry.seq, entry: auditHashInput(written.entry), entry_hash: written.entry.hash, tree_size: written.treeSize, root: written.root.toString('hex'),
      },
    }
    await addReceipt(tx, { checkId, entrySeq: written.entry.seq, signedAt: now, kid: runtime.signer.key.kid, jws: runtime.signer.sign('receipt', receipt) })
  })
}
