import { readCasesForTimeline, readStepSubmissionsForTimeline } from '#app/approvals/read-cases.server.ts'
import { flowHistories, standingAt } from '#app/approvals/standing-history.rules.ts'
import { readStandingHistory } from '#app/approvals/read-standing-history.server.ts'
import { readSubmissionsForTimeline } from '#app/boards/read-board-waits.server.ts'
import { readFlowsWaiting } from '#app/national-check/read-flows-waiting.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readOrganisationsByCode } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { readChecksByMonth } from '#app/releases/read-latest-checks.server.ts'
import { codesNamed, timelineEvents } from './timeline-events.rules.ts'
import { drawTimeline, placeTimeline, timelineDescription } from './timeline-drawing.rules.ts'
import { flowBars, groupedBars, isToCome, type FlowBars, type TimelineEvent } from './timeline.rules.ts'
import { timelineCsv } from './timeline-csv.server.ts'

export interface Timeline {
  readonly ref: string
  readonly title: string
  readonly today: string
  readonly events: readonly TimelineEvent[]
  readonly flows: readonly FlowBars[]
  /** Refs of flows of the reader's own organisation that wait for the national check. */
  readonly waiting: ReadonlySet<string>
}

/** What happened in a project and what is to come, and when its flows were in force; null for a project that the actor has no part in. A fixed number of queries. */
export async function readTimeline(context: Context<StaffActor>, ref: string): Promise<Timeline | null> {
  const { now, runtime: { db } } = context
  const project = await readProject(context, ref)
  if (!project) return null
  const [history, cases, submissions, putOutside, checks, national] = await Promise.all([
    readStandingHistory(db, project), readCasesForTimeline(context, project.id), readSubmissionsForTimeline(context, project.id), readStepSubmissionsForTimeline(context, project.id),
    readChecksByMonth(context, ref), readFlowsWaiting(context, ref),
  ])
  const names = new Map((await readOrganisationsByCode(db, codesNamed({ facts: project.facts, history }))).map(({ code, name }) => [code, name]))
  const nameOf = (code: string) => project.facts.parties.find(({ organisationCode }) => organisationCode === code)?.name ?? names.get(code) ?? code
  const histories = flowHistories(history, now)
  const events = timelineEvents({
    project, history, cases, submissions, putOutside, checks, nameOf, flows: histories, notes: new Map(history.decisions.map(({ id, note }) => [id, note])),
    standing: { ...standingAt(history, now), conditions: history.conditions },
  }, now)
  return { ref, title: project.title, today: londonDay(now), events, flows: flowBars(histories), waiting: new Set(Object.keys(national).filter((flowRef) => national[flowRef] === 'waits')) }
}

/** The same as a page shows it: what is to come first by its day, what happened newest first, and the picture. */
export async function readTimelinePage(context: Context<StaffActor>, ref: string) {
  const timeline = await readTimeline(context, ref)
  if (!timeline) return null
  const { events, today, flows, title, waiting } = timeline
  const coming = events.filter((event) => isToCome(event, today))
  return {
    ref, title, today, coming, past: events.filter((event) => !isToCome(event, today)).toReversed(),
    bars: groupedBars(flows, waiting), figure: drawTimelineOf(timeline),
  }
}

export function drawTimelineOf({ title, ...given }: Timeline): string {
  const { events, today } = given
  return drawTimeline(placeTimeline({ events, today, flows: groupedBars(given.flows, given.waiting) }), `Timeline of ${title}`, timelineDescription(given))
}

/** The table as CSV; null as for the page. */
export async function readTimelineCsv(context: Context<StaffActor>, ref: string): Promise<string | null> {
  const timeline = await readTimeline(context, ref)
  return timeline && timelineCsv(timeline)
}
