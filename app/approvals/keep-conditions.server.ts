import { change, type Record as RecordEntry } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { formatDay, londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { holdToRead } from '#app/projects/hold-project.server.ts'
import type { ProjectView } from '#app/projects/read-project.server.ts'
import { depersonalisedBy, mayAsk, type ConditionEnd, type ConditionKind, type ConditionRefusal } from './condition.rules.ts'
import { keepFile } from './keep-file.server.ts'
import type { KeptFile } from './kept-file.rules.ts'
import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import { destroyedBy } from './retention.rules.ts'
import { addCondition, addSuspension, endCondition, endSuspension, listConditions, listSuspensions } from './conditions.store.server.ts'

type Done = Promise<Result<null, ConditionRefusal>>

export interface ConditionGiven {
  readonly what: string
  readonly ownerCode: string
  readonly dueOn: Day
  /** None is every flow. */
  readonly flowRefs: readonly string[]
  readonly stops: boolean
}

/** Writes a condition down inside the caller's transaction, such as one that a board set with its outcome. */
export async function writeCondition(
  tx: Transaction, record: RecordEntry, context: Context<StaffActor>, project: { readonly id: string; readonly ref: string }, given: ConditionGiven & { readonly kind: ConditionKind; readonly decisionId: string | null; readonly begunOn?: Day },
): Promise<void> {
  const id = newId()
  await addCondition(tx, {
    id, projectId: project.id, kind: given.kind, decisionId: given.decisionId, flowRefs: given.flowRefs.length === 0 ? null : [...given.flowRefs], what: given.what, ownerCode: given.ownerCode,
    dueOn: given.dueOn, begunOn: given.begunOn ?? null, stops: given.stops, madeAt: context.now, madeBy: context.actor.userId,
  })
  record({ kind: 'condition-set', projectRef: project.ref, subject: `condition:${id}`, data: { due: given.dueOn, owner: given.ownerCode, stops: given.stops } })
}

/** Sets a condition, for the organisation that drafts the project: what a body asked for in its letter, or what the parties agreed. */
export function setCondition(context: Context<StaffActor>, projectRef: string, given: ConditionGiven): Done {
  return asDrafter(context, projectRef, async (tx, record, project) => {
    const may = mayAsk(project.facts, given, londonDay(context.now))
    if (!may.ok) return may
    await writeCondition(tx, record, context, project, { ...given, kind: 'condition', decisionId: null })
    return ok(null)
  })
}

/** Starts the clock by whose end the identifiers must be gone, from a day that has come. */
export function startClock(context: Context<StaffActor>, projectRef: string, given: { readonly begunOn: Day }): Done {
  return asDrafter(context, projectRef, async (tx, record, project) => {
    const dueOn = depersonalisedBy(project.facts, given.begunOn)
    if (dueOn === null || !project.facts.linkage) return refuse('no-clock')
    if ((await listConditions(tx, project.id)).some(({ kind, ended }) => kind === 'de-personalisation' && ended === null)) return refuse('clock-running')
    await writeCondition(tx, record, context, project, {
      kind: 'de-personalisation', decisionId: null, what: `Identifiers taken out and destroyed, ${project.facts.linkage.clockMonths} months after ${project.facts.linkage.clockFrom} (${formatDay(given.begunOn)})`,
      ownerCode: project.facts.linkage.byCode || context.actor.organisationCode, dueOn, begunOn: given.begunOn, flowRefs: [], stops: true,
    })
    return ok(null)
  })
}

/**
 * Awaits the certificate that what was kept is destroyed, by the day that the papers count: from linking where they say so and its day is
 * recorded, and else from the end of the use. Of several days of linking the first that has no certificate. It stops nothing.
 */
export function awaitDestruction(context: Context<StaffActor>, projectRef: string, given: { readonly endedOn: Day; readonly ownerCode: string }): Done {
  return asDrafter(context, projectRef, async (tx, record, project) => {
    const [stated, conditions] = [(await readAgreementForProject(tx, projectRef))?.version?.facts ?? project.facts, await listConditions(tx, project.id)]
    const days = destroyedBy(stated, { clocks: conditions, lastDay: given.endedOn })
    const theirs = conditions.filter((condition) => condition.kind === 'destruction' && condition.ownerCode === given.ownerCode)
    const by = days.find(({ day }) => !theirs.some((condition) => condition.ended?.how === 'met' && condition.dueOn === day)) ?? days.at(-1)
    if (!by) return refuse('no-clock')
    if (!project.facts.parties.some(({ organisationCode }) => organisationCode === given.ownerCode)) return refuse('not-a-party')
    if (theirs.some(({ ended }) => ended === null)) return refuse('clock-running')
    await writeCondition(tx, record, context, project, {
      kind: 'destruction', decisionId: null, what: 'Everything received is destroyed, and a certificate says so', ownerCode: given.ownerCode, dueOn: by.day, begunOn: by.countedFrom, flowRefs: [], stops: false,
    })
    return ok(null)
  }, true)
}

/** Ends a condition: met, with what shows it, by whoever does it or drafts the project; or asked for no more, by whoever drafts. */
export async function endACondition(context: Context<StaffActor>, projectRef: string, given: { readonly conditionId: string; readonly how: ConditionEnd; readonly proof: string; readonly file?: KeptFile | null }): Done {
  return withCondition(context, projectRef, given.conditionId, async (tx, record, { project, condition, isOwner, isDrafter }) => {
    if (given.how === 'lifted' ? !isDrafter : !isDrafter && !isOwner) return refuse(given.how === 'lifted' ? 'not-yours-to-lift' : 'not-allowed')
    if (condition.ended) return refuse('already-ended')
    await endCondition(tx, { conditionId: condition.id, how: given.how, proof: given.proof, endedAt: context.now, endedBy: context.actor.userId })
    record({ kind: 'condition-ended', projectRef: project.ref, subject: `condition:${condition.id}`, data: { how: given.how } })
    if (given.file) await keepFile(tx, record, context, project, given.file, { conditionId: condition.id })
    return ok(null)
  })
}

/** Keeps a file with a condition, such as a certificate of destruction that came after it was told of. For whoever does it or drafts the project. */
export async function proveCondition(context: Context<StaffActor>, projectRef: string, given: { readonly conditionId: string; readonly file: KeptFile }): Done {
  return withCondition(context, projectRef, given.conditionId, async (tx, record, { project, condition, isOwner, isDrafter }) => {
    if (!isDrafter && !isOwner) return refuse('not-allowed')
    await keepFile(tx, record, context, project, given.file, { conditionId: condition.id })
    return ok(null)
  })
}

interface WithCondition {
  readonly project: ProjectView
  readonly condition: Awaited<ReturnType<typeof listConditions>>[number]
  /** Whether the actor answers for it at the party that does it. */
  readonly isOwner: boolean
  readonly isDrafter: boolean
}

async function withCondition(context: Context<StaffActor>, projectRef: string, conditionId: string, work: (tx: Transaction, record: RecordEntry, given: WithCondition) => Done): Done {
  return change(context, async (tx, record): Done => {
    const project = await holdToRead(tx, context.actor, projectRef)
    if (!project) return refuse('not-found')
    const condition = (await listConditions(tx, project.id)).find(({ id }) => id === conditionId)
    if (!condition) return refuse('not-found')
    const isOwner = condition.ownerCode === context.actor.organisationCode && mayRole(context.actor.role, 'actions.close')
    return work(tx, record, { project, condition, isOwner, isDrafter: project.isDrafter && mayRole(context.actor.role, 'projects.draft') })
  })
}

/** Stops flows at once. Any party may stop them, by its information governance lead or whoever signs for it. */
export async function suspendFlows(context: Context<StaffActor>, projectRef: string, given: { readonly flowRefs: readonly string[]; readonly because: string }): Done {
  return change(context, async (tx, record): Done => {
    const project = await holdToRead(tx, context.actor, projectRef)
    if (!project) return refuse('not-found')
    if (!mayRole(context.actor.role, 'flows.suspend')) return refuse('not-allowed')
    if (!given.flowRefs.every((ref) => project.facts.flows.some((flow) => flow.ref === ref))) return refuse('flow-unknown')
    const flowRefs = given.flowRefs.length === 0 ? null : [...given.flowRefs]
    const same = (await listSuspensions(tx, project.id)).some((one) => one.organisationCode === context.actor.organisationCode && one.ended === null && JSON.stringify(one.flowRefs) === JSON.stringify(flowRefs))
    if (same) return refuse('already-suspended')
    const id = newId()
    await addSuspension(tx, { id, projectId: project.id, flowRefs, because: given.because, organisationCode: context.actor.organisationCode, fromAt: context.now, madeBy: context.actor.userId })
    record({ kind: 'flows-suspended', projectRef: project.ref, subject: `suspension:${id}`, data: { flows: flowRefs ?? 'all' } })
    return ok(null)
  })
}

/** Lets flows go on. Only the party that stopped them does. */
export async function resumeFlows(context: Context<StaffActor>, projectRef: string, given: { readonly suspensionId: string; readonly because: string }): Done {
  return change(context, async (tx, record): Done => {
    const project = await holdToRead(tx, context.actor, projectRef)
    if (!project) return refuse('not-found')
    if (!mayRole(context.actor.role, 'flows.suspend')) return refuse('not-allowed')
    const suspension = (await listSuspensions(tx, project.id)).find(({ id }) => id === given.suspensionId)
    if (!suspension || suspension.ended) return refuse('not-suspended')
    if (suspension.organisationCode !== context.actor.organisationCode) return refuse('not-yours-to-lift')
    await endSuspension(tx, { suspensionId: suspension.id, because: given.because, endedAt: context.now, endedBy: context.actor.userId })
    record({ kind: 'flows-resumed', projectRef: project.ref, subject: `suspension:${suspension.id}` })
    return ok(null)
  })
}

async function asDrafter(context: Context<StaffActor>, projectRef: string, work: (tx: Transaction, record: RecordEntry, project: ProjectView) => Done, alsoWhenEnded = false): Done {
  return change(context, async (tx, record): Done => {
    const project = await holdToRead(tx, context.actor, projectRef)
    if (!project) return refuse('not-found')
    if (!project.isDrafter || !mayRole(context.actor.role, 'projects.draft') || (project.endedAt !== null && !alsoWhenEnded)) return refuse('not-allowed')
    return work(tx, record, project)
  })
}
