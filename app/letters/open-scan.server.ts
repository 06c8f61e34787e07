import { recordLook } from '#app/audit/change.server.ts'
import { choicesOfPerson } from '#app/choices/read-choices.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isShownInline, scanFileName, type ScanType } from './scan.rules.ts'
import { findScanFile, linksOfScan } from './scans.store.server.ts'

/** From which page a scan is opened: a campaign's reply desk, or an open record of one of those whom it shows. */
export type ScanOpenedFrom = { readonly campaignRef: string } | { readonly personId: string; readonly reason: string }

/** Opens a scan of the practice's own, and records the look. Null where there is none that can be opened from there. */
export async function openScan(context: Context<StaffActor>, fileId: string, from: ScanOpenedFrom): Promise<Response | null> {
  const { runtime: { db, secrets }, actor } = context
  const links = await linksOfScan(db, actor.organisationCode, fileId)
  const seen = 'personId' in from ? await ofPerson(context, links, from.personId) : links.filter(({ campaignRef }) => campaignRef === from.campaignRef)
  const file = seen.length > 0 ? await findScanFile(db, actor.organisationCode, fileId) : null
  if (!file) return null
  const subjects = 'personId' in from
    ? [`person:${from.personId}`]
    : [...new Set(seen.map(({ linkedTo, replyOf, replyId }) => (linkedTo ?? replyOf ? `person:${linkedTo ?? replyOf}` : `reply:${replyId}`)))]
  for (const subject of subjects) {
    await recordLook(context, { kind: 'scan-opened', subject, data: { reason: 'personId' in from ? from.reason : 'reply-desk' } })
  }
  const type = file.mediaType as ScanType
  return new Response(new Uint8Array(secrets.openBytes('stored-file', file.content)), {
    headers: {
      'Content-Type': type, 'Content-Disposition': `${isShownInline(type) ? 'inline' : 'attachment'}; filename="${scanFileName(fileId, type)}"`,
      'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  })
}

/** Those of a scan's links that show a person: by itself, by the reply's settled owner, or by a choice that came of the reply. */
async function ofPerson({ runtime: { db }, actor }: Context<StaffActor>, links: Awaited<ReturnType<typeof linksOfScan>>, personId: string) {
  const choices = await choicesOfPerson(db, actor.organisationCode, personId)
  return links.filter(({ linkedTo, replyOf, replyId, choiceId }) => (
    linkedTo === personId || replyOf === personId || choices.some((choice) => choice.id === choiceId || (replyId !== null && choice.replyId === replyId))
  ))
}
