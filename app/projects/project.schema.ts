import { z } from 'zod'
import { requiredText } from '#app/kernel/fields.ts'
import type { Typed } from '#app/kernel/form-data.ts'
import { referenceSchema } from '#app/kernel/ids.ts'
import { PATTERNS, type Starter } from './patterns.rules.ts'
import { idFrom, REFERENCE_RESERVED, TITLE_MAX } from './project.rules.ts'

const codeOrNone = z.string().max(9, 'Select an organisation from the list').default('')
const newReference = referenceSchema.refine((reference) => reference !== REFERENCE_RESERVED, 'Choose another reference: “new” has another meaning here')

export const newProjectSchema = z.object({
  title: requiredText('the project’s title', TITLE_MAX),
  /** Left empty, it is made from the title. */
  reference: z.string().default('').transform((text) => text.trim()).pipe(z.literal('').or(newReference)),
  pattern: z.enum(PATTERNS, { error: 'Select what to begin from' }).default('none'),
  holderCode: codeOrNone,
  receiverCode: codeOrNone,
}).transform(({ title, reference, ...starter }, issues): { title: string; reference: string; starter: Starter } => {
  const made = newReference.safeParse(reference || idFrom(title, 'project'))
  if (!made.success) issues.addIssue({ code: 'custom', path: ['reference'], message: 'Enter a reference: none can be made from this title' })
  if (starter.holderCode !== '' && starter.holderCode === starter.receiverCode) issues.addIssue({ code: 'custom', path: ['receiverCode'], message: 'Select another organisation than the one that holds the data' })
  return { title, reference: made.data ?? '', starter }
})

export const titleSchema = z.object({ title: requiredText('the project’s title', TITLE_MAX) })

export const endProjectSchema = z.object({
  reason: requiredText('why the project ends', 1000),
  typedReference: requiredText('the project’s reference', 80),
})

/** Which version of the facts a form was filled in against. */
export const factsVersionSchema = z.object({ factsVersion: z.coerce.number().int().min(1) })

/** Rows as they were typed, whatever they hold. */
export function typedRows(typed: Typed, name: string): Typed[] {
  const rows = typed[name]
  return Array.isArray(rows) ? rows.map((row) => (typeof row === 'object' && !Array.isArray(row) ? (row as Typed) : {})) : []
}

/** A blank row for each list of rows that a form has, by the list's name. */
export type BlankRows = Readonly<Record<string, Readonly<Record<string, string>>>>

/**
 * What was typed, with the row more or less that a form without JavaScript asks for: `fields.add`, or `fields.remove-N` with
 * N from 0. Asked for anything else, what was typed as it is.
 */
export function typedWithRows(typed: Typed, asked: string, blanks: BlankRows): Typed {
  const found = /^([a-zA-Z]+)\.(?:add|remove-(\d{1,3}))$/.exec(asked)
  const name = found?.[1]
  const blank = name === undefined ? undefined : blanks[name]
  if (!name || !blank) return typed
  const rows = typedRows(typed, name)
  return { ...typed, [name]: found?.[2] === undefined ? [...rows, { ...blank }] : rows.filter((_row, index) => index !== Number(found[2])) }
}

/** A list of rows, each with every problem said by its number, such as "Field 2: enter …". */
export function rowsOf<S extends z.ZodType>(row: S, { one, least = 0, most }: { readonly one: string; readonly least?: number; readonly most: number }) {
  const none = `Add at least one ${one.toLowerCase()}`
  return z.array(z.unknown(), { error: none }).min(least, none).max(most, `Give ${most} rows or fewer`).transform((rows, issues) => rows.map((given, index): z.output<S> => {
    const read = row.safeParse(given)
    if (read.success) return read.data
    for (const issue of read.error.issues) {
      issues.addIssue({ code: 'custom', path: [index, ...issue.path], message: `${one} ${index + 1}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}` })
    }
    return z.NEVER
  }))
}

/** A box for a whole number. `what` continues "Enter …", and `The` of it begins a sentence. */
export function wholeNumber(what: string, { least, most, example }: { readonly least: number; readonly most: number; readonly example: string }) {
  return requiredText(what, 15)
    .transform((text) => text.replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '').replace(/^£/, ''))
    .pipe(z.string().regex(/^\d{1,12}$/, `Enter ${what} as a whole number, such as ${example}`))
    .transform(Number)
    .pipe(z.number().min(least, `Enter ${what} as ${least} or more`).max(most, `Enter ${what} as ${most.toLocaleString('en-GB')} or less`))
}

/** One to a line; empty lines are left out. */
export function linesOf(what: string, most = 40) {
  return requiredText(what, 6000).transform((text) => text.split('\n').map((line) => line.trim()).filter(Boolean))
    .pipe(z.array(z.string()).max(most, `Give ${most} lines or fewer`).refine((lines) => lines.every((line) => line.length <= 500), 'Shorten each line to 500 characters or fewer'))
}
