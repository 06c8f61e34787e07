import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import type { PackStanding, PackState } from '#app/documents/pack-standing.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { processingName, processingOf } from '#app/projects/processing-key.rules.ts'
import type { Citation } from './bodies.rules.ts'
import { routeStages, type Route, type RouteFlow, type RouteStep } from './route-finder.rules.ts'
import { askedWords, optOutWords, RULE_WORDS, stepWords, type OptOutSaid } from './route-finder.words.ts'
import type { FlowCategory } from './flow-category.rules.ts'
import type { ShownBy } from './route-rules.rules.ts'

/** A paper that a step looks at: where its newest version is, and how it stands. */
export interface ShownPaper {
  readonly name: string
  readonly href: string | null
  readonly state: PackState
}

/** One step of a route as a page shows it. */
export interface ShownStep {
  readonly id: string
  readonly kind: RouteStep['kind']
  readonly name: string
  readonly who: string
  readonly why: string
  readonly source: Citation
  readonly papers: readonly ShownPaper[]
  /** Names of the flows that it is about; null for every flow of the project. */
  readonly flows: readonly string[] | null
  /** Steps that come before it and are no papers. */
  readonly after: readonly { readonly id: string; readonly name: string }[]
  readonly shownBy: ShownBy
  readonly isNeededToFlow: boolean
}

/** A route in its stages. What parties and officers are called is read off the facts, what a body is called off the day. */
export function shownStages(route: Route, facts: ProjectFacts, papers: readonly PackStanding[]): ShownStep[][] {
  const nameOf = (code: string) => facts.parties.find((party) => party.organisationCode === code)?.name ?? code
  const flowName = (ref: string) => facts.flows.find((flow) => flow.ref === ref)?.name ?? ref
  const named = new Map(route.steps.map((step) => [step.id, step]))
  return routeStages(route).map((stage) => stage.map((step) => ({
    id: step.id, kind: step.kind, name: stepWords(step), who: askedWords(step, nameOf, route.day), why: RULE_WORDS[step.rule], source: step.source,
    papers: papers.filter((paper) => step.documents.includes(paper.kind)).map((paper) => shownPaper(paper, aboutName(facts, paper.about, nameOf, flowName))),
    flows: step.flows.length === route.flows.length ? null : step.flows.map(flowName),
    after: step.after.flatMap((id) => (named.get(id)?.kind === 'document' ? [] : [{ id, name: stepWords(named.get(id) as RouteStep) }])),
    shownBy: step.shownBy, isNeededToFlow: step.isNeededToFlow,
  })))
}

function aboutName(facts: ProjectFacts, about: string, nameOf: (code: string) => string, flowName: (ref: string) => string): string {
  const terms = processingOf(facts, about)
  if (terms) return processingName(facts, terms, nameOf)
  return about === '' ? '' : nameOf(about) === about ? flowName(about) : nameOf(about)
}

function shownPaper({ kind, documentRef, version, state }: PackStanding, about: string): ShownPaper {
  return { name: about ? `${DOCUMENT_KIND_WORDS[kind]}: ${about}` : DOCUMENT_KIND_WORDS[kind], href: version ? `/documents/${documentRef}/v${version.number}` : null, state }
}

/** Flows of one category, and among them those that keep the same opt-outs for the same reasons. */
export interface FlowGroup {
  readonly category: FlowCategory
  readonly why: string
  readonly source: Citation
  readonly alike: readonly { readonly flows: readonly string[]; readonly optOuts: readonly OptOutSaid[] }[]
}

export function flowGroups(route: Route): FlowGroup[] {
  return [...groupBy(route.flows, (flow) => flow.category)].map(([category, flows]) => ({
    category, why: RULE_WORDS[`flow-${category}`], source: flows[0]!.source,
    alike: [...groupBy(flows, (flow) => JSON.stringify(flow.optOuts)).values()].map((some) => ({ flows: some.map((flow) => flow.name), optOuts: optOutWords(some[0]!.optOuts) })),
  }))
}

function groupBy<K>(flows: readonly RouteFlow[], keyOf: (flow: RouteFlow) => K): Map<K, RouteFlow[]> {
  const groups = new Map<K, RouteFlow[]>()
  for (const flow of flows) groups.set(keyOf(flow), [...(groups.get(keyOf(flow)) ?? []), flow])
  return groups
}
