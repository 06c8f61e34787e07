import { change } from '#app/audit/change.server.ts'
import { flowChoices } from '#app/documents/flow-choices.rules.ts'
import type { SystemActor } from '#app/identity/actor.rules.ts'
import { formatInstant, londonDay } from '#app/kernel/uk-date.ts'
import { writeStaffMail } from '#app/letters/write-staff-mail.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { sendersOf } from '#app/projects/groups.rules.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { flowStanding } from './flow-standing.rules.ts'
import { addWarning, listLivingRuns, runOf, type RunOfProject } from './national-checks.store.server.ts'
import { nationalCheckSettings } from './read-settings.server.ts'

/**
 * Tells those who may ask again that the answers of a flow run out soon, or have. Once for each run and distance, however
 * often it is done and by however many portals. Answers how many warnings were given.
 */
export async function warnOfStaleAnswers(context: Context<SystemActor>): Promise<number> {
  const runs = await listLivingRuns(context.runtime.db)
  let given = 0
  const asked = new Map(runs.map((run) => [`${run.flowRef} ${run.organisationCode}`, run]))
  for (const key of [...asked.keys()].sort()) {
    const { flowRef, organisationCode } = asked.get(key) as RunOfProject
    given += await warnOfFlow(context, flowRef, organisationCode, runs.filter((run) => run.flowRef === flowRef && run.organisationCode === organisationCode))
  }
  return given
}

/** Whoever asked for them is told: the discloser of the flow, or one of the members of the group it comes from. */
async function warnOfFlow(context: Context<SystemActor>, flowRef: string, organisationCode: string, own: readonly RunOfProject[]): Promise<0 | 1> {
  const { runtime, now } = context
  const project = await readProjectAsItStands(runtime.db, { flowRef })
  const flow = project?.facts.flows.find(({ ref }) => ref === flowRef)
  if (!project || project.endedAt !== null || !flow || !flowChoices(flow, londonDay(now)).national) return 0
  if (!sendersOf(project.facts, flow).includes(organisationCode)) return 0
  const { lasting, warning } = flowStanding(own.map((row) => ({ ...runOf(row), maxAgeDays: row.maxAgeDays })), flowRef, now, nationalCheckSettings(runtime, organisationCode).maxAgeDays)
  const run = own.find(({ localId }) => localId === lasting?.localId)
  if (warning === null || lasting === null || !run) return 0
  return change(context, async (tx, record) => {
    if (!(await addWarning(tx, { runId: run.id, step: warning, warnedAt: now }))) return 0
    const people = await writeStaffMail(runtime, tx, {
      organisationCode, may: 'checks.ask', message: 'national-check-runs-out', now,
      data: {
        flow: flow.name, project: project.title, hasRunOut: warning === 'run-out', until: formatInstant(lasting.until),
        page: `${runtime.publicUrl}/projects/${project.ref}/national-check/ask?flow=${flowRef}`,
      },
    })
    record({
      kind: 'national-check-warned', organisationCode, projectRef: project.ref, subject: `national-check:${run.localId}`,
      data: { run: run.localId, step: warning, people },
    })
    return 1
  })
}
