import { resultOf } from './appraisal-result.rules.ts'
import { SCORE_MAX, scoreOf, type Appraisal } from './appraisal.rules.ts'
import { csvOf } from './events-csv.rules.ts'

const HEAD = ['criterion', 'kind', 'weight', 'option', 'score', 'of', 'weighted', 'reason']

/** An appraisal as CSV: a row for each criterion and option, and one for each option's total. */
export function appraisalCsv(appraisal: Appraisal): string {
  const { options, most, weights } = resultOf(appraisal)
  const rows = appraisal.criteria.flatMap((criterion) => appraisal.options.map((option) => {
    const score = scoreOf(appraisal, criterion.id, option.id)
    const isWeighed = criterion.kind === 'weighed'
    return [criterion.name, criterion.kind, isWeighed ? String(criterion.weight) : '', option.name, score ? String(score.score) : '', String(isWeighed ? SCORE_MAX : 1), score && isWeighed ? String(score.score * criterion.weight) : '', score?.reason ?? '']
  }))
  const totals = options.map(({ option, total, ruledOutBy }) =>
    ['total', '', String(weights), option.name, '', String(most), total === null ? '' : String(total), ruledOutBy.length > 0 ? `Ruled out by: ${ruledOutBy.map(({ name }) => name).join('; ')}` : ''])
  return csvOf([HEAD, ...rows, ...totals])
}
