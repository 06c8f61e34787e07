import dagre from '@dagrejs/dagre'
import { escapeHtml } from './paper-page.rules.ts'
import type { FlowMap, MapThing, MapThingKind, MapWay } from './flow-map.rules.ts'

/** The picture of the way the data goes: laid out by dagre, drawn as SVG that also the PDF draws. The same map gives the same picture. */

const CHARACTER = 7
const LINE = 16
const PAD = 10
const WIDTH = 176
const NAME_CHARACTERS = Math.floor((WIDTH - 2 * PAD) / CHARACTER)
const NOTE_CHARACTERS = Math.floor((WIDTH - 2 * PAD) / 5.6)

interface Look {
  readonly fill: string
  readonly stroke: string
  readonly round: number
  readonly dash: string
}

const LOOKS = {
  party: { fill: '#ffffff', stroke: '#4c2a5c', round: 4, dash: '' },
  haven: { fill: '#fff6dc', stroke: '#4c2a5c', round: 4, dash: '6 3' },
  dataset: { fill: '#f0f4f5', stroke: '#768692', round: 14, dash: '' },
  linkage: { fill: '#f6eef9', stroke: '#4c2a5c', round: 14, dash: '2 3' },
} as const satisfies Record<MapThingKind, Look>

export interface PlacedThing extends MapThing {
  readonly lines: readonly string[]
  readonly noteLines: readonly string[]
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface PlacedWay extends MapWay {
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

export interface PlacedMap {
  readonly width: number
  readonly height: number
  readonly things: readonly PlacedThing[]
  readonly ways: readonly PlacedWay[]
}

/** Cuts a name into lines at its spaces. */
function linesOf(name: string, most = NAME_CHARACTERS): string[] {
  const lines: string[] = []
  for (const word of name.split(/\s+/)) {
    const last = lines[lines.length - 1]
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** Where everything stands, in pixels from the top left. */
export function placeMap(map: FlowMap): PlacedMap {
  const graph = new dagre.graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 64, marginx: 12, marginy: 12 })
  graph.setDefaultEdgeLabel(() => ({}))
  const sized = map.things.map((thing) => {
    const lines = linesOf(thing.name)
    const noteLines = thing.note ? linesOf(thing.note, NOTE_CHARACTERS) : []
    return { ...thing, lines, noteLines, width: WIDTH, height: 2 * PAD + LINE * (lines.length + noteLines.length) }
  })
  for (const thing of sized) graph.setNode(thing.id, { width: thing.width, height: thing.height })
  map.ways.forEach((way, index) => graph.setEdge(way.from, way.to, { minlen: 1, weight: way.kind === 'holds' ? 2 : 1 }, String(index)))
  dagre.layout(graph)
  const { width = 0, height = 0 } = graph.graph()
  return {
    width: Math.ceil(width), height: Math.ceil(height),
    things: sized.map((thing) => {
      const node = graph.node(thing.id)
      return { ...thing, x: tidy(node.x - thing.width / 2), y: tidy(node.y - thing.height / 2) }
    }),
    ways: map.ways.map((way, index) => ({ ...way, points: ((graph.edge({ v: way.from, w: way.to, name: String(index) }) as { readonly points?: readonly { readonly x: number; readonly y: number }[] } | undefined)?.points ?? []).map(({ x, y }) => ({ x: tidy(x), y: tidy(y) })) })),
  }
}

const tidy = (length: number): number => Math.round(length * 10) / 10

/** The picture as one `<svg>` that needs nothing beside it. `description` says in words where the same facts stand as text. */
export function drawMap(placed: PlacedMap, title: string, description: string): string {
  const { width, height } = placed
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(`${title}. ${description}`)}" font-family="Atkinson Hyperlegible Next, Noto Sans, sans-serif">`,
    ...placed.ways.map(drawWay), ...placed.things.map(drawThing), ...placed.ways.flatMap(drawNumber),
    '</svg>',
  ].join('\n')
}

function drawThing(thing: PlacedThing): string {
  const look = LOOKS[thing.kind]
  const middle = tidy(thing.x + thing.width / 2)
  const text = thing.lines.map((line, index) => `<text x="${middle}" y="${tidy(thing.y + PAD + LINE * index + 12)}" text-anchor="middle" font-size="13" font-weight="${thing.kind === 'dataset' ? '400' : '600'}" fill="#212b32">${escapeHtml(line)}</text>`)
  const note = thing.noteLines.map((line, index) => `<text x="${middle}" y="${tidy(thing.y + PAD + LINE * (thing.lines.length + index) + 12)}" text-anchor="middle" font-size="11" fill="#4c6272">${escapeHtml(line)}</text>`)
  const dash = look.dash ? ` stroke-dasharray="${look.dash}"` : ''
  return [`<rect x="${thing.x}" y="${thing.y}" width="${thing.width}" height="${thing.height}" rx="${look.round}" fill="${look.fill}" stroke="${look.stroke}" stroke-width="1.5"${dash}/>`, ...text, ...note].join('\n')
}

/** A smooth line through its points, with an arrow head unless it only says who holds what. */
function drawWay(way: PlacedWay): string {
  const [first, ...rest] = way.points
  const last = way.points[way.points.length - 1]
  const before = way.points[way.points.length - 2]
  if (!first || !last || !before) return ''
  const colour = way.kind === 'holds' ? '#aeb7bd' : '#4c2a5c'
  const dash = way.kind === 'made' ? ' stroke-dasharray="5 4"' : ''
  const path = `<path d="M${first.x} ${first.y} ${rest.map(({ x, y }) => `L${x} ${y}`).join(' ')}" fill="none" stroke="${colour}" stroke-width="${way.kind === 'holds' ? 1 : 1.8}"${dash}/>`
  if (way.kind === 'holds') return path
  const angle = Math.atan2(last.y - before.y, last.x - before.x)
  const corner = (turn: number) => `${tidy(last.x - 9 * Math.cos(angle + turn))} ${tidy(last.y - 9 * Math.sin(angle + turn))}`
  return `${path}\n<path d="M${last.x} ${last.y} L${corner(0.45)} L${corner(-0.45)} Z" fill="${colour}" stroke="none"/>`
}

/** The numbers of its flows, in a small plate halfway along. */
function drawNumber(way: PlacedWay): string[] {
  if (way.flows.length === 0) return []
  const at = way.points[Math.floor(way.points.length / 2)]
  if (!at) return []
  const words = rangesOf(way.flows)
  const width = Math.max(20, words.length * 7 + 10)
  return [
    `<rect x="${tidy(at.x - width / 2)}" y="${tidy(at.y - 9)}" width="${width}" height="18" rx="9" fill="#4c2a5c" stroke="#ffffff" stroke-width="1"/>`,
    `<text x="${at.x}" y="${tidy(at.y + 4)}" text-anchor="middle" font-size="11" font-weight="600" fill="#ffffff">${words}</text>`,
  ]
}

/** 1, 2, 3, 5 as "1–3, 5"; a long row by its ends and how many there are. */
export function rangesOf(numbers: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const number of numbers) {
    const last = ranges[ranges.length - 1]
    if (last && last[1] === number - 1) last[1] = number
    else ranges.push([number, number])
  }
  const words = ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`))
  return words.length <= 4 ? words.join(', ') : `${words[0]} … ${words[words.length - 1]}`
}

/** The picture as a figure of a paper. Its description sends whoever cannot see it to the table of flows. */
export function flowFigure(map: FlowMap, title: string): string {
  const key = JSON.stringify([title, map])
  const there = drawn.get(key) ?? drawFigure(map, title)
  // The newest come last, so that the oldest is the one to go.
  drawn.delete(key)
  drawn.set(key, there)
  for (const oldest of [...drawn.keys()].slice(0, -FIGURES_KEPT)) drawn.delete(oldest)
  return there
}

/** The papers of a pack have one picture, and laying it out is most of the work of drafting them. */
const FIGURES_KEPT = 8
const drawn = new Map<string, string>()

function drawFigure(map: FlowMap, title: string): string {
  const flows = map.ways.filter((way) => way.kind === 'flow').reduce((sum, way) => sum + way.flows.length, 0)
  const description = `A picture of the parties, their datasets and ${flows} ${flows === 1 ? 'flow' : 'flows'} between them. The table of flows says the same in words.`
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>\n<div class="concordat-flow-map">${drawMap(placeMap(map), title, description)}</div></figure>`
}
