import type { Transaction } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { auditHashInput } from './audit.rules.ts'
import { addEntries, entriesAfter, lockHead, type AuditHead } from './audit.store.server.ts'
import { growTree, leafHash, type TreePeaks } from './merkle.rules.ts'

const AT_ONCE = 5000

/**
 * Brings the Merkle tree up to the entries, in pieces, for an installation whose entries are older than the tree: called
 * when the portal begins, so that whoever adds an entry later finds little or nothing left to do.
 */
export async function growAuditTree(runtime: Runtime): Promise<void> {
  for (let isBehind = true; isBehind; ) {
    isBehind = await runtime.db.transaction(async (tx) => {
      const head = await lockHead(tx)
      const tree = await addNext(tx, head, head.tree)
      return tree.size < head.seq
    })
  }
}

/** The tree up to the newest entry. `head` must be locked. It is behind only when a portal of an older version has added entries. */
export async function bringTreeUp(tx: Transaction, head: AuditHead): Promise<TreePeaks> {
  let { tree } = head
  while (tree.size < head.seq) tree = await addNext(tx, head, tree)
  return tree
}

async function addNext(tx: Transaction, head: AuditHead, before: TreePeaks): Promise<TreePeaks> {
  if (before.size >= head.seq) return before
  const entries = await entriesAfter(tx, before.size, AT_ONCE)
  const isWhole = entries.length > 0 && entries.every((entry, at) => entry.seq === before.size + 1 + at)
  if (!isWhole) throw new Error(`The audit lacks entries after number ${before.size}: run npm run audit:verify`)
  const { tree, completed } = growTree(before, entries.map((entry) => leafHash(auditHashInput(entry))))
  await addEntries(tx, [], completed, { ...head, tree })
  return tree
}
