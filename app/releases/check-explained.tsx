import { useEffect, useRef } from 'react'
import { reasonSentence } from '#app/choices/choice.words.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { InsetText, SummaryList, Tag } from '#app/ui/furniture.tsx'
import type { CheckExplained as Explained } from './explain-check.server.ts'
import { ABOUT_PERSON_WORDS, WHY_WORDS } from './release.words.ts'

/** What a check answered about one person, under each of their numbers, with every reason. */
export function CheckExplained({ explained }: { readonly explained: Explained }) {
  const { person, answers } = explained
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => { heading.current?.focus() }, [explained])
  return (
    <section aria-labelledby="explained-heading">
      <h2 className="nhsuk-heading-m" id="explained-heading" ref={heading} tabIndex={-1}>{person.name}, born {formatDay(person.dateOfBirth)}</h2>
      {answers === null ? <InsetText><p>{WHY_WORDS.notKept}</p></InsetText> : null}
      {answers?.length === 0 ? <InsetText><p>{WHY_WORDS.noNumber}</p></InsetText> : null}
      {answers?.map(({ nhsNumber, outcome }) => (
        <SummaryList key={nhsNumber} rows={[
          { key: 'NHS number', value: nhsNumber },
          { key: 'Answer', value: outcome.decision === 'INCLUDE' ? <Tag colour="green">{ABOUT_PERSON_WORDS.include}</Tag> : <Tag colour="red">{ABOUT_PERSON_WORDS.exclude}</Tag> },
          { key: 'Why', value: <Reasons sentences={outcome.reasons === null ? [WHY_WORDS.ofMany] : outcome.reasons.length > 0 ? outcome.reasons.map(reasonSentence) : [ABOUT_PERSON_WORDS.nothingInTheWay]} /> },
        ]} />
      ))}
      {answers && answers.length > 0 ? <p className="nhsuk-u-reading-width">{WHY_WORDS.how}</p> : null}
    </section>
  )
}

function Reasons({ sentences }: { readonly sentences: readonly string[] }) {
  return sentences.length === 1 ? <>{sentences[0]}</> : <ul className="nhsuk-list nhsuk-list--bullet">{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
}
