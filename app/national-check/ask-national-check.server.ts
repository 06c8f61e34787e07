import { change } from '#app/audit/change.server.ts'
import { flowChoices } from '#app/documents/flow-choices.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { countRegister } from '#app/people/read-register.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { addJob } from '#app/platform/jobs.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import type { Flow } from '#app/projects/facts.rules.ts'
import { sendersOf } from '#app/projects/groups.rules.ts'
import { readProject, type ProjectView } from '#app/projects/read-project.server.ts'
import { flowStanding, type FlowStanding } from './flow-standing.rules.ts'
import { addAsk, endStaleAsks } from './national-check-asks.store.server.ts'
import { listRunsOfFlow, runOf } from './national-checks.store.server.ts'
import type { AskRefusal } from './national-check-page.words.ts'
import { nationalCheckSettings } from './read-settings.server.ts'

interface FlowToAsk {
  readonly project: ProjectView
  readonly flow: Flow
}

/** A flow of the actor's own organisation's data; null for any other, and for those who may not ask. */
async function findFlowToAsk(context: Context<StaffActor>, projectRef: string, flowRef: string): Promise<FlowToAsk | null> {
  const { actor } = context
  const project = mayRole(actor.role, 'checks.ask') ? await readProject(context, projectRef) : null
  const flow = project?.facts.flows.find((candidate) => candidate.ref === flowRef && sendersOf(project.facts, candidate).includes(actor.organisationCode))
  return project && flow ? { project, flow } : null
}

function askRefusal({ project, flow }: FlowToAsk, people: number, hasNowhereToSend: boolean, now: Date): AskRefusal | null {
  if (project.endedAt !== null) return 'project-ended'
  if (!flowChoices(flow, londonDay(now)).national) return 'not-needed'
  if (hasNowhereToSend) return 'service-mailbox-not-set'
  return people === 0 ? 'nobody-on-register' : null
}

export interface AskPage {
  readonly project: { readonly ref: string; readonly title: string }
  readonly flow: { readonly ref: string; readonly name: string }
  /** People on the register now: those with a number that can be asked about are. */
  readonly people: number
  /** Null where none is set, and the file is sent by hand. */
  readonly mailbox: string | null
  readonly maxAgeDays: number
  readonly standing: FlowStanding
  readonly refusal: AskRefusal | null
}

/** What someone is told before they ask. */
export async function readAskPage(context: Context<StaffActor>, projectRef: string, flowRef: string): Promise<AskPage | null> {
  const { runtime, actor, now } = context
  const found = await findFlowToAsk(context, projectRef, flowRef)
  if (!found) return null
  const settings = nationalCheckSettings(runtime, actor.organisationCode)
  const people = await countRegister(runtime.db, actor.organisationCode)
  const runs = await listRunsOfFlow(runtime.db, actor.organisationCode, flowRef)
  return {
    project: { ref: found.project.ref, title: found.project.title }, flow: { ref: flowRef, name: found.flow.name }, people,
    mailbox: settings.mailbox || null, maxAgeDays: settings.maxAgeDays,
    standing: flowStanding(runs.map((row) => ({ ...runOf(row), maxAgeDays: row.maxAgeDays })), flowRef, now, settings.maxAgeDays),
    refusal: askRefusal(found, people, settings.mailbox !== '' && settings.serviceMailboxes.length === 0, now),
  }
}

/** A file that is not written within a day is not written any more, and another may be asked for. */
const ASK_GIVEN_UP_MS = 86_400_000

/**
 * Asks for a national check of a flow: its file is written behind the page. Null where the flow is not of the actor's own
 * organisation's data. A question that is still being written is not asked again.
 */
export async function askNationalCheck(context: Context<StaffActor>, projectRef: string, flowRef: string): Promise<Result<{ readonly askId: string }, Refusal<AskRefusal>> | null> {
  const { runtime, actor, now } = context
  const found = await findFlowToAsk(context, projectRef, flowRef)
  if (!found) return null
  const settings = nationalCheckSettings(runtime, actor.organisationCode)
  const people = await countRegister(runtime.db, actor.organisationCode)
  const refusal = askRefusal(found, people, settings.mailbox !== '' && settings.serviceMailboxes.length === 0, now)
  if (refusal !== null) return refuse(refusal)
  const askId = newId()
  return change(context, async (tx, record) => {
    await endStaleAsks(tx, { organisationCode: actor.organisationCode, flowRef }, new Date(now.getTime() - ASK_GIVEN_UP_MS), now)
    const isNew = await addAsk(tx, {
      id: askId, flowRef, projectId: found.project.id, organisationCode: actor.organisationCode, askedAt: now, askedBy: actor.userId, total: people,
    })
    if (!isNew) return refuse('being-asked')
    await addJob(tx, 'ask-national-check', { askId }, askId)
    record({ kind: 'national-check-asked', projectRef: found.project.ref, subject: `flow:${flowRef}`, data: { flow: flowRef } })
    return ok({ askId })
  })
}
