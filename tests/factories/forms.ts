import type { Typed } from '#app/kernel/form-data.ts'

/** What a browser sends for a form that holds these values. */
export function formOf(typed: Typed, more: Record<string, string> = {}): FormData {
  const form = new FormData()
  const add = (name: string, value: Typed[string]): void => {
    if (value === undefined) return
    if (typeof value === 'string') form.append(name, value)
    else if (Array.isArray(value)) value.forEach((item: string | Typed, index) => (typeof item === 'string' ? form.append(name, item) : add(`${name}.${index}`, item)))
    else for (const [key, item] of Object.entries(value)) add(`${name}.${key}`, item as Typed[string])
  }
  for (const [name, value] of Object.entries(typed)) add(name, value)
  for (const [name, value] of Object.entries(more)) form.set(name, value)
  return form
}
