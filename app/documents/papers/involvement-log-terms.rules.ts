import { openPoints, PAYMENTS, TAKING_PART, type InvolvementLog, type LoggedEvent, type Point, type TakingPart } from '#app/involvement/event.rules.ts'
import { EVENT_KIND_WORDS, PAYMENT_WORDS, pounds, TAKING_PART_WORDS } from '#app/involvement/involvement.words.ts'
import { LINKED_FACTS } from '#app/involvement/linked-facts.words.ts'
import { countWords, totalWords } from '#app/involvement/small-counts.rules.ts'
import { formatDay, type Day } from '#app/kernel/uk-date.ts'
import { bare, capital, sentence } from './paper.rules.ts'

/** The involvement log as a paper that is published says it: no count of a small group, and none that it could be worked out from. */

/** One time that the public was asked, as the report lists it: from the log, or from the facts where the log does not tell of that day. */
export interface AskedTerms {
  readonly day: Day
  readonly when: string
  readonly who: string
  /** How many of the public. */
  readonly people: number | string
  readonly taking: string
  readonly how: string
  readonly said: string
  readonly changed: string
}

export interface HeardTerms {
  readonly who: string
  readonly when: string
  readonly said: string
  readonly changed: string
}

const publicCounts = ({ groups }: Pick<LoggedEvent, 'groups'>): number[] => groups.filter(({ as }) => as === 'public').map(({ people }) => people)

export const peopleWords = (counts: readonly number[]): string => {
  const total = totalWords(counts)
  return total === 'nobody' ? 'nobody from the public' : total === '1' ? '1 person' : `${total} people`
}

const whoCame = ({ groups }: LoggedEvent): string => capital(groups.map(({ who, people }) => `${bare(who)} (${countWords(people)})`).join('; '))

const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** What came of a point, with the fact and the paper that it changed. */
function answerWords({ answer, what, fact, paper }: Point): string {
  const said = what === '' ? 'Not answered yet: whoever leads the project has still to say what comes of it.' : `${{ changed: '', 'not-changed': 'Nothing changed. ', 'not-yet': 'Not answered yet. ' }[answer]}${sentence(capital(what))}`
  return [said, ...(fact in LINKED_FACTS ? [`Changed in the facts: ${small(LINKED_FACTS[fact] as string)}.`] : []), ...(paper ? [`Changed in the papers: ${sentence(paper)}`] : [])].join(' ')
}

export function eventTerms(event: LoggedEvent): AskedTerms {
  const { day, points } = event
  return {
    day, when: formatDay(day), who: whoCame(event), people: totalWords(publicCounts(event)), taking: peopleWords(publicCounts(event)),
    how: `${EVENT_KIND_WORDS[event.kind]}: ${sentence(event.place)} ${sentence(capital(event.shown))}`,
    said: points.length > 0 ? points.map(({ said }) => sentence(capital(said))).join(' ') : 'Nothing is written down yet.',
    changed: points.length > 0 ? points.map(answerWords).join(' ') : 'Nothing yet.',
  }
}

/** What people said at one event, a line for each point: of the public that came, or of all where none did. */
export function heardTerms(event: LoggedEvent): HeardTerms[] {
  const ofThePublic = event.groups.filter(({ as }) => as === 'public')
  const who = capital((ofThePublic.length > 0 ? ofThePublic : event.groups).map((group) => bare(group.who)).join('; '))
  return event.points.map((point) => ({ who, when: formatDay(event.day), said: sentence(capital(point.said)), changed: answerWords(point) }))
}

const events = (number: number): string => (number === 1 ? '1 event' : `${number} events`)

function moneyTerms(held: readonly LoggedEvent[]): string {
  const paid = PAYMENTS.map((payment) => ({ words: small(PAYMENT_WORDS[payment]), at: held.filter((event) => event.payment === payment).length })).filter(({ at }) => at > 0)
  const known = held.flatMap(({ costPounds }) => (costPounds === null ? [] : [costPounds]))
  const cost = known.length === 0 ? 'What it cost is not written down.' : `The cost comes to ${pounds(known.reduce((sum, each) => sum + each, 0))}${known.length < held.length ? `, and is known for ${known.length} of ${events(held.length)}` : ''}.`
  return `Payment of those who took part: ${paid.map(({ words, at }) => `${words} at ${events(at)}`).join('; ')}. ${cost}`
}

/** How many points were made and what came of them; what came of none is left out. */
function outcomeWords({ changed, unchanged, open }: { readonly changed: number; readonly unchanged: number; readonly open: number }): string {
  const total = changed + unchanged + open
  if (total === 0) return 'no point that is written down.'
  const came = [
    ...(changed > 0 ? [`${changed} changed something`] : []), ...(unchanged > 0 ? [`${unchanged} did not${changed > 0 ? '' : ' change anything'} and part 4 says why`] : []),
    ...(open > 0 ? [`${open} ${open === 1 ? 'waits' : 'wait'} for an answer`] : []),
  ]
  return `${total} ${total === 1 ? 'point' : 'points'}: ${came.length === 1 ? came.join('') : `${came.slice(0, -1).join(', ')}, and ${came[came.length - 1]}`}.`
}

/**
 * All that the report says from the log beside what was done: the same keys with no log as with one. `elsewhere` is how many
 * times the public was asked of which the facts tell and the log does not.
 */
export function logTerms(log: InvolvementLog | null, elsewhere: number) {
  const held = (log?.events ?? []).filter(({ state }) => state === 'held')
  const planned = (log?.events ?? []).filter(({ state }) => state === 'planned')
  const groupsAs = (as: TakingPart) => held.flatMap(({ groups }) => groups).filter((group) => group.as === as).map(({ people }) => people)
  const open = held.reduce((sum, event) => sum + openPoints(event), 0)
  const all = held.flatMap(({ points }) => points)
  const changed = all.filter(({ answer }) => answer === 'changed').length
  return {
    hasLog: held.length > 0,
    outcome: `${elsewhere > 0 ? `The involvement log tells of ${held.length} of these times; there they` : 'They'} made ${outcomeWords({ changed, unchanged: all.length - changed - open, open })}`,
    groups: TAKING_PART.map((as) => ({ as: TAKING_PART_WORDS[as], people: totalWords(groupsAs(as)) })).filter(({ people }) => people !== 'nobody'),
    money: held.length > 0 ? moneyTerms(held) : '',
    open: held.flatMap((event) => heardTerms(event).filter((_line, index) => event.points[index]?.answer === 'not-yet')),
    lessons: held.filter(({ lesson }) => lesson !== '').map(({ day, kind, place, lesson }) => ({ when: `${formatDay(day)}, ${EVENT_KIND_WORDS[kind].toLowerCase()}: ${bare(place)}`, lesson: sentence(capital(lesson)) })),
    planned: planned.map((event) => ({
      when: formatDay(event.day), how: `${EVENT_KIND_WORDS[event.kind]}: ${bare(event.place)}`, who: event.groups.length > 0 ? capital(event.groups.map(({ who }) => bare(who)).join('; ')) : 'Not settled yet', shown: sentence(capital(event.shown)),
    })),
  }
}
