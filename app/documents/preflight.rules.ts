import { factPlaces } from '#app/projects/fact-leaves.rules.ts'
import { FINDING_WEIGHTS, PREFLIGHT_RULES, type Finding, type PreflightInput } from './preflight-finding.rules.ts'
import { factFindings } from './preflight-facts.rules.ts'
import { textFindings } from './preflight-texts.rules.ts'

/** Every finding, what must be mended first, otherwise in the order of the facts. */
export function preflight(input: PreflightInput): Finding[] {
  const found = [...factFindings(input), ...textFindings(input)]
  const order = new Map(factPlaces(input.facts).map((fact, index) => [fact.place.join('.'), index]))
  const at = (finding: Finding) => order.get(finding.place.join('.')) ?? [...order.keys()].findIndex((key) => key.startsWith(`${finding.place.join('.')}.`))
  return found.sort((a, b) => FINDING_WEIGHTS.indexOf(a.weight) - FINDING_WEIGHTS.indexOf(b.weight) || at(a) - at(b) || PREFLIGHT_RULES.indexOf(a.rule) - PREFLIGHT_RULES.indexOf(b.rule))
}
