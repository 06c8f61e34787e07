import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { readSigned, type PublicKey } from '#app/platform/signing.server.ts'
import { auditHashInput, FIRST_PREVIOUS_HASH, type AuditEntry, type AuditVerdict, type HeadSource } from './audit.rules.ts'
import { entriesAfter, readHead } from './audit.store.server.ts'
import type { FileHead, WrittenHead } from './heads-file.server.ts'
import { growTree, leafHash, NO_TREE, rootOf, type TreeNode } from './merkle.rules.ts'
import { headsAfter, headsBetween, listKeys, nodesBetween, type SignedHeadRow } from './proofs.store.server.ts'

export type { AuditVerdict } from './audit.rules.ts'

const PAGE = 5000

export interface VerifyOptions {
  /** Those that heads may be signed with; left out, those on record. */
  readonly keys?: readonly PublicKey[]
  /** Heads that were written down elsewhere. */
  readonly file?: readonly FileHead[]
  /** Is told how many entries have been checked. */
  readonly onProgress?: (checked: number, of: number) => void
}

type Fault = Extract<AuditVerdict, { holds: false }>
interface SomeHead extends WrittenHead {
  /** Of a head that is kept; a line of the file names none. */
  readonly kid?: string
  readonly source: HeadSource
}

/**
 * Recomputes the whole record and names the first entry that does not hold: the chain, the tree over it, and the heads
 * that were signed, of which those in the file cannot be altered by whoever can alter the database.
 */
export async function verifyAudit(db: Queryable, options: VerifyOptions = {}): Promise<AuditVerdict> {
  const head = await readHead(db)
  const written = await readFileHeads(options.file ?? [])
  if ('holds' in written) return written
  const verifier = new Verifier(options.keys ?? (await listKeys(db)), written)
  let checked: { readonly seq: number; readonly hash: string } = { seq: 0, hash: FIRST_PREVIOUS_HASH }
  const empty = verifier.at(0, await headsBetween(db, -1, 0))
  if (empty) return empty
  for (;;) {
    const entries = await entriesAfter(db, checked.seq, PAGE)
    const chain = firstBroken(entries, checked)
    const sound = chain ? entries.slice(0, chain.seq - checked.seq - 1) : entries
    const to = checked.seq + sound.length
    const fault = verifier.take(sound, {
      nodes: await nodesBetween(db, Math.min(checked.seq, head.tree.size), Math.min(to, head.tree.size)), treeSize: head.tree.size, heads: await headsBetween(db, checked.seq, to),
    })
    if (fault ?? chain) return (fault ?? chain) as Fault
    checked = sound[sound.length - 1] ?? checked
    options.onProgress?.(checked.seq, Math.max(checked.seq, head.seq))
    if (entries.length < PAGE) break
  }
  const beyond = verifier.beyond(await headsAfter(db, checked.seq, 1))
  if (beyond) return beyond
  if (checked.seq < head.seq) return { holds: false, seq: checked.seq + 1, fault: 'missing' }
  if (checked.seq === head.seq && checked.hash !== head.hash) return { holds: false, seq: checked.seq, fault: 'head-differs' }
  const { tree } = verifier
  if (head.tree.size === head.seq && checked.seq === head.seq && !Buffer.concat(tree.hashes).equals(Buffer.concat(head.tree.hashes))) return { holds: false, seq: checked.seq, fault: 'tree-damaged' }
  return { holds: true, entries: checked.seq, headHash: checked.hash, root: rootOf(tree).toString('hex'), heads: verifier.heads, newestHead: verifier.newestHead }
}

/** The first entry that is not there, was changed, or does not follow from the one before it. */
function firstBroken(entries: readonly AuditEntry[], after: { readonly seq: number; readonly hash: string }): Fault | null {
  let { seq, hash } = after
  for (const entry of entries) {
    if (entry.seq !== seq + 1) return { holds: false, seq: seq + 1, fault: 'missing' }
    if (entry.previousHash !== hash) return { holds: false, seq: entry.seq, fault: 'chain-broken' }
    if (sha256Hex(auditHashInput(entry)) !== entry.hash) return { holds: false, seq: entry.seq, fault: 'changed' }
    ;({ seq, hash } = entry)
  }
  return null
}

async function readFileHeads(lines: readonly FileHead[]): Promise<Map<number, SomeHead[]> | Fault> {
  const bySize = new Map<number, SomeHead[]>()
  for (const { line, head } of lines) {
    if (!head) return { holds: false, seq: 0, to: 0, fault: 'line-unreadable', size: 0, source: { kept: false, line } }
    bySize.set(head.size, [...(bySize.get(head.size) ?? []), { ...head, source: { kept: false, line } }])
  }
  return bySize
}

/** Carries the tree on over entries whose chain holds, and compares it with what is kept of it and what was signed. */
class Verifier {
  tree = NO_TREE
  heads = 0
  newestHead: number | null = null
  /** The size of the newest head that the record was found to agree with: what is wrong is after it. */
  private agreed = 0

  constructor(private readonly keys: readonly PublicKey[], private readonly file: Map<number, SomeHead[]>) {}

  /** The first fault within these entries, or null. */
  take(entries: readonly AuditEntry[], kept: { readonly nodes: readonly TreeNode[]; readonly treeSize: number; readonly heads: readonly SignedHeadRow[] }): Fault | null {
    const known = new Map(kept.nodes.map(({ level, index, hash }) => [`${level} ${index}`, hash]))
    const byLeaf = new Map<number, SignedHeadRow[]>()
    for (const head of kept.heads) byLeaf.set(head.size, [...(byLeaf.get(head.size) ?? []), head])
    for (const entry of entries) {
      const { tree, completed } = growTree(this.tree, [leafHash(auditHashInput(entry))])
      this.tree = tree
      for (const node of tree.size <= kept.treeSize ? completed : []) {
        if (known.get(`${node.level} ${node.index}`)?.equals(node.hash)) continue
        return { holds: false, seq: node.level === 0 ? entry.seq : node.index * 2 ** node.level + 1, fault: node.level === 0 && known.has(`0 ${node.index}`) ? 'tree-differs' : 'tree-damaged' }
      }
      const fault = this.at(entry.seq, byLeaf.get(entry.seq) ?? [])
      if (fault) return fault
    }
    return null
  }

  /** Holds the heads of a size, and those of the file, to the tree as it is now. */
  at(size: number, kept: readonly SignedHeadRow[]): Fault | null {
    const written = this.file.get(size) ?? []
    const heads: SomeHead[] = [...kept.map(asKept), ...written]
    for (const head of heads) {
      const about = { holds: false, seq: this.agreed + 1, to: size, size, source: head.source } as const
      if (!this.isSigned(head)) return { ...about, fault: 'head-forged' }
      if (head.root !== rootOf(this.tree).toString('hex')) return { ...about, fault: 'head-mismatch' }
      if (!head.source.kept && kept.length === 0) return { ...about, fault: 'head-gone' }
    }
    if (heads.length === 0) return null
    this.heads += 1
    this.newestHead = size
    this.agreed = size
    return null
  }

  /** A head over more entries than there are. */
  beyond(kept: readonly SignedHeadRow[]): Fault | null {
    const { size } = this.tree
    const written = [...this.file.values()].flat().filter((head) => head.size > size)
    const heads: SomeHead[] = [...kept.map(asKept), ...written].sort((a, b) => a.size - b.size)
    for (const head of heads) {
      const about = { holds: false, seq: size + 1, to: head.size, size: head.size, source: head.source } as const
      return { ...about, fault: this.isSigned(head) ? 'head-beyond' : 'head-forged' }
    }
    return null
  }

  private isSigned({ size, root, signedAt, jws, kid }: SomeHead): boolean {
    const signed = readSigned('head', jws, this.keys)
    if (!signed.ok || (kid !== undefined && kid !== signed.value.kid)) return false
    const { payload } = signed.value
    return payload.size === size && payload.root === root && payload.signed_at === signedAt
  }
}

const asKept = ({ signedAt, ...head }: SignedHeadRow): SomeHead => ({ ...head, signedAt: signedAt.toISOString(), source: { kept: true } })
