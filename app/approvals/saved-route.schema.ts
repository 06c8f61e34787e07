import { z } from 'zod'
import { DOCUMENT_KINDS } from '#app/documents/document.rules.ts'
import { dayParts, manyOfList, oneOfList, partsOfDay } from '#app/kernel/fields.ts'
import type { Typed } from '#app/kernel/form-data.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { OFFICER_POSTS } from '#app/projects/further-facts.rules.ts'
import { rowsOf, typedRows, wholeNumber } from '#app/projects/project.schema.ts'
import { MOST_IN_A_STAGE, MOST_STAGES, STAGE_ACTS, STAGE_DAYS, type ApprovalStage } from './approval-route.rules.ts'

const STAGE_ID = /^[a-z][a-z0-9-]{0,30}$/
const basedOn = z.coerce.number({ error: 'This form is not whole. Open it again.' }).int().min(0)
const ids = z.union([z.array(z.string()), z.string()]).optional().transform((given) => (given === undefined || given === '' ? [] : Array.isArray(given) ? given : [given]))
  .pipe(z.array(z.string().regex(STAGE_ID, 'Select stages of this route')).max(MOST_STAGES, 'Select stages of this route'))

const stageSchema = z.object({
  id: z.string({ error: 'This form is not whole. Open it again.' }).regex(STAGE_ID, 'This form is not whole. Open it again.'),
  post: oneOfList(OFFICER_POSTS, 'whose stage it is'),
  act: oneOfList(STAGE_ACTS, 'what they do'),
  howMany: wholeNumber('how many of them have to act', { least: 1, most: MOST_IN_A_STAGE, example: '1' }),
  days: wholeNumber('how many days it may take', { least: STAGE_DAYS.least, most: STAGE_DAYS.most, example: '10' }),
  after: ids,
  mustSee: manyOfList(DOCUMENT_KINDS, 'papers', 0),
})

/** How an organisation decides, as the form has it. What it may not be is asked by the rules. */
export const savedRouteSchema = z.object({ stages: rowsOf(stageSchema, { one: 'Stage', least: 1, most: MOST_STAGES }), from: dayParts('The first day'), basedOn })

/** A try-out needs no first day. */
export const tryOutSchema = savedRouteSchema.pick({ stages: true }).extend({
  on: z.string().default('').transform((text, issues) => {
    const [projectRef, stepId] = text.split(' ')
    if (projectRef && stepId) return { projectRef, stepId }
    issues.addIssue({ code: 'custom', message: 'Select a project to try it out on' })
    return z.NEVER
  }),
})

export const usualRouteSchema = z.object({ from: dayParts('The first day'), basedOn })

/** The boxes of a route as it is saved. */
export function typedFromStages(stages: readonly ApprovalStage[], from: Day): Typed {
  return {
    stages: stages.map(({ id, post, act, howMany, days, after, mustSee }) => ({ id, post, act, howMany: String(howMany), days: String(days), after: [...after], mustSee: [...mustSee] })),
    from: partsOfDay(from),
  }
}

/** What was typed, with the change to its stages that a button of the form asks for: `add`, or `remove-N`, `up-N`, `down-N` with N from 0. */
export function typedWithStages(typed: Typed, asked: string): Typed {
  const rows = typedRows(typed, 'stages')
  if (asked === 'add') return rows.length >= MOST_STAGES ? typed : { ...typed, stages: [...rows, { id: freeId(rows), post: '', act: '', howMany: '1', days: String(STAGE_DAYS.usual), after: [], mustSee: [] }] }
  const found = /^(remove|up|down)-(\d{1,2})$/.exec(asked)
  const index = Number(found?.[2])
  const row = rows[index]
  if (!found || !row) return typed
  if (found[1] === 'remove') return { ...typed, stages: rows.filter((one) => one !== row).map((one) => ({ ...one, after: tickedIn(one.after).filter((id) => id !== row.id) })) }
  const other = found[1] === 'up' ? index - 1 : index + 1
  if (!rows[other]) return typed
  return { ...typed, stages: rows.map((one, at) => (at === index ? rows[other]! : at === other ? row : one)) }
}

/** What was ticked in a row, as a list: a form gives one alone as a text. */
export function tickedIn(given: Typed[string]): string[] {
  return Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string') : typeof given === 'string' && given !== '' ? [given] : []
}

/** What was typed, with the ticks of every stage as lists. */
export function typedStages(typed: Typed): Typed {
  return { ...typed, stages: typedRows(typed, 'stages').map((row) => ({ ...row, after: tickedIn(row.after), mustSee: tickedIn(row.mustSee) })) }
}

function freeId(rows: readonly Typed[]): string {
  const used = rows.map(({ id }) => id)
  return Array.from({ length: MOST_STAGES + 1 }, (_each, index) => `stage-${index + 1}`).find((id) => !used.includes(id))!
}
