import type { ProjectFacts } from '#app/projects/facts.rules.ts'

/**
 * What is never decided by precedent or by the chair alone, but by the board together. After the topics that the Confidentiality
 * Advisory Group leaves out of its precedent set (November 2023).
 */
export const PRECEDENT_BARS = ['abuse', 'social-care', 'prison', 'free-text', 'national-database', 'collected-ahead'] as const
export type PrecedentBar = (typeof PRECEDENT_BARS)[number]

/** Those that the facts show by themselves; the others are for whoever puts the item on the agenda to say. */
export function barsFromFacts(facts: ProjectFacts): readonly PrecedentBar[] {
  const draws = new Set(facts.flows.flatMap(({ drawsOn }) => drawsOn))
  const bars: PrecedentBar[] = []
  if (draws.has('adult-social-care') || draws.has('childrens-social-care')) bars.push('social-care')
  if (facts.nationalData) bars.push('national-database')
  return bars
}
