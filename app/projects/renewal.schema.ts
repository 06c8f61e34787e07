import { dayParts, oneOfList, optionalDayParts, optionalText, partsOfDay, requiredText } from '#app/kernel/fields.ts'
import type { Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { FactPlace } from './fact-leaves.rules.ts'
import type { FactProblem } from './facts-json.schema.ts'
import type { ProjectFacts } from './facts.rules.ts'
import { wholeNumber } from './project.schema.ts'
import { renewalPlaces } from './renewal.rules.ts'
import { renewalQuestion } from './renewal.words.ts'

/** The box of a fact on the page that asks what has changed: `parties.0.contactName`. */
export const boxOfPlace = (place: FactPlace['place']): string => place.join('.')

/** A fact's path, as a file's problems name it, as the box it has on that page. */
export const boxOfPath = (path: FactProblem['path']): string => path.replace(/\[(\d+)\]/g, '.$1')

/** What the boxes hold: the answers as they are, but with these dates. */
export function typedFromRenewal(facts: ProjectFacts, dates: { readonly reviewDate: string; readonly endDate: string }): Typed {
  const typed: Record<string, unknown> = {}
  for (const { place, leaf, value, path } of renewalPlaces(facts)) {
    const date = path === 'purpose.reviewDate' ? dates.reviewDate : path === 'purpose.endDate' ? dates.endDate : null
    put(typed, place, leaf.kind === 'day' || leaf.kind === 'optional-day' ? partsOfDay(date ?? ((value as string) || null)) : String(value))
  }
  return typed as Typed
}

function put(into: Record<string, unknown>, place: FactPlace['place'], value: unknown): void {
  const [step, ...rest] = place.map(String)
  if (rest.length === 0) into[step as string] = value
  else put((into[step as string] ??= {}) as Record<string, unknown>, rest, value)
}

/** What was typed for each question, or every problem at its box. */
export function readRenewal(facts: ProjectFacts, typed: Typed): { readonly answers: readonly { readonly place: FactPlace['place']; readonly value: unknown }[]; readonly problems: readonly Problem[] } {
  const answers: { place: FactPlace['place']; value: unknown }[] = []
  const problems: Problem[] = []
  for (const question of renewalPlaces(facts)) {
    const held = question.place.reduce<unknown>((node, step) => (typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[String(step)] : undefined), typed)
    const read = schemaOf(question).safeParse(held)
    if (read.success) answers.push({ place: question.place, value: read.data ?? '' })
    else problems.push({ field: boxOfPlace(question.place), message: read.error.issues[0]?.message ?? 'Enter this again' })
  }
  return { answers, problems }
}

function schemaOf(question: FactPlace) {
  const what = renewalQuestion(question).replace(/\?$/, '')
  switch (question.leaf.kind) {
    case 'day': return dayParts('The day')
    case 'optional-day': return optionalDayParts('The day')
    case 'number': return wholeNumber('a number', { least: 1, most: 100_000_000, example: '9,500' })
    case 'one-of': return oneOfList(question.leaf.options as [string, ...string[]], what)
    case 'optional-text': return optionalText(what, 500)
    default: return requiredText(`an answer to “${what}”`, 500)
  }
}
