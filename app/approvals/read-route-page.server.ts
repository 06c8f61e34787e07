import { readPackStandings } from '#app/documents/read-pack-standings.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { closedFor } from './in-force.rules.ts'
import { stepClosedWords } from './in-force.words.ts'
import { standingOf } from './read-standing.server.ts'
import { findRoute } from './route-finder.rules.ts'
import { flowGroups, shownStages } from './route-page.rules.ts'

/** What a project needs, stage by stage, and which opt-outs each flow keeps; null for a project that the actor has no part in. */
export async function readRoutePage(context: Context<StaffActor>, ref: string) {
  const project = await readProject(context, ref)
  if (!project) return null
  const { db } = context.runtime
  const [papers, standing] = await Promise.all([readPackStandings(db, project, context.now), standingOf(db, project)])
  const route = findRoute(project.facts, londonDay(context.now), { risksLeftHigh: standing.agreement.risksToConsultOn })
  return {
    ref: project.ref, title: project.title, day: route.day, flowCount: route.flows.length,
    outside: route.steps.filter((step) => step.kind === 'outside-approval').length, needed: route.steps.filter((step) => step.isNeededToFlow).length,
    stages: shownStages(route, project.facts, papers), flows: flowGroups(route),
    /** How each step that is decided stands, by its id: null where it is open, else why it is not. */
    closed: Object.fromEntries(route.steps.filter(({ kind, shownBy }) => kind !== 'document' && shownBy === 'decision').map((step) => [
      step.id, stepClosedWords(closedFor(standing, step, context.now), step.flows, (flowRef) => project.facts.flows.find((flow) => flow.ref === flowRef)?.name ?? flowRef),
    ])) as Readonly<Record<string, string | null>>,
  }
}
