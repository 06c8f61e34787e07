import { delegateSigning } from '#app/documents/delegate-signing.server.ts'
import { protocolRef } from '#app/documents/document.rules.ts'
import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import { recordMerger, sayAsMember } from '#app/documents/say-as-member.server.ts'
import { WHOLE_PROTOCOL, type Schedule } from '#app/documents/schedule.rules.ts'
import { signDocument } from '#app/documents/sign-document.server.ts'
import { readStaffByEmail } from '#app/identity/read-staff.server.ts'
import { addStaff } from '#app/identity/add-staff.server.ts'
import { DEMO_PASSWORD } from '#app/identity/demo-password.rules.ts'
import type { Organisation } from '#app/organisations/organisation.rules.ts'
import { addDays } from '#app/kernel/uk-date.ts'
import { CAMBRIDGESHIRE_PRACTICES } from './cambridgeshire-organisations.ts'
import { CAMBRIDGESHIRE_PROJECT_REF } from './cambridgeshire-facts.ts'
import type { DemoStaff } from './demo-staff.ts'
import { granted, type DemoDays, type Storyteller } from './demo-time.ts'
import { KENT_PROJECT_REF } from './kent-facts.ts'
import { KENT_PRACTICES } from './kent-organisations.ts'

const GUARDIANS = ['Dr Alison Abara', 'Dr Bilal Blackmore', 'Dr Carys Chandra', 'Dr Dermot Dunning', 'Dr Esther Eastwell', 'Dr Faisal Farrow', 'Dr Gillian Gathercole', 'Dr Harjit Hussain'] as const

const guardianOf = (practice: Organisation, index: number): DemoStaff => ({
  email: practice.email.replace('manager', 'caldicott'), name: GUARDIANS[index % GUARDIANS.length]!, jobTitle: 'GP partner and Caldicott Guardian', role: 'caldicott-guardian', organisation: practice,
})

/** Those who sign for the first practices of each county. Everyone in the demo world has the same password. */
const KENT_GUARDIANS = KENT_PRACTICES.slice(0, 7).map(guardianOf)
const CAMBRIDGESHIRE_GUARDIANS = CAMBRIDGESHIRE_PRACTICES.slice(0, 3).map(guardianOf)

/** Runs the first practice in Kent, and may sign for it on the word of its Caldicott Guardian. */
const KENT_MANAGER: DemoStaff = { email: KENT_PRACTICES[0]!.email, name: 'Marian Oakley', jobTitle: 'Practice manager', role: 'practice-manager', organisation: KENT_PRACTICES[0]! }

/** A handful of practices sign for themselves; in Kent one begins later than the others, one declines, one leaves and one merges with a neighbour. */
export async function tellOfThePractices(story: Storyteller, days: DemoDays): Promise<void> {
  story.at(days.signedByCouncil, '16:00')
  await addStaff(story.asSystem(), [...KENT_GUARDIANS, KENT_MANAGER, ...CAMBRIDGESHIRE_GUARDIANS], DEMO_PASSWORD)
  await sign(story, KENT_PROJECT_REF, KENT_GUARDIANS.slice(0, 6), { [KENT_GUARDIANS[1]!.email]: { ...WHOLE_PROTOCOL, startsOn: addDays(days.today, 45), optOutContact: 'Reception desk, 01632 960201', note: 'We move to another record system in between.' } })
  await sign(story, CAMBRIDGESHIRE_PROJECT_REF, CAMBRIDGESHIRE_GUARDIANS)
  const manager = await readStaffByEmail(story.runtime.db, KENT_MANAGER.email)
  granted('a delegation', await delegateSigning(await story.as(KENT_GUARDIANS[0]!.email), { userId: manager?.userId ?? '', from: days.signedByCouncil, until: addDays(days.signedByCouncil, 180), password: DEMO_PASSWORD }))
  const [leaver, decliner] = [KENT_GUARDIANS[4]!, KENT_GUARDIANS[6]!]
  const ref = protocolRef(KENT_PROJECT_REF)
  granted('a refusal', await sayAsMember(await story.as(decliner.email), ref, { say: 'declined', reason: 'We wait for the answer of our patient participation group in the autumn.', password: DEMO_PASSWORD }))
  granted('a notice', await sayAsMember(await story.as(leaver.email), ref, { say: 'left', reason: 'Our partnership ends and the list is spread among our neighbours.', lastDay: addDays(days.signedByCouncil, 1), password: DEMO_PASSWORD }))
  granted('a merger', await recordMerger(await story.as('ig.lead@kent-council.example'), ref, {
    code: KENT_PRACTICES[5]!.code, successorCode: KENT_PRACTICES[7]!.code, from: addDays(days.signedByCouncil, 1), reason: 'Letter of the integrated care board about the merger',
  }))
}

async function sign(story: Storyteller, projectRef: string, staff: readonly DemoStaff[], varied: Readonly<Record<string, Schedule>> = {}): Promise<void> {
  const version = (await readAgreementForProject(story.runtime.db, projectRef))?.version
  if (!version) throw new Error('The demo world could not go on: a protocol was not drafted')
  for (const { email, name } of staff) {
    granted('a signature', await signDocument(await story.as(email), {
      documentRef: protocolRef(projectRef), number: version.number, contentHash: version.contentHash, schedule: varied[email], fullName: name, password: DEMO_PASSWORD,
    }))
  }
}
