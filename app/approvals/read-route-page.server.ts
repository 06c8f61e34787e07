import { readPackStandings } from '#app/documents/read-pack-standings.server.ts'
import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { findRoute } from './route-finder.rules.ts'
import { flowGroups, shownStages } from './route-page.rules.ts'

/** What a project needs, stage by stage, and which opt-outs each flow keeps; null for a project that the actor has no part in. */
export async function readRoutePage(context: Context<StaffActor>, ref: string) {
  const project = await readProject(context, ref)
  if (!project) return null
  const { db } = context.runtime
  const [papers, agreement] = await Promise.all([readPackStandings(db, project, context.now), readAgreementForProject(db, ref)])
  const route = findRoute(project.facts, londonDay(context.now), { risksLeftHigh: agreement?.risksToConsultOn ?? 0 })
  return {
    ref: project.ref, title: project.title, day: route.day, flowCount: route.flows.length,
    outside: route.steps.filter((step) => step.kind === 'outside-approval').length, needed: route.steps.filter((step) => step.isNeededToFlow).length,
    stages: shownStages(route, project.facts, papers), flows: flowGroups(route),
  }
}
