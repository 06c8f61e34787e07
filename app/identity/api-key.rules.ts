import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { addDays, type Day } from '#app/kernel/uk-date.ts'
import type { ApiAction } from './api-problem.rules.ts'

/** A key's life: in use, until its last day has passed or someone revokes it. */
export const KEY_STATES = ['in-use', 'ended', 'revoked'] as const
export type KeyState = (typeof KEY_STATES)[number]

export const KEY_NAME_MAX = 60
/** The longest that a key made on the page may last, in days. */
export const KEY_DAYS_MAX = 731
/** What a key lasts unless something else is said, in days. */
export const KEY_DAYS_USUAL = 365
/** How many of a key's last characters are kept to tell keys apart. They open nothing. */
export const KEY_HINT_LENGTH = 4

export const KEY_REFUSALS = ['flow-not-yours', 'action-needs-another', 'ends-before-today', 'lasts-too-long', 'name-in-use', 'name-does-not-match', 'not-in-use', 'not-found'] as const
export type KeyRefusal = (typeof KEY_REFUSALS)[number]

export interface KeyToMake {
  readonly name: string
  readonly flowRefs: readonly string[]
  readonly actions: readonly ApiAction[]
  readonly expiresOn: Day
}

/** Whether a key may be made: for flows of one's own, to last a while that is to come, under a name that tells it from the others. */
export function mayMakeKey(
  key: KeyToMake, known: { readonly ownFlowRefs: readonly string[]; readonly namesInUse: readonly string[]; readonly today: Day },
): Result<null, Refusal<KeyRefusal>> {
  if (key.flowRefs.some((ref) => !known.ownFlowRefs.includes(ref))) return refuse('flow-not-yours')
  if (key.actions.includes('check-detail') && !key.actions.includes('check')) return refuse('action-needs-another')
  if (key.expiresOn < known.today) return refuse('ends-before-today')
  if (key.expiresOn > addDays(known.today, KEY_DAYS_MAX)) return refuse('lasts-too-long')
  if (known.namesInUse.some((name) => name.toLowerCase() === key.name.toLowerCase())) return refuse('name-in-use')
  return ok(null)
}

export function keyState(key: { readonly revokedAt: Date | null; readonly expiresOn: Day | null }, today: Day): KeyState {
  if (key.revokedAt) return 'revoked'
  return key.expiresOn !== null && key.expiresOn < today ? 'ended' : 'in-use'
}
