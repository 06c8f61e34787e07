import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '#app/kernel/canonical-json.ts'
import { FACT_LEAVES, factPlaces } from '#app/projects/fact-leaves.rules.ts'
import type { FactSection, ProjectFacts } from '#app/projects/facts.rules.ts'
import { SECTION_KEYS } from '#app/projects/facts.rules.ts'

/**
 * Which facts an answer rests on, each with a print of what it said then (SHA-256 of all the answers at that path, in
 * order). Calculation alone, so it stands among the rules; it is for the server.
 */
export type RestsOn = Readonly<Record<string, string>>

export const printOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value as Json)).digest('hex')

/** The print of any path, such as `flows[].legalPower`, as the facts are; each is worked out once. */
export function printsOf(facts: ProjectFacts): (path: string) => string {
  const values = new Map<string, unknown[]>()
  for (const { path, value } of factPlaces(facts)) {
    const known = values.get(path)
    if (known) known.push(value)
    else values.set(path, [value])
  }
  const prints = new Map<string, string>()
  return (path) => {
    const print = prints.get(path) ?? printOf(values.get(path) ?? [])
    prints.set(path, print)
    return print
  }
}

export function restsOn(facts: ProjectFacts, paths: readonly string[], print = printsOf(facts)): RestsOn {
  return Object.fromEntries([...new Set(paths)].sort().map((path) => [path, print(path)]))
}

/** Those of the facts it rests on that say something else now, by the prints of the facts as they are. */
export function changedSince(rests: RestsOn, print: (path: string) => string): string[] {
  return Object.keys(rests).filter((path) => rests[path] !== print(path)).sort()
}

/** Every path within a section. */
export function pathsOfSection(section: FactSection): string[] {
  const key = SECTION_KEYS[section]
  return Object.keys(FACT_LEAVES).filter((path) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[]`))
}
