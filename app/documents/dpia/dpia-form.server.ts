import { data, redirect } from '@remix-run/node'
import type { z } from 'zod'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { notFound, type PageArgs } from '#app/identity/route-wrappers.server.ts'
import { readTyped, type Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { DpiaPart, DpiaList } from './dpia-assessment.rules.ts'
import { dpiaVersionsSchema } from './dpia.schema.ts'
import { DPIA_REFUSAL_STATUS, DPIA_REFUSAL_WORDS } from './dpia.words.ts'
import { readDpiaPage, type DpiaPage } from './read-dpia.server.ts'
import { saveDpia, type SaveDpiaCommand } from './save-dpia.server.ts'

export interface DpiaAnswer {
  readonly problems: readonly Problem[]
  readonly typed: Typed
  /** Someone else saved the same part, or a fact changed: the page shows how things stand beside what was typed. */
  readonly isConflict: boolean
  readonly now: DpiaPage | null
}

/** One form of the assessment, from what was typed to the answer: the form again with its problems, or back to the assessment. */
export async function answerDpiaForm<S extends z.ZodType>(
  args: PageArgs<StaffActor>, form: { readonly typed: Typed; readonly schema: S; readonly edit: (value: z.output<S>) => SaveDpiaCommand['edit']; readonly done?: string },
) {
  const { typed } = form
  const ref = args.params.ref ?? ''
  const versions = readTyped(typed, dpiaVersionsSchema)
  const reading = readTyped(typed, form.schema)
  if (!reading.ok) return dpiaAgain({ problems: reading.problems, typed, isConflict: false, now: null }, 400)
  if (!versions.ok) return dpiaAgain({ problems: [{ field: '', message: 'This form is not whole. Load the page again and fill it in once more.' }], typed, isConflict: false, now: null }, 400)
  const saved = await saveDpia(args.context, { ref, ...versions.value, edit: form.edit(reading.value) })
  if (saved.ok) throw redirect(`/projects/${ref}/dpia?done=${saved.value.isChanged ? (form.done ?? 'saved') : 'unchanged'}`)
  const { kind } = saved.refusal
  if (kind === 'not-found') throw notFound()
  const isConflict = kind === 'changed-since-read' || kind === 'facts-changed'
  return dpiaAgain({ problems: [{ field: '', message: DPIA_REFUSAL_WORDS[kind] }], typed, isConflict, now: isConflict ? await readDpiaPage(args) : null }, DPIA_REFUSAL_STATUS[kind])
}

export function dpiaAgain(answer: DpiaAnswer, status: number) {
  return data(answer, { status })
}

/** The edit that takes one thing out of a list of the assessment, or empties a part of it. */
export const removal = (part: DpiaPart | DpiaList, key: string | null = null): SaveDpiaCommand['edit'] =>
  () => ({ ok: true, value: (key === null ? { part, value: null } : { part, key, value: null }) as never })
