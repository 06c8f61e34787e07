import { Link } from '@remix-run/react'
import { formatDay } from '#app/kernel/uk-date.ts'
import { SummaryList, Table, Tag } from '#app/ui/furniture.tsx'
import { KeptFileLinks } from './kept-files.tsx'
import type { ShownSubmission } from './read-submissions.server.ts'
import { SUBMIT_TITLE } from './submission-forms.tsx'
import { SUBMISSION_EVENT_WORDS, SUBMISSION_STATE_WORDS, submissionDaysWords } from './submission.words.ts'

type Paper = ShownSubmission['papers'][number]

/** What a step was put to whom with, how that stands, and what happened since; with the ways to write down more. */
export function StepSubmissions({ at, submissions, mayTell, maySubmit, boardsHref }: {
  /** The address of the step. */
  readonly at: string
  readonly submissions: readonly ShownSubmission[]
  readonly mayTell: boolean
  readonly maySubmit: boolean
  readonly boardsHref: string
}) {
  return (
    <>
      <h2 className="nhsuk-heading-m">Submissions</h2>
      {submissions.length === 0 ? <p>When it was submitted, with which papers, and what came back will be here.</p> : null}
      {submissions.map((submission, index) => <OneSubmission key={submission.id} at={at} submission={submission} isNewest={index === 0} mayTell={mayTell} boardsHref={boardsHref} />)}
      {maySubmit ? <p><Link to={`${at}/submit`}>{SUBMIT_TITLE}</Link></p> : null}
    </>
  )
}

function OneSubmission({ at, submission, isNewest, mayTell, boardsHref }: { readonly at: string; readonly submission: ShownSubmission; readonly isNewest: boolean; readonly mayTell: boolean; readonly boardsHref: string }) {
  const words = SUBMISSION_STATE_WORDS[submission.state]
  const may = mayTell && isNewest ? submission.may : []
  return (
    <section aria-labelledby={`submission-${submission.id}`}>
      <h3 className="nhsuk-heading-s" id={`submission-${submission.id}`}>Submitted on {formatDay(submission.submittedOn)} <Tag colour={words.colour}>{words.label}</Tag></h3>
      <p>{words.says} {submissionDaysWords(submission.days)}.</p>
      <SummaryList rows={[
        { key: 'To', value: submission.boardRef ? <>{submission.toName}, a board on this portal. <Link to={boardsHref}>Boards asked to decide</Link></> : submission.toName },
        ...(submission.reference ? [{ key: 'Their reference', value: submission.reference }] : []),
        ...(submission.note ? [{ key: 'What was asked', value: submission.note }] : []),
        { key: 'With', value: <ul className="nhsuk-list nhsuk-u-margin-bottom-0">{submission.papers.map((paper) => <li key={paper.documentRef}><SubmittedPaper paper={paper} /></li>)}</ul> },
        { key: 'Written down by', value: submission.byName },
      ]} />
      {submission.events.length > 0 ? (
        <Table caption="What happened since, by day" hideCaption head={['Day', 'What happened since', 'Says']} rows={submission.events.map((event) => [
          formatDay(event.onDay), <span key="what">{SUBMISSION_EVENT_WORDS[event.kind].happened}<br /><span className="nhsuk-u-secondary-text-colour">Written down by {event.byName}</span></span>,
          <span key="says">{[event.said, event.reference ? `Reference ${event.reference}` : ''].filter(Boolean).join(' ')}{event.files.length > 0 ? <KeptFileLinks files={event.files} what="The letter" /> : null}</span>,
        ])} />
      ) : null}
      {may.length > 0 ? (
        <>
          <p>Write down what happened:</p>
          <ul className="nhsuk-list">{may.map((kind) => <li key={kind}><Link to={`${at}/${kind}`}>{SUBMISSION_EVENT_WORDS[kind].title}</Link></li>)}</ul>
        </>
      ) : null}
    </section>
  )
}

/** A version that went, and what the newest says that it did not. */
function SubmittedPaper({ paper }: { readonly paper: Paper }) {
  const version = <Link to={`/documents/${paper.documentRef}/v${paper.number}`}>{paper.name}, version {paper.number}</Link>
  if (paper.newest === paper.number) return version
  if (paper.changed.length === 0) return <>{version}. Version {paper.newest} says the same.</>
  return <>{version}. <Tag colour="orange">Changed since</Tag> <Link to={`/documents/${paper.documentRef}/compare?from=${paper.number}&to=${paper.newest}`}>In version {paper.newest}: {paper.changed.join('; ')}</Link></>
}
