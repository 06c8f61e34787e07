import type { Day } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { isRoutedRule, routeForStep, savedOn, type ApprovalRoute } from './approval-route.rules.ts'
import { routeOn } from './in-force.rules.ts'
import type { RouteStep } from './route-finder.rules.ts'
import { listSavedRoutes, type SavedRouteRecord } from './saved-routes.store.server.ts'

/** Kinds of papers that a project asks for. */
export const kindsOfProject = (facts: ProjectFacts, day: Day) => routeOn(facts, day, 0).steps.flatMap(({ kind, documents }) => (kind === 'document' ? documents : []))

/**
 * By which stages a step is decided that is asked for on a day: those that its organisation saved, or the usual one. Null for a
 * step that no officer decides in the portal. `saved` is null for the usual route.
 */
export async function readRouteOfStep(db: Queryable, facts: ProjectFacts, step: RouteStep, day: Day): Promise<{ readonly route: ApprovalRoute; readonly saved: SavedRouteRecord | null } | null> {
  if (step.kind !== 'sign-off' || step.shownBy !== 'decision') return null
  const versions = step.organisationCode !== null && isRoutedRule(step.rule) ? await listSavedRoutes(db, step.organisationCode, step.rule) : []
  const saved = savedOn(versions, day)
  const route = routeForStep(saved, step, kindsOfProject(facts, day))
  return route && { route, saved: saved?.route ? saved : null }
}
