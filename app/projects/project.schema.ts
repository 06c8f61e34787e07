import { z } from 'zod'
import { requiredText } from '#app/kernel/fields.ts'
import { referenceSchema } from '#app/kernel/ids.ts'
import { REFERENCE_RESERVED, TITLE_MAX } from './project.rules.ts'

export const newProjectSchema = z.object({
  title: requiredText('the project’s title', TITLE_MAX),
  reference: referenceSchema.refine((reference) => reference !== REFERENCE_RESERVED, 'Choose another reference: “new” has another meaning here'),
})

export const endProjectSchema = z.object({
  reason: requiredText('why the project ends', 1000),
  typedReference: requiredText('the project’s reference', 80),
})

/** Which version of the facts a form was filled in against. */
export const factsVersionSchema = z.object({ factsVersion: z.coerce.number().int().min(1) })

/** The rows that a form without JavaScript asks for: `add`, or `remove-N` with N from 0. */
export function rowsAfter<T>(rows: readonly T[], asked: string, blank: T): T[] {
  const removed = /^remove-(\d{1,3})$/.exec(asked)
  if (removed) return rows.filter((_row, index) => index !== Number(removed[1]))
  return asked === 'add' ? [...rows, blank] : [...rows]
}

/** One to a line; empty lines are left out. */
export function linesOf(what: string, most = 40) {
  return requiredText(what, 6000).transform((text) => text.split('\n').map((line) => line.trim()).filter(Boolean))
    .pipe(z.array(z.string()).max(most, `Give ${most} lines or fewer`).refine((lines) => lines.every((line) => line.length <= 500), 'Shorten each line to 500 characters or fewer'))
}

