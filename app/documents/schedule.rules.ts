import { canonicalJson } from '#app/kernel/canonical-json.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Flow, ProjectFacts } from '#app/projects/facts.rules.ts'
import { membersOf } from '#app/projects/groups.rules.ts'

/**
 * What an organisation may vary for itself when it signs a protocol: this list and nothing else. It can leave flows out and begin
 * later, so that less goes, and say two things that change no terms. Nothing here lets more data go, earlier or for longer.
 */
export interface Schedule {
  /** Flows that it sends or receives and takes no part in, by reference, in order. */
  readonly flowsLeftOut: readonly string[]
  /** The first Europe/London day on which its flows run; null for the protocol's own. */
  readonly startsOn: Day | null
  /** Whom to ask there about opting out; empty where the protocol's own words do. */
  readonly optOutContact: string
  /** A note of its own, which changes no terms. */
  readonly note: string
}

/** A schedule as it was signed: with the signature, or later in the place of the one before. */
export interface SignedSchedule {
  readonly schedule: Schedule
  /** SHA-256 of `scheduleText`. */
  readonly scheduleHash: string
  readonly signedAt: Date
}

export const WHOLE_PROTOCOL: Schedule = { flowsLeftOut: [], startsOn: null, optOutContact: '', note: '' }

/** Whether it varies nothing and says nothing. */
export const isWhole = ({ flowsLeftOut, startsOn, optOutContact, note }: Schedule): boolean => flowsLeftOut.length === 0 && startsOn === null && optOutContact === '' && note === ''

export const SCHEDULE_REFUSALS = ['schedule-not-for-this-paper', 'schedule-flow-unknown', 'schedule-leaves-all-out', 'schedule-begins-too-early', 'schedule-begins-too-late', 'schedule-unchanged'] as const
export type ScheduleRefusalKind = (typeof SCHEDULE_REFUSALS)[number]
export type ScheduleRefusal = Refusal<ScheduleRefusalKind>

/** The flows that an organisation can leave out: those it receives, and those it sends, by itself or as a member of a group. */
export function flowsToVary(facts: ProjectFacts, organisationCode: string): readonly Flow[] {
  const sendsAs = new Set(facts.parties.filter((party) => membersOf(party).some(({ code }) => code === organisationCode)).map((party) => party.organisationCode)).add(organisationCode)
  return facts.flows.filter(({ fromCode, toCode }) => sendsAs.has(fromCode) || toCode === organisationCode)
}

/** Whether an organisation may sign a protocol with a schedule; the schedule in its one form, where it may. */
export function maySchedule(facts: ProjectFacts, organisationCode: string, given: Schedule): Result<Schedule, ScheduleRefusal> {
  const flows = flowsToVary(facts, organisationCode).map(({ ref }) => ref)
  const flowsLeftOut = [...new Set(given.flowsLeftOut)].sort()
  if (!flowsLeftOut.every((ref) => flows.includes(ref))) return refuse('schedule-flow-unknown')
  if (flows.length > 0 && flowsLeftOut.length === flows.length) return refuse('schedule-leaves-all-out')
  if (given.startsOn !== null && facts.purpose) {
    if (given.startsOn <= facts.purpose.startDate) return refuse('schedule-begins-too-early', { startsOn: facts.purpose.startDate })
    if (given.startsOn > facts.purpose.endDate) return refuse('schedule-begins-too-late', { endsOn: facts.purpose.endDate })
  }
  return ok({ ...given, flowsLeftOut })
}

/** What is hashed: the schedule with whose it is and the words that it is signed with, so that it can be moved to no other signature. */
export function scheduleText({ flowsLeftOut, startsOn, optOutContact, note }: Schedule, of: { readonly organisationCode: string; readonly contentHash: string }): string {
  return canonicalJson({ contentHash: of.contentHash, flowsLeftOut: [...flowsLeftOut], note, optOutContact, organisationCode: of.organisationCode, startsOn })
}

/** The schedule that counts at an instant: the one signed last by then. Of several of one instant, all narrow together. */
export function scheduleAt(signed: readonly SignedSchedule[], at: Date): Schedule {
  const byThen = signed.filter(({ signedAt }) => signedAt <= at)
  const newest = Math.max(...byThen.map(({ signedAt }) => signedAt.getTime()))
  const [first, ...others] = byThen.filter(({ signedAt }) => signedAt.getTime() === newest).map(({ schedule }) => schedule)
  return others.reduce((one, other) => ({
    ...one, flowsLeftOut: [...new Set([...one.flowsLeftOut, ...other.flowsLeftOut])].sort(),
    startsOn: one.startsOn === null || (other.startsOn !== null && other.startsOn > one.startsOn) ? other.startsOn : one.startsOn,
  }), first ?? WHOLE_PROTOCOL)
}

export type PartInFlow = 'takes-part' | 'left-out' | 'not-begun'

/** Whether whoever signed with a schedule takes part in a flow on a day. */
export function partInFlow({ flowsLeftOut, startsOn }: Schedule, flowRef: string, day: Day): PartInFlow {
  if (flowsLeftOut.includes(flowRef)) return 'left-out'
  return startsOn !== null && day < startsOn ? 'not-begun' : 'takes-part'
}

/**
 * The schedule that an organisation had before, as it goes with words that are signed now: flows that there are no more fall away, and
 * so does a first day that the protocol itself begins after.
 */
export function carriedSchedule(before: Schedule, facts: ProjectFacts, organisationCode: string): Schedule {
  const flows = new Set(flowsToVary(facts, organisationCode).map(({ ref }) => ref))
  const startsOn = before.startsOn !== null && facts.purpose && before.startsOn <= facts.purpose.startDate ? null : before.startsOn
  return { ...before, flowsLeftOut: before.flowsLeftOut.filter((ref) => flows.has(ref)), startsOn }
}
