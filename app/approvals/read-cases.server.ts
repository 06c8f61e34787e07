import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { listCases, type CaseRecord } from './cases.store.server.ts'
import { listStepSubmissions, type SubmissionRecord } from './submissions.store.server.ts'

/** What a project put to whoever decides outside the parties, and what came of it, newest first. The caller has found the project for whoever asks. */
export function readStepSubmissionsForTimeline(context: Context<StaffActor>, projectId: string): Promise<SubmissionRecord[]> {
  return listStepSubmissions(context.runtime.db, projectId)
}

/** Every approval of a project with what was done, newest first. The caller has found the project for whoever asks. */
export function readCasesForTimeline(context: Context<StaffActor>, projectId: string): Promise<CaseRecord[]> {
  return listCases(context.runtime.db, projectId)
}
