import { Form } from '@remix-run/react'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { ButtonLink } from '#app/ui/furniture.tsx'
import type { QueryLetterRefusal } from './query-letter.rules.ts'
import { QUERY_LETTER_REFUSAL_WORDS, QUERY_LETTER_WORDS } from './query-letter.words.ts'

/** The task of asking someone by letter about a slip that they did not sign. */
export function AskByLetter({ letter, href }: {
  readonly letter: { readonly refusal: QueryLetterRefusal | null; readonly sentAt: string | null; readonly isForChild: boolean }; readonly href: string
}) {
  return (
    <section aria-labelledby="ask-heading">
      <h2 className="nhsuk-heading-m" id="ask-heading">{letter.isForChild ? QUERY_LETTER_WORDS.headingForChild : QUERY_LETTER_WORDS.heading}</h2>
      <p>{letter.isForChild ? QUERY_LETTER_WORDS.whyForChild : QUERY_LETTER_WORDS.why}</p>
      {letter.sentAt ? <p>A letter was sent on {formatInstant(new Date(letter.sentAt))}.</p> : null}
      {letter.refusal ? <p>{QUERY_LETTER_REFUSAL_WORDS[letter.refusal]}</p> : <p><ButtonLink to={href} secondary reload>{QUERY_LETTER_WORDS.make}</ButtonLink></p>}
      {letter.refusal === null && letter.sentAt === null ? (
        <Form method="post">
          <input type="hidden" name="intent" value="letter-sent" />
          <button className="nhsuk-button nhsuk-button--secondary" type="submit">{QUERY_LETTER_WORDS.sent}</button>
        </Form>
      ) : null}
    </section>
  )
}
