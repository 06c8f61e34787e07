import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { listApprovalFiles } from './approval-files.store.server.ts'
import { conditionStanding } from './condition.rules.ts'
import { listConditions, listSuspensions } from './conditions.store.server.ts'
import { shownFile } from './keep-file.server.ts'
import { flowClosedWords } from './in-force.words.ts'
import { destroyedBy } from './retention.rules.ts'
import { destroyedByWords } from './retention.words.ts'
import { standingForProject } from './read-standing.server.ts'

/** What a project's flows depend on from day to day, what stops them now, and what the actor may do. Null where the actor's organisation has no part in it. */
export async function readConditionsPage(context: Context<StaffActor>, ref: string) {
  const { actor, now, runtime } = context
  const project = await readProject(context, ref)
  if (!project) return null
  const [files, conditions, suspensions, standing] = await Promise.all([listApprovalFiles(runtime.db, project.id), listConditions(runtime.db, project.id), listSuspensions(runtime.db, project.id), standingForProject(runtime.db, ref)])
  const today = londonDay(now)
  const stated = standing?.agreement.version?.facts ?? project.facts
  const { safeguards } = stated
  const flowName = (flowRef: string) => project.facts.flows.find((flow) => flow.ref === flowRef)?.name ?? flowRef
  const flowsOf = (refs: readonly string[] | null) => flowsWords(refs?.map(flowName) ?? null, project.facts.flows.length)
  const mayDraft = project.isDrafter && mayRole(actor.role, 'projects.draft')
  const mayProve = ({ ownerCode }: { readonly ownerCode: string }) => mayDraft || (ownerCode === actor.organisationCode && mayRole(actor.role, 'actions.close'))
  return {
    ref: project.ref, title: project.title, mayDraft: mayDraft && project.endedAt === null, mayAwaitDestruction: mayDraft, maySuspend: mayRole(actor.role, 'flows.suspend'), hasClock: (project.facts.linkage?.clockMonths ?? 0) > 0,
    flows: project.facts.flows.map(({ ref: flowRef, name }) => ({ value: flowRef, label: name })),
    parties: project.facts.parties.map(({ organisationCode, name }) => ({ value: organisationCode, label: name })),
    conditions: conditions.map((condition) => ({
      id: condition.id, kind: condition.kind, what: condition.what, owner: condition.ownerName, dueOn: condition.dueOn, stops: condition.stops, flows: flowsOf(condition.flowRefs), standing: conditionStanding(condition, today),
      ended: condition.ended, mayEnd: condition.ended === null && mayProve(condition), mayProve: condition.ended?.how === 'met' && mayProve(condition), mayLift: mayDraft,
      files: files.filter(({ conditionId }) => conditionId === condition.id).map((file) => shownFile(actor, project.ref, file)),
    })),
    suspensions: suspensions.map((suspension) => ({
      id: suspension.id, by: suspension.organisationName, because: suspension.because, from: suspension.from, ended: suspension.ended, flows: flowsOf(suspension.flowRefs),
      mayResume: suspension.ended === null && suspension.organisationCode === actor.organisationCode && mayRole(actor.role, 'flows.suspend'),
    })),
    destroyed: safeguards ? destroyedBy(stated, { clocks: conditions, lastDay: project.endedAt ? londonDay(project.endedAt) : stated.purpose?.endDate ?? null })
      .map((by) => ({ ...destroyedByWords(by, safeguards), end: safeguards.retentionEnd.trim().replace(/\.$/, ''), on: by.day })) : [],
    stopped: (standing?.holds ?? []).filter((hold) => hold.from <= now && (hold.until === null || now < hold.until)).map((hold) => ({ why: flowClosedWords(hold), flows: flowsOf(hold.flowRefs) })),
    coming: (standing?.holds ?? []).filter((hold) => hold.from > now && hold.kind !== 'condition-overdue').map((hold) => ({ on: londonDay(hold.from), kind: hold.kind, organisation: String(hold.details?.organisation ?? ''), flows: flowsOf(hold.flowRefs) }))
      .sort((a, b) => a.on.localeCompare(b.on)),
  }
}
/** Of many flows the first few, and how many more: the whole of a large project is said as such. */
function flowsWords(names: readonly string[] | null, of: number): string {
  if (names === null || (names.length === of && of > 1)) return 'Every flow'
  return names.length <= NAMED + 1 ? names.join('; ') : `${names.slice(0, NAMED).join('; ')}; and ${names.length - NAMED} more of ${of} flows`
}
const NAMED = 4

export type ConditionsPage = NonNullable<Awaited<ReturnType<typeof readConditionsPage>>>
