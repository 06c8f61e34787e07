import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { readHead } from './audit.store.server.ts'
import { consistencyProof, inclusionProof, rootProof, type Proof } from './merkle.rules.ts'
import type { ConsistencyJson, InclusionJson } from './proof.schema.ts'
import { newestHead, nodesAt } from './proofs.store.server.ts'

export type ProofRefusal = 'entry-not-in-tree' | 'size-not-reached' | 'sizes-not-in-order' | 'no-head-yet'

/** That an entry is in the tree. `size`: of the tree to prove it in; that of the newest signed head where it is left out. */
export async function readInclusion(db: Queryable, entry: number, size: number | null): Promise<Result<InclusionJson, Refusal<ProofRefusal>>> {
  const found = await sizeOf(db, size)
  if (!found.ok) return found
  const within = found.value
  if (entry < 1 || entry > within) return refuse('entry-not-in-tree', { entry, size: within })
  const [[leafHash], [root], path] = await pathsOf(db, leafProof(entry), rootProof(within), inclusionProof(entry - 1, within))
  return ok({ kind: 'inclusion', entry, leaf_index: entry - 1, leaf_hash: leafHash as string, size: within, root: root as string, path })
}

/** That the tree of `to` entries begins with that of `from`. */
export async function readConsistency(db: Queryable, from: number, to: number | null): Promise<Result<ConsistencyJson, Refusal<ProofRefusal>>> {
  const found = await sizeOf(db, to)
  if (!found.ok) return found
  const within = found.value
  if (from < 0 || from > within) return refuse('sizes-not-in-order', { from, to: within })
  const [[fromRoot], [toRoot], path] = await pathsOf(db, rootProof(from), rootProof(within), consistencyProof(from, within))
  return ok({ kind: 'consistency', from, from_root: fromRoot as string, to: within, to_root: toRoot as string, path })
}

/** What the tree holds of an entry, and its root at a size, in hexadecimal; null where it does not reach so far. */
export async function readTreeAt(db: Queryable, entry: number, size: number): Promise<{ readonly leaf: string; readonly root: string } | null> {
  const { tree } = await readHead(db)
  if (entry < 1 || entry > size || size > tree.size) return null
  const [[leaf], [root]] = await pathsOf(db, leafProof(entry), rootProof(size))
  return { leaf: leaf as string, root: root as string }
}

/** A size that the tree has reached. */
async function sizeOf(db: Queryable, asked: number | null): Promise<Result<number, Refusal<ProofRefusal>>> {
  if (asked === null) {
    const newest = await newestHead(db)
    return newest ? ok(newest.size) : refuse('no-head-yet')
  }
  const { tree } = await readHead(db)
  return asked >= 0 && asked <= tree.size ? ok(asked) : refuse('size-not-reached', { size: asked, reached: tree.size })
}

/** An entry's leaf, to be read together with proofs. */
function leafProof(entry: number): Proof {
  const place = { level: 0, index: entry - 1 }
  return { places: [place], path: (hashOf) => [hashOf(place)] }
}

/** Several proofs out of one reading of the tree. */
async function pathsOf<P extends readonly Proof[]>(db: Queryable, ...proofs: P): Promise<{ [K in keyof P]: string[] }> {
  const hashOf = await nodesAt(db, proofs.flatMap((proof) => proof.places))
  return proofs.map((proof) => proof.path(hashOf).map((hash) => hash.toString('hex'))) as { [K in keyof P]: string[] }
}
