import { change, type Record as RecordEntry } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { holdProject } from '#app/projects/hold-project.server.ts'
import { isSameFact } from '#app/projects/project.rules.ts'
import { addEventVersion, listVersionsOfEvent, type EventRecord } from './events.store.server.ts'
import { checkEvent, withAnswer, type InvolvementEvent, type LogRefusal, type Point } from './event.rules.ts'
import { findPersonalData } from './personal-data.rules.ts'

export type Logged = Result<{ readonly isChanged: boolean }, LogRefusal>

interface AtLog {
  readonly tx: Transaction
  readonly record: RecordEntry
  readonly project: { readonly id: string; readonly ref: string }
}

/** The drafter's log, held until the transaction ends, with every version of one of its events. */
function atEvent(context: Context<StaffActor>, ref: string, id: string, work: (at: AtLog, versions: readonly EventRecord[]) => Promise<Logged>): Promise<Logged> {
  return change(context, async (tx, record): Promise<Logged> => {
    const held = await holdProject(tx, context.actor, ref)
    if (!held.ok) return held
    if (!mayRole(context.actor.role, 'projects.draft')) return refuse('not-the-drafter')
    if (!isId(id)) return refuse('not-found')
    return work({ tx, record, project: held.value }, await listVersionsOfEvent(tx, held.value.id, id))
  })
}

/** Adds the next version. What is written about it is that it was, and never what it says. */
async function addVersion({ actor, now }: Context<StaffActor>, { tx, record, project }: AtLog, id: string, number: number, event: InvolvementEvent, act: 'added' | 'corrected' | 'answered' | 'withdrawn', withdrawnBecause: string | null = null): Promise<Logged> {
  const isAdded = await addEventVersion(tx, { id, version: number, projectId: project.id, event, withdrawnBecause, savedAt: now, savedBy: actor.userId })
  if (!isAdded) return refuse('changed-since-read')
  record({ kind: 'involvement-logged', projectRef: project.ref, subject: `involvement:${id}`, data: { act, day: event.day, version: number } })
  return ok({ isChanged: true })
}

/** Enters an event under an id that the form was given, so that the same form sent twice enters it once. */
export function logEvent(context: Context<StaffActor>, ref: string, id: string, event: InvolvementEvent): Promise<Logged> {
  return atEvent(context, ref, id, async (at, [first]) => {
    if (first) return isSameFact(first.event, event) ? ok({ isChanged: false }) : refuse('changed-since-read')
    const checked = checkEvent(event, londonDay(context.now))
    return checked.ok ? addVersion(context, at, id, 1, event, 'added') : checked
  })
}

type Corrected = { readonly id: string; readonly version: number }

/** The next version of an event that stands, from its newest; refused where that is not the one which the form was filled in against. */
function nextVersion(context: Context<StaffActor>, ref: string, { id, version }: Corrected, act: 'corrected' | 'answered', make: (newest: InvolvementEvent) => Result<InvolvementEvent, LogRefusal>): Promise<Logged> {
  return atEvent(context, ref, id, async (at, versions) => {
    const newest = versions.at(-1)
    if (!newest) return refuse('not-found')
    if (newest.withdrawnBecause !== null) return refuse('withdrawn')
    const made = make(newest.event)
    if (!made.ok) return made
    if (isSameFact(made.value, newest.event)) return ok({ isChanged: false })
    if (newest.version !== version) return refuse('changed-since-read')
    // A planned event whose day has passed may still be corrected: only a day that is new is held against today.
    const checked = checkEvent(made.value, made.value.state === newest.event.state && made.value.day === newest.event.day && made.value.state === 'planned' ? newest.event.day : londonDay(context.now))
    return checked.ok ? addVersion(context, at, id, version + 1, made.value, act) : checked
  })
}

export function correctEvent(context: Context<StaffActor>, ref: string, which: Corrected, event: InvolvementEvent): Promise<Logged> {
  return nextVersion(context, ref, which, 'corrected', () => ok(event))
}

/** Says what came of one thing that was said. `point` counts from 0. */
export function answerPoint(context: Context<StaffActor>, ref: string, which: Corrected, point: number, answer: Omit<Point, 'said'>): Promise<Logged> {
  return nextVersion(context, ref, which, 'answered', (newest) => withAnswer(newest, point, answer))
}

/** Takes an event out of what counts, with a reason. All that it said stays to be read. */
export function withdrawEvent(context: Context<StaffActor>, ref: string, { id, version }: Corrected, because: string): Promise<Logged> {
  return atEvent(context, ref, id, async (at, versions) => {
    const newest = versions.at(-1)
    if (!newest) return refuse('not-found')
    if (newest.withdrawnBecause !== null) return newest.withdrawnBecause === because ? ok({ isChanged: false }) : refuse('withdrawn')
    if (newest.version !== version) return refuse('changed-since-read')
    if (findPersonalData(because)) return refuse('personal-data')
    return addVersion(context, at, id, version + 1, newest.event, 'withdrawn', because)
  })
}
