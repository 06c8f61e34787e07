import { groupBy } from '#app/kernel/group-by.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { paperClauses } from './clauses.rules.ts'
import { findLine, findLastLook, listLooked, listNewestLines, readContents } from './documents.store.server.ts'
import type { PaperDigest, PaperVersion, VersionLine } from './version.rules.ts'

/** What the words of a version come to never changes, so it is worked out once for each digest of them. */
const KNOWN = new Map<string, readonly PaperDigest[]>()
const MOST_KNOWN = 2000

/** Every paper of a project at its newest version. Not scoped to an organisation: what a decision covered is the same for everybody. */
export async function readNewestPapers(db: Queryable, projectId: string): Promise<PaperVersion[]> {
  return withClauses(db, await listNewestLines(db, [projectId]))
}

/** The same of several projects at once, by the id of each. */
export async function readNewestPapersOf(db: Queryable, projectIds: readonly string[]): Promise<ReadonlyMap<string, readonly PaperVersion[]>> {
  return groupBy(await withClauses(db, await listNewestLines(db, projectIds)), ({ projectId }) => projectId)
}

/** One version of a project's paper, newest or not; null when there is none. */
export async function readPaperAt(db: Queryable, projectId: string, documentRef: string, number: number): Promise<PaperVersion | null> {
  const line = await findLine(db, projectId, documentRef, number)
  return line && ((await withClauses(db, [line]))[0] ?? null)
}

/** The same lines with the digest of each of their parts. */
export async function withClauses<L extends Pick<VersionLine, 'versionId' | 'contentHash'>>(db: Queryable, lines: readonly L[]): Promise<(L & Pick<PaperVersion, 'clauses'>)[]> {
  // Taken out first: to learn one may be to forget others.
  const known = new Map(lines.map(({ contentHash }) => [contentHash, KNOWN.get(contentHash)]))
  const contents = await readContents(db, lines.filter(({ contentHash }) => known.get(contentHash) === undefined).map(({ versionId }) => versionId))
  return lines.map((line) => ({ ...line, clauses: known.get(line.contentHash) ?? KNOWN.get(line.contentHash) ?? learn(line.contentHash, contents.get(line.contentHash) ?? '') }))
}

function learn(contentHash: string, content: string): readonly PaperDigest[] {
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear()
  const digests = paperClauses(content).map(({ name, title, words }) => ({ name, title, digest: sha256Hex(words) }))
  KNOWN.set(contentHash, digests)
  return digests
}

/** A paper as somebody who is to decide on it has seen it. */
export interface Looked {
  /** Whether they have had this version open. */
  readonly isSeen: boolean
  /** The newest version before it that they have had open; null where there is none. */
  readonly lastLook: number | null
}

/** What someone has had open of these versions, by the id of each. */
export async function readLooks(db: Queryable, userId: string, papers: readonly PaperVersion[]): Promise<ReadonlyMap<string, Looked>> {
  const looked = await listLooked(db, userId, papers.map(({ versionId }) => versionId))
  const before = await Promise.all(papers.map(({ documentId, number }) => findLastLook(db, userId, documentId, number)))
  return new Map(papers.map(({ versionId }, index) => [versionId, { isSeen: looked.has(versionId), lastLook: before[index]?.number ?? null }]))
}
