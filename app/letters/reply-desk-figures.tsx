import { Link } from '@remix-run/react'
import { FLAG_WORDS } from '#app/choices/choice.words.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { Details, SuccessBanner, SummaryList, Table, Tag } from '#app/ui/furniture.tsx'
import { householdDoneWords } from './household.words.ts'
import { ScanLinks } from './scan-links.tsx'
import type { readReplyDesk } from './read-reply-desk.server.ts'
import { CHANNEL_WORDS, lateWords, OUTCOME_WORDS, STILL_LEFT_OUT } from './reply.words.ts'

type Desk = NonNullable<Awaited<ReturnType<typeof readReplyDesk>>>

/** What has just been done, with the sentence to say to the patient. */
export function ReplyDone({ done, isLate, household, desk }: {
  readonly done: string | null; readonly isLate: boolean; readonly household: Parameters<typeof householdDoneWords>[0]; readonly desk: Desk
}) {
  const { justRecorded, campaign } = desk
  if (done === 'query' || done === 'query-repeated') {
    return <SuccessBanner>{done === 'query' ? 'Kept as a query, because the slip is not signed. It is not a choice until someone has asked the patient.' : 'This slip was already kept as a query. Nothing was added.'}</SuccessBanner>
  }
  if (done === 'scan') return <SuccessBanner>The scan is attached to the reply.</SuccessBanner>
  if (done === 'household') return <SuccessBanner>{householdDoneWords(household)}</SuccessBanner>
  if (done === 'settled') return <SuccessBanner>The query is settled.</SuccessBanner>
  if (!justRecorded) return null
  const what = justRecorded.kind === 'project-opt-out' ? 'do not share' : 'may be shared'
  if (done === 'repeated') {
    return <SuccessBanner>This choice ({what}) was already recorded on {formatInstant(new Date(justRecorded.recordedAt))}. Nothing was added. The reference is <span className="concordat-reference">{justRecorded.reference}</span>.</SuccessBanner>
  }
  return (
    <SuccessBanner>
      Recorded: {what}. The reference is <span className="concordat-reference">{justRecorded.reference}</span>.{' '}
      {justRecorded.isStillLeftOut ? `${STILL_LEFT_OUT} ` : ''}{justRecorded.isDisputed ? `${FLAG_WORDS.PARENTS_DISAGREE} ` : ''}
      {isLate && campaign.closingDate ? lateWords(campaign.closingDate) : `It counts from ${justRecorded.effective ? formatDay(justRecorded.effective) : 'today'}.`}{' '}
      You can tell the patient: “We have recorded your choice. It does not change your care, and you can change your mind at any time.”
    </SuccessBanner>
  )
}

export function ReplyFigures({ desk }: { readonly desk: Desk }) {
  const { figures, campaign } = desk
  const queries = `/practice/campaigns/${campaign.ref}/replies/queries`
  return (
    <>
      <h2 className="nhsuk-heading-m">Where replies stand</h2>
      <SummaryList rows={[
        { key: 'Letters', value: figures.letters.toLocaleString('en-GB') },
        { key: 'Patients who said “do not share”', value: figures.optedOut.toLocaleString('en-GB') },
        { key: 'Replies', value: figures.byChannel.length === 0 ? 'None yet' : figures.byChannel.map(({ channel, count }) => `${CHANNEL_WORDS[channel]}: ${count}`).join(', ') },
        { key: 'Queries that wait', value: String(figures.openQueries), change: figures.openQueries > 0 ? { href: queries, what: 'the queries', label: 'Settle' } : undefined },
        ...(desk.toLookAt > 0 ? [{ key: 'Choices to look at', value: String(desk.toLookAt), change: { href: `/practice/campaigns/${campaign.ref}/replies/look-at`, what: 'the choices in doubt', label: 'See' } }] : []),
      ]} />
      {figures.byDay.length > 0 ? (
        <Details summary="Replies by the day they came">
          <Table caption="Replies by the day they came" hideCaption figures={[1, 2, 3]} head={['Day', 'Do not share', 'May share again', 'Queries']}
            rows={figures.byDay.map((day) => [formatDay(day.day), day.optOuts, day.backIn, day.queries])} />
        </Details>
      ) : null}
    </>
  )
}

export function RecentReplies({ desk }: { readonly desk: Desk }) {
  const { recent, campaign } = desk
  if (recent.length === 0) {
    return (
      <>
        <h2 className="nhsuk-heading-m">Newest replies</h2>
        <p>No reply has been recorded yet. Replies appear here as soon as you record the first one.</p>
      </>
    )
  }
  return (
    <Table caption="Newest replies" head={['Written down', 'Came', 'Reply', 'How', 'By', 'Reference', 'Scan']} rows={recent.map((reply) => [
      formatInstant(new Date(reply.recordedAt)), formatDay(reply.receivedDay),
      reply.outcome === 'query'
        ? reply.isSettled ? <Tag colour="grey">Not a choice</Tag> : <Link to={`/practice/campaigns/${campaign.ref}/replies/queries/${reply.id}`}>Query to settle</Link>
        : <>{OUTCOME_WORDS[reply.outcome]}{reply.isTakenBack ? <> <Tag colour="grey">Taken back</Tag></> : null}</>,
      CHANNEL_WORDS[reply.channel], reply.by ?? 'The web page', reply.reference ? <span className="concordat-reference">{reply.reference}</span> : '',
      <>
        <ScanLinks campaignRef={campaign.ref} scans={reply.scans} />
        {campaign.canRecord && reply.scans.length === 0 && reply.channel === 'slip' ? <Link to={`/practice/campaigns/${campaign.ref}/replies/${reply.id}/scan`}>Attach<span className="nhsuk-u-visually-hidden"> a scan {reply.reference ? `to ${reply.reference}` : `to the reply of ${formatDay(reply.receivedDay)}`}</span></Link> : null}
      </>,
    ])} />
  )
}
