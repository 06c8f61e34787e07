import type { flowTerms } from './paper-terms.rules.ts'

export interface Alike<K> {
  readonly names: readonly string[]
  readonly terms: K
}

/** Things of which the same is to be said, each with what is said of all of them, in the order of the first of each: thirty flows on five grounds are five tables. */
export function alike<T extends { readonly name: string }, K extends object>(things: readonly T[], termsOf: (thing: T) => K): Alike<K>[] {
  return grouped(things, termsOf).map(({ things: same, terms }) => ({ names: same.map(({ name }) => name), terms }))
}

/** The same with the things themselves. */
export function grouped<T, K extends object>(things: readonly T[], termsOf: (thing: T) => K): { readonly things: T[]; readonly terms: K }[] {
  const groups = new Map<string, { readonly things: T[]; readonly terms: K }>()
  for (const thing of things) {
    const terms = termsOf(thing)
    const key = JSON.stringify(terms)
    const group = groups.get(key)
    if (group) group.things.push(thing)
    else groups.set(key, { things: [thing], terms })
  }
  return [...groups.values()]
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

/** The same in fewer tables: what goes each way, by the records that it is drawn from. */
export const journeysOf = (flows: readonly FlowTerms[]) =>
  grouped(flows, ({ from, to, use, purposeWords, transport, frequency }) => ({ from, to, use, purposeWords, transport, frequency })).map(({ things, terms }) => ({
    terms, carried: grouped(things, ({ drawsOn, deceased }) => ({ drawsOn, deceased })).map((same) => ({
      terms: same.terms, flows: same.things.map((flow) => flow.name), names: same.things.map((flow) => `${flow.dataset} (flow ${flow.ref})`),
    })),
  }))

/** The same with the gateways by name: `gatewaysOf` says once what each allows. */
export const groundsOf = (flows: readonly FlowTerms[]) =>
  alike(flows, ({ legalPower, gatewayNames, hasGateways, article6, article9, schedule1 }) => ({ legalPower, gatewayNames, hasGateways, article6, article9, schedule1 }))
export const confidencesOf = (flows: readonly FlowTerms[]) =>
  alike(flows, ({ confidentiality, confidentialityLaw, confidentialityWhy }) => ({ confidentiality, confidentialityLaw, confidentialityWhy }))

/** Each gateway that a flow rests on, once. */
export function gatewaysOf(flows: readonly FlowTerms[]): FlowTerms['gateways'] {
  return [...new Map(flows.flatMap((flow) => flow.gateways).map((gateway) => [gateway.name, gateway])).values()]
}
