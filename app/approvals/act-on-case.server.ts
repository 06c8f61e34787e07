import { change, type Record as RecordEntry } from '#app/audit/change.server.ts'
import { readPaperAt } from '#app/documents/read-newest-papers.server.ts'
import type { PaperVersion } from '#app/documents/version.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { confirmPassword } from '#app/identity/confirm-password.server.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable, Transaction } from '#app/platform/database.server.ts'
import { addJob } from '#app/platform/jobs.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { holdFacts, holdProject } from '#app/projects/hold-project.server.ts'
import { readProject, type ProjectView } from '#app/projects/read-project.server.ts'
import { isOver } from './approval.rules.ts'
import { act, conditionsOn, isOnAllOf, stateOf, type CaseAct, type CaseGiven } from './case.rules.ts'
import { addAct, addCase, listCases, type CaseRecord } from './cases.store.server.ts'
import { checkRoute } from './check-route.rules.ts'
import { partsAgreedOn, partsChosen, partsLeftOut, type ChosenPaper } from './covering.rules.ts'
import type { CoveredClause } from './decision.rules.ts'
import { stepOfRoute } from './in-force.rules.ts'
import { caseActor, readCaseFacts, readPapersOfCase, readPostHolders } from './read-case-facts.server.ts'
import { readRouteOfStep } from './read-route-of-step.server.ts'
import type { RouteStep } from './route-finder.rules.ts'
import type { ActRefusal, StartRefusal } from './step-form.words.ts'
import { writeDecision } from './write-decision.server.ts'

/** Asks for the approval of a step that an officer decides. Asked twice, it is one; another may be asked for when one is over. */
export async function startCase(context: Context<StaffActor>, given: { readonly projectRef: string; readonly stepId: string }): Promise<Result<{ readonly id: string }, StartRefusal>> {
  const { actor, now } = context
  return change<Result<{ readonly id: string }, StartRefusal>>(context, async (tx, record) => {
    const held = await holdProject(tx, actor, given.projectRef)
    if (!held.ok) return held
    const project = held.value
    const step = stepOf(project, given.stepId, now)
    if (!step) return refuse('not-found')
    const decided = await readRouteOfStep(tx, project.facts, step, londonDay(now))
    if (!decided) return refuse('decided-elsewhere')
    const { route, saved } = decided
    const cases = await listCases(tx, project.id)
    const before = cases.find(({ stepId }) => stepId === step.id)
    if (before && !isOver(stateOf(before))) return refuse('under-way')
    const found = await readPapersOfCase(tx, project, step, route)
    const { papers } = found
    if (papers.length === 0 || found.missing.length > 0) return refuse('nothing-to-decide-on')
    const authors = papers.map(({ madeBy }) => madeBy)
    const checked = checkRoute(route, await readPostHolders(tx, route.stages.map(({ organisationCode }) => organisationCode)), authors)
    if (!checked.ok) return checked
    const facts = await readCaseFacts(tx, actor, found, [])
    const begun = act({ route, acts: [] }, caseActor(actor, true), { command: 'start', stageId: null, text: '', covers: [], cover: null }, facts, now)
    if (!begun.ok) return refuse('not-allowed')
    const id = newId()
    await addCase(tx, { id, projectId: project.id, stepId: step.id, number: (cases[0]?.number ?? 0) + 1, route, routeNumber: saved?.number ?? null, startedAt: now })
    await writeAct(tx, { id, number: 1 }, begun.value, papers, [])
    await addJob(tx, 'tell-of-approvals', { projectRef: project.ref }, project.ref)
    record({ kind: 'approval-started', projectRef: project.ref, subject: `approval:${id}`, data: { step: step.id, ...(saved ? { route: saved.number } : {}) } })
    return ok({ id })
  })
}

function stepOf(project: Pick<ProjectView, 'facts'>, stepId: string, now: Date): RouteStep | null {
  return stepOfRoute(project.facts, stepId, londonDay(now), 0)
}

export interface ActCommand extends Omit<CaseGiven, 'covers'> {
  readonly projectRef: string
  readonly stepId: string
  /** The versions that were shown. */
  readonly shown: readonly { readonly documentRef: string; readonly number: number }[]
  /** What of those the decision is to be bound to, from whoever approves; all of it where it is null. */
  readonly covered?: readonly ChosenPaper[] | null
  /** Asked for again where the act binds. */
  readonly password: string
}

const APPROVES: readonly string[] = ['approve', 'approve-with-conditions']
const BINDS = ['advise', 'approve', 'approve-with-conditions', 'decline'] as const

/**
 * Does something with the newest approval of a step. With the last act that is needed the step is decided, in the same
 * transaction. Null when the actor's organisation has no such approval.
 */
export async function actOnCase(context: Context<StaffActor>, command: ActCommand): Promise<Result<{ readonly completes: boolean }, ActRefusal> | null> {
  const { runtime } = context
  const project = await readProject(context, command.projectRef)
  if (!project) return null
  // Asked before the password, so that someone who may not act is not made to type it; and again below, once nothing can move.
  const early = await judge(context, runtime.db, project, command)
  if (!early) return null
  if (!early.judged.ok) return early.judged
  if ((BINDS as readonly string[]).includes(command.command) && !(await confirmPassword(context, command.password))) return refuse('password-wrong')
  return change<Result<{ readonly completes: boolean }, ActRefusal> | null>(context, async (tx, record) => {
    const held = await holdFacts(tx, project.id)
    if (held.endedAt) return refuse('project-ended')
    const now = await judge(context, tx, project, command)
    if (!now) return null
    if (!now.judged.ok) return now.judged
    const made = now.judged.value
    await writeAct(tx, { id: now.approval.id, number: now.approval.acts.length + 1 }, made, now.papers, now.leavesOut)
    await addJob(tx, 'tell-of-approvals', { projectRef: project.ref }, project.ref)
    record({ kind: 'approval-acted-on', projectRef: project.ref, subject: `approval:${now.approval.id}`, data: { step: command.stepId, command: made.command, stage: made.stageId, deputy: made.forUserId !== null } })
    if (made.completes || made.command === 'decline') await decideStep(context, tx, record, project, now, made)
    return ok({ completes: made.completes })
  })
}

interface Judged {
  readonly approval: CaseRecord
  readonly step: RouteStep
  readonly papers: readonly PaperVersion[]
  readonly judged: Result<CaseAct, ActRefusal>
  /** What the act leaves out of the decision, part by part. */
  readonly leavesOut: readonly string[]
}

async function judge({ actor, now }: Context<StaffActor>, db: Queryable, project: ProjectView, command: ActCommand): Promise<Judged | null> {
  const step = stepOf(project, command.stepId, now)
  const cases = await listCases(db, project.id)
  const approval = cases.find(({ stepId }) => stepId === command.stepId)
  if (!step || !approval) return null
  const found = await readPapersOfCase(db, project, step, approval.route)
  const { papers } = found
  const covers = found.missing.length === 0 ? await coversOf(db, project.id, papers, command.shown) : []
  const others = cases.filter(({ id }) => id !== approval.id)
  const judged = act(approval, caseActor(actor, project.isDrafter), { ...command, covers }, await readCaseFacts(db, actor, found, others), now)
  const chosen = chosenOf(papers, command)
  return { approval, step, papers, judged: judged.ok && !chosen.ok ? chosen : judged, leavesOut: chosen.ok ? chosen.value : [] }
}

/** What whoever approves leaves out of the decision: everybody acts on all of the words, and it is bound to what was chosen of them. */
function chosenOf(papers: readonly PaperVersion[], { command, covered = null }: ActCommand): Result<readonly string[], Refusal<'too-little-covered'>> {
  if (command !== 'approve' && command !== 'approve-with-conditions') return ok([])
  const chosen = partsChosen(papers, covered)
  if (!chosen.ok) return chosen
  return chosen.value.some(({ clauses }) => clauses?.length === 0) ? refuse('too-little-covered') : ok(partsLeftOut(papers, chosen.value))
}

/** Every part of each paper of the step in the version that was shown. Empty, so that nothing can be agreed, where one of them was not shown. */
async function coversOf(db: Queryable, projectId: string, papers: readonly PaperVersion[], shown: ActCommand['shown']): Promise<CoveredClause[]> {
  const versions = await Promise.all(papers.map(async ({ documentRef }) => {
    const one = shown.find((version) => version.documentRef === documentRef)
    return one ? readPaperAt(db, projectId, documentRef, one.number) : null
  }))
  if (versions.some((version) => version === null)) return []
  return versions.flatMap((version) => (version ? version.clauses.map(({ name, digest }) => ({
    documentId: version.documentId, documentRef: version.documentRef, kind: version.kind, about: version.about, number: version.number, clause: name, digest,
  })) : []))
}

async function writeAct(tx: Transaction, at: { readonly id: string; readonly number: number }, made: CaseAct, papers: readonly PaperVersion[], leavesOut: readonly string[]): Promise<void> {
  const versionOf = new Map(papers.map(({ documentId, versionId }) => [documentId, versionId]))
  await addAct(tx, {
    id: newId(), caseId: at.id, number: at.number, command: made.command, at: made.at, userId: made.userId, forUserId: made.forUserId, stageId: made.stageId, said: made.text,
    coverUserId: made.cover?.userId ?? null, coverFrom: made.cover?.from ?? null, coverTo: made.cover?.to ?? null, completes: made.completes, leavesOut,
  }, made.covers.map(({ documentId, clause, digest }) => ({ documentVersionId: versionOf.get(documentId)!, clause, digest })))
}

/** An approval that came to its end is a decision on its step: on the newest words, but for what all who approved them left out. */
async function decideStep(context: Context<StaffActor>, tx: Transaction, record: RecordEntry, project: ProjectView, { approval, step, papers, leavesOut }: Judged, made: CaseAct): Promise<void> {
  const conditions = conditionsOn({ acts: [...approval.acts, made] }, papers)
  const outcome = made.command === 'decline' ? { outcome: 'Declined', meaning: 'refused' as const }
    : conditions.length > 0 ? { outcome: 'Approved with conditions', meaning: 'granted-with-conditions' as const } : { outcome: 'Approved', meaning: 'granted' as const }
  const written = await writeDecision(tx, record, context, project, step, {
    ...outcome, decidedAt: context.now, effectiveFrom: londonDay(context.now), endsOn: null, reviewDueOn: null, reference: '', note: made.command === 'decline' ? made.text : conditions.join('\n'),
    on: made.command === 'decline' ? papers.map(({ documentRef, number }) => ({ documentRef, number, clauses: null })) : partsAgreedOn(papers, [...approval.acts.filter((act) => APPROVES.includes(act.command) && isOnAllOf(act, papers)).map((act) => act.leavesOut), ...(APPROVES.includes(made.command) ? [leavesOut] : [])]),
  })
  if (!written.ok) throw new Error(`An approval that was complete could not be decided: ${written.refusal.kind}`)
}
