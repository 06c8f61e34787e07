import { formatInstant, type Day } from '#app/kernel/uk-date.ts'
import { BAR_WORDS, RULING_WORDS, SEAT_WORDS, SITTING_KIND_WORDS, WAY_WORDS } from './boards.words.ts'
import { ABSTAIN, isInOffice, quorumFor, type Ruling, type Sitting, type TallyLine, type Way } from './sitting.rules.ts'
import type { PrecedentBar } from './precedent.rules.ts'

/** What minutes are made from: what happened, and the notes. */
export interface MinutesSource {
  readonly board: { readonly name: string; readonly ref: string; readonly organisation: string }
  readonly bodyName: string
  readonly place: string
  readonly notes: string
  readonly sitting: Sitting
  readonly people: readonly { readonly id: string; readonly name: string; readonly jobTitle: string; readonly organisationName: string }[]
  readonly items: readonly {
    readonly number: number
    readonly title: string
    readonly projectRef: string
    readonly question: string
    readonly submittedByName: string
    readonly notes: string
    readonly papers: readonly { readonly name: string; readonly number: number }[]
    readonly bars: readonly PrecedentBar[]
    readonly interests: readonly { readonly seatId: string; readonly what: string; readonly ruling: Ruling | null }[]
    readonly outcome: {
      readonly word: string; readonly leftOut: readonly string[]; readonly way: Way; readonly tally: readonly TallyLine[]; readonly reasons: string; readonly precedent: string; readonly decidedByName: string
      readonly conditions: readonly { readonly text: string; readonly dueOn: Day }[]
    } | null
  }[]
  readonly wordOf: (outcome: string) => string
}

const paragraphs = (text: string): readonly string[] => text.split(/\n+/).map((line) => line.trim()).filter((line) => line !== '')

/** The data of `templates/minutes/v1.hbs`. */
export function minutesData(source: MinutesSource) {
  const { sitting, people } = source
  const nameOf = (seatId: string) => people.find(({ id }) => id === seatId)?.name ?? ''
  const inOffice = sitting.seats.filter((seat) => isInOffice(seat, sitting.heldOn))
  const isThere = (id: string) => sitting.presentSeatIds.includes(id) || (sitting.kind !== 'meeting' && sitting.items.some(({ votes }) => votes.some(({ seatId }) => seatId === id)))
  return {
    boardName: source.board.name, organisation: source.board.organisation, bodyName: source.bodyName, heldOn: sitting.heldOn, kind: SITTING_KIND_WORDS[sitting.kind], place: source.place === '' ? 'Not recorded' : source.place,
    openedText: sitting.openedAt ? `${formatInstant(sitting.openedAt)}; ${sitting.closedAt ? formatInstant(sitting.closedAt) : 'not closed yet'}` : 'Not opened yet',
    quorum: `${sitting.quorum.members}, of whom ${sitting.quorum.lay} lay`,
    attendance: inOffice.map((seat) => {
      const person = people.find(({ id }) => id === seat.id)
      return {
        name: person?.name ?? '', seat: `${SEAT_WORDS[seat.kind]}${seat.isLay ? ', lay' : ''}`, from: person ? `${person.jobTitle}, ${person.organisationName}` : '', there: isThere(seat.id) ? 'Yes' : 'No',
      }
    }),
    notes: paragraphs(source.notes), hasItems: source.items.length > 0,
    items: source.items.map((item, index) => {
      const state = sitting.items.find(({ number }) => number === item.number)
      const quorum = state && quorumFor(sitting, state)
      return {
        place: index + 1, number: item.number, title: item.title, projectRef: item.projectRef, question: paragraphs(item.question), submittedBy: item.submittedByName,
        papers: item.papers.map(({ name, number }) => ({ paper: `${name}, version ${number}` })),
        barsText: item.bars.length > 0 ? `It is about: ${item.bars.map((bar) => BAR_WORDS[bar].toLowerCase()).join('; ')}.` : 'Nothing about it keeps it from being decided by precedent.',
        hasInterests: item.interests.length > 0,
        interests: item.interests.map(({ seatId, what, ruling }) => ({ name: nameOf(seatId), what, ruling: ruling ? RULING_WORDS[ruling] : 'Not ruled on' })),
        quorumText: quorum ? `${quorum.members} could decide it, of whom ${quorum.lay} lay; it took ${quorum.needed.members}, of whom ${quorum.needed.lay} lay.` : '',
        notes: paragraphs(item.notes), isWithdrawn: state?.isWithdrawn ?? false,
        outcome: item.outcome && {
          word: item.outcome.word, way: WAY_WORDS[item.outcome.way], recordedBy: item.outcome.decidedByName, reasons: paragraphs(item.outcome.reasons),
          precedentText: item.outcome.precedent === '' ? 'No earlier decision was followed.' : `It follows: ${item.outcome.precedent}.`,
          hasLeftOut: item.outcome.leftOut.length > 0, leftOut: item.outcome.leftOut,
          hasTally: item.outcome.tally.length > 0, tally: item.outcome.tally.map(({ outcome, votes }) => ({ outcome: outcome === ABSTAIN ? 'Abstained' : source.wordOf(outcome), votes })),
          hasConditions: item.outcome.conditions.length > 0, conditions: item.outcome.conditions,
        },
      }
    }),
  }
}
