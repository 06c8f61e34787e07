import { createCookie } from '@remix-run/node'
import { recordLook } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { OPEN_REASONS, type OpenReason } from './people-search.schema.ts'
import { findPerson } from './people.store.server.ts'
import type { Person } from './person.rules.ts'

const MINUTES = 15

interface Opening { readonly personId: string; readonly userId: string; readonly reason: OpenReason; readonly until: number }

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
  return cookieFor(runtime).serialize({ personId, userId: actor.userId, reason, until: now.getTime() + MINUTES * 60_000 } satisfies Opening)
}

/** Why this member of staff has this record open; null when they have yet to say. */
export async function reasonGiven({ runtime, actor, now }: Context<StaffActor>, request: Request, personId: string): Promise<OpenReason | null> {
  const opening = (await cookieFor(runtime).parse(request.headers.get('Cookie'))) as Opening | null
  const holds = opening?.personId === personId && opening.userId === actor.userId && opening.until > now.getTime() && OPEN_REASONS.includes(opening.reason)
  return holds ? opening.reason : null
}

/** Opens a record of the practice's own, and records the look with its reason. Null when there is none. */
export async function openPerson(context: Context<StaffActor>, personId: string, reason: string): Promise<Person | null> {
  const { runtime, actor } = context
  const person = await findPerson(runtime.db, runtime.secrets, actor.organisationCode, personId)
  if (person) await recordLook(context, { kind: 'person-opened', subject: `person:${person.id}`, data: { reason } })
  return person
}
