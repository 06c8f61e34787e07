import { createHash } from 'node:crypto'

/**
 * The Merkle tree of RFC 6962, section 2.1 (RFC 9162, section 2.1): SHA-256, with a leaf hashed as 0x00 and its data, a node
 * as 0x01 and its two children. Leaves are counted from 0. Hashing is calculation alone, so it stands among the rules; it
 * is for the server.
 */
const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])

export function leafHash(data: string | Uint8Array): Buffer {
  return createHash('sha256').update(LEAF).update(data).digest()
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest()
}

/** A complete subtree: the leaves from `index` × 2^`level`, 2^`level` of them. Once complete it never changes. */
export interface NodePlace {
  readonly level: number
  readonly index: number
}
export interface TreeNode extends NodePlace {
  readonly hash: Buffer
}

/** A tree as it is carried on: its size, and the hashes of its complete subtrees from the left, the largest first. */
export interface TreePeaks {
  readonly size: number
  readonly hashes: readonly Buffer[]
}

export const NO_TREE: TreePeaks = { size: 0, hashes: [] }

/** The tree with more leaves, and the subtrees that they completed, the leaves themselves among them. */
export function growTree(tree: TreePeaks, leaves: readonly Buffer[]): { readonly tree: TreePeaks; readonly completed: TreeNode[] } {
  const hashes = [...tree.hashes]
  const completed: TreeNode[] = []
  let { size } = tree
  for (const leaf of leaves) {
    let node: TreeNode = { level: 0, index: size, hash: leaf }
    completed.push(node)
    while (node.index % 2 === 1) {
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(hashes.pop() as Buffer, node.hash) }
      completed.push(node)
    }
    hashes.push(node.hash)
    size += 1
  }
  return { tree: { size, hashes }, completed }
}

/** The root over all the leaves. That of no leaves is the hash of nothing. */
export function rootOf({ hashes }: Pick<TreePeaks, 'hashes'>): Buffer {
  if (hashes.length === 0) return createHash('sha256').digest()
  return hashes.reduceRight((right, left) => nodeHash(left, right))
}

/** How many subtrees a tree of so many leaves is carried on by: one for each 1 among the size's binary digits. */
export function peaksOfSize(size: number): number {
  return nodesOf({ from: 0, to: size }).length
}

/** Leaves from `from` up to, not including, `to`. */
interface Span {
  readonly from: number
  readonly to: number
}

/** The level of the largest complete subtree that fits into so many leaves. */
function levelOf(leaves: number): number {
  let level = 0
  while (2 ** (level + 1) <= leaves) level += 1
  return level
}

/** A span, begun where the tree divides, as complete subtrees from the left. */
function nodesOf({ from, to }: Span): NodePlace[] {
  const places: NodePlace[] = []
  for (let at = from; at < to; ) {
    const level = levelOf(to - at)
    places.push({ level, index: at / 2 ** level })
    at += 2 ** level
  }
  return places
}

/** The largest power of two smaller than `size`, which is where a tree of two leaves or more divides. */
function divide(size: number): number {
  return 2 ** levelOf(size - 1)
}

/** The spans whose hashes make the path from a leaf to the root of a tree of `size` leaves (RFC 9162, section 2.1.3.1). */
function inclusionSpans(leaf: number, size: number): Span[] {
  const spans: Span[] = []
  for (let from = 0, to = size; to - from > 1; ) {
    const middle = from + divide(to - from)
    if (leaf < middle) {
      spans.unshift({ from: middle, to })
      to = middle
    } else {
      spans.unshift({ from, to: middle })
      from = middle
    }
  }
  return spans
}

/** The same for the proof that a tree of `size` leaves begins with the tree of its first `first` (RFC 9162, section 2.1.4.1). */
function consistencySpans(first: number, size: number): Span[] {
  const spans: Span[] = []
  let [from, to] = [0, size]
  while (first !== to) {
    const middle = from + divide(to - from)
    if (first <= middle) {
      spans.unshift({ from: middle, to })
      to = middle
    } else {
      spans.unshift({ from, to: middle })
      from = middle
    }
  }
  return from === 0 ? spans : [{ from, to }, ...spans]
}

export type Proof = { readonly places: readonly NodePlace[]; readonly path: (hashes: (place: NodePlace) => Buffer) => Buffer[] }

/** A proof in two steps, so that what it needs can be read at once: the subtrees, then the path out of their hashes. */
function proofOf(spans: readonly Span[]): Proof {
  return { places: spans.flatMap(nodesOf), path: (hashOf) => spans.map((span) => rootOf({ hashes: nodesOf(span).map(hashOf) })) }
}

/** That leaf number `leaf` is in the tree of `size` leaves. `leaf` must be below `size`. */
export function inclusionProof(leaf: number, size: number): Proof {
  if (!(leaf >= 0 && leaf < size)) throw new RangeError('The leaf is not in the tree')
  return proofOf(inclusionSpans(leaf, size))
}

/** That the tree of `size` leaves begins with the tree of its first `first`. Of an empty or an equal tree the proof is empty. */
export function consistencyProof(first: number, size: number): Proof {
  if (!(first >= 0 && first <= size)) throw new RangeError('The first tree is larger than the second')
  return proofOf(first === 0 ? [] : consistencySpans(first, size))
}

/** The root of a tree of `size` leaves, the same way. */
export function rootProof(size: number): Proof {
  return proofOf([{ from: 0, to: size }])
}

const isOdd = (number: number): boolean => number % 2 === 1
const half = (number: number): number => Math.floor(number / 2)
const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b)

/** Whether the path leads from the leaf to the root (RFC 9162, section 2.1.3.2). */
export function isIncluded(leaf: { readonly index: number; readonly hash: Uint8Array }, tree: { readonly size: number; readonly root: Uint8Array }, path: readonly Uint8Array[]): boolean {
  if (!(leaf.index >= 0 && leaf.index < tree.size)) return false
  let [at, last, hash]: [number, number, Buffer] = [leaf.index, tree.size - 1, Buffer.from(leaf.hash)]
  for (const beside of path) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      hash = nodeHash(beside, hash)
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else hash = nodeHash(hash, beside)
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && isSame(hash, tree.root)
}

interface Head {
  readonly size: number
  readonly root: Uint8Array
}

/** Whether the path shows that the second tree begins with the first (RFC 9162, section 2.1.4.2). */
export function isConsistent(first: Head, second: Head, path: readonly Uint8Array[]): boolean {
  if (first.size > second.size || first.size < 0) return false
  if (first.size === second.size) return path.length === 0 && isSame(first.root, second.root)
  if (first.size === 0) return path.length === 0 && isSame(first.root, rootOf(NO_TREE))
  const isWhole = 2 ** levelOf(first.size) === first.size
  const [begin, ...rest] = isWhole ? [first.root, ...path] : path
  if (!begin || path.length === 0) return false
  let [at, last] = [first.size - 1, second.size - 1]
  while (isOdd(at)) [at, last] = [half(at), half(last)]
  let [firstHash, secondHash]: [Buffer, Buffer] = [Buffer.from(begin), Buffer.from(begin)]
  for (const beside of rest) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      firstHash = nodeHash(beside, firstHash)
      secondHash = nodeHash(beside, secondHash)
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else secondHash = nodeHash(secondHash, beside)
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && isSame(firstHash, first.root) && isSame(secondHash, second.root)
}
