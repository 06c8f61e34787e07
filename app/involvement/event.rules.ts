import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { isSameFact } from '#app/projects/project.rules.ts'
import { findPersonalDataIn } from './personal-data.rules.ts'

export const EVENT_STATES = ['held', 'planned'] as const
export type EventState = (typeof EVENT_STATES)[number]

export const EVENT_KINDS = ['meeting', 'focus-group', 'survey', 'online-session', 'panel-review', 'other'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** As whom a group took part. */
export const TAKING_PART = ['public', 'speaks-for', 'staff'] as const
export type TakingPart = (typeof TAKING_PART)[number]

export const PAYMENTS = ['paid', 'expenses', 'nothing', 'not-known'] as const
export type Payment = (typeof PAYMENTS)[number]

export const POINT_ANSWERS = ['changed', 'not-changed', 'not-yet'] as const
export type PointAnswer = (typeof POINT_ANSWERS)[number]

export interface Group {
  readonly who: string
  readonly as: TakingPart
  /** 1 or more: for what is planned, how many are expected. */
  readonly people: number
}

/** One thing that was said, and what came of it. */
export interface Point {
  readonly said: string
  readonly answer: PointAnswer
  /** What changed, why nothing did, or what is being done; empty only while nothing has come of it. */
  readonly what: string
  /** The path of the fact that changed; empty for none. See `linked-facts.words.ts`. */
  readonly fact: string
  /** The paper and the part of it that changed, in words; empty for none. */
  readonly paper: string
}

/** One time that people were asked, or will be. */
export interface InvolvementEvent {
  readonly state: EventState
  readonly day: Day
  readonly kind: EventKind
  /** The place, or the channel. */
  readonly place: string
  readonly groups: readonly Group[]
  /** What was shown, and what was asked. */
  readonly shown: string
  readonly points: readonly Point[]
  readonly payment: Payment
  /** In whole pounds; null where it is not known. */
  readonly costPounds: number | null
  /** What would be done otherwise the next time; may be empty. */
  readonly lesson: string
}

export const GROUPS_MAX = 20
export const POINTS_MAX = 40

export interface LoggedEvent extends InvolvementEvent {
  readonly id: string
}

/** What of a project's log stands, in the order of its days: every event that was not withdrawn, in its newest version. */
export interface InvolvementLog {
  readonly events: readonly LoggedEvent[]
}

export type LogRefusalKind =
  | 'not-found' | 'not-the-drafter' | 'project-ended' | 'changed-since-read' | 'withdrawn' | 'personal-data' | 'held-in-future' | 'planned-in-past' | 'nobody-took-part' | 'answer-missing' | 'no-such-point'
export type LogRefusal = Refusal<LogRefusalKind>

/** Whether an event can stand in the log on a day. */
export function checkEvent(event: InvolvementEvent, today: Day): Result<InvolvementEvent, LogRefusal> {
  if (findPersonalDataIn(event)) return refuse('personal-data')
  if (event.state === 'held' && event.day > today) return refuse('held-in-future')
  if (event.state === 'planned' && event.day < today) return refuse('planned-in-past')
  if (event.state === 'held' && event.groups.length === 0) return refuse('nobody-took-part')
  const unanswered = event.points.findIndex(({ answer, what }) => answer !== 'not-yet' && what === '')
  return unanswered === -1 ? ok(event) : refuse('answer-missing', { point: unanswered })
}

/** An event with one of its points answered otherwise. */
export function withAnswer(event: InvolvementEvent, point: number, answer: Omit<Point, 'said'>): Result<InvolvementEvent, Refusal<'no-such-point'>> {
  if (!event.points[point]) return refuse('no-such-point')
  return ok({ ...event, points: event.points.map((each, index) => (index === point ? { ...each, ...answer } : each)) })
}

/** What of an event is different in a later version, in the order in which it is written. */
export function changedParts(before: InvolvementEvent, after: InvolvementEvent): (keyof InvolvementEvent)[] {
  return (Object.keys(after) as (keyof InvolvementEvent)[]).filter((part) => !isSameFact(before[part], after[part]))
}

/** Points that nobody has said yet what came of. */
export const openPoints = (event: InvolvementEvent): number => event.points.filter(({ answer }) => answer === 'not-yet').length

export const inOrder = (events: readonly LoggedEvent[]): LoggedEvent[] => events.toSorted((a, b) => a.day.localeCompare(b.day) || a.id.localeCompare(b.id))
