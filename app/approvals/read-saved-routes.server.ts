import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { OFFICER_POST_WORDS } from '#app/projects/further-facts.words.ts'
import { listProjects, readProject, type ProjectView } from '#app/projects/read-project.server.ts'
import { isRoutedRule, routeForStep, ROUTED_RULES, savedOn, usualRoute, type ApprovalRoute, type RoutedRule } from './approval-route.rules.ts'
import { routeOn } from './in-force.rules.ts'
import { readPostHolders } from './read-case-facts.server.ts'
import { kindsOfProject } from './read-route-of-step.server.ts'
import type { RouteStep } from './route-finder.rules.ts'
import { RULE_WORDS, stepWords } from './route-finder.words.ts'
import { stepRule } from './route-rules.rules.ts'
import { drawn, type StageDrawn } from './saved-route.rules.ts'
import { routeWords } from './saved-route.words.ts'
import { listSavedRoutes, type SavedRouteRecord } from './saved-routes.store.server.ts'
import { tryOutRoute, type TriedOut } from './try-out-route.server.ts'

/** Each sign-off that the actor's organisation may be asked for, and how it decides it. */
export async function readSavedRoutes(context: Context<StaffActor>) {
  const { actor, now, runtime: { db } } = context
  const today = londonDay(now)
  const [versions, projects] = await Promise.all([listSavedRoutes(db, actor.organisationCode), listProjects(context)])
  return {
    maySave: mayRole(actor.role, 'approval-routes.save'),
    rules: ROUTED_RULES.map((rule) => {
      const own = versions.filter((version) => version.rule === rule)
      const inForce = savedOn(own, today)
      return {
        rule, name: nameOfRule(rule), officer: officerOf(rule), isSaved: inForce?.route != null, says: routeWords(inForce?.route ?? usualOf(rule, actor.organisationCode)),
        comingFrom: comingAfter(own, today).at(-1)?.from ?? null, askedBy: stepsOf(projects, rule, actor.organisationCode, today).length,
      }
    }),
  }
}

/** One sign-off: how it is decided today, how it will be, and every version that was saved. Null for what is no sign-off of an officer. */
export async function readSavedRoute(context: Context<StaffActor>, rule: string) {
  const { actor, now, runtime: { db } } = context
  if (!isRoutedRule(rule)) return null
  const today = londonDay(now)
  const [versions, projects, people] = await Promise.all([listSavedRoutes(db, actor.organisationCode, rule), listProjects(context), readPostHolders(db, [actor.organisationCode])])
  const inForce = savedOn(versions, today)
  const usual = usualOf(rule, actor.organisationCode)
  const peopleOf = (route: ApprovalRoute): StageDrawn[] => drawn(route, people)
  return {
    rule, name: nameOfRule(rule), officer: officerOf(rule), why: RULE_WORDS[rule], source: stepRule(rule).source, organisation: actor.organisationName, maySave: mayRole(actor.role, 'approval-routes.save'),
    isSaved: inForce?.route != null, stages: peopleOf(inForce?.route ?? usual), number: inForce?.route ? inForce.number : null, newest: versions.at(-1)?.number ?? 0,
    /** Whether there is a saved route to go back from, in force or to come. */
    hasOwn: [inForce, ...comingAfter(versions, today)].some((version) => version?.route != null),
    coming: comingAfter(versions, today).map((version) => ({ number: version.number, from: version.from, says: routeWords(version.route ?? usual), isUsual: version.route === null })),
    versions: [...versions].reverse().map(({ number, from, route, savedAt, savedByName }) => ({ number, from, says: routeWords(route ?? usual), isUsual: route === null, savedAt, savedByName })),
    /** What the form begins with: what was saved last, or the usual route. */
    begin: (versions.at(-1)?.route ?? usual).stages, today,
    projects: stepsOf(projects, rule, actor.organisationCode, today).map(({ project, step }) => ({ value: `${project.ref} ${step.id}`, label: project.title })),
  }
}
export type SavedRoutePage = NonNullable<Awaited<ReturnType<typeof readSavedRoute>>>

/** Tries a route out on a step of a project of the actor's organisation. Null where there is no such step; `triedOut` null where the route's shape is wrong. */
export async function readTryOut(context: Context<StaffActor>, given: { readonly rule: string; readonly on: { readonly projectRef: string; readonly stepId: string }; readonly route: ApprovalRoute }): Promise<{ readonly project: string; readonly triedOut: TriedOut | null } | null> {
  const { actor, now, runtime: { db } } = context
  if (!isRoutedRule(given.rule)) return null
  const today = londonDay(now)
  const project = await readProject(context, given.on.projectRef)
  const found = project && stepsOf([project], given.rule, actor.organisationCode, today).find(({ step }) => step.id === given.on.stepId)
  if (!found) return null
  const route = routeForStep({ route: given.route }, found.step, kindsOfProject(found.project.facts, today))
  return { project: found.project.title, triedOut: route && (await tryOutRoute(db, found.project, found.step, route, today)) }
}

const nameOfRule = (rule: RoutedRule): string => stepWords({ rule, documents: [] })
const officerOf = (rule: RoutedRule): string => OFFICER_POST_WORDS[stepRule(rule).post!]
const usualOf = (rule: RoutedRule, organisationCode: string): ApprovalRoute => usualRoute({ post: stepRule(rule).post, organisationCode, documents: stepRule(rule).documents })!

/** Versions that begin later than a day and that no later one takes the place of. */
function comingAfter(versions: readonly SavedRouteRecord[], day: Day): readonly SavedRouteRecord[] {
  return versions.filter((version) => version.from > day && savedOn(versions, version.from) === version)
}

/** The steps of projects that this rule asks an organisation's officer for. */
function stepsOf(projects: readonly ProjectView[], rule: RoutedRule, organisationCode: string, day: Day): readonly { readonly project: ProjectView; readonly step: RouteStep }[] {
  return projects.filter(({ endedAt }) => endedAt === null).flatMap((project) =>
    routeOn(project.facts, day, 0).steps.filter((step) => step.rule === rule && step.organisationCode === organisationCode).map((step) => ({ project, step })))
}
