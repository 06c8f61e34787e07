import { factPlaces } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { FINDING_WEIGHTS, PREFLIGHT_RULES, type Finding, type PreflightInput } from './preflight-finding.rules.ts'
import { factFindings } from './preflight-facts.rules.ts'
import { textFindings } from './preflight-texts.rules.ts'

/** Every finding, what must be mended first, otherwise in the order of the facts. */
export function preflight(input: PreflightInput): Finding[] {
  const found = [...factFindings(input), ...textFindings(input)]
  const at = orderOfPlaces(input.facts)
  return found
    .map((finding) => ({ finding, rank: [FINDING_WEIGHTS.indexOf(finding.weight), at(finding), PREFLIGHT_RULES.indexOf(finding.rule)] as const }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2])
    .map(({ finding }) => finding)
}

/** Where in the facts a finding stands: at its fact, or at the first of the facts that it is about. First of all for one that is not there. */
function orderOfPlaces(facts: ProjectFacts): (finding: Finding) => number {
  const order = new Map<string, number>()
  factPlaces(facts).forEach(({ place }, index) => {
    for (let steps = place.length; steps > 0; steps -= 1) {
      const key = place.slice(0, steps).join('.')
      if (!order.has(key)) order.set(key, index)
    }
  })
  return (finding) => order.get(finding.place.join('.')) ?? -1
}
