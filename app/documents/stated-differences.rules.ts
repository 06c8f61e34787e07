import { isNamed } from '#app/projects/fact-leaves.rules.ts'
import { NOT_SAID_OF_PARTY, type Party, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { isGroup } from '#app/projects/groups.rules.ts'
import type { DocumentKind } from './document.rules.ts'
import { differencesBetween } from './document.words.ts'
import { PAPERS } from './papers/papers.rules.ts'

const ASIDE = { address: 'parties[].address', registration: 'parties[].registration', assurance: 'parties[].assurance.status' } as const satisfies Partial<Record<keyof Party, string>>

/**
 * What is different between the facts of two versions of a paper, leaving out what it does not state of a party, such as an address:
 * nobody signs again because of that. Who a group's members are is kept beside the words, so it is no difference either.
 */
export function statedDifferences(kind: DocumentKind, before: ProjectFacts, after: ProjectFacts): string[] {
  const silent = (Object.keys(ASIDE) as (keyof typeof ASIDE)[]).filter((key) => !isNamed(ASIDE[key], PAPERS[kind].uses))
  const stated = (facts: ProjectFacts, other: ProjectFacts): ProjectFacts => ({
    ...facts, parties: facts.parties.map((party) => {
      const same = other.parties.find(({ organisationCode }) => organisationCode === party.organisationCode)
      return { ...party, ...Object.fromEntries(silent.map((key) => [key, NOT_SAID_OF_PARTY[key]])), members: same && isGroup(party) && isGroup(same) ? [] : party.members ?? [] }
    }),
  })
  return differencesBetween(stated(before, after), stated(after, before))
}
