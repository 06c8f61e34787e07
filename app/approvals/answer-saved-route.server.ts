import type { StaffActor } from '#app/identity/actor.rules.ts'
import { notFound } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm, type Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { shapeProblem } from './check-route.rules.ts'
import { readTryOut } from './read-saved-routes.server.ts'
import { saveRoute } from './save-route.server.ts'
import { fieldOfRefusal, routeOf, type SaveRouteRefusal, type StageGiven } from './saved-route.rules.ts'
import { savedRouteSchema, tryOutSchema, typedStages, typedWithStages, usualRouteSchema } from './saved-route.schema.ts'
import { SAVE_ROUTE_REFUSAL_STATUS, SAVE_ROUTE_REFUSAL_WORDS } from './saved-route.words.ts'
import type { TriedOut } from './try-out-route.server.ts'

/** A form about a route that is shown again: what was typed, what is wrong with it, and what a try-out gave. */
export interface RouteFormAgain {
  readonly problems: readonly Problem[]
  readonly typed: Typed
  readonly status: number
  readonly tried: { readonly project: string; readonly triedOut: TriedOut } | null
}
export type RouteAnswer = { readonly done: 'saved' | 'usual' } | RouteFormAgain

/** What the form about a route was asked to do: to change its stages, to try it out, or to save it. Nothing but saving keeps anything. */
export async function answerRouteForm(context: Context<StaffActor>, rule: string, form: FormData): Promise<RouteAnswer> {
  const { row, does, ...given } = typedFromForm(form)
  const typed = typedStages(given)
  if (typeof row === 'string') return { problems: [], typed: typedWithStages(typed, row), status: 200, tried: null }
  return does === 'try' ? answerTryOut(context, rule, typed) : answerSave(context, rule, typed)
}

async function answerTryOut(context: Context<StaffActor>, rule: string, typed: Typed): Promise<RouteAnswer> {
  const reading = readTyped(typed, tryOutSchema)
  if (!reading.ok) return again(typed, reading.problems, 400)
  const { stages, on } = reading.value
  const route = routeOf(stages, context.actor.organisationCode)
  const shape = shapeProblem(route)
  if (shape) return refused(typed, shape, stages)
  const tried = await readTryOut(context, { rule, on, route })
  if (!tried?.triedOut) return again(typed, [{ field: 'on', message: 'Select a project that asks for this sign-off' }], 400)
  return { problems: [], typed, status: 200, tried: { project: tried.project, triedOut: tried.triedOut } }
}

async function answerSave(context: Context<StaffActor>, rule: string, typed: Typed): Promise<RouteAnswer> {
  const reading = readTyped(typed, savedRouteSchema)
  if (!reading.ok) return again(typed, reading.problems, 400)
  const saved = await saveRoute(context, { rule, ...reading.value })
  return saved.ok ? { done: 'saved' } : refused(typed, saved.refusal, reading.value.stages)
}

/** Goes back to the usual route from a day on. */
export async function answerUsualForm(context: Context<StaffActor>, rule: string, form: FormData): Promise<RouteAnswer> {
  const typed = typedFromForm(form)
  const reading = readTyped(typed, usualRouteSchema)
  if (!reading.ok) return again(typed, reading.problems, 400)
  const saved = await saveRoute(context, { rule, ...reading.value, stages: null })
  return saved.ok ? { done: 'usual' } : refused(typed, saved.refusal, [])
}

const again = (typed: Typed, problems: readonly Problem[], status: number): RouteFormAgain => ({ problems, typed, status, tried: null })

function refused(typed: Typed, refusal: SaveRouteRefusal, stages: readonly StageGiven[]): RouteFormAgain {
  if (refusal.kind === 'not-found') throw notFound()
  const index = stages.findIndex(({ id }) => id === refusal.details?.stage)
  const words = SAVE_ROUTE_REFUSAL_WORDS[refusal.kind]
  return again(typed, [{ field: fieldOfRefusal(refusal, stages), message: index >= 0 ? `Stage ${index + 1}: ${words.charAt(0).toLowerCase()}${words.slice(1)}` : words }], SAVE_ROUTE_REFUSAL_STATUS[refusal.kind])
}
