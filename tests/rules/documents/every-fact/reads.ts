import { FACT_LEAVES, pathOf } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'

/** A fact's place as one word: `flows.2.ref`. */
export const placeKey = (place: readonly (string | number)[]): string => place.join('.')

/**
 * Facts that note which of them are looked at. What is made from facts alone, without clock, chance or anything kept from
 * before, goes the same way to the same end for as long as all it looks at is the same: so a fact that was not looked at
 * cannot change it, whatever it is turned to. A fact counts as looked at when its name is, even by what copies it and then drops it.
 */
export function watched(facts: ProjectFacts): { readonly facts: ProjectFacts; readonly seen: ReadonlySet<string> } {
  const seen = new Set<string>()
  const made = new Map<object, object>()
  const watch = (value: object, place: readonly (string | number)[], leaf: string | null): object => {
    const there = made.get(value)
    if (there) return there
    const look = (name: string | symbol): { readonly place: readonly (string | number)[]; readonly leaf: string | null } => {
      const step = Array.isArray(value) && typeof name === 'string' && /^\d+$/.test(name) ? Number(name) : String(name)
      const inner = [...place, step]
      const within = leaf ?? (pathOf(inner) in FACT_LEAVES ? placeKey(inner) : null)
      if (within) seen.add(within)
      return { place: inner, leaf: within }
    }
    const proxy = new Proxy(value, {
      get: (target, name) => {
        const found: unknown = Reflect.get(target, name)
        if (typeof name === 'symbol' || typeof found === 'function') return found
        const at = look(name)
        return typeof found === 'object' && found !== null ? watch(found, at.place, at.leaf) : found
      },
      has: (target, name) => { look(name); return Reflect.has(target, name) },
      getOwnPropertyDescriptor: (target, name) => { look(name); return Reflect.getOwnPropertyDescriptor(target, name) },
    })
    made.set(value, proxy)
    return proxy
  }
  // Through JSON, so that a thing that stands in two places is two things, each at its own place.
  return { facts: watch(JSON.parse(JSON.stringify(facts)) as ProjectFacts, [], null) as ProjectFacts, seen }
}
