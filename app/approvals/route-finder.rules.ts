import { flowChoices, type FlowChoices } from '#app/documents/flow-choices.rules.ts'
import type { DocumentKind } from '#app/documents/document.rules.ts'
import { packOf } from '#app/documents/pack.rules.ts'
import { paperKind } from '#app/documents/papers/papers.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import type { OfficerPost } from '#app/projects/further-facts.rules.ts'
import type { BodyId, Citation } from './bodies.rules.ts'
import { categoryOf, datasetOf, type FlowCategory } from './flow-category.rules.ts'
import { sourceOf, speaksOn, STEP_RULES, type FlowRuleId, type FlowSeen, type PaperRuleId, type RuleId, type ShownBy, type StepRuleId } from './route-rules.rules.ts'

/** One thing that has to be done before data may flow, or ought to be. */
export interface RouteStep {
  /** The rule's id; with `--CODE` behind it where each of several organisations is asked. Stable while the facts call for it. */
  readonly id: string
  readonly kind: 'document' | 'sign-off' | 'outside-approval'
  readonly bodyId: BodyId | null
  /** Whose officer it is; null for a body, and where every party is asked. */
  readonly organisationCode: string | null
  readonly post: OfficerPost | null
  /** Papers of the pack that must be there before; for a document, that one. */
  readonly documents: readonly DocumentKind[]
  /** Ids of the steps that come before it. */
  readonly after: readonly string[]
  /** References of the flows that it is about. */
  readonly flows: readonly string[]
  readonly shownBy: ShownBy
  /**
   * Whether its flows may not run without a decision of its own that holds. False for advice, and where what shows it stops the
   * flow already: signatures and the Commissioner's answer, by `flowInForce`.
   */
  readonly isNeededToFlow: boolean
  readonly rule: PaperRuleId | StepRuleId
  readonly source: Citation
}

export interface RouteFlow {
  readonly ref: string
  readonly name: string
  readonly category: FlowCategory
  readonly rule: FlowRuleId
  readonly source: Citation
  readonly optOuts: FlowChoices
}

/** What a project needs: derived from its facts and a day, and never stored. */
export interface Route {
  readonly day: Day
  readonly flows: readonly RouteFlow[]
  /** Each after all that it comes after. */
  readonly steps: readonly RouteStep[]
}

/** What a route turns on beside the facts. */
export interface RouteKnown {
  /** How many risks the impact assessment leaves high that the Commissioner has not let pass: `risksToConsultOn`. */
  readonly risksLeftHigh: number
}

/** The route of a project on a day: its papers, its sign-offs and its outside approvals, in order. */
export function findRoute(facts: ProjectFacts, day: Day, known: RouteKnown = { risksLeftHigh: 0 }): Route {
  const pack = packOf(facts)
  const papers = paperSteps(facts, pack)
  const seen = flowsSeen(facts, known)
  const steps: RouteStep[] = [...papers]
  const made = new Map<StepRuleId, string[]>()
  for (const rule of STEP_RULES) {
    if (!speaksOn(rule, day)) continue
    const asked = seen.filter((flow) => rule.asksFor(flow))
    const whose = rule.whose
    for (const code of new Set(asked.map((flow) => whose?.(flow) ?? null))) {
      const documents = rule.documents.filter((kind) => pack.some((paper) => paper.kind === kind))
      const id = code === null ? rule.id : `${rule.id}--${code}`
      made.set(rule.id, [...(made.get(rule.id) ?? []), id])
      steps.push({
        id, kind: rule.kind, bodyId: rule.bodyId, organisationCode: code, post: rule.post, documents,
        after: [...documents.map((kind) => `paper-${kind}`), ...rule.after.flatMap((before) => made.get(before) ?? [])],
        flows: asked.filter((flow) => (whose?.(flow) ?? null) === code).map(({ flow }) => flow.ref),
        shownBy: rule.shownBy, isNeededToFlow: rule.isNeededToFlow, rule: rule.id, source: rule.source,
      })
    }
  }
  return { day, flows: seen.map(({ flow, category }) => routeFlow(facts, flow, category, day)), steps }
}

function routeFlow(facts: ProjectFacts, flow: ProjectFacts['flows'][number], category: FlowCategory, day: Day): RouteFlow {
  const rule: FlowRuleId = `flow-${category}`
  return { ref: flow.ref, name: flow.name, category, rule, source: sourceOf(rule), optOuts: flowChoices(flow, day, datasetOf(facts, flow)) }
}

function flowsSeen(facts: ProjectFacts, { risksLeftHigh }: RouteKnown): FlowSeen[] {
  const linkedAt = new Set(facts.flows.filter((flow) => flow.confidentiality === 'section-251').map((flow) => flow.toCode))
  return facts.flows.map((flow) => {
    const category = categoryOf(facts, flow)
    const isOfPeople = datasetOf(facts, flow)?.level !== 'area'
    return { facts, flow, category, risksLeftHigh, isLinkedUnderSupport: linkedAt.has(flow.toCode) && isOfPeople && category !== 'direct-care' && category !== 'consent' }
  })
}

/** A step for each kind of paper in the pack; what one is about flows, or the whole project, decides which flows it is for. */
function paperSteps(facts: ProjectFacts, pack: ReturnType<typeof packOf>): RouteStep[] {
  return [...new Set(pack.map((paper) => paper.kind))].map((kind) => {
    const { scope, signers } = paperKind(kind)
    const abouts = pack.filter((paper) => paper.kind === kind).map((paper) => paper.about)
    const scoped = abouts.flatMap((about) => scope?.(facts, about).flows ?? facts.flows.map((flow) => flow.ref))
    const rule: PaperRuleId = `paper-${kind}`
    return {
      id: rule, kind: 'document', bodyId: null, organisationCode: null, post: null, documents: [kind], after: [], flows: facts.flows.map((flow) => flow.ref).filter((ref) => scoped.includes(ref)),
      shownBy: abouts.some((about) => signers(facts, about).length > 0) ? 'signature' : 'draft', isNeededToFlow: false, rule, source: sourceOf(rule),
    }
  })
}

/** The steps whose decisions a flow cannot run without. */
export function stepsToDecide(route: Route, flowRef: string): readonly RouteStep[] {
  return route.steps.filter((step) => step.isNeededToFlow && step.flows.includes(flowRef))
}

/** The steps in stages: those of a stage may go on at the same time, and all come after something of the stage before. */
export function routeStages(route: Route): readonly (readonly RouteStep[])[] {
  const levels = new Map<string, number>()
  for (const step of route.steps) levels.set(step.id, Math.max(-1, ...step.after.map((id) => levels.get(id) ?? -1)) + 1)
  const last = Math.max(-1, ...levels.values())
  return Array.from({ length: last + 1 }, (_unused, level) => route.steps.filter((step) => levels.get(step.id) === level))
}

/** Every rule that a route rests on. */
export function rulesOf(route: Route): ReadonlySet<RuleId> {
  return new Set<RuleId>([...route.flows.map((flow) => flow.rule), ...route.steps.map((step) => step.rule)])
}
