import type { StaffActor } from '#app/identity/actor.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readOrganisations } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { listProjects, type ProjectView } from './read-project.server.ts'
import type { Known } from './suggest-facts.rules.ts'

/**
 * What suggestions for a project are drawn from. Contacts come from what the actor may see: the actor for their own
 * organisation, for another the newest of their projects that names one, else the organisation's public address.
 */
export async function readKnown(context: Context<StaffActor>, project: ProjectView): Promise<Known> {
  const { actor, now, runtime } = context
  const [organisations, projects] = await Promise.all([readOrganisations(runtime.db), listProjects(context)])
  const contacts: Record<string, Known['contacts'][string]> = {}
  for (const { code, email, addressLines, postcode } of organisations) contacts[code] = { contactName: '', contactJobTitle: '', contactEmail: email, address: [...addressLines, postcode].join('\n') }
  contacts[actor.organisationCode] = { ...contacts[actor.organisationCode], contactName: actor.name, contactJobTitle: actor.jobTitle, contactEmail: actor.email }
  for (const other of [...projects].sort((a, b) => a.madeAt.getTime() - b.madeAt.getTime())) {
    if (other.id === project.id) continue
    for (const { organisationCode, contactName, contactJobTitle, contactEmail, address, registration, assurance } of other.facts.parties) {
      contacts[organisationCode] = { contactName, contactJobTitle, contactEmail, address: address || contacts[organisationCode]?.address, registration, assurance }
    }
  }
  return {
    projectRef: project.ref, facts: project.facts, starter: project.starter, today: londonDay(now), contacts,
    organisations: organisations.map(({ code, name, kind, email }) => ({ code, name, kind, email })),
  }
}
