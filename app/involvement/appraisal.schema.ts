import { z } from 'zod'
import { dayParts, oneOfList } from '#app/kernel/fields.ts'
import type { Typed } from '#app/kernel/form-data.ts'
import { rowsOf, wholeNumber } from '#app/projects/project.schema.ts'
import { CRITERIA_MAX, CRITERION_KINDS, OPTIONS_MAX, SCORE_MAX, scoreOf, WEIGHT_MAX, type Appraisal, type Score } from './appraisal.rules.ts'
import { boxOr, optionalTextAboutNobody, textAboutNobody } from './involvement.schema.ts'
import { PERSONAL_DATA_WORDS } from './involvement.words.ts'
import { findPersonalData } from './personal-data.rules.ts'

export const BLANK_CRITERION = { id: '', name: '', meaning: '', kind: 'weighed', weight: '' } as const
export const BLANK_OPTION = { id: '', name: '', what: '' } as const

/** What a row says of which thing it is; nobody types it. */
const rowId = z.string().max(9).default('')

const differ = (rows: readonly { readonly name: string }[], list: string, one: string, issues: z.core.$RefinementCtx): void => {
  rows.forEach(({ name }, index) => {
    if (rows.findIndex((other) => other.name.toLowerCase() === name.toLowerCase()) < index) issues.addIssue({ code: 'custom', path: [list, index, 'name'], message: `${one} ${index + 1}: there is one of this name already` })
  })
}

export const setUpSchema = z.object({
  title: textAboutNobody('what the appraisal is called', 150),
  question: textAboutNobody('what is to be chosen, and for what', 1500),
  options: rowsOf(z.object({ id: rowId, name: textAboutNobody('the option’s name', 100), what: textAboutNobody('what it is', 1000) }), { one: 'Option', most: OPTIONS_MAX }),
  criteria: rowsOf(z.object({
    id: rowId, name: textAboutNobody('the criterion’s name', 100), meaning: textAboutNobody('what is good by it', 600), kind: oneOfList(CRITERION_KINDS, 'whether it is weighed or must be met'),
    weight: boxOr(wholeNumber('its weight', { least: 1, most: WEIGHT_MAX, example: '20' }), 0),
  }).superRefine(({ kind, weight }, issues) => {
    if (kind === 'weighed' && weight === 0) issues.addIssue({ code: 'custom', path: ['weight'], message: 'Enter its weight as a whole number, such as 20' })
    if (kind === 'must' && weight !== 0) issues.addIssue({ code: 'custom', path: ['weight'], message: 'Leave the weight empty: what must be met is not weighed' })
  }), { one: 'Criterion', least: 1, most: CRITERIA_MAX }),
}).superRefine(({ options, criteria }, issues) => {
  if (options.length < 2) issues.addIssue({ code: 'custom', path: ['options'], message: 'Add at least two options' })
  if (criteria.length > 0 && !criteria.some(({ kind }) => kind === 'weighed')) issues.addIssue({ code: 'custom', path: ['criteria'], message: 'Add at least one criterion that is weighed' })
  differ(options, 'options', 'Option', issues)
  differ(criteria, 'criteria', 'Criterion', issues)
})

export function typedFromAppraisal(appraisal: Appraisal | null): Typed {
  if (!appraisal) return { options: [{ ...BLANK_OPTION }, { ...BLANK_OPTION }], criteria: [{ ...BLANK_CRITERION }] }
  return {
    title: appraisal.title, question: appraisal.question, options: appraisal.options.map((option) => ({ ...option })),
    criteria: appraisal.criteria.map((criterion) => ({ ...criterion, weight: criterion.kind === 'must' ? '' : String(criterion.weight) })),
  }
}

const REASON_MAX = 1000

/** The scores of a table, as far as they are given: a score has its reason, and a reason its score. */
export function scoresSchema({ criteria, options }: Pick<Appraisal, 'criteria' | 'options'>) {
  return z.object({ scores: z.unknown().optional() }).transform(({ scores }, issues) => {
    const boxes = scores as Readonly<Record<string, Readonly<Record<string, { readonly score?: unknown; readonly reason?: unknown }>>>> | undefined
    const text = (value: unknown) => (typeof value === 'string' ? value.replace(/\r\n/g, '\n').trim() : '')
    return criteria.flatMap((criterion) => options.flatMap((option): Score[] => {
      const box = boxes?.[criterion.id]?.[option.id]
      const [score, reason] = [text(box?.score), text(box?.reason)]
      const wrong = (part: 'score' | 'reason', message: string) => issues.addIssue({ code: 'custom', path: ['scores', criterion.id, option.id, part], message: `${criterion.name}, ${option.name}: ${message}` })
      if (score === '' && reason === '') return []
      const most = criterion.kind === 'must' ? 1 : SCORE_MAX
      const personal = findPersonalData(reason)
      if (!/^\d$/.test(score) || Number(score) > most) wrong('score', criterion.kind === 'must' ? 'select whether it is met' : `select a score of 0 to ${SCORE_MAX}`)
      if (reason === '') wrong('reason', 'enter the reason')
      else if (reason.length > REASON_MAX) wrong('reason', `shorten the reason to ${REASON_MAX} characters or fewer`)
      else if (personal) wrong('reason', PERSONAL_DATA_WORDS[personal])
      return [{ criterionId: criterion.id, optionId: option.id, score: Number(score), reason }]
    }))
  })
}

export function typedFromScores(appraisal: Appraisal): Typed {
  return {
    scores: Object.fromEntries(appraisal.criteria.map((criterion) => [criterion.id, Object.fromEntries(appraisal.options.map((option) => {
      const score = scoreOf(appraisal, criterion.id, option.id)
      return [option.id, { score: score ? String(score.score) : '', reason: score?.reason ?? '' }]
    }))])),
  }
}

export const choiceSchema = z.object({ optionId: z.string({ error: 'Select one of the options' }).min(1, 'Select one of the options').max(9), reason: optionalTextAboutNobody('why it is chosen', 2000) })
export const typedFromChoice = ({ chosen }: Appraisal): Typed => (chosen ? { ...chosen } : {})
export const fixSchema = z.object({ decidedOn: dayParts('The day on which it was decided'), decidedBy: textAboutNobody('who decided, as a group or a post', 200) })
/** 0 for a new appraisal. */
export const appraisalVersionSchema = z.object({ version: z.coerce.number().int().min(0), id: z.uuid('Load the page again') })
