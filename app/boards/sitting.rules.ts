import { isGrant } from '#app/approvals/decision.rules.ts'
import type { OutcomeMeaning } from '#app/approvals/bodies.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { PrecedentBar } from './precedent.rules.ts'

export const SEATS = ['chair', 'deputy', 'member', 'secretary'] as const
export type SeatKind = (typeof SEATS)[number]

/** How a board comes to an outcome. */
export const SITTING_KINDS = ['meeting', 'out-of-committee', 'precedent', 'chair'] as const
export type SittingKind = (typeof SITTING_KINDS)[number]

export const SITTING_STATES = ['called', 'open', 'closed', 'minuted'] as const
export type SittingState = (typeof SITTING_STATES)[number]

/** A person's place on a board for some London days, both included; `to` is null while it has no end. */
export interface Seat {
  readonly id: string
  readonly userId: string
  readonly kind: SeatKind
  readonly isLay: boolean
  readonly organisationCode: string
  readonly from: Day
  readonly to: Day | null
}

/** How many must be there to decide, as whole people, and how many of them lay. */
export interface Quorum {
  readonly members: number
  readonly lay: number
}

export const RULINGS = ['stays', 'speaks', 'leaves'] as const
/** Stays and votes, speaks but has no vote, or leaves while it is decided. */
export type Ruling = (typeof RULINGS)[number]

export interface Interest {
  readonly seatId: string
  /** Null until the chair has said. */
  readonly ruling: Ruling | null
}

export const ABSTAIN = 'abstain'

export interface Vote {
  readonly seatId: string
  /** The id of one of the body's outcomes, or `abstain`. */
  readonly outcome: string
  readonly castAt: Date
}

export interface Item {
  readonly number: number
  /** Organisations whose people have an interest without saying so: the project's parties, unless the board is one of theirs. */
  readonly partyCodes: readonly string[]
  /** Who wrote the papers and submitted them. They never decide on them. */
  readonly authorIds: readonly string[]
  readonly bars: readonly PrecedentBar[]
  readonly interests: readonly Interest[]
  /** In the order in which they were given. */
  readonly votes: readonly Vote[]
  readonly isWithdrawn: boolean
  readonly hasOutcome: boolean
}

export interface Sitting {
  readonly kind: SittingKind
  readonly heldOn: Day
  readonly quorum: Quorum
  readonly seats: readonly Seat[]
  readonly presentSeatIds: readonly string[]
  readonly items: readonly Item[]
  readonly openedAt: Date | null
  readonly closedAt: Date | null
  readonly minutesApprovedAt: Date | null
}

export function sittingState(sitting: Pick<Sitting, 'openedAt' | 'closedAt' | 'minutesApprovedAt'>): SittingState {
  if (sitting.minutesApprovedAt) return 'minuted'
  if (sitting.closedAt) return 'closed'
  return sitting.openedAt ? 'open' : 'called'
}

const RUNS_IT = ['chair', 'deputy', 'secretary'] as const
const DECIDES = ['chair', 'deputy', 'member'] as const
const PRESIDES = ['chair', 'deputy'] as const

/** Who may do what at a sitting, by seat and state. */
export const SITTING_COMMANDS = {
  'add-item': { seats: RUNS_IT, states: ['called', 'open'] },
  'withdraw-item': { seats: RUNS_IT, states: ['called', 'open'] },
  'mark-attendance': { seats: RUNS_IT, states: ['called', 'open'] },
  open: { seats: RUNS_IT, states: ['called'] },
  'declare-interest': { seats: DECIDES, states: ['called', 'open'] },
  'rule-on-interest': { seats: PRESIDES, states: ['called', 'open'] },
  vote: { seats: DECIDES, states: ['open'] },
  'record-outcome': { seats: PRESIDES, states: ['open'] },
  'write-notes': { seats: RUNS_IT, states: ['called', 'open', 'closed'] },
  close: { seats: RUNS_IT, states: ['open'] },
  'approve-minutes': { seats: PRESIDES, states: ['closed'] },
} as const satisfies Record<string, { readonly seats: readonly SeatKind[]; readonly states: readonly SittingState[] }>
export type SittingCommand = keyof typeof SITTING_COMMANDS
export const SITTING_COMMAND_NAMES = Object.keys(SITTING_COMMANDS) as SittingCommand[]

export const SITTING_REFUSALS = [
  'no-seat', 'not-your-seat', 'not-in-this-state', 'not-on-its-day', 'no-such-item', 'item-withdrawn', 'already-decided', 'not-present', 'has-an-interest', 'own-interest',
  'interest-not-ruled', 'no-interest-declared', 'outcome-unknown', 'quorum-not-met', 'not-what-was-voted', 'grant-without-majority', 'deputy-while-chair-may', 'precedent-barred', 'reasons-missing', 'items-open',
  'conditions-missing', 'conditions-not-asked-for', 'no-votes-here',
] as const
export type SittingRefusalKind = (typeof SITTING_REFUSALS)[number]
export type SittingRefusal = Refusal<SittingRefusalKind>

/** The seat that a person has on a day; one person has at most one at a time. */
export function seatOf(seats: readonly Seat[], userId: string, day: Day): Seat | null {
  return seats.find((seat) => seat.userId === userId && isInOffice(seat, day)) ?? null
}

export function isInOffice(seat: Pick<Seat, 'from' | 'to'>, day: Day): boolean {
  return seat.from <= day && (seat.to === null || day <= seat.to)
}

/** Whether somebody may give a command at this sitting as it stands. Seats are asked for as of the day it is given. */
export function mayCommand(sitting: Sitting, userId: string, command: SittingCommand, today: Day): Result<Seat, SittingRefusal> {
  const seat = seatOf(sitting.seats, userId, today)
  if (!seat) return refuse('no-seat')
  const { seats, states } = SITTING_COMMANDS[command] as { readonly seats: readonly SeatKind[]; readonly states: readonly SittingState[] }
  if (!seats.includes(seat.kind)) return refuse('not-your-seat')
  if (!states.includes(sittingState(sitting))) return refuse('not-in-this-state', { state: sittingState(sitting) })
  if (command === 'open' && today < sitting.heldOn && sitting.kind === 'meeting') return refuse('not-on-its-day', { day: sitting.heldOn })
  if (command === 'vote' && sitting.kind === 'chair') return refuse('no-votes-here')
  if (command === 'close' && sitting.items.some(({ hasOutcome, isWithdrawn }) => !hasOutcome && !isWithdrawn)) return refuse('items-open')
  return ok(seat)
}

/** The item, if a command about it may be given. */
export function itemOpen(sitting: Sitting, number: number): Result<Item, SittingRefusal> {
  const item = sitting.items.find((candidate) => candidate.number === number)
  if (!item) return refuse('no-such-item')
  if (item.isWithdrawn) return refuse('item-withdrawn')
  return item.hasOutcome ? refuse('already-decided') : ok(item)
}

/** Why a seat has no vote on an item; null where it has one. Whoever comes from a party of the project has an interest, declared or not. */
export function barredFrom(item: Item, seat: Seat): 'has-an-interest' | 'interest-not-ruled' | null {
  if (item.authorIds.includes(seat.userId)) return 'has-an-interest'
  const declared = item.interests.find(({ seatId }) => seatId === seat.id)
  if (declared) return declared.ruling === 'stays' ? null : declared.ruling === null ? 'interest-not-ruled' : 'has-an-interest'
  return item.partyCodes.includes(seat.organisationCode) ? 'has-an-interest' : null
}

/** Whether a seat may vote on an item now. In a meeting one has to be there; by correspondence the vote itself shows it. */
export function mayVoteOn(sitting: Sitting, item: Item, seat: Seat): Result<null, SittingRefusal> {
  const bar = barredFrom(item, seat)
  if (bar) return refuse(bar)
  if (sitting.kind === 'meeting' && !sitting.presentSeatIds.includes(seat.id)) return refuse('not-present')
  return ok(null)
}

/** Those who decide on an item: in office on the day, there, and without an interest. */
export function deciding(sitting: Sitting, item: Item): readonly Seat[] {
  return sitting.seats.filter((seat) => seat.kind !== 'secretary' && isInOffice(seat, sitting.heldOn) && barredFrom(item, seat) === null && isTakingPart(sitting, item, seat))
}

function isTakingPart(sitting: Sitting, item: Item, seat: Seat): boolean {
  if (sitting.kind === 'meeting') return sitting.presentSeatIds.includes(seat.id)
  if (sitting.kind === 'chair') return seat.kind === 'chair' || seat.kind === 'deputy'
  return item.votes.some(({ seatId }) => seatId === seat.id)
}

/** A precedent is for the chair or deputy with one other; the chair decides alone where that is the way; else the board's own quorum. */
export function quorumNeeded(sitting: Pick<Sitting, 'kind' | 'quorum'>): Quorum {
  if (sitting.kind === 'chair') return { members: 1, lay: 0 }
  if (sitting.kind === 'precedent') return { members: 2, lay: Math.min(1, sitting.quorum.lay) }
  return sitting.quorum
}

export interface QuorumCount extends Quorum {
  readonly needed: Quorum
  readonly isMet: boolean
}

export function quorumFor(sitting: Sitting, item: Item): QuorumCount {
  const there = deciding(sitting, item)
  const needed = quorumNeeded(sitting)
  const lay = there.filter(({ isLay }) => isLay).length
  return { members: there.length, lay, needed, isMet: there.length >= needed.members && lay >= needed.lay }
}

export interface TallyLine {
  readonly outcome: string
  readonly votes: number
}

/** The votes that count, as whole people: each person's last, of those who decide on the item. Most first. */
export function tally(sitting: Sitting, item: Item): readonly TallyLine[] {
  const voters = new Set(deciding(sitting, item).map(({ id }) => id))
  const last = new Map<string, Vote>()
  for (const vote of item.votes) {
    const before = last.get(vote.seatId)
    if (voters.has(vote.seatId) && (!before || before.castAt <= vote.castAt)) last.set(vote.seatId, vote)
  }
  const counts = new Map<string, number>()
  for (const { outcome } of last.values()) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  return [...counts].map(([outcome, votes]) => ({ outcome, votes })).sort((a, b) => b.votes - a.votes || a.outcome.localeCompare(b.outcome))
}

export const WAYS = ['votes', 'casting-vote', 'consensus', 'chair'] as const
/** Most votes, the chair between equals, nobody asked for a vote, or the chair alone. */
export type Way = (typeof WAYS)[number]

export interface OutcomeGiven {
  readonly outcome: string
  readonly reasons: string
  /** Which earlier decision it follows, for a precedent or the chair's own decision; empty otherwise. */
  readonly precedent: string
  readonly conditions: number
}

/** Whether whoever presides may record this outcome of an item now, and how it was come to. */
export function mayRecordOutcome(
  sitting: Sitting, item: Item, seat: Seat, given: OutcomeGiven, meanings: ReadonlyMap<string, OutcomeMeaning>,
): Result<{ readonly way: Way; readonly meaning: OutcomeMeaning; readonly tally: readonly TallyLine[] }, SittingRefusal> {
  const bar = barredFrom(item, seat)
  if (bar) return refuse(bar)
  if (seat.kind === 'deputy' && chairMay(sitting, item)) return refuse('deputy-while-chair-may')
  const meaning = meanings.get(given.outcome)
  if (!meaning) return refuse('outcome-unknown')
  if (item.interests.some(({ ruling }) => ruling === null)) return refuse('interest-not-ruled')
  const shortWay = sitting.kind === 'precedent' || sitting.kind === 'chair'
  if (shortWay && item.bars.length > 0) return refuse('precedent-barred', { bars: item.bars.length })
  if (given.reasons.trim() === '' || (shortWay && given.precedent.trim() === '')) return refuse('reasons-missing')
  if (meaning === 'granted-with-conditions' && given.conditions === 0) return refuse('conditions-missing')
  if (meaning !== 'granted-with-conditions' && given.conditions > 0) return refuse('conditions-not-asked-for')
  const quorum = quorumFor(sitting, item)
  if (!quorum.isMet) return refuse('quorum-not-met', { there: quorum.members, lay: quorum.lay, members: quorum.needed.members, layNeeded: quorum.needed.lay })
  const counted = tally(sitting, item)
  const way = wayTo(sitting, counted, given.outcome, meanings)
  return way.ok ? ok({ way: way.value, meaning, tally: counted }) : way
}

function wayTo(sitting: Sitting, counted: readonly TallyLine[], outcome: string, meanings: ReadonlyMap<string, OutcomeMeaning>): Result<Way, SittingRefusal> {
  if (sitting.kind === 'chair') return ok('chair')
  const votes = counted.filter((line) => line.outcome !== ABSTAIN)
  // Nobody asked for a vote: only where people sit together is that agreement.
  if (counted.length === 0 && sitting.kind === 'meeting') return ok('consensus')
  const isGranting = ({ outcome: id }: TallyLine) => isGrant(meanings.get(id) ?? 'refused')
  const [granting, others] = [votes.filter(isGranting), votes.filter((line) => !isGranting(line))]
  const [forGrant, against] = [granting, others].map((lines) => lines.reduce((sum, line) => sum + line.votes, 0)) as [number, number]
  // Whether to grant is settled first, by more than half; then what most of that side asked for.
  const leading = [...(forGrant >= against ? mostOf(granting) : []), ...(against >= forGrant ? mostOf(others) : [])]
  if (!leading.includes(outcome)) return refuse(isGrant(meanings.get(outcome) ?? 'refused') && forGrant <= against ? 'grant-without-majority' : 'not-what-was-voted')
  return ok(leading.length > 1 ? 'casting-vote' : 'votes')
}

function mostOf(lines: readonly TallyLine[]): readonly string[] {
  const most = Math.max(0, ...lines.map(({ votes }) => votes))
  return lines.filter(({ votes }) => votes === most).map(({ outcome }) => outcome)
}

/** Whether the chair is there and without an interest, so that the deputy does not stand in. */
function chairMay(sitting: Sitting, item: Item): boolean {
  return sitting.seats.some((seat) => seat.kind === 'chair' && isInOffice(seat, sitting.heldOn) && barredFrom(item, seat) === null
    && (sitting.kind !== 'meeting' || sitting.presentSeatIds.includes(seat.id)))
}

/** Nobody rules on an interest of their own: the chair's is the deputy's to rule on, and the other way round. */
export function mayRule(item: Item, seat: Seat, ofSeatId: string): Result<null, SittingRefusal> {
  if (seat.id === ofSeatId) return refuse('own-interest')
  return item.interests.some(({ seatId }) => seatId === ofSeatId) ? ok(null) : refuse('no-interest-declared')
}
