import { ButtonLink, Details, InsetText } from '#app/ui/furniture.tsx'
import { formatDay } from '#app/kernel/uk-date.ts'
import type { readResidentProject } from './read-resident-page.server.ts'

type Shown = Awaited<ReturnType<typeof readResidentProject>>

/** What the project is, who shares what with whom and what not, and where this person's choice stands. */
export function ResidentProject({ page }: { readonly page: Shown }) {
  const { frame, facts, shared, choice, isClosed, closingDate } = page
  const { who, whose } = frame.whose
  const capital = whose.charAt(0).toUpperCase() + whose.slice(1)
  return (
    <>
      {frame.word === 'parent' ? <p>You are choosing for {frame.givenName}, as their parent or carer.</p> : null}
      <InsetText>
        <h2 className="nhsuk-heading-s">{capital} choice now</h2>
        <p><strong>{choice.words}</strong></p>
        {choice.since ? <p>Since {choice.since}.</p> : null}
        {!choice.since && !isClosed && closingDate ? <p>Sharing starts after {formatDay(closingDate)}.</p> : null}
      </InsetText>
      <p><ButtonLink to="/your-choice/change">Choose or change</ButtonLink></p>
      {facts ? (
        <>
          <h2 className="nhsuk-heading-m">What it is for</h2>
          <p>{frame.surgery.name} is {facts.plainSummary}.</p>
          <p>{facts.benefits}</p>
          <h2 className="nhsuk-heading-m">What is shared, and with whom</h2>
          {facts.flows.map((flow, index) => (
            <div key={index}>
              <p>{frame.surgery.name} would send <strong>{flow.to}</strong> these facts about {who}, {flow.often}:</p>
              <ul>{(shared[index] ?? []).map((fact) => <li key={fact}>{fact}</li>)}</ul>
            </div>
          ))}
          <h2 className="nhsuk-heading-m">What is not shared</h2>
          <ul>{facts.notShared.map((item) => <li key={item}>{item}</li>)}</ul>
          <Details summary="How it is kept safe, and for how long">
            <ul>{facts.securityMeasures.map((measure) => <li key={measure}>{measure}</li>)}</ul>
            <p>It is kept for {facts.retentionMonths} months, from {facts.retentionFrom}. Then {facts.retentionEnd}.</p>
          </Details>
          <Details summary="Questions and complaints">
            {facts.optOutContact ? <p>To ask about saying no, get in touch with {facts.optOutContact}.</p> : null}
            <p>Ask {facts.questionsTo}, on {frame.surgery.telephone}.</p>
            <p>To complain, write to {facts.complaintsTo}. You can also complain to the Information Commissioner’s Office at <a href="https://ico.org.uk/make-a-complaint/">ico.org.uk</a> or on 0303 123 1113.</p>
            <p>The full privacy notice is at <span className="concordat-hash">{facts.noticeAddress}</span>.</p>
          </Details>
          <p><ButtonLink to="/your-choice/change">Go on to choose</ButtonLink></p>
        </>
      ) : <p>Ask the surgery what is shared and with whom. You can choose here all the same.</p>}
    </>
  )
}
