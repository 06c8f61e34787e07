import type { flowTerms } from './paper-terms.rules.ts'

export interface Alike<K> {
  readonly names: readonly string[]
  readonly terms: K
}

/** Things of which the same is to be said, each with what is said of all of them, in the order of the first of each: thirty flows on five grounds are five tables. */
export function alike<T extends { readonly name: string }, K extends object>(things: readonly T[], termsOf: (thing: T) => K): Alike<K>[] {
  const groups = new Map<string, { names: string[]; terms: K }>()
  for (const thing of things) {
    const terms = termsOf(thing)
    const key = JSON.stringify(terms)
    const group = groups.get(key)
    if (group) group.names.push(thing.name)
    else groups.set(key, { names: [thing.name], terms })
  }
  return [...groups.values()].map(({ names, terms }) => ({ names, terms }))
}

type FlowTerms = ReturnType<typeof flowTerms>

/** The opt-outs that flows keep, and the law that they stand on, said once for all flows of which they are the same. */
export const optOutsOf = (flows: readonly FlowTerms[]) => alike(flows, ({ choices }) => choices)
/** The ways that data goes, with what goes each way. */
export const waysOf = (flows: readonly FlowTerms[]) =>
  alike(flows.map((flow) => ({ ...flow, name: `${flow.name} (${flow.ref}): ${flow.dataset}` })),
    ({ from, to, drawsOn, deceased, use, purposeKind, transport, frequency }) => ({ from, to, drawsOn, deceased, use, purposeKind, transport, frequency }))
export const lawsOf = (flows: readonly FlowTerms[]) =>
  alike(flows, ({ legalPower, gateways, hasGateways, article6, article9, schedule1 }) => ({ legalPower, gateways, hasGateways, article6, article9, schedule1 }))
export const confidencesOf = (flows: readonly FlowTerms[]) => alike(flows, ({ confidentiality, confidentialityWhy }) => ({ confidentiality, confidentialityWhy }))
