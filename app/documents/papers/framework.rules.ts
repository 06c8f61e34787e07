import { signingParties, type Party, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { bare, capital, given, sentence, WHOLE_PROJECT, type PaperKind, type PaperSource } from './paper.rules.ts'
import { headTerms, partyTerms, rightsTerms } from './paper-terms.rules.ts'

/** From how many bodies that do the same they are listed together, under what they do. */
const TOGETHER = 4

export function frameworkData(source: PaperSource) {
  const { facts } = source
  const framework = given(facts.framework, 'framework')
  const purpose = given(facts.purpose, 'purpose')
  const signers = signingParties(facts)
  const { alone, together } = inGroups(facts.parties)
  return {
    ...headTerms(source),
    startDate: purpose.startDate, reviewDate: purpose.reviewDate, endDate: purpose.endDate,
    coverage: bare(framework.coverage),
    bodies: facts.parties.length, signing: signers.length,
    hasProcessors: signers.length < facts.parties.length,
    groups: together, alone, hasAlone: alone.length > 0,
    principles: framework.principles.map((principle) => sentence(capital(principle))),
    scenarios: framework.scenarios.map((scenario) => ({ name: scenario.name, does: sentence(capital(scenario.does)), basis: sentence(capital(scenario.basis)) })),
    governance: sentence(capital(framework.governance)), joining: sentence(capital(framework.joining)), leaving: sentence(capital(framework.leaving)),
    rights: rightsTerms(given(facts.rights, 'rights')),
  }
}

/** Bodies that do the same in the same role together, so that a hundred surgeries are one list and not a hundred rows that say the same. */
function inGroups(parties: readonly Party[]) {
  const groups = new Map<string, ReturnType<typeof partyTerms>[]>()
  for (const party of parties.map(partyTerms)) {
    const key = `${party.role}: ${party.does}`
    groups.set(key, [...(groups.get(key) ?? []), party])
  }
  const all = [...groups.values()]
  return {
    together: all.filter((group) => group.length >= TOGETHER).map((group, index) => ({
      name: `List ${index + 1}`, role: group[0]?.role.toLowerCase() ?? '', does: group[0]?.does ?? '', parties: group.map(({ name, code }) => ({ name, code })),
    })),
    alone: all.filter((group) => group.length < TOGETHER).flat(),
  }
}

/**
 * The framework protocol: signed once by every body, so it states nothing that a purpose brings with it. A purpose is added
 * by a protocol of its own, which is a schedule of this one.
 */
export const FRAMEWORK: PaperKind = {
  kind: 'framework',
  template: 'templates/documents/framework/v1.hbs',
  signers: signingParties,
  needs: ['purpose', 'parties', 'framework', 'rights'],
  uses: [
    'title', 'purpose.startDate', 'purpose.reviewDate', 'purpose.endDate', 'parties[].name', 'parties[].role', 'parties[].does', 'parties[].members', 'framework.*', 'framework.scenarios[].*',
    'rights.requestsTo', 'rights.requestsHow', 'rights.objections', 'rights.publication',
  ],
  subjects: (facts: ProjectFacts) => (facts.framework ? WHOLE_PROJECT : []),
  data: frameworkData,
}
