import { formatDay, londonDay } from '#app/kernel/uk-date.ts'
import { resultOf } from './appraisal-result.rules.ts'
import { scoreOf, type Appraisal } from './appraisal.rules.ts'
import { choiceSentences, resultSentence, scoreWords, steadinessSentences } from './appraisal.words.ts'

export interface AppraisalPaperSource {
  readonly projectRef: string
  readonly projectTitle: string
  readonly drafter: string
  readonly version: number
  readonly savedAt: Date
  readonly appraisal: Appraisal
  readonly decided: { readonly on: string; readonly by: string } | null
}

/** Everything that an appraisal's paper states. The same version gives the same words. */
export function appraisalPaperData({ projectRef, projectTitle, drafter, version, savedAt, appraisal, decided }: AppraisalPaperSource) {
  const result = resultOf(appraisal)
  return {
    title: appraisal.title, projectRef, projectTitle, drafter, version, savedOn: formatDay(londonDay(savedAt)), question: appraisal.question, decided: decided ? `${formatDay(decided.on)}, by ${decided.by}` : 'Not yet',
    choice: choiceSentences(appraisal, result, decided), result: resultSentence(result), steadiness: steadinessSentences(result), weights: result.weights,
    options: result.options.map(({ option, total, rank, ruledOutBy }) => ({
      name: option.name, what: option.what, total: total === null ? 'Not yet' : `${total} of ${result.most}`,
      place: ruledOutBy.length > 0 ? `Ruled out by ${ruledOutBy.map(({ name }) => name).join('; ')}` : rank === null ? 'Not yet' : `${rank}${result.options.filter((other) => other.rank === rank).length > 1 ? ', equal' : ''}`,
    })),
    criteria: appraisal.criteria.map((criterion) => ({
      name: criterion.name, meaning: criterion.meaning, weight: criterion.kind === 'must' ? 'Must be met' : `Weight ${criterion.weight}`,
      scores: appraisal.options.map((option) => {
        const score = scoreOf(appraisal, criterion.id, option.id)
        return { option: option.name, score: scoreWords(criterion, score), weighted: score && criterion.kind === 'weighed' ? String(score.score * criterion.weight) : '–', reason: score?.reason ?? '–' }
      }),
    })),
  }
}
