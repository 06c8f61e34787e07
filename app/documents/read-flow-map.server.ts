import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { drawMap, placeMap } from './flow-map-drawing.rules.ts'
import { flowLines, flowMap } from './flow-map.rules.ts'

/** The picture of a project's flows as its facts are now, and the same as lines; null for someone else's project. */
export async function readFlowMapPage(context: Context<StaffActor>, ref: string) {
  const project = await readProject(context, ref)
  if (!project) return null
  const { facts } = project
  return {
    ref: project.ref, title: project.title, lines: flowLines(facts),
    figure: facts.flows.length > 0 ? drawMap(placeMap(flowMap(facts)), `Where the data of ${facts.title} goes`, 'The table of flows says the same in words') : '',
  }
}
