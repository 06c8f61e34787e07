import { change } from '#app/audit/change.server.ts'
import { readPaperAt } from '#app/documents/read-newest-papers.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { holdProject } from '#app/projects/hold-project.server.ts'
import type { BodyId } from './bodies.rules.ts'
import { keepFile } from './keep-file.server.ts'
import type { KeptFile } from './kept-file.rules.ts'
import { stepOfRoute } from './in-force.rules.ts'
import type { RouteStep } from './route-finder.rules.ts'
import { isOpen, maySubmit, mayTell, type SubmissionEventKind, type SubmissionRefusal, type ToldEvent } from './submission.rules.ts'
import { addStepSubmission, addSubmissionEvent, listStepSubmissions } from './submissions.store.server.ts'

/** A step that a body outside the parties decides, as far as a decision shows it. */
export function outsideStep(project: { readonly facts: ProjectFacts }, stepId: string, now: Date): Result<RouteStep & { readonly bodyId: BodyId }, Refusal<'not-found' | 'decided-here'>> {
  const step = stepOfRoute(project.facts, stepId, londonDay(now), 0)
  if (!step) return refuse('not-found')
  return step.kind === 'outside-approval' && step.bodyId !== null && step.shownBy === 'decision' ? ok({ ...step, bodyId: step.bodyId }) : refuse('decided-here')
}

export interface StepSubmitted {
  readonly projectRef: string
  readonly stepId: string
  /** Europe/London day. */
  readonly onDay: Day
  readonly toName: string
  readonly reference: string
  readonly note: string
  readonly versions: readonly { readonly documentRef: string; readonly number: number }[]
}

/** Writes down that a step was put to a body that decides elsewhere, with the versions that went. For whoever drafts the project. */
export async function submitOutside(context: Context<StaffActor>, command: StepSubmitted): Promise<Result<{ readonly id: string }, SubmissionRefusal>> {
  const { actor, now } = context
  if (!mayRole(actor.role, 'projects.draft')) return refuse('not-allowed')
  return change<Result<{ readonly id: string }, SubmissionRefusal>>(context, async (tx, record) => {
    const held = await holdProject(tx, actor, command.projectRef)
    if (!held.ok) return held
    const project = held.value
    const step = outsideStep(project, command.stepId, now)
    if (!step.ok) return step
    const may = maySubmit((await listStepSubmissions(tx, project.id)).filter(({ stepId }) => stepId === step.value.id), command.onDay, londonDay(now))
    if (!may.ok) return may
    const papers = await Promise.all(command.versions.map(({ documentRef, number }) => readPaperAt(tx, project.id, documentRef, number)))
    if (papers.length === 0) return refuse('nothing-to-submit')
    if (papers.some((paper) => paper === null)) return refuse('paper-not-found')
    const id = newId()
    await addStepSubmission(tx, {
      id, projectId: project.id, stepId: step.value.id, bodyId: step.value.bodyId, toName: command.toName, reference: command.reference, submittedOn: command.onDay, note: command.note, boardRef: null,
      recordedAt: now, recordedBy: actor.userId,
    }, papers.flatMap((paper) => paper?.versionId ?? []))
    record({
      kind: 'outside-submission-made', projectRef: project.ref, subject: `submission:${id}`,
      data: { step: step.value.id, on: command.onDay, papers: command.versions.map(({ documentRef, number }) => `${documentRef} v${number}`) },
    })
    return ok({ id })
  })
}

export interface SubmissionTold {
  readonly projectRef: string
  readonly submissionId: string
  readonly kind: ToldEvent
  readonly onDay: Day
  readonly said: string
  readonly reference: string
  /** The letter or message itself, where there is one. */
  readonly file?: KeptFile | null
}

/** Writes down what happened with a submission. For whoever drafts the project. */
export async function tellOfSubmission(context: Context<StaffActor>, command: SubmissionTold): Promise<Result<{ readonly eventId: string }, SubmissionRefusal>> {
  const { actor, now } = context
  if (!mayRole(actor.role, 'projects.draft')) return refuse('not-allowed')
  return change<Result<{ readonly eventId: string }, SubmissionRefusal>>(context, async (tx, record) => {
    const held = await holdProject(tx, actor, command.projectRef)
    if (!held.ok) return held
    const submission = (await listStepSubmissions(tx, held.value.id)).find(({ id }) => id === command.submissionId)
    if (!submission) return refuse('not-found')
    const may = mayTell(submission, command, londonDay(now))
    if (!may.ok) return may
    const eventId = await writeEvent(tx, context, submission.id, { kind: command.kind, onDay: command.onDay, said: command.said, reference: command.reference })
    record({ kind: 'outside-submission-told', projectRef: held.value.ref, subject: `submission:${submission.id}`, data: { step: submission.stepId, event: command.kind, on: command.onDay } })
    if (command.file) await keepFile(tx, record, context, held.value, command.file, { submissionEventId: eventId })
    return ok({ eventId })
  })
}

/** A submission as a board of this portal has it: its id is the board's own. */
export interface BoardSubmitted {
  readonly id: string
  readonly step: { readonly id: string; readonly bodyId: BodyId }
  readonly board: { readonly ref: string; readonly name: string }
  readonly question: string
  readonly versionIds: readonly string[]
}

/** Writes down that a step was put to a board of this portal, inside the caller's transaction, which holds the project. One submission of a step is open at a time, to whomever. */
export async function writeBoardSubmission(tx: Transaction, context: Context<StaffActor>, project: { readonly id: string }, given: BoardSubmitted): Promise<Result<null, Refusal<'already-submitted'>>> {
  if ((await listStepSubmissions(tx, project.id)).some((one) => one.stepId === given.step.id && isOpen(one))) return refuse('already-submitted')
  await addStepSubmission(tx, {
    id: given.id, projectId: project.id, stepId: given.step.id, bodyId: given.step.bodyId, toName: given.board.name, submittedOn: londonDay(context.now), note: given.question, boardRef: given.board.ref,
    recordedAt: context.now, recordedBy: context.actor.userId,
  }, given.versionIds)
  return ok(null)
}

/** Ends a submission, or says that it was put off, inside the caller's transaction, which holds the project. */
export function writeSubmissionEnd(tx: Transaction, context: Context<StaffActor>, submissionId: string, given: { readonly kind: 'decided' | 'put-off' | 'withdrawn'; readonly onDay: Day; readonly decisionId: string | null; readonly said?: string }): Promise<string> {
  return writeEvent(tx, context, submissionId, given)
}

async function writeEvent(tx: Transaction, context: Context<StaffActor>, submissionId: string, event: {
  readonly kind: SubmissionEventKind; readonly onDay: Day; readonly said?: string; readonly reference?: string; readonly decisionId?: string | null
}): Promise<string> {
  const id = newId()
  await addSubmissionEvent(tx, { id, submissionId, ...event, recordedAt: context.now, recordedBy: context.actor.userId })
  return id
}
