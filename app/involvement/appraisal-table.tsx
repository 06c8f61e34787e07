import { InsetText, Table, Tag } from '#app/ui/furniture.tsx'
import { resultOf } from './appraisal-result.rules.ts'
import { scoreOf, type Appraisal } from './appraisal.rules.ts'
import { choiceSentences, resultSentence, scoreWords, steadinessSentences } from './appraisal.words.ts'

/** An appraisal as a table: criteria down, options across, totals below, then the reasons and what it comes to. */
export function AppraisalTable({ appraisal, decided }: { readonly appraisal: Appraisal; readonly decided: { readonly on: string; readonly by: string } | null }) {
  const result = resultOf(appraisal)
  const musts = appraisal.criteria.filter(({ kind }) => kind === 'must')
  const weighed = appraisal.criteria.filter(({ kind }) => kind === 'weighed')
  return (
    <>
      <p className="concordat-lines">{appraisal.question}</p>
      <InsetText>
        {choiceSentences(appraisal, result, decided).map((line) => <p key={line}>{line}</p>)}
        <p>{resultSentence(result)}</p>
        {steadinessSentences(result).map((line) => <p key={line}>{line}</p>)}
      </InsetText>
      <Table caption="Scores" head={['Criterion', 'Weight', ...appraisal.options.map(({ name }) => name)]} rows={[
        ...musts.map((criterion) => [<strong key="name">{criterion.name}</strong>, 'Must be met', ...appraisal.options.map(({ id }) => {
          const score = scoreOf(appraisal, criterion.id, id)
          return score?.score === 0 ? <Tag key={id} colour="red">Not met</Tag> : scoreWords(criterion, score)
        })]),
        ...weighed.map((criterion) => [<strong key="name">{criterion.name}</strong>, String(criterion.weight), ...appraisal.options.map(({ id }) => {
          const score = scoreOf(appraisal, criterion.id, id)
          return score ? `${scoreWords(criterion, score)}, makes ${score.score * criterion.weight}` : 'Not scored'
        })]),
        [<strong key="total">Total</strong>, String(result.weights), ...result.options.map(({ option, total, rank, ruledOutBy }) => (
          <span key={option.id}>{total === null ? 'Not yet' : <strong>{total} of {result.most}</strong>}{ruledOutBy.length > 0 ? <><br /><Tag colour="red">Ruled out</Tag></> : rank === null ? null : <><br />{rankWords(rank, result.options.filter((other) => other.rank === rank).length > 1)}</>}</span>
        ))],
      ]} />
      <h2 className="nhsuk-heading-m">The options</h2>
      <dl className="nhsuk-summary-list">
        {appraisal.options.map(({ id, name, what }) => (
          <div className="nhsuk-summary-list__row nhsuk-summary-list__row--no-actions" key={id}><dt className="nhsuk-summary-list__key">{name}</dt><dd className="nhsuk-summary-list__value concordat-lines">{what}</dd></div>
        ))}
      </dl>
      <h2 className="nhsuk-heading-m">The reasons</h2>
      <Table caption="Why each score was given" hideCaption head={['Criterion', 'Option', 'Score', 'Why']} rows={appraisal.criteria.flatMap((criterion) => appraisal.options.map((option, place) => {
        const score = scoreOf(appraisal, criterion.id, option.id)
        return [
          place === 0 ? <strong key="criterion">{criterion.name}</strong> : <span className="nhsuk-u-visually-hidden" key="criterion">{criterion.name}</span>, option.name, scoreWords(criterion, score),
          score ? <span className="concordat-lines" key="why">{score.reason}</span> : '–',
        ]
      }))} />
    </>
  )
}

const rankWords = (rank: number, isShared: boolean): string => `${isShared ? 'Equal ' : ''}${rank === 1 ? (isShared ? 'best' : 'Best') : `${isShared ? 'in place' : 'In place'} ${rank}`}`
