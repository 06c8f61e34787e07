import { addOrganisations } from '#app/organisations/add-organisations.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import type { Organisation } from '#app/organisations/organisation.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import type { TestPortal } from '#tests/setup/portal.ts'
import { someFacts } from './facts.ts'
import { givenCast, givenDrafted, PROJECT, SIGNING_PASSWORD, type Cast } from './projects.ts'
import { contextOf, PRACTICE } from './who.ts'

const GROUP = { ...PRACTICE, code: 'Y9G', name: 'Practices of Testborough', kind: 'other' } as const satisfies Organisation
export const COUNTY_PROTOCOL = `${PROJECT}-protocol`
export const COUNTY_PASSWORD = SIGNING_PASSWORD

/** The nth of many invented practices, of which the first is the test practice. */
export const practiceOf = (index: number): Organisation =>
  index === 0 ? PRACTICE : { ...PRACTICE, code: `Y9P${String(index).padStart(4, '0')}`, name: `Number ${index} Surgery`, email: `office@number-${index}.example` }

export const countyFacts = (members: number): ProjectFacts => {
  const facts = someFacts()
  const swap = (code: string) => (code === PRACTICE.code ? GROUP.code : code)
  return {
    ...facts,
    parties: facts.parties.map((party) => (party.organisationCode === PRACTICE.code
      ? { ...party, organisationCode: GROUP.code, name: GROUP.name, members: Array.from({ length: members }, (_, index) => ({ code: practiceOf(index).code, name: practiceOf(index).name })) } : party)),
    datasets: facts.datasets.map((dataset) => ({ ...dataset, controllerCode: swap(dataset.controllerCode) })),
    flows: facts.flows.filter((flow) => flow.fromCode === PRACTICE.code).map((flow) => ({ ...flow, fromCode: GROUP.code })),
  }
}

/** A protocol between the council and a group of so many practices, drafted. The cast's guardian signs for the first of them. */
export async function givenCounty(portal: TestPortal, members: number): Promise<Cast & { readonly factsVersion: number }> {
  const cast = await givenCast(portal)
  await addOrganisations(contextOf(portal, systemActor('test')), [GROUP, ...Array.from({ length: members - 1 }, (_, index) => practiceOf(index + 1))])
  const factsVersion = await givenDrafted(portal, cast.lead, countyFacts(members))
  return { ...cast, factsVersion }
}

