import type { StaffActor } from '#app/identity/actor.rules.ts'
import { KEY_DAYS_USUAL, mayMakeKey, type KeyRefusal, type KeyToMake } from '#app/identity/api-key.rules.ts'
import { makeApiKey } from '#app/identity/api-keys.server.ts'
import { readApiKeys } from '#app/identity/read-api-keys.server.ts'
import { ok, type Refusal, type Result } from '#app/kernel/result.ts'
import { addDays, londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { listProjects } from '#app/projects/read-project.server.ts'

/** A flow that a key of the actor's organisation can be made for. */
export interface FlowForKey {
  readonly ref: string
  readonly name: string
  readonly projectTitle: string
}

/** What the page for a new key shows: the flows of the organisation's own projects, and the usual last day. */
export async function readNewKeyPage(context: Context<StaffActor>): Promise<{ readonly flows: readonly FlowForKey[]; readonly usualEnd: Day }> {
  return { flows: await flowsForKeys(context), usualEnd: addDays(londonDay(context.now), KEY_DAYS_USUAL) }
}

/** Makes a key for flows of the actor's own organisation. The token is given here, once, and kept nowhere. */
export async function makeKey(context: Context<StaffActor>, key: KeyToMake): Promise<Result<{ readonly id: string; readonly token: string }, Refusal<KeyRefusal>>> {
  const may = mayMakeKey(key, {
    ownFlowRefs: (await flowsForKeys(context)).map(({ ref }) => ref),
    namesInUse: (await readApiKeys(context)).filter(({ state }) => state === 'in-use').map(({ name }) => name),
    today: londonDay(context.now),
  })
  return may.ok ? ok(await makeApiKey(context, { ...key, organisationCode: context.actor.organisationCode })) : may
}

async function flowsForKeys(context: Context<StaffActor>): Promise<FlowForKey[]> {
  return (await listProjects(context)).flatMap(({ title, facts }) => facts.flows.map(({ ref, name }) => ({ ref, name, projectTitle: title })))
}
