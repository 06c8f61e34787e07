import { formatDay } from '#app/kernel/uk-date.ts'
import { checkChoice, type AppraisalResult } from './appraisal-result.rules.ts'
import { SCORE_MAX, type Appraisal, type AppraisalRefusalKind, type Criterion, type CriterionKind, type Score } from './appraisal.rules.ts'

/** What people read about options appraisals. */

export const CRITERION_KIND_WORDS = {
  weighed: { label: 'It is weighed', hint: `Each option gets a score of 0 to ${SCORE_MAX}` },
  must: { label: 'It must be met', hint: 'An option that does not meet it is ruled out, whatever its scores' },
} as const satisfies Record<CriterionKind, { readonly label: string; readonly hint: string }>

export const APPRAISAL_REFUSAL_WORDS = {
  'not-found': 'There is no such appraisal.',
  'not-the-drafter': 'Only the organisation that drafts this project can write in its appraisals. Ask its information governance lead.',
  'project-ended': 'This project has ended, so its appraisals can no longer be changed.',
  'changed-since-read': 'Someone else changed this appraisal while you were writing. Open it again in another window, see what they wrote, and enter yours again where it is right.',
  'personal-data': 'Something here looks like a name with a title, an NHS number, an e-mail address or a phone number. Take it out: say the post or the group.',
  'too-few-options': 'Add at least two options.',
  'nothing-weighed': 'Add at least one criterion that is weighed.',
  'no-such-option': 'Select one of the options.',
  'ruled-out': 'This option does not meet something that it must meet. Select another, or correct the table if that is wrong.',
  'reason-missing': 'Enter why it is chosen: the table does not point to it alone.',
  'not-scored': 'Score every option by every criterion first.',
  'nothing-chosen': 'Choose an option first.',
  'decided-in-future': 'Enter a day that has come.',
} as const satisfies Record<AppraisalRefusalKind, string>

export const APPRAISAL_REFUSAL_STATUS = {
  'not-found': 404, 'not-the-drafter': 403, 'project-ended': 409, 'changed-since-read': 409, 'personal-data': 400, 'too-few-options': 400, 'nothing-weighed': 400, 'no-such-option': 400, 'ruled-out': 409, 'reason-missing': 400, 'not-scored': 409,
  'nothing-chosen': 409, 'decided-in-future': 400,
} as const satisfies Record<AppraisalRefusalKind, number>

export const APPRAISAL_REFUSAL_FIELDS: Partial<Record<AppraisalRefusalKind, string>> = {
  'too-few-options': 'options', 'nothing-weighed': 'criteria', 'no-such-option': 'optionId', 'ruled-out': 'optionId', 'reason-missing': 'reason', 'decided-in-future': 'decidedOn',
}

export const APPRAISAL_ACTS = ['set-up', 'scores', 'choice', 'fix'] as const
export type AppraisalAct = (typeof APPRAISAL_ACTS)[number]

export const APPRAISAL_ACT_WORDS = {
  'set-up': { title: 'Options and criteria', button: 'Save options and criteria', done: 'Options and criteria are saved.' },
  scores: { title: 'Score the options', button: 'Save the scores', done: 'The scores are saved.' },
  choice: { title: 'Choose an option', button: 'Save the choice', done: 'The choice is saved.' },
  fix: { title: 'Fix this version as decided', button: 'Fix this version', done: 'This version is fixed. It stays as it is; whoever changes anything makes a later one.' },
} as const satisfies Record<AppraisalAct, { readonly title: string; readonly button: string; readonly done: string }>

export const APPRAISAL_UNCHANGED = 'Nothing was different, so nothing was saved.'

const NUMBERS = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const names = (options: readonly { readonly name: string }[]): string => NUMBERS.format(options.map(({ name }) => name))

/** A score as people read it. */
export const scoreWords = (criterion: Pick<Criterion, 'kind'>, score: Score | null): string =>
  score === null ? 'Not scored' : criterion.kind === 'weighed' ? `${score.score} of ${SCORE_MAX}` : score.score === 0 ? 'Not met' : 'Met'

/** What the table comes to, in a sentence. */
export function resultSentence(result: AppraisalResult): string {
  if (result.given < result.asked) return `${result.asked - result.given} of ${result.asked} scores are still to be given, so there is no result yet.`
  if (result.winners.length === 0) return 'Every option is ruled out by something that it must meet.'
  const total = `${result.options.find(({ option }) => option.id === result.winners[0]?.id)?.total ?? 0} of ${result.most}`
  return result.winners.length === 1 ? `${names(result.winners)} has the best total: ${total}.` : `${names(result.winners)} are equal, with ${total} each. The table does not choose between them.`
}

/** How steady the result is, in sentences. */
export function steadinessSentences({ tippings, winners }: AppraisalResult): string[] {
  if (tippings === null) return []
  const same = winners.length === 1 ? 'The same option wins' : 'The same options are equal'
  if (tippings.length === 0) return [`${same} whichever one weight is one higher or one lower.`]
  return tippings.map(({ criterion, weight, winners: others }) =>
    `If the weight of “${criterion.name}” were ${weight} and not ${criterion.weight}, ${others.length === 1 ? `${names(others)} would win` : `${names(others)} would be equal`}.`)
}

/** What was chosen, and how it stands to the table. */
export function choiceSentences({ options, chosen }: Appraisal, result: AppraisalResult, decided: { readonly on: string; readonly by: string } | null): string[] {
  const option = options.find(({ id }) => id === chosen?.optionId)
  if (!option || !chosen) return ['Nothing is chosen yet.']
  const { winners } = result
  const beside = winners.length === 0 || (winners.length === 1 && winners[0]?.id === option.id) ? '' : winners.some(({ id }) => id === option.id) ? ' It is one of those that are equal.' : ` The table points to ${names(winners)}.`
  return [`Chosen: ${option.name}.${beside}`, ...(chosen.reason ? [`Why: ${chosen.reason}`] : []), ...(decided ? [`Decided by ${decided.by} on ${formatDay(decided.on)}.`] : [])]
}

/** Whether what is chosen can still be, now that scores or weights have changed; null where it can. */
export function choiceWarning(appraisal: Appraisal): string | null {
  if (!appraisal.chosen) return null
  const checked = checkChoice(appraisal, appraisal.chosen)
  if (checked.ok) return null
  return checked.refusal.kind === 'ruled-out' ? 'What was chosen is ruled out now by something that it must meet. Choose again.' : 'The table does not point to what was chosen alone any more. Choose again, or say why.'
}
