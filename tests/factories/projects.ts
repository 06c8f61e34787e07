import { draftProtocol } from '#app/documents/draft-paper.server.ts'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import { hashPassword } from '#app/identity/passwords.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { makeProject } from '#app/projects/make-project.server.ts'
import { editsThatMake } from '#app/projects/project.rules.ts'
import type { TestPortal } from '#tests/setup/portal.ts'
import { someFacts } from './facts.ts'
import { contextOf, COUNCIL, givenOrganisations, givenStaff, PRACTICE } from './who.ts'

export const SIGNING_PASSWORD = 'correct horse battery'
export const PROJECT = 'oldham-gp-pilot'

export interface Cast {
  readonly lead: StaffActor
  readonly siro: StaffActor
  readonly guardian: StaffActor
}

/** The people of a project: the council's lead, who drafts, and those who sign for each side with `SIGNING_PASSWORD`. */
export async function givenCast(portal: TestPortal): Promise<Cast> {
  await givenOrganisations(portal)
  const cast = {
    lead: await givenStaff(portal, 'ig-lead', COUNCIL), siro: await givenStaff(portal, 'siro', COUNCIL), guardian: await givenStaff(portal, 'caldicott-guardian', PRACTICE),
  }
  const hash = await hashPassword(SIGNING_PASSWORD)
  await portal.owner`update users set password_hash = ${hash} where id in ${portal.owner([cast.siro.userId, cast.guardian.userId])}`
  return cast
}

/** A project with these facts, saved as the pages save them. Gives the version that the facts are at. */
export async function givenProject(portal: TestPortal, lead: StaffActor, facts: ProjectFacts = someFacts(), ref = PROJECT): Promise<number> {
  const made = await makeProject(contextOf(portal, lead), { title: facts.title, reference: ref })
  if (!made.ok) throw new Error(made.refusal.kind)
  let factsVersion = 1
  for (const edit of editsThatMake(facts)) {
    const saved = await saveFactsAndRedraft(contextOf(portal, lead), { ref, factsVersion, edit })
    if (!saved.ok) throw new Error(saved.refusal.kind)
    factsVersion = saved.value.factsVersion
  }
  return factsVersion
}

/** The same, with its protocol drafted. */
export async function givenDrafted(portal: TestPortal, lead: StaffActor, facts: ProjectFacts = someFacts(), ref = PROJECT): Promise<number> {
  const factsVersion = await givenProject(portal, lead, facts, ref)
  const drafted = await draftProtocol(contextOf(portal, lead), { ref, factsVersion })
  if (!drafted.ok) throw new Error(drafted.refusal.kind)
  return factsVersion
}
