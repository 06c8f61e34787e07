import { bare, namesOf } from './papers/paper.rules.ts'
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
  const nameOf = namesOf(facts)
  return facts.flows.map((flow, index) => ({
    number: index + 1, name: flow.name, from: nameOf(flow.fromCode), to: nameOf(flow.toCode),
    dataset: nameOfDataset(facts, flow), transport: bare(flow.transport), frequency: bare(flow.frequency),
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
  if (linkage) things.push({ id: 'linkage', kind: 'linkage', name: `Matched and de-personalised: ${bare(linkage.where)}`, note: `Identifiers destroyed within ${linkage.clockMonths} ${linkage.clockMonths === 1 ? 'month' : 'months'}` })
  for (const [index, flow] of facts.flows.entries()) {
    const from = startOf(flow, facts, datasetId, partyId)
    const to = linkage && flow.toCode === linkage.byCode && flow.fromCode !== linkage.byCode ? 'linkage' : endOf(flow, facts, partyId)
    addFlow(ways, from, to, index + 1)
  }
  for (const group of groups.filter(({ id }) => ways.some((way) => way.to === `${id}-end`))) {
    things.push({ id: `${group.id}-end`, kind: 'party', name: group.parties[0]?.name ?? group.id, note: 'Receives' })
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

/** A party that sends data and gets some back stands in the picture twice, so that the arrows all lead one way; a haven in the middle does not. */
function endOf(flow: Flow, facts: ProjectFacts, partyId: ReadonlyMap<string, string>): string {
  const id = partyId.get(flow.toCode) ?? flow.toCode
  const party = facts.parties.find((candidate) => candidate.organisationCode === flow.toCode)
  const isMiddle = party?.role === 'haven' || party?.role === 'processor' || facts.linkage?.byCode === flow.toCode
  return !isMiddle && facts.flows.some((other) => other.fromCode === flow.toCode) ? `${id}-end` : id
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

interface DatasetGroup {
  readonly id: string
  readonly name: string
  readonly holder: string | undefined
  readonly ids: readonly string[]
}

/**
 * Datasets of the same name held by parties that are drawn together are drawn together; so are many datasets of one holder
 * that all go the same way.
 */
function groupDatasets(facts: ProjectFacts, partyId: ReadonlyMap<string, string>): DatasetGroup[] {
  const byName = gathered(facts.datasets.map((dataset): DatasetGroup => ({ id: `dataset-${dataset.id}`, name: dataset.name, holder: partyId.get(dataset.controllerCode), ids: [dataset.id] })), (group) => `${group.holder}\n${group.name}`)
    .map((same): DatasetGroup => ({ ...(same[0] as DatasetGroup), ids: same.flatMap((group) => group.ids) }))
  const waysOf = (group: DatasetGroup) => facts.flows.filter((flow) => group.ids.includes(flow.datasetId)).map((flow) => `${partyId.get(flow.fromCode)}>${flow.toCode}`)
  return gathered(byName, (group) => `${group.holder}\n${JSON.stringify([...new Set(waysOf(group))].sort())}`).flatMap((same): DatasetGroup[] => {
    const [first, second] = same
    if (!first || !second || same.length < DRAWN_TOGETHER_FROM) return same
    return [{ ...first, name: `${same.length} datasets: ${first.name}, ${second.name} and others`, ids: same.flatMap((group) => group.ids) }]
  })
}

/** Things with the same key, in the order in which each key came first. */
function gathered<T>(things: readonly T[], keyOf: (thing: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const thing of things) groups.set(keyOf(thing), [...(groups.get(keyOf(thing)) ?? []), thing])
  return [...groups.values()]
}
