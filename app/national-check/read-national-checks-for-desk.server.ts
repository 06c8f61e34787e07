import { flowChoices } from '#app/documents/flow-choices.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { sendersOf } from '#app/projects/groups.rules.ts'
import { listProjects } from '#app/projects/read-project.server.ts'
import { flowStanding, type FlowStanding } from './flow-standing.rules.ts'
import { listRunsOfFlow, runOf } from './national-checks.store.server.ts'
import { nationalCheckSettings } from './read-settings.server.ts'

export interface NationalCheckOnDesk extends Omit<FlowStanding, 'lasting'> {
  readonly flowRef: string
  readonly flowName: string
  readonly projectRef: string
  readonly until: Date | null
}

/** How each flow of the actor's own organisation's data stands that needs a national check. */
export async function readNationalChecksForDesk(context: Context<StaffActor>): Promise<NationalCheckOnDesk[]> {
  const { runtime, actor, now } = context
  const { maxAgeDays } = nationalCheckSettings(runtime, actor.organisationCode)
  const flows = (await listProjects(context)).filter(({ endedAt }) => endedAt === null)
    .flatMap((project) => project.facts.flows.filter((flow) => sendersOf(project.facts, flow).includes(actor.organisationCode) && flowChoices(flow, londonDay(now)).national).map((flow) => ({ project, flow })))
  return Promise.all(flows.map(async ({ project, flow }) => {
    const runs = await listRunsOfFlow(runtime.db, actor.organisationCode, flow.ref)
    const { lasting, ...standing } = flowStanding(runs.map((row) => ({ ...runOf(row), maxAgeDays: row.maxAgeDays })), flow.ref, now, maxAgeDays)
    return { ...standing, flowRef: flow.ref, flowName: flow.name, projectRef: project.ref, until: lasting?.until ?? null }
  }))
}
