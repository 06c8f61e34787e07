import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  consistencyProof, growTree, inclusionProof, isConsistent, isIncluded, leafHash, NO_TREE, nodeHash, peaksOfSize, rootOf, rootProof, type NodePlace, type TreeNode,
} from '#app/audit/merkle.rules.ts'

/** The eight leaves that Certificate Transparency's own implementations are tried with, and what is known of them. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) => Buffer.from(hex, 'hex'))
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

const treeOf = (leaves: readonly Buffer[]) => {
  const { tree, completed } = growTree(NO_TREE, leaves)
  const nodes = new Map(completed.map((node) => [`${node.level} ${node.index}`, node.hash]))
  const hashOf = ({ level, index }: NodePlace): Buffer => {
    const hash = nodes.get(`${level} ${index}`)
    if (!hash) throw new Error(`No complete subtree ${level} ${index}`)
    return hash
  }
  return { tree, completed, hashOf }
}
const known = treeOf(LEAVES.map((leaf) => leafHash(leaf)))
const rootAt = (size: number, hashOf = known.hashOf) => rootProof(size).path(hashOf)[0] as Buffer
const hexes = (path: readonly Buffer[]) => path.map((hash) => hash.toString('hex'))

/** The definitions of RFC 6962, section 2.1, as they are written: over all the leaves, by recursion. */
const largestPowerBelow = (n: number) => { let k = 1; while (k * 2 < n) k *= 2; return k }
const MTH = (d: readonly Buffer[]): Buffer => {
  if (d.length === 0) return createHash('sha256').digest()
  if (d.length === 1) return d[0] as Buffer
  const k = largestPowerBelow(d.length)
  return createHash('sha256').update(Buffer.from([1])).update(MTH(d.slice(0, k))).update(MTH(d.slice(k))).digest()
}
const PATH = (m: number, d: readonly Buffer[]): Buffer[] => {
  if (d.length === 1) return []
  const k = largestPowerBelow(d.length)
  return m < k ? [...PATH(m, d.slice(0, k)), MTH(d.slice(k))] : [...PATH(m - k, d.slice(k)), MTH(d.slice(0, k))]
}
const SUBPROOF = (m: number, d: readonly Buffer[], b: boolean): Buffer[] => {
  if (m === d.length) return b ? [] : [MTH(d)]
  const k = largestPowerBelow(d.length)
  return m <= k ? [...SUBPROOF(m, d.slice(0, k), b), MTH(d.slice(k))] : [...SUBPROOF(m - k, d.slice(k), false), MTH(d.slice(0, k))]
}

describe('the known answers', () => {
  test('a leaf and a node are hashed apart', () => {
    expect(leafHash('').toString('hex')).toBe(ROOTS[0])
    expect(leafHash('L123456').toString('hex')).toBe('395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56')
    expect(nodeHash(Buffer.from('N123'), Buffer.from('N456')).toString('hex')).toBe('aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb')
  })

  test('the roots of the trees of no leaf to eight', () => {
    expect(rootOf(NO_TREE).toString('hex')).toBe(EMPTY)
    expect(LEAVES.map((_leaf, index) => rootAt(index + 1).toString('hex'))).toEqual(ROOTS)
    expect(LEAVES.map((_leaf, index) => rootOf(growTree(NO_TREE, LEAVES.slice(0, index + 1).map((leaf) => leafHash(leaf))).tree).toString('hex'))).toEqual(ROOTS)
  })

  test.each([
    [0, 1, []],
    [0, 8, ['96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4']],
    [5, 8, ['bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0', ROOTS[3]]],
    [2, 3, [ROOTS[1]]],
    [1, 5, [ROOTS[0], '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b']],
  ])('the path of leaf %i in a tree of %i', (leaf, size, path) => {
    expect(hexes(inclusionProof(leaf, size).path(known.hashOf))).toEqual(path)
  })

  test.each([
    [1, 1, []],
    [1, 8, ['96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4']],
    [6, 8, ['0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0', ROOTS[3]]],
    [2, 5, ['5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b']],
  ])('that a tree of %i is the beginning of one of %i', (first, size, path) => {
    expect(hexes(consistencyProof(first, size).path(known.hashOf))).toEqual(path)
  })
})

/** Leaves, some of them alike, in a tree of up to 130. */
const aTree = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 130 }).map((values) => values.map((value) => leafHash(String(value))))
const aTreeAndTwo = aTree.chain((leaves) => fc.tuple(fc.constant(leaves), fc.integer({ min: 0, max: leaves.length - 1 }), fc.integer({ min: 0, max: leaves.length })))
const flipped = (hash: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(hash)
  copy[Math.floor(bit / 8) % 32] = (copy[Math.floor(bit / 8) % 32] as number) ^ (1 << bit % 8)
  return copy
}

describe('the tree', () => {
  test('gives the root and the paths that the definitions give, for every leaf and every size', () => {
    fc.assert(fc.property(aTreeAndTwo, ([leaves, leaf, first]) => {
      const { tree, hashOf } = treeOf(leaves)
      expect(rootOf(tree)).toEqual(MTH(leaves))
      expect(rootAt(leaves.length, hashOf)).toEqual(MTH(leaves))
      expect(inclusionProof(leaf, leaves.length).path(hashOf)).toEqual(PATH(leaf, leaves))
      if (first > 0) expect(consistencyProof(first, leaves.length).path(hashOf)).toEqual(SUBPROOF(first, leaves, true))
    }))
  })

  test('is the same however the leaves come, and carries on by as many subtrees as it must', () => {
    fc.assert(fc.property(aTree, fc.array(fc.integer({ min: 1, max: 20 })), (leaves, pieces) => {
      let tree = NO_TREE
      const completed: TreeNode[] = []
      const rest = [...leaves]
      for (const piece of [...pieces, leaves.length]) {
        const grown = growTree(tree, rest.splice(0, piece))
        tree = grown.tree
        completed.push(...grown.completed)
      }
      expect({ tree, completed }).toEqual(growTree(NO_TREE, leaves))
      expect(tree.hashes).toHaveLength(peaksOfSize(tree.size))
    }))
  })

  test('proves every leaf, and nothing else in its place', () => {
    fc.assert(fc.property(aTreeAndTwo, fc.integer({ min: 0, max: 255 }), fc.nat(), ([leaves, index, _first], bit, which) => {
      const size = leaves.length
      const { hashOf } = treeOf(leaves)
      const path = inclusionProof(index, size).path(hashOf)
      const leaf = { index, hash: leaves[index] as Buffer }
      const head = { size, root: MTH(leaves) }
      expect(isIncluded(leaf, head, path)).toBe(true)
      expect(isIncluded({ index, hash: flipped(leaf.hash, bit) }, head, path)).toBe(false)
      expect(isIncluded(leaf, { size, root: flipped(head.root, bit) }, path)).toBe(false)
      expect(isIncluded({ ...leaf, index: size }, head, path)).toBe(false)
      expect(isIncluded(leaf, head, [...path, leaf.hash])).toBe(false)
      if (path.length > 0) {
        const at = which % path.length
        expect(isIncluded(leaf, head, path.map((hash, place) => (place === at ? flipped(hash, bit) : hash)))).toBe(false)
        expect(isIncluded(leaf, head, path.slice(1))).toBe(false)
        expect(isIncluded(leaf, head, path.slice(0, -1))).toBe(false)
      }
      const other = leaves.findIndex((hash) => !hash.equals(leaf.hash))
      if (other >= 0) expect(isIncluded({ index: other, hash: leaf.hash }, head, inclusionProof(other, size).path(hashOf))).toBe(false)
    }))
  })

  test('proves every beginning of it, and no other', () => {
    fc.assert(fc.property(aTreeAndTwo, fc.integer({ min: 0, max: 255 }), fc.nat(), ([leaves, _leaf, first], bit, which) => {
      const { hashOf } = treeOf(leaves)
      const path = consistencyProof(first, leaves.length).path(hashOf)
      const older = { size: first, root: MTH(leaves.slice(0, first)) }
      const newer = { size: leaves.length, root: MTH(leaves) }
      expect(isConsistent(older, newer, path)).toBe(true)
      expect(isConsistent({ ...older, root: flipped(older.root, bit) }, newer, path)).toBe(false)
      if (first > 0) expect(isConsistent(older, { ...newer, root: flipped(newer.root, bit) }, path)).toBe(false)
      if (first < leaves.length) expect(isConsistent(newer, older, path)).toBe(false)
      expect(isConsistent(older, newer, [...path, newer.root])).toBe(false)
      if (path.length > 0) {
        const at = which % path.length
        expect(isConsistent(older, newer, path.map((hash, place) => (place === at ? flipped(hash, bit) : hash)))).toBe(false)
        expect(isConsistent(older, newer, path.slice(0, -1))).toBe(false)
        expect(isConsistent(older, newer, path.slice(1))).toBe(false)
        expect(isConsistent(older, newer, [])).toBe(false)
      }
    }))
  })

  test('whose history was rewritten is no continuation, whatever is offered as the proof', () => {
    fc.assert(fc.property(aTree.filter((leaves) => leaves.length > 1), fc.nat(), fc.nat(), (leaves, a, b) => {
      const first = 1 + (a % (leaves.length - 1))
      const changed = leaves.map((hash, index) => (index === b % first ? flipped(hash, 7) : hash))
      const path = consistencyProof(first, leaves.length).path(treeOf(changed).hashOf)
      expect(isConsistent({ size: first, root: MTH(leaves.slice(0, first)) }, { size: leaves.length, root: MTH(changed) }, path)).toBe(false)
    }))
  })

  test('is asked for what it has', () => {
    expect(() => inclusionProof(3, 3)).toThrow(RangeError)
    expect(() => consistencyProof(4, 3)).toThrow(RangeError)
    expect(consistencyProof(0, 3).places).toEqual([])
  })

  test('needs no more than a few subtrees for a proof in a tree of ten million', () => {
    expect(inclusionProof(9_999_999, 10_000_000).places.length).toBeLessThanOrEqual(24)
    expect(consistencyProof(3_333_333, 10_000_000).places.length).toBeLessThanOrEqual(48)
    expect(inclusionProof(2 ** 40, 2 ** 40 + 1).path(() => Buffer.alloc(32))).toHaveLength(1)
  })
})
