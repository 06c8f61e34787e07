import type { StaffActor } from '#app/identity/actor.rules.ts'
import { typedFromForm, withTyped } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { keptFileFromForm } from './keep-file.server.ts'
import { KEPT_FILE_REFUSAL_STATUS, KEPT_FILE_REFUSAL_WORDS } from './kept-file.words.ts'
import type { SubmissionAct } from './submission.rules.ts'
import { submissionEventSchema, submitStepSchema } from './submission.schema.ts'
import { SUBMISSION_REFUSAL_FIELDS, SUBMISSION_REFUSAL_WORDS } from './submission.words.ts'
import { submitOutside, tellOfSubmission } from './track-submission.server.ts'

/** Writes down of a step's submission what a form says. */
export async function actOnSubmission(
  context: Context<StaffActor>, at: { readonly projectRef: string; readonly stepId: string }, act: SubmissionAct, form: FormData,
): Promise<{ readonly problems: readonly Problem[]; readonly status: number } | 'submitted' | 'told' | 'not-found'> {
  const [typed, file] = [typedFromForm(form), await keptFileFromForm(form)]
  if (!file.ok) return { problems: [{ field: 'file', message: KEPT_FILE_REFUSAL_WORDS[file.refusal.kind] }], status: KEPT_FILE_REFUSAL_STATUS[file.refusal.kind] }
  const done = act === 'submit'
    ? await withTyped(typed, submitStepSchema, (given) => submitOutside(context, { ...at, ...given }))
    : await withTyped(typed, submissionEventSchema, (given) => tellOfSubmission(context, { ...at, ...given, kind: act, file: file.value }))
  if ('problems' in done) return { problems: done.problems, status: 400 }
  if (done.ok) return act === 'submit' ? 'submitted' : 'told'
  const { kind } = done.refusal
  if (kind === 'not-found') return 'not-found'
  const field = SUBMISSION_REFUSAL_FIELDS[kind] ?? ''
  return { problems: [{ field, message: SUBMISSION_REFUSAL_WORDS[kind] }], status: kind === 'not-allowed' || kind === 'not-the-drafter' ? 403 : field || kind === 'nothing-to-submit' ? 400 : 409 }
}
