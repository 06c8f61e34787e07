import { effectOn, type FlowBasis } from '#app/choices/exemptions.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { identifiesNobody, isOfWelshPractices, rowsNameNobody } from '#app/projects/dataset-subjects.rules.ts'
import type { Dataset, Flow } from '#app/projects/facts.rules.ts'

/**
 * A flow's terms as the table of opt-outs reads them. Where the law leaves the type 1 opt-out to the flow, it is kept for
 * data from GP records, unless the facts say of its dataset that it is counts that identify nobody, or that the GP records are
 * of Wales, where nobody can make one. A dataset that is not known is neither. The paper and the gate must both go by this.
 */
export function basisOfFlow(flow: Flow, dataset: Dataset | undefined): FlowBasis {
  return {
    confidentiality: flow.confidentiality, purpose: flow.purposeKind, drawsOn: flow.drawsOn,
    extendType1: flow.drawsOn.includes('gp') && !identifiesNobody(flow, dataset) && !isOfWelshPractices(dataset),
    nationalOptOutDisapplied: [], exemption: null,
  }
}

export interface FlowChoices {
  readonly project: boolean
  readonly type1: boolean
  readonly national: boolean
  /** Why, as keys of the words; they follow from the flow's facts alone. */
  readonly projectWhy: 'offered' | 'offered-for-homes' | 'not-offered'
  readonly type1Why: 'no-gp-records' | 'own-care' | 'basis-outside' | 'counts' | 'of-wales' | 'beyond-care' | 'beyond-care-for-homes'
  readonly nationalWhy: 'own-care' | 'basis-outside' | 'children-only' | 'section-251' | 'section-251-for-homes' | 'no-basis'
}

/** Which opt-outs a flow of this dataset keeps on a day, and why. Without the dataset, as if its rows named people. */
export function flowChoices(flow: Flow, on: Day, dataset?: Dataset): FlowChoices {
  const effect = effectOn(basisOfFlow(flow, dataset), on)
  const isCare = flow.confidentiality === 'direct-care'
  const isForHomes = rowsNameNobody(dataset)
  const national = effect.nationalOptOutSetAsideBy === null
  return {
    project: flow.projectOptOut,
    type1: effect.type1Applies,
    national,
    projectWhy: !flow.projectOptOut ? 'not-offered' : isForHomes ? 'offered-for-homes' : 'offered',
    type1Why: effect.type1Applies ? isForHomes ? 'beyond-care-for-homes' : 'beyond-care'
      : isCare ? 'own-care' : !flow.drawsOn.includes('gp') ? 'no-gp-records' : identifiesNobody(flow, dataset) ? 'counts' : isOfWelshPractices(dataset) ? 'of-wales' : 'basis-outside',
    nationalWhy: national
      ? flow.confidentiality !== 'section-251' ? 'no-basis' : isForHomes ? 'section-251-for-homes' : 'section-251'
      : isCare ? 'own-care' : effect.nationalOptOutSetAsideBy === 'childrens-care-and-education' ? 'children-only' : 'basis-outside',
  }
}
