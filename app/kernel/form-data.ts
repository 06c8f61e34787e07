import type { z } from 'zod'
import type { Problem } from './result.ts'

/** What a person typed, kept as they typed it. Dotted names nest: `fields.0.name` is the name of the first field. */
export type Typed = { [key: string]: string | Typed | readonly (string | Typed)[] | undefined }

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * A form as nested plain values. A name given twice, or ending in `[]`, becomes a list. Files are left out, and so is the
 * character U+0000, which nobody can type and no database keeps.
 */
export function typedFromForm(form: FormData): Typed {
  const root: Typed = {}
  for (const rawName of new Set(form.keys())) {
    const texts = form.getAll(rawName).filter((value): value is string => typeof value === 'string')
    const values = texts.map((value) => value.replaceAll('\u0000', ''))
    if (values.length === 0) continue
    const isList = rawName.endsWith('[]')
    const path = rawName.replace(/\[\]$/, '').split('.')
    if (path.some((part) => FORBIDDEN.has(part))) continue
    place(root, path, isList ? values : values.length > 1 ? values : (values[0] as string))
  }
  return listify(root) as Typed
}

/** The bytes of a file that was chosen; null where none was. */
export async function fileFromForm(form: FormData, name: string): Promise<Uint8Array | null> {
  const file = form.get(name)
  return file instanceof File && !(file.size === 0 && file.name === '') ? new Uint8Array(await file.arrayBuffer()) : null
}

function place(root: Typed, path: readonly string[], value: string | readonly string[]): void {
  let node = root
  for (const part of path.slice(0, -1)) {
    const next = node[part]
    node = typeof next === 'object' && !Array.isArray(next) ? (next as Typed) : ((node[part] = {}) as Typed)
  }
  node[path[path.length - 1] as string] = value
}

function listify(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value as Typed).map(([key, item]) => [key, listify(item)] as const)
  if (entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item)
  }
  return Object.fromEntries(entries)
}

export type FormReading<T> =
  | { readonly ok: true; readonly value: T; readonly typed: Typed }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly typed: Typed }

/** Reads a form with a schema: the command, or every problem together with what was typed. */
export function readTyped<S extends z.ZodType>(typed: Typed, schema: S): FormReading<z.output<S>> {
  const parsed = schema.safeParse(typed)
  if (parsed.success) return { ok: true, value: parsed.data, typed }
  return { ok: false, problems: problemsFromIssues(parsed.error.issues), typed }
}

/** Does something with what a schema reads in a form; or gives every problem, and does nothing. */
export function withTyped<S extends z.ZodType, T>(typed: Typed, schema: S, work: (given: z.output<S>) => T): T | Extract<FormReading<never>, { readonly ok: false }> {
  const reading = readTyped(typed, schema)
  return reading.ok ? work(reading.value) : reading
}

export function problemsFromIssues(issues: readonly z.core.$ZodIssue[]): Problem[] {
  const seen = new Set<string>()
  const problems: Problem[] = []
  for (const issue of issues) {
    const field = issue.path.map(String).join('.')
    if (seen.has(field)) continue
    seen.add(field)
    problems.push({ field, message: issue.message })
  }
  return problems
}
