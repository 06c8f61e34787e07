import type { Assurance } from './assurance.rules.ts'

/**
 * A party may stand for many organisations alike, such as the practices of a county: then it is a group, and they are its
 * members. A group signs nothing and sends nothing itself. Each member signs for itself, and what a group sends is of members
 * that have signed. The list is kept beside the protocol's words, so that one more can join without everyone signing again.
 */
/** One of the organisations that a party stands for, such as a practice of a county. */
export interface Member {
  readonly code: string
  readonly name: string
  /** How it stands in the Data Security and Protection Toolkit; left out while nobody has said. */
  readonly assurance?: Assurance
}

/** No party stands for more. */
export const MEMBERS_MAX = 2000

/** Of a party and of facts what this is about: the facts themselves are built on it. */
interface MayBeGroup {
  readonly members?: readonly Member[]
}
interface NamedParty extends MayBeGroup {
  readonly organisationCode: string
}
interface WithParties {
  readonly parties: readonly NamedParty[]
}
interface Sent {
  readonly fromCode: string
}

export const membersOf = (party: MayBeGroup): readonly Member[] => party.members ?? []

/** Whether a party stands for others, which sign each for itself. */
export function isGroup(party: MayBeGroup): boolean {
  return membersOf(party).length > 0
}

/** The codes that more than one party has, as itself or as a member: whose signature would count would not be clear. */
export function membersNamedTwice(parties: readonly NamedParty[]): string[] {
  if (!parties.some(isGroup)) return []
  const seen = new Set(parties.map((party) => party.organisationCode))
  return [...new Set(parties.flatMap(membersOf).flatMap(({ code }) => (seen.has(code) ? [code] : (seen.add(code), []))))]
}

/** The facts with the members that their groups have in newer ones. The list of members is no part of a paper's words. */
export function withMembersOf<F extends WithParties>(facts: F, newer: WithParties): F {
  const members = new Map(newer.parties.map((party) => [party.organisationCode, membersOf(party)]))
  return { ...facts, parties: facts.parties.map((party) => ({ ...party, members: members.get(party.organisationCode) ?? [] })) }
}

/** Every organisation that the facts name as a party or a member of one, once each: they may read the project. */
export function codesOfParties(facts: WithParties): string[] {
  return [...new Set(facts.parties.flatMap((party) => [party.organisationCode, ...membersOf(party).map(({ code }) => code)]))]
}

/** Whether an organisation takes part: as a party, or as a member of one. */
export function takesPart(facts: WithParties, code: string): boolean {
  return facts.parties.some((party) => party.organisationCode === code || membersOf(party).some((member) => member.code === code))
}

/** Whether a flow comes from a group. */
export function isSentByGroup(facts: WithParties, flow: Sent): boolean {
  return facts.parties.some((party) => party.organisationCode === flow.fromCode && isGroup(party))
}

/** The groups that no flow comes from: none of their members' signatures is waited for by any flow. */
export function groupsThatSendNothing<P extends NamedParty>(parties: readonly P[], flows: readonly Sent[]): P[] {
  return parties.filter((party) => isGroup(party) && !flows.some(({ fromCode }) => fromCode === party.organisationCode))
}

/** Those whose people's data a flow carries: the members of a group that sends, else the one party. */
export function sendersOf(facts: WithParties, flow: Sent): readonly string[] {
  const party = facts.parties.find((candidate) => candidate.organisationCode === flow.fromCode)
  return party && isGroup(party) ? membersOf(party).map(({ code }) => code) : [flow.fromCode]
}
