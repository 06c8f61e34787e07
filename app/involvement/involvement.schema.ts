import { z } from 'zod'
import { dayParts, oneOfList, optionalText, partsOfDay, requiredText } from '#app/kernel/fields.ts'
import type { Typed } from '#app/kernel/form-data.ts'
import { rowsOf, wholeNumber } from '#app/projects/project.schema.ts'
import { EVENT_KINDS, EVENT_STATES, GROUPS_MAX, PAYMENTS, POINT_ANSWERS, POINTS_MAX, TAKING_PART, type InvolvementEvent, type Point } from './event.rules.ts'
import { PERSONAL_DATA_WORDS } from './involvement.words.ts'
import { LINKED_FACTS } from './linked-facts.words.ts'
import { findPersonalData } from './personal-data.rules.ts'

function refusePersonalData(text: string, issues: z.core.$RefinementCtx): void {
  const found = findPersonalData(text)
  if (found) issues.addIssue({ code: 'custom', message: PERSONAL_DATA_WORDS[found] })
}

/** A text of the log: like any other, and about nobody. */
export const textAboutNobody = (what: string, max: number) => requiredText(what, max).superRefine(refusePersonalData)
export const optionalTextAboutNobody = (what: string, max: number) => optionalText(what, max).superRefine(refusePersonalData)

/** A box that may be left empty, and then is `empty`. */
export function boxOr<S extends z.ZodType, E>(schema: S, empty: E) {
  return z.string().optional().transform((text, issues): z.output<S> | E => {
    const typed = (text ?? '').trim()
    if (typed === '') return empty
    const read = schema.safeParse(typed)
    if (read.success) return read.data
    for (const { message } of read.error.issues) issues.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}

const ANSWER = {
  answer: oneOfList(POINT_ANSWERS, 'what came of it'),
  what: optionalTextAboutNobody('what changed, or why nothing did', 2000),
  fact: boxOr(z.enum(Object.keys(LINKED_FACTS) as [string, ...string[]], { error: 'Select the fact from the list' }), ''),
  paper: optionalTextAboutNobody('the paper that changed', 300),
}
const saysWhat = ({ answer, what }: Pick<Point, 'answer' | 'what'>, issues: z.core.$RefinementCtx): void => {
  if (answer !== 'not-yet' && what === '') issues.addIssue({ code: 'custom', path: ['what'], message: answer === 'changed' ? 'Enter what changed' : 'Enter why nothing changed' })
}

export const answerSchema = z.object(ANSWER).superRefine(saysWhat)

export const BLANK_GROUP = { who: '', as: '', people: '' } as const
export const BLANK_POINT = { said: '', answer: '', what: '', fact: '', paper: '' } as const

export const eventSchema = z.object({
  state: oneOfList(EVENT_STATES, 'whether it was held'),
  day: dayParts('The day'),
  kind: oneOfList(EVENT_KINDS, 'how people were asked'),
  place: textAboutNobody('the place or the channel', 300),
  groups: rowsOf(z.object({
    who: textAboutNobody('which group it was', 300),
    as: oneOfList(TAKING_PART, 'as whom they took part'),
    people: wholeNumber('how many they were', { least: 1, most: 1_000_000, example: '12' }),
  }), { one: 'Group', most: GROUPS_MAX }).default([]),
  shown: textAboutNobody('what was shown and asked', 3000),
  points: rowsOf(z.object({ said: textAboutNobody('what was said', 2000), ...ANSWER }).superRefine(saysWhat), { one: 'Point', most: POINTS_MAX }).default([]),
  payment: oneOfList(PAYMENTS, 'whether people were paid'),
  costPounds: boxOr(wholeNumber('what it cost', { least: 0, most: 100_000_000, example: '350' }), null),
  lesson: optionalTextAboutNobody('what was learnt', 2000),
}).superRefine((event, issues) => {
  if (event.state === 'held' && event.groups.length === 0) issues.addIssue({ code: 'custom', path: ['groups'], message: 'Add who took part, as groups and counts' })
})

/** Which version of an event a form was filled in against. */
export const versionSchema = z.object({ version: z.coerce.number().int().min(1) })
/** Which event a form for a new one makes, so that the same form sent twice makes one. */
export const newEventSchema = z.object({ id: z.uuid('Load the page again') })
export const withdrawSchema = z.object({ because: textAboutNobody('why it is withdrawn', 1000) })

export const typedFromPoint = (point: Point): Typed => ({ ...point })

export function typedFromEvent(event: InvolvementEvent | null): Typed {
  if (!event) return { groups: [{ ...BLANK_GROUP }], points: [{ ...BLANK_POINT }] }
  return {
    ...event, day: partsOfDay(event.day), costPounds: event.costPounds === null ? '' : String(event.costPounds),
    groups: event.groups.map((group) => ({ ...group, people: String(group.people) })), points: event.points.map(typedFromPoint),
  }
}
