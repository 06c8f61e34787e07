import { createCookie } from '@remix-run/node'
import { recordLook } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { addDays, startOfLondonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { OPEN_REASONS, type OpenReason } from './people-search.schema.ts'
import { findPerson } from './people.store.server.ts'
import type { Person } from './person.rules.ts'

const MINUTES = 15

/** An open record: for one person and one member of staff, until a moment, with the reason they gave. */
interface Opening {
  readonly personId: string
  readonly userId: string
  readonly reason: OpenReason
  readonly until: number
  /** The past day, Europe/London, whose end the record is shown as known at; null for now. */
  readonly asKnownOn: Day | null
}

function cookieFor({ env, publicUrl }: Runtime) {
  return createCookie('concordat_opened', {
    secrets: [env.SESSION_SECRET], httpOnly: true, sameSite: 'lax', path: '/people', maxAge: MINUTES * 60, secure: publicUrl.startsWith('https://'),
  })
}

/** Whether the practice has such a person. Shows nothing, so it is no look. */
export async function isOurPerson({ runtime, actor }: Context<StaffActor>, personId: string): Promise<boolean> {
  return (await findPerson(runtime.db, runtime.secrets, actor.organisationCode, personId)) !== null
}

/** The Set-Cookie header that carries the reason to the record's page: for one person and one member of staff, for 15 minutes. */
export async function giveReason({ runtime, actor, now }: Context<StaffActor>, personId: string, reason: OpenReason): Promise<string> {
  return cookieFor(runtime).serialize({ personId, userId: actor.userId, reason, until: now.getTime() + MINUTES * 60_000, asKnownOn: null } satisfies Opening)
}

/** The Set-Cookie header that shows an open record as known at the end of a past day, or as it is now. It stays open no longer for it. */
export async function giveDay({ runtime, actor, now }: Context<StaffActor>, personId: string, opening: RecordOpened, asKnownOn: Day | null): Promise<string> {
  return cookieFor(runtime).serialize(
    { personId, userId: actor.userId, reason: opening.reason, until: opening.until, asKnownOn } satisfies Opening,
    { maxAge: Math.ceil((opening.until - now.getTime()) / 1000) },
  )
}

export type RecordOpened = Pick<Opening, 'reason' | 'until' | 'asKnownOn'>

/** Why this member of staff has this record open, and as known on which day; null when they have yet to say why. */
export async function readOpening({ runtime, actor, now }: Context<StaffActor>, request: Request, personId: string): Promise<RecordOpened | null> {
  const opening = (await cookieFor(runtime).parse(request.headers.get('Cookie'))) as Opening | null
  const holds = opening?.personId === personId && opening.userId === actor.userId && opening.until > now.getTime() && OPEN_REASONS.includes(opening.reason)
  return holds ? { reason: opening.reason, until: opening.until, asKnownOn: opening.asKnownOn ?? null } : null
}

/** The last instant of a past day, at which a record is shown as known. */
export function endOfDay(day: Day): Date {
  return new Date(startOfLondonDay(addDays(day, 1)).getTime() - 1)
}

/** Opens a record of the practice's own, and records the look with its reason and the day it is shown as known on. Null when there is none. */
export async function openPerson(
  context: Context<StaffActor>, personId: string, { reason, asKnownOn }: { readonly reason: string; readonly asKnownOn?: Day | null },
): Promise<Person | null> {
  const { runtime, actor } = context
  const person = await findPerson(runtime.db, runtime.secrets, actor.organisationCode, personId)
  if (person) await recordLook(context, { kind: 'person-opened', subject: `person:${person.id}`, data: { reason, ...(asKnownOn ? { asKnownOn } : {}) } })
  return person
}
