import { stringify } from 'csv-stringify/sync'
import { recordLook } from '#app/audit/change.server.ts'
import { standingOptOuts } from '#app/choices/read-choices.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readPeople } from '#app/people/find-people.server.ts'
import { neutralCell } from '#app/people/people-list.rules.ts'
import { findCampaign } from './campaigns.store.server.ts'
import { briefOf } from './read-reply-desk.server.ts'
import { findReplyUpload } from './replies.store.server.ts'
import type { RowFault } from './reply-list.rules.ts'
import { ROW_FAULT_WORDS } from './reply-list.words.ts'

const csv = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${stringify(rows.map((row) => row.map(neutralCell)), { record_delimiter: 'windows' })}`

/** Everyone of the practice who stands opted out now, for its own record. The download is audited. */
export async function readOptOutFile(context: Context<StaffActor>, campaignRef: string): Promise<string | null> {
  const { runtime, actor, now } = context
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  if (!campaign) return null
  const choices = await standingOptOuts(runtime.db, actor.organisationCode, campaign.projectRef, now)
  const people = new Map((await readPeople(runtime, runtime.db, actor.organisationCode, choices.map(({ personId }) => personId))).map((person) => [person.id, person]))
  const rows = choices.flatMap((choice) => {
    const person = people.get(choice.personId)
    return person ? [[
      person.nhsNumber ?? '', person.localId, person.familyName, person.givenName, person.dateOfBirth, choice.channel,
      choice.event.effective?.day ?? '', choice.recordedAt.toISOString(), choice.reference, choice.isAmbiguous ? 'may be someone else’s' : '',
    ]] : []
  }).sort((a, b) => `${a[2]} ${a[3]}`.localeCompare(`${b[2]} ${b[3]}`, 'en-GB'))
  await recordLook(context, { kind: 'opt-outs-downloaded', projectRef: campaign.projectRef, subject: `campaign:${campaign.ref}`, data: { people: rows.length } })
  return csv([['nhs_number', 'local_id', 'family_name', 'given_name', 'date_of_birth', 'channel', 'counts_from', 'recorded', 'reference', 'note'], ...rows])
}

export async function readReplyUpload(context: Context<StaffActor>, campaignRef: string, uploadId: string) {
  const { runtime: { db }, actor } = context
  const campaign = await findCampaign(db, actor.organisationCode, campaignRef)
  const upload = campaign && await findReplyUpload(db, campaign.id, uploadId)
  if (!campaign || !upload) return null
  return {
    campaign: briefOf(context, campaign),
    upload: { id: upload.id, fileName: upload.fileName, at: upload.at.toISOString(), rowsRead: upload.rowsRead, rowsKept: upload.rowsKept, rowsRepeated: upload.rowsRepeated },
    rejects: upload.rejects.map(({ row, reasons }) => ({ row, reasons: reasons.map((reason) => ROW_FAULT_WORDS[reason as RowFault]) })),
  }
}

/** The rejected rows as they came, with the reasons in a last column, to be mended and sent again. */
export async function readRejectedReplies(context: Context<StaffActor>, campaignRef: string, uploadId: string): Promise<string | null> {
  const { runtime, actor } = context
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  const upload = campaign && await findReplyUpload(runtime.db, campaign.id, uploadId)
  if (!campaign || !upload) return null
  await recordLook(context, { kind: 'rejected-rows-downloaded', projectRef: campaign.projectRef, subject: `reply-upload:${upload.id}`, data: { rows: upload.rejects.length } })
  const opened = upload.rejects.map(({ reasons, sealed }) => {
    const { headings, cells } = JSON.parse(runtime.secrets.open('stored-file', Buffer.from(sealed, 'base64'))) as { headings: string[]; cells: string[] }
    return { headings, row: [...headings.map((_heading, place) => cells[place] ?? ''), reasons.map((reason) => ROW_FAULT_WORDS[reason as RowFault]).join(' ')] }
  })
  return csv([[...(opened[0]?.headings ?? []), 'what_to_mend'], ...opened.map(({ row }) => row)])
}
