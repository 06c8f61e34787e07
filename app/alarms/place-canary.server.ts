import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { numberIdsOf } from '#app/people/nhs-numbers.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { listProjects } from '#app/projects/read-project.server.ts'
import { addCanary, countCanariesAlone, retireCanary } from './alarms.store.server.ts'
import { readCanaryNumber, type CanaryRefusal } from './canary.rules.ts'
import type { AddCanaryCommand } from './watching.schema.ts'

export interface FlowToGuard {
  readonly ref: string
  readonly fromCode: string
  readonly projectTitle: string
}

/** The flows that the actor's organisation may place test people to guard: those of the projects it takes part in. */
export async function readFlowsToGuard(context: Context<StaffActor>): Promise<FlowToGuard[]> {
  return (await listProjects(context)).filter(({ endedAt }) => endedAt === null)
    .flatMap(({ title, facts }) => facts.flows.filter(({ fromCode }) => facts.parties.some(({ organisationCode }) => organisationCode === fromCode))
      .map(({ ref, fromCode }) => ({ ref, fromCode, projectTitle: title })))
}

/** Sets a made-up person, whose opt-out the practice has recorded, to guard a flow. From then on a check that would let them through is refused. */
export async function placeCanary(
  context: Context<StaffActor>, command: AddCanaryCommand,
): Promise<Result<{ readonly reference: string }, Refusal<CanaryRefusal | 'no-such-flow' | 'canary-is-placed'>>> {
  const { runtime, actor, now } = context
  const number = readCanaryNumber(command.nhsNumber)
  if (!number.ok) return number
  const flow = (await readFlowsToGuard(context)).find(({ ref }) => ref === command.flowRef)
  if (!flow) return refuse('no-such-flow')
  return change(context, async (tx, record) => {
    const id = newId()
    const reference = `canary-${(await countCanariesAlone(tx, actor.organisationCode)) + 1}`
    const isNew = await addCanary(tx, {
      id, organisationCode: actor.organisationCode, reference, source: flow.fromCode, flowRef: flow.ref, placedAt: now, placedBy: actor.userId,
      numberId: (await numberIdsOf(tx, runtime.secrets, [number.value])).get(number.value) as number,
    })
    if (!isNew) return refuse('canary-is-placed')
    record({ kind: 'canary-placed', subject: `canary:${id}`, data: { reference, flow: flow.ref, source: flow.fromCode } })
    return ok({ reference })
  })
}

/** Ends a made-up person's guard; null when the organisation has none such that stands. */
export async function endCanary(context: Context<StaffActor>, canaryId: string): Promise<Result<null> | null> {
  const { actor, now } = context
  if (!isId(canaryId)) return null
  return change(context, async (tx, record) => {
    const reference = await retireCanary(tx, actor.organisationCode, canaryId, { at: now, userId: actor.userId })
    if (reference === null) return null
    record({ kind: 'canary-retired', subject: `canary:${canaryId}`, data: { reference } })
    return ok(null)
  })
}
