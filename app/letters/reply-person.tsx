import type { ReactNode } from 'react'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { ButtonLink, SummaryList, Tag } from '#app/ui/furniture.tsx'
import { PersonTimeline } from './person-timeline.tsx'
import type { readRepliesOfPerson } from './read-replies-of-person.server.ts'
import { LETTER_STATE_WORDS } from './reply.words.ts'

type Replies = Awaited<ReturnType<typeof readRepliesOfPerson>>
type Project = Replies['projects'][number]

interface Shown {
  readonly id: string; readonly name: string; readonly nhsNumber: string | null; readonly localId: string; readonly dateOfBirth: string; readonly age: number
  readonly isDeceased: boolean; readonly isRestricted: boolean; readonly hasLeft: boolean; readonly address: readonly string[]
}

const STANDING = {
  NONE_RECORDED: <Tag colour="grey">No objection received</Tag>,
  DENIED: <Tag colour="red">Do not share</Tag>,
  PERMITTED: <Tag colour="green">May be shared</Tag>,
} as const

function letterWords({ letter }: Project): string {
  if (!letter) return LETTER_STATE_WORDS.none
  if (letter.toldAt) return `Told another way on ${formatInstant(new Date(letter.toldAt))}`
  if (letter.returnedAt) return `The letter came back on ${formatInstant(new Date(letter.returnedAt))}`
  if (letter.suppression) return LETTER_STATE_WORDS[letter.suppression]
  const to = letter.addressee === 'self' ? '' : ', to a parent or carer'
  return `${letter.isPosted ? 'Posted' : 'Made, not posted yet'}${to}`
}

/** A patient's identity, where each project stands with them, and everything that was ever recorded with both of its times. */
export function PersonReplies({ person, replies, mayRecord, asKnownOn, children }: {
  readonly person: Shown; readonly replies: Replies; readonly mayRecord: boolean
  /** The past day (its end, Europe/London) that the page shows; null for now. */
  readonly asKnownOn: string | null
  /** What goes between the projects and the history. */
  readonly children?: ReactNode
}) {
  return (
    <>
      <div className="nhsuk-u-reading-width">
        <SummaryList rows={[
          { key: 'NHS number', value: person.nhsNumber ? <span className="concordat-code">{person.nhsNumber}</span> : 'None known: the record cannot be checked nationally or released' },
          { key: 'The surgery’s number', value: person.localId },
          { key: 'Date of birth', value: `${formatDay(person.dateOfBirth)} (aged ${person.age})` },
          { key: 'Address', value: person.isRestricted ? 'Kept secret: not held here' : person.address.length > 0 ? person.address.join(', ') : 'None held' },
          ...(person.isDeceased || person.hasLeft ? [{ key: 'Note', value: person.isDeceased ? 'Has died' : 'Has left the surgery’s list' }] : []),
        ]} />
      </div>
      <h2 className="nhsuk-heading-m">Projects</h2>
      {replies.projects.length === 0 ? <p>The surgery has no letter campaign yet. When it has, the patient’s letter and choice are shown here.</p> : null}
      {replies.projects.map((project) => (
        <div className="nhsuk-card nhsuk-u-reading-width" key={project.campaignRef}>
          <div className="nhsuk-card__content">
            <h3 className="nhsuk-heading-s">{project.title}</h3>
            <SummaryList rows={[
              { key: asKnownOn ? 'Choice then' : 'Choice now', value: <>{STANDING[project.standing]}{project.isAmbiguous ? ' It may be someone else’s: a query is open' : ''}</> },
              { key: 'Letter', value: letterWords(project) },
            ]} />
            {mayRecord && project.canReply
              ? <ButtonLink to={`/practice/campaigns/${project.campaignRef}/replies/people/${person.id}`} secondary>Record a choice<span className="nhsuk-u-visually-hidden"> about {project.title}</span></ButtonLink>
              : null}
          </div>
        </div>
      ))}
      {children}
      <PersonTimeline events={replies.timeline} />
    </>
  )
}
