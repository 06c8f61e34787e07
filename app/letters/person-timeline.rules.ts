import { authorityLine, type AuthorityShown } from '#app/choices/authority.words.ts'
import { streamOf, type ChoiceEvent, type EventTime } from '#app/choices/choice-event.rules.ts'
import type { Channel, OnWhoseWord } from '#app/choices/choice.rules.ts'
import { ROLE_WORDS } from '#app/choices/choice.words.ts'
import type { TakeBackReason } from '#app/choices/take-back.rules.ts'
import { TAKE_BACK_REASON_WORDS } from '#app/choices/take-back.words.ts'
import { PERSON_CHANGE_WORDS } from '#app/people/number-standing.words.ts'
import type { PersonChange } from '#app/people/person-history.rules.ts'
import type { Suppression } from './campaign.rules.ts'
import { DOES_NOT_FOLLOW, LINK_WORDS, MAY_BE_ANOTHERS, NEVER_DECIDES_WORDS, PERSON_EVENT_WORDS, SOURCE_SAYS_ERROR, TAKEN_BACK_SINCE } from './person-timeline.words.ts'
import { SCAN_LINK } from './scan.words.ts'
import { CHANNEL_WORDS, ON_WHOSE_WORD_WORDS } from './reply.words.ts'

/** One line of a person's history, with both of its times. Blank where a column says nothing. */
export interface PersonEvent {
  readonly id: string
  readonly what: string
  readonly notes: readonly string[]
  /** From when it holds: an instant, or a whole Europe/London day. */
  readonly effective: EventTime | null
  /** When the source wrote it down, where that is another time than when this register took it in. */
  readonly written: EventTime | null
  readonly recordedAt: Date
  readonly projectRef: string | null
  readonly how: string
  readonly word: string
  /** Who spoke for the person, by what right, and what was seen of it. */
  readonly authority: string
  readonly by: string
  readonly source: string
  readonly reference: string
  readonly links: readonly TimelineLink[]
}

export interface TimelineLink {
  readonly href: string
  readonly label: string
  /** A file, which the browser asks for whole, not a page. */
  readonly isFile?: boolean
}

/** What the register holds of a person, from each of its rooms. */
export interface PersonHistory {
  readonly choices: readonly {
    readonly id: string; readonly event: ChoiceEvent; readonly projectRef: string | null; readonly recordedAt: Date; readonly channel: Channel
    readonly onWhoseWord: OnWhoseWord; readonly authority: AuthorityShown | null; readonly recordedBy: string | null; readonly replyId: string | null; readonly importId: string | null
    readonly reference: string; readonly isAmbiguous: boolean; readonly doesNotFollow?: boolean; readonly retractedAt: Date | null; readonly retractedBy: string | null
    readonly retractionReason: TakeBackReason | null
  }[]
  readonly letters: readonly {
    readonly letterId: string; readonly projectRef: string; readonly addressee: string; readonly suppression: Suppression | null; readonly isPrinted: boolean
    readonly lettersMadeAt: Date | null; readonly postedAt: Date | null; readonly toldAt: Date | null; readonly toldHow: string | null; readonly returnedAt: Date | null
    readonly campaignRef: string
  }[]
  readonly replies: readonly {
    readonly id: string; readonly outcome: string; readonly channel: Channel; readonly onWhoseWord: OnWhoseWord; readonly receivedDay: string; readonly recordedAt: Date
    readonly recordedBy: string | null; readonly queryKind: string | null; readonly settledAt: Date | null; readonly settledBy: string | null
    readonly settlement: string | null; readonly askedByLetterAt: Date | null; readonly uploadId: string | null; readonly campaignRef: string
  }[]
  readonly lists: {
    readonly changes: readonly { readonly change: PersonChange; readonly recordedAt: Date }[]
    readonly lastList: { readonly uploadId: string; readonly fileName: string; readonly at: Date; readonly by: string | null } | null
  } | null
  readonly scans: readonly { readonly fileId: string; readonly replyId: string | null; readonly choiceId: string | null; readonly linkedAt: Date }[]
  /** Whose history it is. */
  readonly personId: string
  /** The references of imports of the practice's own, by id. */
  readonly imports: ReadonlyMap<string, string>
}

/** The pages that the reader may open. */
export interface MayOpen {
  readonly imports: boolean
  readonly replies: boolean
  readonly lists: boolean
  /** Whose choices may be looked at one by one, to take one back; null where nobody's may. */
  readonly choicesOf: string | null
}

const NOTHING = { notes: [], effective: null, written: null, projectRef: null, how: '', word: '', authority: '', by: '', source: '', reference: '', links: [] } as const

/** Everything about a person as it was known at an instant, the newest first. What was recorded later is not in it. */
export function personTimeline(history: PersonHistory, may: MayOpen, known: Date): PersonEvent[] {
  const all = [...history.choices.flatMap((choice) => choiceEvents(history, choice, may, known)), ...letterEvents(history), ...queryEvents(history, may, known), ...listEvents(history, may)]
  return all.filter(({ recordedAt }) => recordedAt <= known).sort((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime())
}

/** Links to the scans of a reply, or of a choice that stood already when its paper came. */
function scanLinks({ scans, personId }: PersonHistory, known: Date, shows: { readonly replyId: string | null; readonly choiceId?: string }): TimelineLink[] {
  const isShown = (scan: PersonHistory['scans'][number]) => (shows.replyId !== null && scan.replyId === shows.replyId) || (shows.choiceId !== undefined && scan.choiceId === shows.choiceId)
  return scans.filter((scan) => scan.linkedAt <= known && isShown(scan)).map(({ fileId }) => ({ href: `/people/${personId}/scans/${fileId}`, label: SCAN_LINK, isFile: true }))
}

function choiceEvents(history: PersonHistory, choice: PersonHistory['choices'][number], may: MayOpen, known: Date): PersonEvent[] {
  const { replies, imports } = history
  const { event, retractedAt } = choice
  const isTakenBack = retractedAt !== null && retractedAt <= known
  const reply = replies.find(({ id }) => id === choice.replyId)
  const neverDecides = NEVER_DECIDES_WORDS[streamOf(event)]
  const importReference = choice.importId === null ? null : imports.get(choice.importId) ?? null
  const entry: PersonEvent = {
    ...NOTHING, id: choice.id, what: ROLE_WORDS[event.role], effective: event.effective, written: choice.importId === null ? null : event.recorded,
    notes: [
      ...(neverDecides ? [neverDecides] : []),
      ...(isTakenBack ? [TAKEN_BACK_SINCE] : event.enteredInError && retractedAt === null ? [SOURCE_SAYS_ERROR] : []),
      ...(choice.isAmbiguous && !isTakenBack ? [MAY_BE_ANOTHERS] : []),
      ...(choice.doesNotFollow ? [DOES_NOT_FOLLOW] : []),
    ],
    recordedAt: choice.recordedAt, projectRef: choice.projectRef, how: importReference ? `${CHANNEL_WORDS[choice.channel]}, import ${importReference}` : CHANNEL_WORDS[choice.channel],
    word: ON_WHOSE_WORD_WORDS[choice.onWhoseWord], authority: choice.authority ? authorityLine(choice.authority) : '', by: choice.recordedBy ?? (choice.channel === 'web' ? 'The web page' : ''), source: event.source,
    reference: choice.reference, links: [
      ...(reply ? [replyLink(reply, may)] : importReference && may.imports ? [{ href: `/choices/imports/${choice.importId}`, label: LINK_WORDS.import }] : []),
      ...(choice.doesNotFollow ? [] : scanLinks(history, known, { replyId: choice.replyId, choiceId: choice.id })),
      ...(may.choicesOf === null || choice.doesNotFollow ? [] : [{ href: `/people/${may.choicesOf}/choices/${choice.id}`, label: isTakenBack ? LINK_WORDS.takenBack : LINK_WORDS.takeBack }]),
    ],
  }
  if (retractedAt === null) return [entry]
  return [entry, {
    ...NOTHING, id: `${choice.id} taken back`, what: PERSON_EVENT_WORDS['taken-back'](event.role), recordedAt: retractedAt, projectRef: choice.projectRef,
    notes: choice.retractionReason ? [`${TAKE_BACK_REASON_WORDS[choice.retractionReason]}.`] : [], by: choice.retractedBy ?? '', source: event.source, reference: choice.reference,
  }]
}

function replyLink(reply: PersonHistory['replies'][number], may: MayOpen): TimelineLink {
  const replies = `/practice/campaigns/${reply.campaignRef}/replies`
  if (!may.replies) return { href: replies, label: LINK_WORDS.replies }
  if (reply.uploadId !== null) return { href: `${replies}/upload/${reply.uploadId}`, label: LINK_WORDS.upload }
  if (reply.queryKind !== null) return { href: `${replies}/queries/${reply.id}`, label: LINK_WORDS.query }
  return { href: replies, label: LINK_WORDS.replies }
}

function letterEvents({ letters }: PersonHistory): PersonEvent[] {
  return letters.flatMap((letter) => {
    const about = { ...NOTHING, projectRef: letter.projectRef }
    const event = (kind: string, recordedAt: Date | null, what: string): PersonEvent[] => (recordedAt ? [{ ...about, id: `${letter.letterId} ${kind}`, recordedAt, what }] : [])
    const posted = letter.addressee === 'self' ? PERSON_EVENT_WORDS['letter-posted'] : PERSON_EVENT_WORDS['letter-to-carer-posted']
    return [
      ...(letter.suppression ? event('none', letter.lettersMadeAt, PERSON_EVENT_WORDS['no-letter'](letter.suppression)) : []),
      ...(letter.suppression ? [] : event('posted', letter.postedAt, posted())),
      ...event('told', letter.toldAt, PERSON_EVENT_WORDS.told(letter.toldHow)),
      ...event('returned', letter.returnedAt, PERSON_EVENT_WORDS['letter-returned']()),
    ]
  })
}

/** Replies that were not a choice when they came. The others are in the choices that came of them. */
function queryEvents(history: PersonHistory, may: MayOpen, known: Date): PersonEvent[] {
  return history.replies.filter(({ outcome, queryKind }) => outcome === 'query' || queryKind !== null).flatMap((reply) => [
    {
      ...NOTHING, id: reply.id, what: PERSON_EVENT_WORDS.query(reply.queryKind), effective: { day: reply.receivedDay, ms: null }, recordedAt: reply.recordedAt,
      how: CHANNEL_WORDS[reply.channel], word: ON_WHOSE_WORD_WORDS[reply.onWhoseWord], by: reply.recordedBy ?? '',
      links: [replyLink(reply, may), ...scanLinks(history, known, { replyId: reply.id })],
    },
    ...(reply.askedByLetterAt === null ? [] : [{ ...NOTHING, id: `${reply.id} asked`, what: PERSON_EVENT_WORDS['query-letter'](), recordedAt: reply.askedByLetterAt, links: [replyLink(reply, may)] }]),
    ...(reply.settledAt === null ? [] : [{
      ...NOTHING, id: `${reply.id} settled`, what: PERSON_EVENT_WORDS['query-settled'](reply.settlement), recordedAt: reply.settledAt, by: reply.settledBy ?? '', links: [replyLink(reply, may)],
    }]),
  ])
}

function listEvents({ lists }: PersonHistory, may: MayOpen): PersonEvent[] {
  if (!lists) return []
  const { changes, lastList } = lists
  return [
    ...changes.map(({ change, recordedAt }) => ({ ...NOTHING, id: `${change} ${recordedAt.toISOString()}`, what: PERSON_CHANGE_WORDS[change], recordedAt })),
    ...(lastList ? [{
      ...NOTHING, id: 'last-listed', what: PERSON_EVENT_WORDS['last-listed'](lastList.fileName), recordedAt: lastList.at, by: lastList.by ?? '',
      links: may.lists ? [{ href: `/practice/people/uploads/${lastList.uploadId}`, label: LINK_WORDS.list }] : [],
    }] : []),
  ]
}
