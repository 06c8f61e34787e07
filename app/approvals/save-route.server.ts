import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { isRoutedRule } from './approval-route.rules.ts'
import { readPostHolders } from './read-case-facts.server.ts'
import { checkSaved, mayFollow, routeOf, type SaveRouteRefusal, type StageGiven } from './saved-route.rules.ts'
import { addSavedRoute, listSavedRoutes } from './saved-routes.store.server.ts'

export interface RouteToSave {
  readonly rule: string
  /** The number of the newest version that was there when the form was filled in; 0 where there was none. */
  readonly basedOn: number
  readonly from: Day
  /** Null goes back to the usual route. */
  readonly stages: readonly StageGiven[] | null
}

/** Saves how the actor's organisation decides a sign-off, from a day on. Refused where it could not be gone to its end. Sent twice, it is saved once. */
export async function saveRoute(context: Context<StaffActor>, command: RouteToSave): Promise<Result<{ readonly number: number }, SaveRouteRefusal>> {
  const { actor, now } = context
  const { rule, from } = command
  if (!mayRole(actor.role, 'approval-routes.save')) return refuse('not-allowed')
  if (!isRoutedRule(rule)) return refuse('not-found')
  const route = command.stages && routeOf(command.stages, actor.organisationCode)
  return change<Result<{ readonly number: number }, SaveRouteRefusal>>(context, async (tx, record) => {
    const follows = mayFollow(await listSavedRoutes(tx, actor.organisationCode, rule), { basedOn: command.basedOn, from, route }, londonDay(now))
    if (!follows.ok) return follows
    const { number, isNew } = follows.value
    if (!isNew) return ok({ number })
    const checked = route ? checkSaved(route, rule, await readPostHolders(tx, [actor.organisationCode])) : ok(null)
    if (!checked.ok) return checked
    const id = newId()
    if (!(await addSavedRoute(tx, { id, organisationCode: actor.organisationCode, rule, number, fromDay: from, route, savedAt: now, savedBy: actor.userId }))) return refuse('changed-since-read')
    record({ kind: 'approval-route-saved', subject: `approval-route:${id}`, data: { rule, number, from, stages: route?.stages.length ?? 0 } })
    return ok({ number })
  })
}
