import { flowChoices } from '#app/documents/flow-choices.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { sendersOf } from '#app/projects/groups.rules.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { flowStanding } from './flow-standing.rules.ts'
import { listRunsOfProject, runOf } from './national-checks.store.server.ts'
import { nationalCheckSettings } from './read-settings.server.ts'

/** By the ref of a flow: its sender is the actor's organisation and has no answer that may be used; or another body sends it, whose checks are its own to know. */
export type FlowsWaiting = Readonly<Record<string, 'waits' | 'sender-asks'>>

/** The flows of a project that no agreement opens by itself: nothing of them goes without an answer of the national check. Empty for a stranger to the project, and once it has ended. */
export async function readFlowsWaiting(context: Context<StaffActor>, projectRef: string): Promise<FlowsWaiting> {
  const { actor, runtime, now } = context
  const project = await readProject(context, projectRef)
  if (!project || project.endedAt !== null) return {}
  const needed = project.facts.flows.filter((flow) => flowChoices(flow, londonDay(now)).national)
  if (needed.length === 0) return {}
  const { maxAgeDays } = nationalCheckSettings(runtime, actor.organisationCode)
  const runs = (await listRunsOfProject(runtime.db, actor.organisationCode, project.id)).map((row) => ({ ...runOf(row), maxAgeDays: row.maxAgeDays }))
  return Object.fromEntries(needed.flatMap((flow): [string, 'waits' | 'sender-asks'][] => {
    if (!sendersOf(project.facts, flow).includes(actor.organisationCode)) return [[flow.ref, 'sender-asks']]
    return flowStanding(runs, flow.ref, now, maxAgeDays).refusal === null ? [] : [[flow.ref, 'waits']]
  }))
}
