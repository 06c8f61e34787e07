import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { readPaperAt } from '#app/documents/read-newest-papers.server.ts'
import type { PaperVersion } from '#app/documents/version.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import type { ShownFile } from './keep-file.server.ts'
import { bodyOn } from './bodies.rules.ts'
import { readPapersOfStep } from './read-case-facts.server.ts'
import { askedWords, RULE_WORDS, stepWords } from './route-finder.words.ts'
import { isBoardsToDecide, isOpen, submissionDays, submissionState, tellable, type SubmissionAct, type SubmissionStanding } from './submission.rules.ts'
import { listStepSubmissions, type SubmissionRecord } from './submissions.store.server.ts'
import { outsideStep } from './track-submission.server.ts'

/** The submissions of a step, newest first: how each stands, and which papers say something else since. The caller has found the project for whoever asks. */
export async function readSubmissionsOfStep(db: Queryable, projectId: string, stepId: string, newest: readonly PaperVersion[], today: Day, filesOf: (eventId: string) => readonly ShownFile[]) {
  const ofStep = (await listStepSubmissions(db, projectId)).filter((submission) => submission.stepId === stepId)
  const submissions = await Promise.all(ofStep.map(async (submission) => ({
    id: submission.id, toName: submission.toName, reference: referenceOf(submission), note: submission.note, submittedOn: submission.submittedOn, boardRef: submission.boardRef, byName: submission.byName,
    state: submissionState(submission), days: submissionDays(submission, today), may: tellable(submission),
    events: [...submission.events].sort((a, b) => a.onDay.localeCompare(b.onDay) || a.number - b.number).map(({ id, kind, onDay, said, reference, byName }) => ({ id, kind, onDay, said, reference, byName, files: filesOf(id) })),
    papers: await Promise.all(submission.papers.map(async ({ documentId, documentRef, kind, number }) => {
      const now = newest.find((paper) => paper.documentId === documentId)
      const then = now && now.number !== number ? await readPaperAt(db, projectId, documentRef, number) : null
      return { name: DOCUMENT_KIND_WORDS[kind], documentRef, number, newest: now?.number ?? number, changed: now && then ? partsChanged(then, now) : [] }
    })),
  })))
  return { submissions, maySubmit: mayBeSubmitted(ofStep), isBoardsToDecide: isBoardsToDecide(ofStep) }
}
export type ShownSubmission = Awaited<ReturnType<typeof readSubmissionsOfStep>>['submissions'][number]

/** The newest reference that the body gave. */
export function referenceOf({ reference, events }: Pick<SubmissionRecord, 'reference' | 'events'>): string {
  return events.findLast((event) => event.reference !== '')?.reference ?? reference
}

/** Every submission of a project in short, newest first. The caller has found the project for whoever asks. */
export async function readSubmissionStates(db: Queryable, projectId: string): Promise<readonly SubmissionStanding[]> {
  return (await listStepSubmissions(db, projectId)).map((submission) => ({
    stepId: submission.stepId, toName: submission.toName, reference: referenceOf(submission), submittedOn: submission.submittedOn, state: submissionState(submission),
    papers: submission.papers.map(({ documentRef, kind, number }) => ({ documentRef, kind, number })),
  }))
}

/** What two versions of a paper do not say alike, by the titles of the parts. */
function partsChanged(then: Pick<PaperVersion, 'clauses'>, now: Pick<PaperVersion, 'clauses'>): string[] {
  const [before, after] = [then, now].map(({ clauses }) => new Map(clauses.map((clause) => [clause.name, clause])))
  return [...new Map([...before!, ...after!]).values()].filter(({ name }) => before!.get(name)?.digest !== after!.get(name)?.digest).map(({ name, title }) => title || name)
}

/**
 * What a form about a step's submission begins with. Null where the actor may not fill it in, or there is nothing to fill in now;
 * one that was filled in and came back is shown again whatever has happened since.
 */
export async function readSubmissionForm(context: Context<StaffActor>, ref: string, stepId: string, act: SubmissionAct, cameBack = false) {
  const { actor, now, runtime: { db } } = context
  const project = await readProject(context, ref)
  const step = project && outsideStep(project, stepId, now)
  if (!project || !step?.ok || !project.isDrafter || !mayRole(actor.role, 'projects.draft') || project.endedAt !== null) return null
  const [submissions, papers] = await Promise.all([listStepSubmissions(db, project.id), readPapersOfStep(db, project, step.value)])
  const ofStep = submissions.filter((submission) => submission.stepId === stepId)
  const newestOne = ofStep[0] ?? null
  const told = act !== 'submit' && newestOne && (cameBack || tellable(newestOne).includes(act)) ? newestOne : null
  if (!cameBack && (act === 'submit' ? !mayBeSubmitted(ofStep) : told === null)) return null
  const body = bodyOn(step.value.bodyId, londonDay(now))
  return {
    act, project: { ref: project.ref, title: project.title }, step: { id: step.value.id, name: stepWords(step.value), who: askedWords(step.value, (code) => code, londonDay(now)), why: RULE_WORDS[step.value.rule] }, body: body.name,
    submission: told && { id: told.id, toName: told.toName, submittedOn: told.submittedOn, reference: referenceOf(told) },
    papers: papers.map(({ documentRef, kind, number }) => ({ documentRef, name: DOCUMENT_KIND_WORDS[kind], number })),
  }
}
export type SubmissionForm = NonNullable<Awaited<ReturnType<typeof readSubmissionForm>>>

/** Whether a step could be put to a body that decides elsewhere now. */
export const mayBeSubmitted = (ofStep: readonly SubmissionRecord[]): boolean => !ofStep.some(isOpen) && !isBoardsToDecide(ofStep)
