import { data, redirect } from '@remix-run/node'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { notFound } from '#app/identity/route-wrappers.server.ts'
import { withTyped, type Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { typedWithRows } from '#app/projects/project.schema.ts'
import { answerSchema, BLANK_GROUP, BLANK_POINT, eventSchema, newEventSchema, versionSchema, withdrawSchema } from './involvement.schema.ts'
import { LOG_REFUSAL_FIELDS, LOG_REFUSAL_STATUS, LOG_REFUSAL_WORDS } from './involvement.words.ts'
import { answerPoint, correctEvent, logEvent, withdrawEvent, type Logged } from './log-event.server.ts'

export interface LogAnswer {
  readonly problems: readonly Problem[]
  readonly typed: Typed
  /** Someone else wrote the same meanwhile: the page shows what stands beside what was typed. */
  readonly isConflict: boolean
}

export type LogAct =
  | { readonly act: 'add' }
  | { readonly act: 'correct' | 'withdraw'; readonly id: string }
  | { readonly act: 'answer'; readonly id: string; readonly point: number }

const again = (typed: Typed, problems: readonly Problem[], status: number, isConflict = false) => data<LogAnswer>({ problems, typed, isConflict }, { status })

const DONE = { add: 'added', correct: 'corrected', withdraw: 'withdrawn', answer: 'answered' } as const

/** One form of the log, from what was typed to the answer: the form again with its problems, or on to the event. */
export async function answerLogForm(context: Context<StaffActor>, ref: string, given: LogAct, typed: Typed) {
  if (typeof typed.row === 'string') return again(typedWithRows(typed, typed.row, { groups: BLANK_GROUP, points: BLANK_POINT }), [], 200)
  const done = await attempt(context, ref, given, typed)
  if ('problems' in done) return again(typed, done.problems, 400)
  const at = `/projects/${ref}/involvement`
  if (done.ok) throw redirect(`${given.act === 'add' ? at : `${at}/${given.id}`}?done=${done.value.isChanged ? DONE[given.act] : 'unchanged'}`)
  const { kind, details } = done.refusal
  if (kind === 'not-found') throw notFound()
  const field = kind === 'answer-missing' ? (given.act === 'answer' ? 'what' : `points.${String(details?.point)}.what`) : (LOG_REFUSAL_FIELDS[kind] ?? '')
  return again(typed, [{ field, message: LOG_REFUSAL_WORDS[kind] }], LOG_REFUSAL_STATUS[kind], kind === 'changed-since-read')
}

type Bad = { readonly problems: readonly Problem[] }

/** All that is wrong with a form is said at once: with its version, or which event it makes, nothing is that a person typed. */
async function attempt(context: Context<StaffActor>, ref: string, given: LogAct, typed: Typed): Promise<Logged | Bad> {
  if (given.act === 'add') return withTyped(typed, eventSchema, (event) => withTyped(typed, newEventSchema, ({ id }) => logEvent(context, ref, id, event)))
  const { id } = given
  switch (given.act) {
    case 'correct': return withTyped(typed, eventSchema, (event) => withTyped(typed, versionSchema, ({ version }) => correctEvent(context, ref, { id, version }, event)))
    case 'withdraw': return withTyped(typed, withdrawSchema, ({ because }) => withTyped(typed, versionSchema, ({ version }) => withdrawEvent(context, ref, { id, version }, because)))
    case 'answer': return withTyped(typed, answerSchema, (answer) => withTyped(typed, versionSchema, ({ version }) => answerPoint(context, ref, { id, version }, given.point, answer)))
  }
}
