import { randomUUID } from 'node:crypto'
import { signDocument } from '#app/documents/sign-document.server.ts'
import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { makeCampaign } from '#app/letters/make-campaign.server.ts'
import { makeLetters } from '#app/letters/make-letters.server.ts'
import { setClosingDate } from '#app/letters/set-closing-date.server.ts'
import { writeLetters } from '#app/letters/write-letters.server.ts'
import { readPeopleList } from '#app/people/read-people-list.server.ts'
import { receivePeopleList } from '#app/people/receive-people-list.server.ts'
import type { Result } from '#app/kernel/result.ts'
import type { TestPortal } from '#tests/setup/portal.ts'
import { aPeopleList, type ListRowGiven } from './people-lists.ts'
import { givenCast, givenDrafted, PROJECT, SIGNING_PASSWORD, type Cast } from './projects.ts'
import { contextOf, givenStaff, PRACTICE } from './who.ts'

export const CAMPAIGN = 'oldham-gp-pilot-letters'
/** The portal's clock in tests stands at 15 June 2026. */
export const LETTER_DATE = '2026-06-15'
export const CLOSING_DATE = '2026-07-13'

export interface Surgery extends Cast {
  readonly manager: StaffActor
  readonly receptionist: StaffActor
}

export function valueOf<T>(result: Result<T> | null): T {
  if (!result) throw new Error('not found')
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value
}

/** A surgery and a council with a drafted protocol; signed by the surgery unless said otherwise. */
export async function givenSurgery(portal: TestPortal, given: { readonly isSigned?: boolean } = {}): Promise<Surgery> {
  const cast = await givenCast(portal)
  const surgery = { ...cast, manager: await givenStaff(portal, 'practice-manager', PRACTICE), receptionist: await givenStaff(portal, 'receptionist', PRACTICE) }
  await givenDrafted(portal, cast.lead)
  if (given.isSigned !== false) await givenSignature(portal, cast.guardian)
  return surgery
}

export async function givenSignature(portal: TestPortal, signer: StaffActor): Promise<void> {
  const agreement = await readAgreementForProject(portal.runtime.db, PROJECT)
  const version = agreement?.version
  if (!version) throw new Error('not drafted')
  valueOf(await signDocument(contextOf(portal, signer), {
    documentRef: version.documentRef, number: version.number, contentHash: version.contentHash, fullName: signer.name, password: SIGNING_PASSWORD,
  }))
}

export async function givenPeopleList(portal: TestPortal, manager: StaffActor, rows: readonly ListRowGiven[]): Promise<void> {
  const { uploadId } = valueOf(await receivePeopleList(contextOf(portal, manager), {
    formId: randomUUID(), fileName: 'people.csv', content: Buffer.from(aPeopleList(rows)), isWholeList: false,
  }))
  await readPeopleList(portal.runtime, { uploadId })
}

/** A draft campaign with its dates set. */
export async function givenDraftCampaign(portal: TestPortal, surgery: Surgery): Promise<void> {
  valueOf(await makeCampaign(contextOf(portal, surgery.manager), { projectRef: PROJECT, ref: CAMPAIGN }))
  valueOf(await setClosingDate(contextOf(portal, surgery.manager), { ref: CAMPAIGN, letterDate: LETTER_DATE, closingDate: CLOSING_DATE, revision: 1 }))
}

/** A campaign whose letters have been made, for these people. */
export async function givenLettersMade(portal: TestPortal, rows: readonly ListRowGiven[]): Promise<Surgery> {
  const surgery = await givenSurgery(portal)
  await givenPeopleList(portal, surgery.manager, rows)
  await givenDraftCampaign(portal, surgery)
  valueOf(await makeLetters(contextOf(portal, surgery.manager), { ref: CAMPAIGN, revision: 2 }))
  const [campaign] = await portal.owner`select id from campaigns where ref = ${CAMPAIGN}`
  await writeLetters(portal.runtime, { campaignId: campaign?.id as string })
  return surgery
}
