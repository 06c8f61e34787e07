import { escapeHtml } from '#app/documents/paper-page.rules.ts'
import { addDays, daysBetween, formatDay, type Day } from '#app/kernel/uk-date.ts'
import { inOrderOfTime, type FlowBars, type TimelineEvent, type TimelineKind } from './timeline.rules.ts'

/** The picture of a project's time: flows as bars above, what happened and what is to come as labels below. Laid out by hand, so that no two labels lie over each other. The same given makes the same picture. */

const LEFT = 16
/** Width of the stretch that is drawn to scale. */
const PLOT = 760
/** Room for labels that begin near the end, and for what is far off. */
const RIGHT = 300
const FAR = 24
const LANE = 19
const FLOW_ROW = 36
const CHARACTER = 6.7
const LABEL_CHARACTERS = 64
const GAP = 8
/** More labels than this are put together, nearest first. */
const MOST_LABELS = 26

export interface TimelineGiven {
  readonly events: readonly TimelineEvent[]
  readonly flows: readonly FlowBars[]
  readonly today: Day
}

export interface PlacedLabel {
  readonly text: string
  /** Where its line comes down from the axis. */
  readonly tickX: number
  readonly lane: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly look: Look
  /** Beyond the stretch that is drawn to scale. */
  readonly isFar: boolean
}

export interface PlacedBar {
  readonly x: number
  readonly width: number
  readonly isOpen: boolean
  /** Whether it lies after today, as far as is known. */
  readonly isToCome: boolean
}

export interface PlacedTimeline {
  readonly width: number
  readonly height: number
  readonly axisY: number
  readonly plotEnd: number
  readonly todayX: number
  readonly todayText: string
  readonly hasFar: boolean
  readonly months: readonly { readonly x: number; readonly text: string }[]
  readonly flows: readonly { readonly name: string; readonly y: number; readonly bars: readonly PlacedBar[] }[]
  readonly labels: readonly PlacedLabel[]
}

type Look = 'paper' | 'yes' | 'stop' | 'due' | 'plain'

const LOOK_OF = {
  begun: 'plain', drafted: 'paper', signed: 'yes', asked: 'paper', submitted: 'paper', decided: 'yes', 'condition-set': 'due', 'condition-met': 'yes', 'condition-lifted': 'plain', suspended: 'stop', resumed: 'yes',
  'in-force': 'yes', stopped: 'stop', checks: 'plain', ended: 'stop', 'condition-due': 'due', 'stage-due': 'due', meeting: 'due', starts: 'due', 'review-due': 'due', 'decision-review': 'due', 'decision-ends': 'due',
  'assurance-ends': 'due', 'project-ends': 'due', 'retention-ends': 'due',
} as const satisfies Record<TimelineKind, Look>

const COLOURS = { paper: '#4c2a5c', yes: '#006747', stop: '#a1221b', due: '#8a5300', plain: '#4c6272' } as const satisfies Record<Look, string>

const tidy = (length: number): number => Math.round(length * 10) / 10
const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`)

const SHORT_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const shortDay = (day: Day): string => `${Number(day.slice(8))} ${SHORT_MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`

/** The first and the last day that are drawn to scale: to half as long again as has passed, and a year at least; what is later stands beside. */
function stretchOf({ events, flows, today }: TimelineGiven): { readonly from: Day; readonly to: Day } {
  const days = [...events.map(({ day }) => day), ...flows.flatMap(({ bars }) => bars.flatMap(({ from, to }) => (to ? [from, to] : [from]))), today].sort()
  const first = days[0] ?? today
  const passed = daysBetween(first, today)
  const most = addDays(today, Math.max(365, Math.ceil(passed / 2)))
  const near = days.filter((day) => day <= most)
  const last = near[near.length - 1] ?? today
  const from = first > today ? today : first
  // A single day would have no width.
  return { from, to: daysBetween(from, last) < 14 ? addDays(from, 14) : last }
}

/** Where everything stands, in pixels from the top left. */
export function placeTimeline(given: TimelineGiven): PlacedTimeline {
  const { from, to } = stretchOf(given)
  const span = daysBetween(from, to)
  const plotEnd = LEFT + PLOT
  const at = (day: Day): number => tidy(LEFT + (PLOT * Math.min(Math.max(daysBetween(from, day), 0), span)) / span)
  const todayX = at(given.today)
  const flowsTop = 30
  const flows = given.flows.map(({ name, bars }, index) => ({ name: cut(name, 90), y: flowsTop + index * FLOW_ROW, bars: bars.flatMap((bar) => barsOf(bar, given.today, to, at)) }))
  const axisY = flowsTop + flows.length * FLOW_ROW + 30
  const labels = placeLabels(given.events, { at, to, plotEnd }, axisY + 24)
  const lanes = labels.reduce((most, { lane }) => Math.max(most, lane + 1), 0)
  return {
    width: LEFT + PLOT + RIGHT, height: axisY + 24 + lanes * LANE + 14, axisY, plotEnd, todayX, todayText: `Today, ${shortDay(given.today)}`, hasFar: labels.some(({ isFar }) => isFar),
    months: monthsBetween(from, to, span).map((day) => ({ x: at(day), text: day.endsWith('-01-01') || span > 1100 ? day.slice(0, 4) : `${SHORT_MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}` })),
    flows, labels,
  }
}

/** A stretch that today lies in is drawn in two: what has been, and what will be as far as is known. */
function barsOf({ isOpen, from, to }: FlowBars['bars'][number], today: Day, last: Day, at: (day: Day) => number): PlacedBar[] {
  const end = to === null || to > last ? last : to
  if (from > last || end < from) return []
  const piece = (start: Day, stop: Day, isToCome: boolean): PlacedBar => ({ x: at(start), width: Math.max(1.5, tidy(at(stop) - at(start))), isOpen, isToCome })
  if (from > today) return [piece(from, end, true)]
  return end > today ? [piece(from, today, false), piece(today, end, true)] : [piece(from, end, false)]
}

/** First days of months for the scale, so many apart that their names do not touch. */
function monthsBetween(from: Day, to: Day, span: number): Day[] {
  const steps = [1, 2, 3, 6, 12, 24, 60, 120].find((months) => (PLOT * months * 30.4) / span >= 70) ?? 240
  const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7)) - 1]
  const months: Day[] = []
  for (let next = Math.ceil((year * 12 + month) / steps) * steps; ; next += steps) {
    const day = `${Math.floor(next / 12)}-${String((next % 12) + 1).padStart(2, '0')}-01`
    if (day > to) return months
    if (day >= from) months.push(day)
  }
}

interface Group {
  readonly day: Day
  readonly text: string
  readonly count: number
  readonly look: Look
}

/** One label for each day; where there would be too many, those nearest to each other become one. */
function labelGroups(events: readonly TimelineEvent[]): Group[] {
  const days = new Map<Day, TimelineEvent[]>()
  for (const event of inOrderOfTime(events)) days.set(event.day, [...(days.get(event.day) ?? []), event])
  let groups = [...days].map(([day, ofDay]): Group & { readonly last: Day } => ({ day, last: day, text: leading(ofDay).what, count: ofDay.length, look: LOOK_OF[leading(ofDay).kind] }))
  while (groups.length > MOST_LABELS) {
    let nearest = 1
    for (let index = 2; index < groups.length; index += 1) if (gapBefore(groups, index) < gapBefore(groups, nearest)) nearest = index
    const [before, after] = [groups[nearest - 1]!, groups[nearest]!]
    groups = [...groups.slice(0, nearest - 1), { ...before, last: after.last, count: before.count + after.count }, ...groups.slice(nearest + 1)]
  }
  return groups
}

const gapBefore = (groups: readonly { readonly day: Day; readonly last: Day }[], index: number): number => daysBetween(groups[index - 1]!.last, groups[index]!.day)

/** Of what happened on one day, what says most. */
const WEIGHT: readonly TimelineKind[] = ['ended', 'stopped', 'in-force', 'suspended', 'resumed', 'decided', 'project-ends', 'review-due', 'condition-due', 'condition-met', 'submitted', 'signed', 'starts', 'decision-ends', 'retention-ends']
function leading(events: readonly TimelineEvent[]): TimelineEvent {
  const rank = ({ kind }: TimelineEvent) => (WEIGHT.includes(kind) ? WEIGHT.indexOf(kind) : WEIGHT.length)
  return events.reduce((best, event) => (rank(event) < rank(best) ? event : best))
}

/**
 * From right to left, each in the first lane where it is free: a label reaches to the right of its own line, so that no line
 * from the axis goes through another's words.
 */
function placeLabels(events: readonly TimelineEvent[], scale: { readonly at: (day: Day) => number; readonly to: Day; readonly plotEnd: number }, top: number): PlacedLabel[] {
  const groups = labelGroups(events)
  const lanes: number[] = []
  const placed: PlacedLabel[] = []
  for (const group of groups.toReversed()) {
    const isFar = group.day > scale.to
    const tickX = isFar ? scale.plotEnd + FAR : scale.at(group.day)
    const x = tickX + 5
    // What is further from the right edge has more room for its words.
    const most = Math.min(LABEL_CHARACTERS, Math.floor((LEFT + PLOT + RIGHT - 5 - x) / CHARACTER))
    const [before, after] = [`${shortDay(group.day)}: `, group.count > 1 ? ` +${group.count - 1}` : '']
    const text = `${before}${cut(group.text, most - before.length - after.length)}${after}`
    const width = tidy(text.length * CHARACTER)
    // The lines to the lanes below go through this one: its words end before them all.
    const free = lanes.findIndex((_leftmost, lane) => x + width + GAP <= Math.min(...lanes.slice(lane)))
    const lane = free < 0 ? lanes.length : free
    lanes[lane] = tickX
    placed.push({ text, tickX, lane, x, y: top + lane * LANE, width, height: LANE - 4, look: group.look, isFar })
  }
  return placed.toReversed()
}

/** The picture as one `<svg>` that needs nothing beside it. `description` says in words where the same facts stand as a table. */
export function drawTimeline(placed: PlacedTimeline, title: string, description: string): string {
  const { width, height, axisY, plotEnd, todayX } = placed
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="timeline-title timeline-description" font-family="Atkinson Hyperlegible Next, Noto Sans, sans-serif">`,
    `<title id="timeline-title">${escapeHtml(title)}</title>`, `<desc id="timeline-description">${escapeHtml(description)}</desc>`,
    ...placed.months.map(({ x }) => `<path d="M${x} 24 L${x} ${axisY}" stroke="#e3e8eb" stroke-width="1" fill="none"/>`),
    ...placed.flows.flatMap(({ name, y, bars }) => [
      `<path d="M${LEFT} ${y + 24} L${plotEnd} ${y + 24}" stroke="#d8dde0" stroke-width="1" fill="none"/>`, ...bars.map((bar) => drawBar(bar, y)),
      `<text x="${LEFT}" y="${y + 12}" font-size="12" font-weight="600" fill="#212b32">${escapeHtml(name)}</text>`,
    ]),
    `<path d="M${LEFT} ${axisY} L${plotEnd} ${axisY}" stroke="#212b32" stroke-width="1.5" fill="none"/>`,
    ...placed.months.map(({ x, text }) => `<path d="M${x} ${axisY - 4} L${x} ${axisY}" stroke="#212b32" stroke-width="1" fill="none"/>\n<text x="${tidy(x + 3)}" y="${axisY - 6}" font-size="11" fill="#4c6272">${text}</text>`),
    ...(placed.hasFar ? [`<path d="M${plotEnd} ${axisY} L${plotEnd + FAR} ${axisY}" stroke="#212b32" stroke-width="1.5" stroke-dasharray="3 4" fill="none"/>`, `<text x="${plotEnd + FAR + 5}" y="${axisY - 6}" font-size="11" fill="#4c6272">Later</text>`] : []),
    `<path d="M${todayX} 16 L${todayX} ${axisY}" stroke="#a1221b" stroke-width="1.5" stroke-dasharray="4 3" fill="none"/>`,
    `<text x="${todayX > plotEnd - 110 ? tidy(todayX - 4) : tidy(todayX + 4)}" y="14" text-anchor="${todayX > plotEnd - 110 ? 'end' : 'start'}" font-size="12" font-weight="600" fill="#a1221b">${placed.todayText}</text>`,
    ...placed.labels.map((label) => drawLabel(label, axisY)),
    '</svg>',
  ].join('\n')
}

function drawBar({ x, width, isOpen, isToCome }: PlacedBar, y: number): string {
  if (!isOpen) return `<rect x="${x}" y="${y + 21}" width="${width}" height="6" fill="#ffffff" stroke="#a1221b" stroke-width="1.5"${isToCome ? ' stroke-dasharray="3 2"' : ''}/>`
  return isToCome
    ? `<rect x="${x}" y="${y + 18}" width="${width}" height="12" fill="#d7eee4" stroke="#006747" stroke-width="1" stroke-dasharray="3 2"/>`
    : `<rect x="${x}" y="${y + 18}" width="${width}" height="12" fill="#006747" stroke="#006747" stroke-width="1"/>`
}

function drawLabel({ text, tickX, x, y, look }: PlacedLabel, axisY: number): string {
  const colour = COLOURS[look]
  return [
    `<path d="M${tickX} ${axisY} L${tickX} ${y + 14}" stroke="${colour}" stroke-width="1" fill="none"/>`, `<circle cx="${tickX}" cy="${axisY}" r="3.5" fill="${colour}"/>`,
    `<text x="${x}" y="${y + 12}" font-size="12" fill="${colour}">${escapeHtml(text)}</text>`,
  ].join('\n')
}

/** What the picture shows, in a sentence, for whoever cannot see it. */
export function timelineDescription({ events, flows, today }: TimelineGiven): string {
  const ordered = inOrderOfTime(events)
  const [first, last] = [ordered[0], ordered[ordered.length - 1]]
  const days = first && last ? `From ${formatDay(first.day)} to ${formatDay(last.day)}, seen on ${formatDay(today)}. ` : ''
  return `${days}${events.length} ${events.length === 1 ? 'event' : 'events'} and dates, and when each of ${flows.length} ${flows.length === 1 ? 'flow' : 'flows'} was in force. The table says the same in words.`
}
