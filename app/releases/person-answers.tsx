import { FLAG_WORDS, reasonSentence } from '#app/choices/choice.words.ts'
import { SummaryList, Tag } from '#app/ui/furniture.tsx'
import type { FlowAnswer } from './explain-person.server.ts'
import { ABOUT_PERSON_WORDS, checkProblemWords } from './release.words.ts'

/** What each flow would answer about one person, with every reason. `asKnownOn` is the past day that is shown, as people read it. */
export function PersonAnswers({ answers, asKnownOn }: { readonly answers: readonly FlowAnswer[]; readonly asKnownOn: string | null }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">{asKnownOn ? ABOUT_PERSON_WORDS.headingThen(asKnownOn) : ABOUT_PERSON_WORDS.heading}</h2>
      <p className="nhsuk-u-reading-width">{asKnownOn ? ABOUT_PERSON_WORDS.howThen : ABOUT_PERSON_WORDS.how}</p>
      {answers.length === 0 ? <p>{ABOUT_PERSON_WORDS.none}</p> : null}
      {answers.map((flow) => (
        <div className="nhsuk-card nhsuk-u-reading-width" key={flow.flowRef}>
          <div className="nhsuk-card__content">
            <h3 className="nhsuk-heading-s">{flow.flowName}</h3>
            <SummaryList rows={[
              { key: 'Project', value: flow.projectTitle },
              { key: 'Answer', value: <Answer answer={flow.answer} /> },
              { key: 'Why', value: <Why answer={flow.answer} /> },
            ]} />
          </div>
        </div>
      ))}
    </>
  )
}

/** The answer in one word. */
export function Answer({ answer }: Pick<FlowAnswer, 'answer'>) {
  if (answer.kind === 'of-another') return <Tag colour="grey">{ABOUT_PERSON_WORDS.notOurs}</Tag>
  return answer.kind === 'decided' && answer.decision === 'INCLUDE'
    ? <Tag colour="green">{ABOUT_PERSON_WORDS.include}</Tag>
    : <Tag colour="red">{answer.kind === 'refused' ? ABOUT_PERSON_WORDS.refused : ABOUT_PERSON_WORDS.exclude}</Tag>
}

/** Every reason for it. */
export function Why({ answer }: Pick<FlowAnswer, 'answer'>) {
  const sentences = whySentences(answer)
  return sentences.length === 1 ? <>{sentences[0]}</> : <ul className="nhsuk-list nhsuk-list--bullet">{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
}

function whySentences(answer: FlowAnswer['answer']): readonly string[] {
  if (answer.kind === 'of-another') return [ABOUT_PERSON_WORDS.ofAnother(answer.fromCode)]
  if (answer.kind === 'refused') {
    const { title, detail } = checkProblemWords(answer.refusal)
    return [`${title}. ${detail}`]
  }
  const reasons = answer.reasons.length > 0 ? answer.reasons.map(reasonSentence) : [ABOUT_PERSON_WORDS.nothingInTheWay]
  return [...reasons, ...answer.flags.map((flag) => FLAG_WORDS[flag])]
}
