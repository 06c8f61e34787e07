import { Link } from '@remix-run/react'
import { formatDay, londonDay } from '#app/kernel/uk-date.ts'
import { InsetText, Tag } from '#app/ui/furniture.tsx'
import { BAR_WORDS, RULING_WORDS, SITTING_REFUSAL_WORDS, WAY_WORDS } from './boards.words.ts'
import { ITEM_ACTS, ITEM_FORMS } from './item-forms.tsx'
import type { SittingPage } from './read-sitting.server.ts'

type Item = SittingPage['items'][number]

/** One item of an agenda: what is asked, the papers, who may decide, how it stands, and what the reader may do. */
export function AgendaItem({ at, item, may }: { readonly at: string; readonly item: Item; readonly may: SittingPage['may'] }) {
  const place = `${at}/items/${item.number}`
  const acts = ITEM_ACTS.filter((act) => may[ITEM_FORMS[act].command] && (act === 'notes' || item.isOpen) && (act !== 'vote' || item.mayVote) && (act !== 'rule' || item.interests.length > 0))
  return (
    <section className="concordat-item" aria-labelledby={`item-${item.number}`}>
      <h3 className="nhsuk-heading-s" id={`item-${item.number}`}>
        {item.number}. {item.title} {item.isWithdrawn ? <Tag colour="grey">Taken off</Tag> : item.outcome ? <Tag colour="green">{item.outcome.word}</Tag> : <Tag colour="blue">To decide</Tag>}
      </h3>
      <p>{item.question}</p>
      <p className="nhsuk-hint">Submitted by {item.submittedByName} on {formatDay(londonDay(item.submittedAt))}, project {item.projectRef}</p>
      <ul>
        {item.papers.map((paper) => (
          <li key={paper.place}><Link to={`${place}/papers/${paper.place}`}>{paper.name}, version {paper.number}</Link>{paper.isNewest ? null : ' (there is a newer version: a decision on this one opens nothing)'}</li>
        ))}
      </ul>
      {item.bars.length > 0 ? <p>Not for a precedent, because it is about: {item.bars.map((bar) => BAR_WORDS[bar].toLowerCase()).join('; ')}.</p> : null}
      {item.interests.map((interest) => <p key={interest.seatId}>{interest.name} has an interest: {interest.what} ({interest.ruling ? RULING_WORDS[interest.ruling].toLowerCase() : 'not ruled on yet'}).</p>)}
      {item.isOpen ? (
        <p>
          {item.quorum.members === 0 ? 'Nobody who may decide it takes part yet' : `${item.quorum.members} can decide it now, of whom ${item.quorum.lay} lay`}: {item.quorum.isMet ? 'quorate' : `not quorate, it takes ${item.quorum.needed.members}, of whom ${item.quorum.needed.lay} lay`}.
          {item.barred.length > 0 ? ` Without a vote on it: ${item.barred.join(', ')}.` : ''}
        </p>
      ) : null}
      {item.mayNotVote ? <p>{SITTING_REFUSAL_WORDS[item.mayNotVote](undefined)}</p> : null}
      {item.myVote ? <p>Your vote: {item.myVote}.</p> : null}
      {item.tally && item.tally.length > 0 ? <p>Votes: {item.tally.map(({ word, votes }) => `${word} ${votes}`).join('; ')}.</p> : null}
      {item.outcome ? (
        <InsetText>
          <p><strong>{item.outcome.word}</strong>, {WAY_WORDS[item.outcome.way]}, recorded by {item.outcome.by}.</p>
          <p>{item.outcome.reasons}</p>
          {item.outcome.leftOut.length > 0 ? <><p>It leaves out, and these parts may change without it:</p><ul>{item.outcome.leftOut.map((line) => <li key={line}>{line}</li>)}</ul></> : null}
          {item.outcome.precedent ? <p>It follows: {item.outcome.precedent}</p> : null}
          {item.outcome.conditions.length > 0 ? <ul>{item.outcome.conditions.map(({ text, dueOn }) => <li key={text}>{text}, by {formatDay(dueOn)}</li>)}</ul> : null}
        </InsetText>
      ) : null}
      {acts.length > 0 ? <ul className="nhsuk-list">{acts.map((act) => <li key={act}><Link to={`${place}/${act}`}>{ITEM_FORMS[act].title}<span className="nhsuk-u-visually-hidden"> for item {item.number}</span></Link></li>)}</ul> : null}
    </section>
  )
}
