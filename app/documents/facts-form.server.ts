import { data, redirect } from '@remix-run/node'
import type { z } from 'zod'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { notFound, type PageArgs } from '#app/identity/route-wrappers.server.ts'
import { readTyped, type Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { FactEdit } from '#app/projects/project.rules.ts'
import { factsVersionSchema } from '#app/projects/project.schema.ts'
import { PROJECT_REFUSAL_FIELDS, PROJECT_REFUSAL_STATUS, PROJECT_REFUSAL_WORDS } from '#app/projects/project.words.ts'
import { readFactsPage, type FactsPage } from './read-project-page.server.ts'
import { saveFactsAndRedraft, type SavedFacts } from './save-facts-and-redraft.server.ts'

export interface FactsAnswer {
  readonly problems: readonly Problem[]
  /** What the person typed, to be shown again. */
  readonly typed: Typed
  /** Someone else saved the same meanwhile: the page shows what they saved beside what was typed. */
  readonly isConflict: boolean
  /** The facts as they stand now, for a conflict: the page still holds those it was opened with. */
  readonly now: FactsPage | null
}

/** One form about facts, from what was typed to the answer: the form again with its problems, or on to the next page. */
export async function answerFactsForm<S extends z.ZodType>(
  args: PageArgs<StaffActor>,
  form: {
    readonly typed: Typed
    readonly schema: S
    readonly edit: (value: z.output<S>) => FactEdit
    readonly next: string
    readonly done?: string
    /** The box that a taken name or reference belongs to. */
    readonly nameField?: string
  },
) {
  const { typed } = form
  const version = readTyped(typed, factsVersionSchema)
  const reading = readTyped(typed, form.schema)
  if (!reading.ok) return again({ problems: reading.problems, typed, isConflict: false, now: null }, 400)
  if (!version.ok) return again({ problems: [{ field: '', message: 'This form is not whole. Load the page again and fill it in once more.' }], typed, isConflict: false, now: null }, 400)
  const saved = await saveFactsAndRedraft(args.context, { ref: args.params.ref ?? '', factsVersion: version.value.factsVersion, edit: form.edit(reading.value) })
  if (saved.ok) throw redirect(`${form.next}?done=${doneKey(saved.value, form.done)}`)
  const { kind, details } = saved.refusal
  if (kind === 'not-found') throw notFound()
  const isName = kind === 'already-there' || kind === 'flow-reference-taken'
  const problem = { field: PROJECT_REFUSAL_FIELDS[kind] ?? (isName ? form.nameField : undefined) ?? '', message: PROJECT_REFUSAL_WORDS[kind](details) }
  const isConflict = kind === 'changed-since-read'
  const now = isConflict ? await readFactsPage(args.context, args.params.ref ?? '') : null
  return again({ problems: [problem], typed, isConflict, now }, PROJECT_REFUSAL_STATUS[kind])
}

function doneKey(saved: SavedFacts, done = 'saved'): string {
  if (!saved.isChanged) return 'unchanged'
  if (saved.drafted) return 'redrafted'
  return saved.isOutOfDate ? 'out-of-date' : done
}

/** A form shown again for rows added or taken away, before anything is checked. */
export function withRows(typed: Typed) {
  return again({ problems: [], typed, isConflict: false, now: null }, 200)
}

function again(answer: FactsAnswer, status: number) {
  return data(answer, { status })
}
