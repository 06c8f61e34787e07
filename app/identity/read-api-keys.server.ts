import { isId } from '#app/kernel/ids.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { StaffActor } from './actor.rules.ts'
import { keyState, type KeyState } from './api-key.rules.ts'
import { API_ACTIONS, type ApiAction } from './api-problem.rules.ts'
import { listApiKeys, type ApiKeyListed } from './api-keys.store.server.ts'

/** A key as the page for keys shows it. The key itself is kept nowhere. */
export interface KeyShown {
  readonly id: string
  readonly name: string
  readonly hint: string
  readonly flowRefs: readonly string[]
  readonly actions: readonly ApiAction[]
  readonly state: KeyState
  readonly madeAt: Date
  readonly madeBy: string | null
  readonly lastUsedOn: Day | null
  readonly expiresOn: Day | null
  readonly revokedAt: Date | null
  readonly revokedBy: string | null
}

/** The keys of the actor's organisation: those in use first. */
export async function readApiKeys(context: Context<StaffActor>): Promise<KeyShown[]> {
  const shown = (await listApiKeys(context.runtime.db, context.actor.organisationCode)).map((row) => keyShown(row, context.now))
  return [...shown.filter(({ state }) => state === 'in-use'), ...shown.filter(({ state }) => state !== 'in-use')]
}

/** One of them; null when the organisation has none such. */
export async function readApiKey(context: Context<StaffActor>, keyId: string): Promise<KeyShown | null> {
  if (!isId(keyId)) return null
  const [row] = await listApiKeys(context.runtime.db, context.actor.organisationCode, keyId)
  return row ? keyShown(row, context.now) : null
}

function keyShown(row: ApiKeyListed, now: Date): KeyShown {
  const { id, name, hint, flowRefs, madeAt, lastUsedOn, expiresOn, revokedAt } = row
  return {
    id, name, hint, flowRefs, madeAt, lastUsedOn, expiresOn, revokedAt, actions: API_ACTIONS.filter((action) => row.actions.includes(action)),
    state: keyState(row, londonDay(now)), madeBy: row.madeByName, revokedBy: row.revokedByName,
  }
}
