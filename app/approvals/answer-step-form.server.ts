import type { StaffActor } from '#app/identity/actor.rules.ts'
import { notFound } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm, type Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { actOnCase, startCase } from './act-on-case.server.ts'
import { DECISION_REFUSAL_FIELDS, DECISION_REFUSAL_WORDS } from './decision.words.ts'
import { keptFileFromForm } from './keep-file.server.ts'
import { KEPT_FILE_REFUSAL_STATUS, KEPT_FILE_REFUSAL_WORDS } from './kept-file.words.ts'
import { recordDecision } from './record-decision.server.ts'
import { actSchema, outsideDecisionSchema } from './step-form.schema.ts'
import { ACT_REFUSAL_FIELDS, ACT_REFUSAL_WORDS, START_REFUSAL_WORDS } from './step-form.words.ts'

export type StepAnswer = { readonly done: string } | { readonly problems: readonly Problem[]; readonly typed: Typed; readonly status: number }

/** What the page of a step was asked to do: to write down a decision, to ask for an approval, or to do something with one. */
export async function answerStepForm(context: Context<StaffActor>, at: { readonly projectRef: string; readonly stepId: string }, form: FormData): Promise<StepAnswer> {
  const typed = typedFromForm(form)
  switch (typed.intent) {
    case 'start': {
      const started = await startCase(context, at)
      if (started.ok) return { done: 'started' }
      if (started.refusal.kind === 'not-found') throw notFound()
      return { problems: [{ field: '', message: START_REFUSAL_WORDS[started.refusal.kind] }], typed: {}, status: started.refusal.kind === 'not-allowed' || started.refusal.kind === 'not-the-drafter' ? 403 : 409 }
    }
    case 'record': {
      const reading = readTyped(typed, outsideDecisionSchema)
      if (!reading.ok) return { problems: reading.problems, typed: reading.typed, status: 400 }
      const file = await keptFileFromForm(form)
      if (!file.ok) return { problems: [{ field: 'file', message: KEPT_FILE_REFUSAL_WORDS[file.refusal.kind] }], typed: reading.typed, status: KEPT_FILE_REFUSAL_STATUS[file.refusal.kind] }
      const { outcome, shown, ...given } = reading.value
      const recorded = await recordDecision(context, { ...at, ...given, file: file.value, outcomeId: outcome, ...(shown.length > 0 ? { versions: shown } : {}) })
      if (recorded.ok) return { done: 'recorded' }
      const { kind } = recorded.refusal
      if (kind === 'not-found') throw notFound()
      const field = DECISION_REFUSAL_FIELDS[kind] ?? ''
      return { problems: [{ field, message: DECISION_REFUSAL_WORDS[kind] }], typed: reading.typed, status: field ? 400 : kind === 'not-allowed' || kind === 'not-the-drafter' ? 403 : 409 }
    }
    default: return answerAct(context, at, typed)
  }
}

async function answerAct(context: Context<StaffActor>, at: { readonly projectRef: string; readonly stepId: string }, typed: Typed): Promise<StepAnswer> {
  // One set of choices for all stages: `siro/approve`.
  const [stage, command] = typeof typed.does === 'string' ? typed.does.split('/') : []
  const { password: _, ...kept } = typed
  const reading = readTyped({ ...typed, stage, command }, actSchema)
  if (!reading.ok) return { problems: reading.problems.map((problem) => (problem.field === 'command' ? { ...problem, field: 'does' } : problem)), typed: kept, status: 400 }
  const { colleague, from, to, covers, ...given } = reading.value
  const done = await actOnCase(context, { ...at, ...given, covered: covers, stageId: given.stage, cover: colleague && from && to ? { userId: colleague, from, to } : null })
  if (!done) throw notFound()
  if (done.ok) return { done: done.value.completes ? 'decided' : 'acted' }
  const field = ACT_REFUSAL_FIELDS[done.refusal.kind] ?? ''
  return { problems: [{ field, message: ACT_REFUSAL_WORDS[done.refusal.kind] }], typed: kept, status: done.refusal.kind === 'not-allowed' ? 403 : field ? 400 : 409 }
}
