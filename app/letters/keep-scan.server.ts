import { change, type Record } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { findCampaign } from './campaigns.store.server.ts'
import { findReply } from './replies.store.server.ts'
import { checkScan, type ScanRefusal, type ScanType } from './scan.rules.ts'
import { addScanFile, addScanLinks } from './scans.store.server.ts'

/** A scan that has been looked at and may be kept. */
export interface Scan {
  readonly type: ScanType
  readonly content: Uint8Array
}

export function readScan(content: Uint8Array): Result<Scan, Refusal<ScanRefusal>> {
  const type = checkScan(content)
  return type.ok ? ok({ type: type.value, content }) : type
}

/** What a scan shows: a reply, or a choice that stood already when its paper came. */
export interface ScanShows {
  readonly personId: string | null
  readonly replyId: string | null
  readonly choiceId: string | null
}

/** Keeps a scan, sealed, and links it to all that it shows, inside the caller's change. One that shows nothing new is not kept. */
export async function keepScan(
  tx: Transaction, record: Record,
  given: { readonly context: Context<StaffActor>; readonly campaign: { readonly id: string; readonly projectRef: string }; readonly scan: Scan; readonly shows: readonly ScanShows[] },
): Promise<void> {
  const { context: { runtime, actor, now }, campaign, scan, shows } = given
  if (shows.length === 0) return
  const fileId = newId()
  await addScanFile(tx, {
    id: fileId, organisationCode: actor.organisationCode, name: 'scan', mediaType: scan.type, size: scan.content.length, digest: sha256Hex(scan.content),
    content: runtime.secrets.sealBytes('stored-file', scan.content), storedAt: now, storedBy: actor.userId,
  })
  await addScanLinks(tx, shows.map((each) => ({ id: newId(), fileId, campaignId: campaign.id, ...each, linkedAt: now, linkedBy: actor.userId })))
  for (const { personId, replyId } of shows) {
    record({ kind: 'scan-attached', projectRef: campaign.projectRef, subject: personId ? `person:${personId}` : `reply:${replyId}`, data: { type: scan.type, bytes: scan.content.length } })
  }
}

/** Attaches a scan to a reply that has been recorded already. Null where there is no such reply of the practice's. */
export async function attachScan(context: Context<StaffActor>, campaignRef: string, replyId: string, content: Uint8Array | null): Promise<Result<null, Refusal<ScanRefusal | 'not-allowed'>> | null> {
  const { runtime, actor } = context
  if (!mayRole(actor.role, 'replies.record')) return refuse('not-allowed')
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  const reply = campaign && await findReply(runtime.db, campaign.id, replyId)
  if (!campaign || !reply) return null
  if (content === null) return refuse('scan-missing')
  const scan = readScan(content)
  if (!scan.ok) return scan
  await change(context, (tx, record) => keepScan(tx, record, { context, campaign, scan: scan.value, shows: [{ personId: reply.personId, replyId: reply.id, choiceId: null }] }))
  return ok(null)
}
