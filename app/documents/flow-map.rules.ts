import { bare } from './papers/paper.rules.ts'
import type { Flow, Party, ProjectFacts } from '#app/projects/facts.rules.ts'
import { PARTY_ROLE_WORDS } from '#app/projects/facts.words.ts'

/** The way the data goes, as things and what leads from one to another. Drawn by `flow-map-drawing.rules.ts`; said by `flowLines`. */
export interface FlowMap {
  readonly things: readonly MapThing[]
  readonly ways: readonly MapWay[]
}

export const MAP_THINGS = ['party', 'haven', 'dataset', 'linkage'] as const
export type MapThingKind = (typeof MAP_THINGS)[number]

export interface MapThing {
  readonly id: string
  readonly kind: MapThingKind
  readonly name: string
  /** A second, smaller line; empty for none. */
  readonly note: string
}

export interface MapWay {
  readonly from: string
  readonly to: string
  /** The numbers of the flows in the table beside the picture; none for what a party holds. */
  readonly flows: readonly number[]
  readonly kind: 'holds' | 'flow' | 'made'
}

/** One flow as a line of the table that says what the picture shows. */
export interface FlowLine {
  readonly number: number
  readonly name: string
  readonly from: string
  readonly to: string
  readonly dataset: string
  readonly transport: string
  readonly frequency: string
}

/** Facts that the picture shows: a paper that carries it uses them. */
export const FLOW_MAP_USES = [
  'parties[].name', 'parties[].role', 'datasets[].name', 'datasets[].controllerCode', 'flows[].fromCode', 'flows[].toCode', 'flows[].datasetId',
  'linkage.byCode', 'linkage.where', 'linkage.clockMonths',
] as const

/** So many parties that do the same are drawn as one. */
export const DRAWN_TOGETHER_FROM = 5

export function flowLines(facts: ProjectFacts): FlowLine[] {
  const nameOf = (code: string) => facts.parties.find((party) => party.organisationCode === code)?.name ?? code
  return facts.flows.map((flow, index) => ({
    number: index + 1, name: flow.name, from: nameOf(flow.fromCode), to: nameOf(flow.toCode),
    dataset: facts.datasets.find((dataset) => dataset.id === flow.datasetId)?.name ?? flow.datasetId, transport: bare(flow.transport), frequency: bare(flow.frequency),
  }))
}

export function flowMap(facts: ProjectFacts): FlowMap {
  const groups = groupParties(facts)
  const partyId = new Map(groups.flatMap((group) => group.parties.map((party) => [party.organisationCode, group.id] as const)))
  const datasets = groupDatasets(facts, partyId)
  const datasetId = new Map(datasets.flatMap((group) => group.ids.map((id) => [id, group.id] as const)))
  const things: MapThing[] = [
    ...groups.map(({ id, parties }): MapThing => {
      const [first] = parties
      return {
        id, kind: first?.role === 'haven' ? 'haven' : 'party', name: parties.length === 1 ? (first?.name ?? id) : `${parties.length} parties: ${parties.slice(0, 2).map((party) => party.name).join(', ')} and others`,
        note: first ? PARTY_ROLE_WORDS[first.role] : '',
      }
    }),
    ...datasets.map(({ id, name }): MapThing => ({ id, kind: 'dataset', name, note: '' })),
  ]
  const ways: MapWay[] = datasets.filter((group) => group.holder).map((group) => ({ from: group.holder as string, to: group.id, flows: [], kind: 'holds' }))
  const { linkage } = facts
  if (linkage) things.push({ id: 'linkage', kind: 'linkage', name: `Matched and de-personalised: ${bare(linkage.where)}`, note: `Identifiers destroyed within ${linkage.clockMonths} months` })
  for (const [index, flow] of facts.flows.entries()) {
    const from = startOf(flow, facts, datasetId, partyId)
    const to = linkage && flow.toCode === linkage.byCode && flow.fromCode !== linkage.byCode ? 'linkage' : partyId.get(flow.toCode) ?? flow.toCode
    addFlow(ways, from, to, index + 1)
  }
  const linker = linkage && partyId.get(linkage.byCode)
  if (linker && ways.some((way) => way.to === 'linkage')) ways.push({ from: 'linkage', to: linker, flows: [], kind: 'made' })
  const known = new Set(things.map((thing) => thing.id))
  return { things, ways: ways.filter((way) => known.has(way.from) && known.has(way.to) && way.from !== way.to) }
}

/** A flow starts at its dataset when the controller sends it, and at the sender when someone else passes it on. */
function startOf(flow: Flow, facts: ProjectFacts, datasetId: ReadonlyMap<string, string>, partyId: ReadonlyMap<string, string>): string {
  const dataset = facts.datasets.find((candidate) => candidate.id === flow.datasetId)
  const isHolder = dataset && partyId.get(dataset.controllerCode) === partyId.get(flow.fromCode)
  return (isHolder ? datasetId.get(flow.datasetId) : undefined) ?? partyId.get(flow.fromCode) ?? flow.fromCode
}

function addFlow(ways: MapWay[], from: string, to: string, number: number): void {
  const at = ways.findIndex((way) => way.kind === 'flow' && way.from === from && way.to === to)
  const there = ways[at]
  if (there) ways[at] = { ...there, flows: [...there.flows, number] }
  else ways.push({ from, to, flows: [number], kind: 'flow' })
}

interface PartyGroup {
  readonly id: string
  readonly parties: readonly Party[]
}

/** Parties with the same role that send the same to the same are one group, when there are many of them. */
function groupParties(facts: ProjectFacts): PartyGroup[] {
  const groups = new Map<string, Party[]>()
  for (const party of facts.parties) {
    const does = facts.flows.filter((flow) => flow.fromCode === party.organisationCode).map((flow) => `${nameOfDataset(facts, flow)}>${flow.toCode}`)
    const gets = facts.flows.filter((flow) => flow.toCode === party.organisationCode).map((flow) => `${flow.fromCode}>${flow.ref}`)
    const holds = facts.datasets.filter((dataset) => dataset.controllerCode === party.organisationCode).map((dataset) => dataset.name)
    const key = JSON.stringify([party.role, does.sort(), gets, holds.sort(), facts.linkage?.byCode === party.organisationCode])
    groups.set(key, [...(groups.get(key) ?? []), party])
  }
  return [...groups.values()].flatMap((parties): PartyGroup[] => (parties.length >= DRAWN_TOGETHER_FROM
    ? [{ id: `parties-${parties[0]?.organisationCode}`, parties }]
    : parties.map((party) => ({ id: `party-${party.organisationCode}`, parties: [party] }))))
}

const nameOfDataset = (facts: ProjectFacts, flow: Flow): string => facts.datasets.find((dataset) => dataset.id === flow.datasetId)?.name ?? flow.datasetId

/** Datasets of the same name held by parties that are drawn together are drawn together as well. */
function groupDatasets(facts: ProjectFacts, partyId: ReadonlyMap<string, string>) {
  const groups = new Map<string, { id: string; name: string; holder: string | undefined; ids: string[] }>()
  for (const dataset of facts.datasets) {
    const holder = partyId.get(dataset.controllerCode)
    const key = `${holder}\n${dataset.name}`
    const group = groups.get(key)
    if (group) group.ids.push(dataset.id)
    else groups.set(key, { id: `dataset-${dataset.id}`, name: dataset.name, holder, ids: [dataset.id] })
  }
  return [...groups.values()]
}
