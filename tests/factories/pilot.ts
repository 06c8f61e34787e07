import { randomUUID } from 'node:crypto'
import { change } from '#app/audit/change.server.ts'
import { recordChoice } from '#app/choices/record-choice.server.ts'
import type { ApiAction } from '#app/identity/api-problem.rules.ts'
import { makeApiKey } from '#app/identity/api-keys.server.ts'
import { systemActor, type StaffActor } from '#app/identity/actor.rules.ts'
import { nhsCheckDigit } from '#app/kernel/nhs-number.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Organisation } from '#app/organisations/organisation.rules.ts'
import type { Person } from '#app/people/person.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { campaigns, documents, documentVersions, flows, letters, projectFacts, projectParties, projects, signatures } from '#db/schema/index.ts'
import { OLDHAM_PROJECT_REF, OLDHAM_REGISTER_FLOW, OLDHAM_FLAGS_FLOW, oldhamFacts } from '#db/seed/demo/oldham-facts.ts'
import type { TestPortal } from '#tests/setup/portal.ts'
import { givenApprovals } from './approvals.ts'
import { givenPerson, type NumberedPerson, type PersonGiven } from './letters.ts'
import { contextOf, COUNCIL, givenOrganisations, givenStaff, PRACTICE } from './who.ts'

/** The nth valid number of the 999 test range (some stems have no check digit, and are stepped over). */
export function testNumber(n: number): string {
  for (let stem = 999_000_000, left = n; ; stem += 1) {
    const digit = nhsCheckDigit(String(stem))
    if (digit !== null && (left -= 1) < 0) return `${stem}${digit}`
  }
}

export interface Pilot {
  readonly projectId: string
  readonly projectRef: string
  readonly flowRef: string
  readonly flagsFlowRef: string
  readonly documentVersionId: string
  readonly campaignId: string
  readonly people: readonly NumberedPerson[]
  readonly token: string
  readonly keyId: string
  readonly lead: StaffActor
  readonly manager: StaffActor
}

export interface PilotGiven {
  /** Who is on the register; each is told by the posted letter unless the numbers are left out of `told`. */
  readonly people?: readonly PersonGiven[]
  readonly facts?: (facts: ProjectFacts) => ProjectFacts
  readonly signedBy?: readonly Organisation[]
  /** Whether its route's decisions are there, where its facts call for any. */
  readonly approved?: boolean
  readonly campaign?: Partial<typeof campaigns.$inferInsert> | null
  /** Whether the nth person's letter was made. */
  readonly told?: (person: Person, index: number) => boolean
  readonly keyOf?: Organisation
  readonly actions?: readonly ApiAction[]
}

export const CLOSED = '2026-05-29'

/**
 * The pilot between a practice and a council: people on the register, a protocol both have signed, letters posted on
 * 1 May 2026 with replies by 29 May, and a key for the gate. Every part can be left undone.
 */
export async function givenPilot(portal: TestPortal, given: PilotGiven = {}): Promise<Pilot> {
  const { db, secrets } = portal.runtime
  await givenOrganisations(portal)
  const lead = await givenStaff(portal, 'ig-lead', COUNCIL)
  const manager = await givenStaff(portal, 'practice-manager', PRACTICE)
  const facts = (given.facts ?? ((same) => same))(
    oldhamFacts({ councilCode: COUNCIL.code, practiceCode: PRACTICE.code, startDate: '2026-03-01', reviewDate: '2026-12-31', endDate: '2027-02-28' }),
  )
  const [projectId, documentId, documentVersionId, campaignId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const madeAt = new Date('2026-04-01T09:00:00Z')
  const contentHash = sha256Hex('the words of the protocol')
  await db.insert(projects).values({ id: projectId, ref: OLDHAM_PROJECT_REF, title: facts.title, organisationCode: COUNCIL.code, factsVersion: 1, madeAt, madeBy: lead.userId })
  await db.insert(projectParties).values([COUNCIL, PRACTICE].map(({ code }) => ({ projectId, organisationCode: code })))
  await db.insert(projectFacts).values({ projectId, version: 1, facts, factsHash: sha256Hex('facts'), savedAt: madeAt, savedBy: lead.userId, section: 'purpose' })
  await db.insert(flows).values([OLDHAM_REGISTER_FLOW, OLDHAM_FLAGS_FLOW].map((ref) => ({ ref, projectId })))
  await db.insert(documents).values({ id: documentId, ref: `${OLDHAM_PROJECT_REF}-protocol`, projectId, kind: 'protocol' })
  await db.insert(documentVersions).values({
    id: documentVersionId, documentId, number: 1, factsVersion: 1, facts, template: 'documents/protocol/v1', content: '<p>words</p>', contentHash, changes: [], madeAt, madeBy: lead.userId,
  })
  for (const { code } of given.signedBy ?? [COUNCIL, PRACTICE]) {
    const signer = code === PRACTICE.code ? manager : lead
    await db.insert(signatures).values({
      id: randomUUID(), documentVersionId, organisationCode: code, userId: signer.userId, name: signer.name, jobTitle: signer.jobTitle, role: signer.role, contentHash, signedAt: madeAt,
    })
  }
  if (given.approved !== false) await givenApprovals(portal, { projectId, facts, by: lead.userId })
  const people: NumberedPerson[] = []
  for (const [index, person] of (given.people ?? Array.from({ length: 8 }, () => ({}))).entries()) {
    people.push(await givenPerson(portal, PRACTICE, { nhsNumber: testNumber(index), localId: `L${index}`, ...person }))
  }
  if (given.campaign !== null) {
    await db.insert(campaigns).values({
      id: campaignId, ref: `${OLDHAM_PROJECT_REF}-letters`, projectId, organisationCode: PRACTICE.code, state: 'posted', closingDate: CLOSED, letterDate: '2026-05-01',
      documentVersionId, madeAt, madeBy: manager.userId, lettersMadeAt: new Date('2026-04-30T09:00:00Z'), postedAt: new Date('2026-05-01T09:00:00Z'), ...given.campaign,
    })
    for (const [index, person] of people.entries()) {
      const isTold = given.told?.(person, index) ?? true
      await db.insert(letters).values({
        id: randomUUID(), campaignId, personId: person.id, position: isTold ? index + 1 : null, addressee: 'self', suppression: isTold ? null : 'address-unusable',
        replyCodeSealed: secrets.seal('reply-code', `code ${index}`), replyCodeLookup: secrets.lookup('reply-code', `code ${index}`), format: 'standard', language: 'en', pages: 2,
      })
    }
  }
  const { token, id: keyId } = await givenKey(portal, { of: given.keyOf, actions: given.actions })
  return {
    projectId, projectRef: OLDHAM_PROJECT_REF, flowRef: OLDHAM_REGISTER_FLOW, flagsFlowRef: OLDHAM_FLAGS_FLOW, documentVersionId, campaignId, people, token, keyId, lead, manager,
  }
}

export function givenKey(
  portal: TestPortal, given: { readonly of?: Organisation; readonly actions?: readonly ApiAction[]; readonly flowRefs?: readonly string[] } = {},
): Promise<{ readonly id: string; readonly token: string }> {
  return makeApiKey(contextOf(portal, systemActor('test')), {
    organisationCode: (given.of ?? PRACTICE).code, name: 'Test pipeline', flowRefs: given.flowRefs ?? [OLDHAM_REGISTER_FLOW, OLDHAM_FLAGS_FLOW],
    actions: given.actions ?? ['check', 'flow-read', 'project-read'],
  })
}

/** The person says no to the pilot, or takes it back, now. */
export async function givenChoice(portal: TestPortal, person: Person, kind: 'project-opt-out' | 'project-opt-out-withdrawn' = 'project-opt-out', projectRef = OLDHAM_PROJECT_REF): Promise<void> {
  const context = contextOf(portal, systemActor('test'))
  await change(context, async (tx, record) => {
    await recordChoice(tx, record, {
      context, person, kind, projectRef, effective: { at: portal.now }, channel: 'desk', onWhoseWord: 'self', source: person.organisationCode,
    })
  })
}
