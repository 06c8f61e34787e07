import type { StaffActor } from '#app/identity/actor.rules.ts'
import { typedFromForm, withTyped, type Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { ConditionAct } from './condition-forms.tsx'
import { clockSchema, destructionSchema, endConditionSchema, proveConditionSchema, resumeSchema, setConditionSchema, suspendSchema } from './condition.schema.ts'
import { CONDITION_REFUSAL_WORDS } from './condition.words.ts'
import { keptFileFromForm } from './keep-file.server.ts'
import type { KeptFile } from './kept-file.rules.ts'
import { KEPT_FILE_REFUSAL_STATUS, KEPT_FILE_REFUSAL_WORDS } from './kept-file.words.ts'
import { awaitDestruction, endACondition, proveCondition, resumeFlows, setCondition, startClock, suspendFlows } from './keep-conditions.server.ts'

/** Does with a project's conditions what a form asks. */
export async function actOnConditions(context: Context<StaffActor>, ref: string, act: ConditionAct, form: FormData): Promise<{ readonly problems: readonly Problem[]; readonly status: number } | 'done' | 'not-found'> {
  const file = await keptFileFromForm(form)
  if (!file.ok) return fileProblem(file.refusal.kind)
  if (act === 'prove' && file.value === null) return fileProblem('file-missing')
  const done = await attempt(context, ref, act, typedFromForm(form), file.value)
  if ('problems' in done) return { problems: done.problems, status: 400 }
  if (done.ok) return 'done'
  const { kind } = done.refusal
  if (kind === 'not-found') return 'not-found'
  const field = kind === 'due-before-today' ? 'dueOn' : kind === 'not-a-party' ? 'ownerCode' : ''
  return { problems: [{ field, message: CONDITION_REFUSAL_WORDS[kind] }], status: kind === 'not-allowed' || kind === 'not-yours-to-lift' ? 403 : 409 }
}

const fileProblem = (kind: keyof typeof KEPT_FILE_REFUSAL_WORDS) => ({ problems: [{ field: 'file', message: KEPT_FILE_REFUSAL_WORDS[kind] }], status: KEPT_FILE_REFUSAL_STATUS[kind] })

async function attempt(context: Context<StaffActor>, ref: string, act: ConditionAct, typed: Typed, file: KeptFile | null) {
  switch (act) {
    case 'set': return withTyped(typed, setConditionSchema, (given) => setCondition(context, ref, given))
    case 'clock': return withTyped(typed, clockSchema, (given) => startClock(context, ref, given))
    case 'destruction': return withTyped(typed, destructionSchema, (given) => awaitDestruction(context, ref, given))
    case 'suspend': return withTyped(typed, suspendSchema, (given) => suspendFlows(context, ref, given))
    case 'end': return withTyped(typed, endConditionSchema, (given) => endACondition(context, ref, { ...given, file }))
    case 'prove': return withTyped(typed, proveConditionSchema, (given) => proveCondition(context, ref, { ...given, file: file as KeptFile }))
    case 'resume': return withTyped(typed, resumeSchema, (given) => resumeFlows(context, ref, given))
  }
}
