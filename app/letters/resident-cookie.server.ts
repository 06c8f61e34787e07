import { createCookie } from '@remix-run/node'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { RESIDENT_MINUTES, WANTS, type Wants } from './resident.rules.ts'

/**
 * What a resident's browser carries between pages: signed, for scripts to leave alone, for the resident's pages only, and
 * over after 30 minutes. It names the letter by an id that says nothing, never by its code.
 */
export interface ResidentVisit {
  readonly letterId: string
  readonly word: 'self' | 'parent' | null
  readonly wants: Wants | null
  /** The name that a parent gave, sealed. */
  readonly holder?: string | null
  /** The id of the answer that is being given: sent twice, it is one reply. */
  readonly formId: string
  /** The choice last recorded on this visit. */
  readonly choiceId: string | null
  readonly repeated: boolean
  readonly mails: number
}

function cookieFor({ env, publicUrl }: Runtime) {
  return createCookie('concordat_resident', {
    secrets: [env.SESSION_SECRET], httpOnly: true, sameSite: 'lax', path: '/your-choice', maxAge: RESIDENT_MINUTES * 60, secure: publicUrl.startsWith('https://'),
  })
}

/** The Set-Cookie header for the next page; each answer gives the visit its 30 minutes again. */
export async function carryVisit(runtime: Runtime, visit: ResidentVisit, now: Date): Promise<string> {
  return cookieFor(runtime).serialize({ ...visit, until: now.getTime() + RESIDENT_MINUTES * 60_000 })
}

export function sealHolder({ secrets }: Runtime, name: string): string {
  return secrets.seal('holder-name', name).toString('base64')
}

/** The name that a parent gave on this visit; null where none was asked for yet, or the key it was sealed with has been taken away since: then it is asked for again. */
export function holderOf({ secrets }: Runtime, visit: ResidentVisit): string | null {
  if (!visit.holder) return null
  try {
    return secrets.open('holder-name', Buffer.from(visit.holder, 'base64'))
  } catch {
    return null
  }
}

export async function endVisit(runtime: Runtime): Promise<string> {
  return cookieFor(runtime).serialize('', { maxAge: 0 })
}

/** Null when there is none, when it was tampered with, and when its time is over. */
export async function readVisit(runtime: Runtime, request: Request, now: Date): Promise<ResidentVisit | null> {
  const held = (await cookieFor(runtime).parse(request.headers.get('Cookie'))) as (ResidentVisit & { readonly until: number }) | '' | null
  if (!held || typeof held !== 'object' || !(held.until > now.getTime())) return null
  const { until: _until, ...visit } = held
  return { ...visit, wants: visit.wants && WANTS.includes(visit.wants) ? visit.wants : null }
}
