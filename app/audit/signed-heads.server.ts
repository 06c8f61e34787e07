import { doInTurn } from '#app/platform/do-in-turn.server.ts'
import type { JobPayloads } from '#app/platform/jobs.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { readHead } from './audit.store.server.ts'
import { writeHeadsDown } from './heads-file.server.ts'
import { rootOf } from './merkle.rules.ts'
import { addHead, headOfSize, headsBefore, newestHead, type SignedHeadRow } from './proofs.store.server.ts'

/** What the payload of a signed head says: the tree over the first `size` entries of the audit has this root. */
export interface HeadStatement {
  readonly iss: string
  readonly size: number
  /** Hexadecimal. */
  readonly root: string
  readonly signed_at: string
}

/** Signs the tree as it is, keeps that and writes it down in the file. A tree that has been signed at its size is left as it is. */
export async function signHead(runtime: Runtime): Promise<SignedHeadRow> {
  const { tree } = await readHead(runtime.db)
  const before = await headOfSize(runtime.db, tree.size)
  if (before) return before
  const signedAt = runtime.clock()
  const statement: HeadStatement = { iss: runtime.publicUrl, size: tree.size, root: rootOf(tree).toString('hex'), signed_at: signedAt.toISOString() }
  const row = { size: statement.size, root: statement.root, signedAt, kid: runtime.signer.key.kid, jws: runtime.signer.sign('head', statement) }
  const isFirst = await addHead(runtime.db, row)
  await writeHeadsDown(runtime)
  return isFirst ? row : ((await headOfSize(runtime.db, tree.size)) as SignedHeadRow)
}

/** The newest signed head, made now when it does not reach to an entry. */
export async function headOver(runtime: Runtime, entrySeq: number): Promise<SignedHeadRow> {
  const newest = await newestHead(runtime.db)
  return newest && newest.size >= entrySeq ? newest : signHead(runtime)
}

/** Background work: every hour. */
export function signHeadJob(runtime: Runtime, payload: JobPayloads['sign-audit-head']): Promise<void> {
  return doInTurn(runtime, 'sign-audit-head', payload, async () => {
    await signHead(runtime)
  })
}

const A_PAGE = 100

/** Signed heads, newest first; `before` is a size, for the page after the one it ends. */
export async function readHeads(runtime: Runtime, before: number | null): Promise<{ readonly heads: readonly SignedHeadRow[]; readonly older: number | null }> {
  const rows = await headsBefore(runtime.db, before, A_PAGE + 1)
  const heads = rows.slice(0, A_PAGE)
  return { heads, older: rows.length > A_PAGE ? (heads[heads.length - 1]?.size ?? null) : null }
}

/** One signed head: of a size, or the newest. Null when there is none. */
export function readSignedHead(runtime: Runtime, size: number | 'newest'): Promise<SignedHeadRow | null> {
  return size === 'newest' ? newestHead(runtime.db) : headOfSize(runtime.db, size)
}
