import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findLastLook, listVersionsFor } from './documents.store.server.ts'
import { redline } from './redline.rules.ts'

/**
 * Two versions of a document set side by side, for someone who may read both; null when there is no such document for them.
 * `from` and `to` are version numbers; without them the newest, and the one that the reader last had open, else the one before.
 */
export async function readComparison(context: Context<StaffActor>, documentRef: string, asked: { readonly from: number | null; readonly to: number | null }) {
  const { actor, runtime } = context
  const versions = await listVersionsFor(runtime.db, actor.organisationCode, documentRef)
  const [newest] = versions
  if (!newest) return null
  const to = versions.find((version) => version.number === (asked.to ?? newest.number))
  if (!to) return null
  const lastLook = await findLastLook(runtime.db, actor.userId, to.documentId, to.number)
  const from = versions.find((version) => version.number === (asked.from ?? lastLook?.number ?? to.number - 1)) ?? null
  if (asked.from !== null && !from) return null
  const line = ({ number, madeAt, madeByName }: (typeof versions)[number]) => ({ number, madeAt, madeByName })
  return {
    documentRef, kind: to.kind, title: to.facts.title, projectRef: to.projectRef, versions: versions.map(line), to: line(to), from: from && line(from),
    sinceLastLook: lastLook && from?.number === lastLook.number ? lastLook.lookedAt : null,
    redline: from && from.number !== to.number ? redline(from.content, to.content) : null,
  }
}
