import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { ageOn } from '#app/kernel/uk-date.ts'
import { readPerson } from '#app/people/find-people.server.ts'
import { numberIdsOf } from '#app/people/nhs-numbers.server.ts'
import { noteFacts } from '#app/people/person-facts.store.server.ts'
import { OWN_CHOICE_AGE, type Person } from '#app/people/person.rules.ts'
import { newReplyCode } from '#app/platform/secrets.server.ts'
import type { Organisation } from '#app/organisations/organisation.rules.ts'
import { NOT_SAID_OF_PARTY, wholeFacts, type ProjectFacts } from '#app/projects/facts.rules.ts'
import {
  campaigns, documentVersions, documents, letters, people, peopleListUploads, personLocalIds, projectFacts, projectParties, projects, storedFiles,
} from '#db/schema/index.ts'
import type { Suppression } from '#app/letters/campaign.rules.ts'
import { COUNCIL, givenStaff, PRACTICE } from './who.ts'
import type { TestPortal } from '#tests/setup/portal.ts'

/** The whole stock of valid numbers that tests may use. */
export const TEST_NUMBERS = ['9990000018', '9990000026', '9990000034', '9990000042', '9990000050', '9990000069', '9990000077', '9990000085'] as const

type PersonRow = typeof people.$inferInsert
export type PersonGiven = Partial<Omit<PersonRow, 'id'>> & { readonly nhsNumber?: string; readonly localId?: string }
export type NumberedPerson = Person & { readonly numberId: number; readonly nhsNumber: string }

const uploads = new WeakMap<TestPortal, Map<string, string>>()

async function uploadFor(portal: TestPortal, practice: Organisation): Promise<string> {
  const known = uploads.get(portal) ?? new Map<string, string>()
  uploads.set(portal, known)
  const held = known.get(practice.code)
  if (held && (await portal.owner`select 1 from people_list_uploads where id = ${held}`).length > 0) return held
  const [fileId, uploadId] = [randomUUID(), randomUUID()]
  await portal.runtime.db.insert(storedFiles).values({
    id: fileId, organisationCode: practice.code, name: 'people.csv', mediaType: 'text/csv', size: 0, digest: '', content: Buffer.alloc(0), storedAt: portal.now,
  })
  await portal.runtime.db.insert(peopleListUploads).values({ id: uploadId, organisationCode: practice.code, fileId, state: 'done', bytesTotal: 0, startedAt: portal.now })
  known.set(practice.code, uploadId)
  return uploadId
}

/** The id of a number, stored now if it was not. */
export async function givenNumber(portal: TestPortal, nhsNumber: string): Promise<number> {
  const ids = await portal.runtime.db.transaction((tx) => numberIdsOf(tx, portal.runtime.secrets, [nhsNumber]))
  return ids.get(nhsNumber) as number
}

/** Someone on a practice's register: an adult called Alex Sample unless said otherwise. */
export async function givenPerson(portal: TestPortal, practice: Organisation, given: PersonGiven = {}): Promise<NumberedPerson> {
  const [held] = await portal.owner`select count(*)::int as count from people where organisation_code = ${practice.code}`
  const { nhsNumber = TEST_NUMBERS[held?.count as number] as string, localId = `L${held?.count}`, ...rest } = given
  const { secrets, db } = portal.runtime
  const row = {
    id: randomUUID(), organisationCode: practice.code,
    numberId: await givenNumber(portal, nhsNumber),
    givenName: 'Alex', familyName: 'Sample', dateOfBirth: '1980-05-17', gender: 'unknown' as const,
    addressLines: ['1 Test Street', 'Oldham'], postcode: 'OL8 9ZZ', language: 'en', format: 'standard' as const, isDeceased: false, isRestricted: false,
    registeredFrom: new Date('2020-01-01T00:00:00Z'), leftAt: null, updatedAt: portal.now,
    listUploadId: await uploadFor(portal, practice), ...rest,
  }
  await db.insert(people).values({ ...row, leftAt: null })
  await noteFacts(db, [row.id], row.registeredFrom)
  if (row.leftAt) await givenChange(portal, row.id, { leftAt: row.leftAt }, row.leftAt)
  await db.insert(personLocalIds).values({
    organisationCode: row.organisationCode, personId: row.id, lookup: secrets.lookup('local-id', localId), sealed: secrets.seal('local-id', localId), recordedAt: row.registeredFrom,
  })
  return await readPerson(portal.runtime, db, row.organisationCode, row.id) as NumberedPerson
}

/** Changes what a practice's record says of a person, as a list that is read at `at` would. */
export async function givenChange(portal: TestPortal, personId: string, changes: Partial<PersonRow>, at: Date = portal.now): Promise<void> {
  await portal.runtime.db.update(people).set(changes).where(eq(people.id, personId))
  await noteFacts(portal.runtime.db, [personId], at)
}

export const PILOT_FACTS: ProjectFacts = wholeFacts({
  title: 'Testborough early help pilot',
  purpose: {
    purpose: 'To find families who may need early help.', benefits: 'Families are offered help sooner.',
    plainSummary: 'trying to find families who could use some help earlier', necessity: 'Nothing less would do.',
    startDate: '2026-01-01', reviewDate: '2026-12-31', endDate: '2027-12-31',
  },
  parties: [
    { organisationCode: PRACTICE.code, name: PRACTICE.name, role: 'controller', does: 'provide the list', contactName: 'P M', contactJobTitle: 'Manager', contactEmail: 'pm@test-lane.example', ...NOT_SAID_OF_PARTY },
    { organisationCode: COUNCIL.code, name: COUNCIL.name, role: 'recipient', does: 'match the list', contactName: 'I G', contactJobTitle: 'Lead', contactEmail: 'ig@testborough.example', ...NOT_SAID_OF_PARTY },
  ],
  datasets: [{
    id: 'register', name: 'Register', controllerCode: PRACTICE.code, source: 'the surgery’s system', aboutWhom: 'everyone registered', level: 'person', period: '',
    fields: [
      { name: 'given_name', meaning: 'first name', kind: 'identifies', why: 'to match' },
      { name: 'date_of_birth', meaning: 'date of birth', kind: 'identifies', why: 'to match' },
    ],
  }],
  flows: [{
    ref: 'test-pilot-register', name: 'Register', fromCode: PRACTICE.code, toCode: COUNCIL.code, datasetId: 'register', drawsOn: ['gp'], purposeKind: 'secondary',
    use: 'match it with what it holds', article6: '6-1-e', article9: 'none', legalPower: 'Children Act 2004, section 10', gateways: [], confidentiality: 'public-interest',
    confidentialityWhy: 'because', transport: 'secure file transfer', frequency: 'once', projectOptOut: true, includesDeceased: false,
  }],
  safeguards: { retentionMonths: 12, retentionFrom: 'the day it arrives', retentionEnd: 'destroyed', securityMeasures: ['encryption'], breach: 'within 24 hours' },
  tellingPeople: {
    notShared: ['what you tell your doctor'], replyDays: 28, noticeAddress: 'https://test-lane.example/privacy', questionsTo: 'the practice manager', complaintsTo: 'the practice manager',
  },
})

export interface GivenCampaign {
  readonly id: string
  readonly ref: string
  readonly projectRef: string
}

/** A project with a drafted protocol, and a practice's campaign whose letters went out on 1 May 2026 with replies by 29 May. */
export async function givenCampaign(
  portal: TestPortal, practice: Organisation = PRACTICE,
  given: Partial<typeof campaigns.$inferInsert> & { readonly projectRef?: string; readonly facts?: ProjectFacts } = {},
): Promise<GivenCampaign> {
  const { projectRef = `test-pilot-${practice.code.toLowerCase()}`, facts = PILOT_FACTS, ...rest } = given
  const { db } = portal.runtime
  const drafter = await givenStaff(portal, 'ig-lead', practice)
  const [projectId, documentId, versionId, id] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const ref = rest.ref ?? `${projectRef}-letters`
  await db.insert(projects).values({ id: projectId, ref: projectRef, title: facts.title, organisationCode: practice.code, factsVersion: 1, madeAt: portal.now, madeBy: drafter.userId })
  await db.insert(projectParties).values({ projectId, organisationCode: practice.code })
  await db.insert(projectFacts).values({ projectId, version: 1, facts, factsHash: sha256Hex('facts'), savedAt: portal.now, savedBy: drafter.userId, section: 'purpose' })
  await db.insert(documents).values({ id: documentId, ref: `${projectRef}-protocol`, projectId, kind: 'protocol' })
  await db.insert(documentVersions).values({
    id: versionId, documentId, number: 1, factsVersion: 1, facts, template: 'protocol/v1', content: '', contentHash: sha256Hex(''), changes: [], madeAt: portal.now, madeBy: drafter.userId,
  })
  await db.insert(campaigns).values({
    id, ref, projectId, organisationCode: practice.code, state: 'posted', closingDate: '2026-05-29', letterDate: '2026-05-01', documentVersionId: versionId,
    madeAt: portal.now, madeBy: drafter.userId, lettersMadeAt: new Date('2026-04-30T09:00:00Z'), postedAt: new Date('2026-05-01T09:00:00Z'), ...rest,
  })
  return { id, ref, projectRef }
}

export interface GivenLetter {
  readonly id: string
  readonly code: string
  readonly person: NumberedPerson
}

/** Someone's letter of a campaign; in the print file only where its position there is given. */
export async function givenLetter(
  portal: TestPortal, campaign: GivenCampaign, person: NumberedPerson, given: { readonly suppression?: Suppression | null; readonly code?: string; readonly position?: number } = {},
): Promise<GivenLetter> {
  const { db, secrets } = portal.runtime
  const code = given.code ?? newReplyCode()
  const id = randomUUID()
  await db.insert(letters).values({
    id, campaignId: campaign.id, personId: person.id, position: given.position ?? null,
    addressee: ageOn(person.dateOfBirth, '2026-05-01') < OWN_CHOICE_AGE ? 'parent-or-carer' : 'self',
    suppression: given.suppression ?? null, replyCodeSealed: secrets.seal('reply-code', code), replyCodeLookup: secrets.lookup('reply-code', code),
    format: 'standard', language: 'en', pages: 2,
  })
  return { id, code, person }
}
