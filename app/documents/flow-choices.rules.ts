import { effectOn, type FlowBasis } from '#app/choices/exemptions.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Flow } from '#app/projects/facts.rules.ts'

/**
 * A flow's terms as the table of opt-outs reads them. Where the law leaves the type 1 opt-out to the flow, it is kept for
 * data from GP records: the facts have no place to say otherwise. The paper and the gate must both go by this.
 */
export function basisOfFlow(flow: Flow): FlowBasis {
  return {
    confidentiality: flow.confidentiality, purpose: flow.purposeKind, drawsOn: flow.drawsOn, extendType1: flow.drawsOn.includes('gp'),
    nationalOptOutDisapplied: [], exemption: null,
  }
}

export interface FlowChoices {
  readonly project: boolean
  readonly type1: boolean
  readonly national: boolean
  /** Why, as keys of the words; they follow from the flow's facts alone. */
  readonly type1Why: 'no-gp-records' | 'own-care' | 'basis-outside' | 'beyond-care'
  readonly nationalWhy: 'own-care' | 'basis-outside' | 'children-only' | 'section-251' | 'no-basis'
}

/** Which opt-outs a flow keeps on a day, and why. */
export function flowChoices(flow: Flow, on: Day): FlowChoices {
  const effect = effectOn(basisOfFlow(flow), on)
  const isCare = flow.confidentiality === 'direct-care'
  const national = effect.nationalOptOutSetAsideBy === null
  return {
    project: flow.projectOptOut,
    type1: effect.type1Applies,
    national,
    type1Why: effect.type1Applies ? 'beyond-care' : isCare ? 'own-care' : flow.drawsOn.includes('gp') ? 'basis-outside' : 'no-gp-records',
    nationalWhy: national
      ? flow.confidentiality === 'section-251' ? 'section-251' : 'no-basis'
      : isCare ? 'own-care' : effect.nationalOptOutSetAsideBy === 'childrens-care-and-education' ? 'children-only' : 'basis-outside',
  }
}
