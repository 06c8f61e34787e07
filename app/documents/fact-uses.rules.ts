import { FACT_LEAVES, isNamed } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { DOCUMENT_KINDS, type DocumentKind } from './document.rules.ts'
import { packOf } from './pack.rules.ts'
import { TELLING_USES } from './papers/paper-terms.rules.ts'
import { PAPERS } from './papers/papers.rules.ts'

/** What goes by facts beside papers: the letters to people, and the gate that programs ask. */
export const OTHER_USERS = ['letters', 'gate'] as const
export type FactUser = DocumentKind | (typeof OTHER_USERS)[number]

const OTHER_USES: Readonly<Record<(typeof OTHER_USERS)[number], readonly string[]>> = {
  letters: [
    'title', 'purpose.plainSummary', 'purpose.benefits', 'parties[].name', 'parties[].does', 'parties[].contactName', 'parties[].contactJobTitle',
    'datasets[].fields[].name', 'datasets[].fields[].meaning', 'datasets[].fields[].kind', 'flows[].fromCode', 'flows[].toCode', 'flows[].datasetId', 'flows[].frequency',
    'safeguards.retentionMonths', 'safeguards.retentionFrom', 'safeguards.retentionEnd', 'safeguards.securityMeasures', ...TELLING_USES,
  ],
  gate: [
    'purpose.startDate', 'purpose.reviewDate', 'purpose.endDate', 'parties[].members', 'datasets[].fields[].name', 'flows[].ref', 'flows[].fromCode', 'flows[].toCode', 'flows[].datasetId',
    'flows[].drawsOn', 'flows[].purposeKind', 'flows[].confidentiality', 'flows[].projectOptOut', 'flows[].includesDeceased',
  ],
}

/** The facts that letters to people state, by their paths. */
export const usesOfLetters = (): readonly string[] => OTHER_USES.letters

export interface FactUsers {
  /** What goes by this fact in this project. */
  readonly here: readonly FactUser[]
  /** Papers that would, if the facts called for them. */
  readonly elsewhere: readonly DocumentKind[]
}

/** For every fact by its path, who goes by it: read off each paper's own list of what it uses. */
export function usersOfFacts(facts: ProjectFacts): Readonly<Record<string, FactUsers>> {
  const called = new Set<DocumentKind>(packOf(facts).map((paper) => paper.kind))
  return Object.fromEntries(Object.keys(FACT_LEAVES).map((path) => {
    const papers = DOCUMENT_KINDS.filter((kind) => isNamed(path, PAPERS[kind].uses))
    const others = OTHER_USERS.filter((user) => isNamed(path, OTHER_USES[user]))
    return [path, { here: [...papers.filter((kind) => called.has(kind)), ...others], elsewhere: papers.filter((kind) => !called.has(kind)) }]
  }))
}
