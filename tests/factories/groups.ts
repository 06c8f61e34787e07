import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { addSchedule } from '#app/documents/documents.store.server.ts'
import { addMemberAct } from '#app/documents/member-acts.store.server.ts'
import type { MemberActKind } from '#app/documents/member-standing.rules.ts'
import { scheduleText, type Schedule } from '#app/documents/schedule.rules.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { addOrganisation } from '#app/organisations/organisations.store.server.ts'
import type { Organisation } from '#app/organisations/organisation.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { documentVersions, projectParties, signatures } from '#db/schema/index.ts'
import { OLDHAM_REGISTER_FLOW } from '#db/seed/demo/oldham-facts.ts'
import type { TestPortal } from '#tests/setup/portal.ts'
import { givenPilot, type Pilot, type PilotGiven } from './pilot.ts'
import { COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from './who.ts'

/** The party that stands for the practices. */
export const GROUP_CODE = 'Y9G'
export const THIRD_PRACTICE: Organisation = { ...PRACTICE, code: 'Y90003', name: 'Third Green Surgery', email: 'office@third-green.example' }

const MEMBERS = [PRACTICE, OTHER_PRACTICE, THIRD_PRACTICE].map(({ code, name }) => ({ code, name }))

/** The pilot's facts with its practice's place taken by a group of three; nobody need be told, unless `isTold`. */
export const inAGroup = ({ isTold = false } = {}) => (facts: ProjectFacts): ProjectFacts => {
  const swap = (code: string) => (code === PRACTICE.code ? GROUP_CODE : code)
  return {
    ...facts,
    parties: facts.parties.map((party) => (party.organisationCode === PRACTICE.code ? { ...party, organisationCode: GROUP_CODE, name: 'Practices of Testborough', members: MEMBERS } : party)),
    datasets: facts.datasets.map((dataset) => ({ ...dataset, controllerCode: swap(dataset.controllerCode) })),
    flows: facts.flows.filter(({ ref }) => ref === OLDHAM_REGISTER_FLOW).map((flow) => ({ ...flow, fromCode: swap(flow.fromCode), toCode: swap(flow.toCode), projectOptOut: isTold })),
  }
}

/** The pilot from a group, signed by the council and by those named. */
export async function givenGroupPilot(portal: TestPortal, { signedBy = [PRACTICE], isTold = false, ...given }: PilotGiven & { readonly isTold?: boolean } = {}): Promise<Pilot> {
  await addOrganisation(portal.runtime.db, THIRD_PRACTICE)
  const pilot = await givenPilot(portal, { campaign: null, keyOf: COUNCIL, ...given, facts: inAGroup({ isTold }), signedBy: [COUNCIL] })
  await portal.runtime.db.insert(projectParties).values([OTHER_PRACTICE, THIRD_PRACTICE].map(({ code }) => ({ projectId: pilot.projectId, organisationCode: code })))
  for (const practice of signedBy) await givenSignature(portal, pilot, practice)
  return pilot
}

/** A practice's signature on the pilot's words, now. */
export async function givenSignature(portal: TestPortal, pilot: Pilot, practice: Organisation, schedule: Schedule | null = null): Promise<void> {
  const signer = await givenStaff(portal, 'caldicott-guardian', practice)
  const id = randomUUID()
  await portal.runtime.db.insert(signatures).values({
    id, documentVersionId: pilot.documentVersionId, organisationCode: practice.code, userId: signer.userId, name: signer.name, jobTitle: signer.jobTitle,
    role: signer.role, contentHash: await wordsOf(portal, pilot), signedAt: portal.now,
  })
  if (schedule) await givenSchedule(portal, practice, schedule)
}

/** Another schedule of a practice's signature, now. */
export async function givenSchedule(portal: TestPortal, practice: Organisation, schedule: Schedule): Promise<void> {
  const [signature] = await portal.runtime.db.select().from(signatures).where(eq(signatures.organisationCode, practice.code))
  const { id: signatureId, userId, name, jobTitle, role, contentHash } = signature!
  const scheduleHash = sha256Hex(scheduleText(schedule, { organisationCode: practice.code, contentHash }))
  await addSchedule(portal.runtime.db, { id: randomUUID(), signatureId, schedule, scheduleHash, userId, name, jobTitle, role, signedAt: portal.now })
}

export async function givenMemberAct(
  portal: TestPortal, pilot: Pilot, practice: Organisation, kind: MemberActKind, { from = portal.now, into = null }: { readonly from?: Date; readonly into?: string | null } = {},
): Promise<void> {
  await addMemberAct(portal.runtime.db, {
    id: randomUUID(), projectId: pilot.projectId, documentVersionId: pilot.documentVersionId, organisationCode: practice.code, kind, contentHash: await wordsOf(portal, pilot),
    reason: 'As agreed', successorCode: into, effectiveAt: from, recordedAt: portal.now, recordedBy: pilot.lead.userId,
  })
}

async function wordsOf(portal: TestPortal, pilot: Pilot): Promise<string> {
  const [version] = await portal.runtime.db.select({ contentHash: documentVersions.contentHash }).from(documentVersions).where(eq(documentVersions.id, pilot.documentVersionId))
  return version!.contentHash
}
