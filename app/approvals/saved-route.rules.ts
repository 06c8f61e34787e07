import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { stageLevels, type ApprovalRoute, type ApprovalStage, type RoutedRule, type SavedRoute } from './approval-route.rules.ts'
import { checkRoute, ROUTE_REFUSALS, shapeProblem, type PostHolder } from './check-route.rules.ts'
import { stepRule } from './route-rules.rules.ts'

/** One stage as it is filled in: the organisation is that of whoever saves it. */
export type StageGiven = Omit<ApprovalStage, 'name' | 'organisationCode'>

export const routeOf = (stages: readonly StageGiven[], organisationCode: string): ApprovalRoute => ({ stages: stages.map((stage) => ({ ...stage, name: '', organisationCode })) })

export const SAVE_ROUTE_REFUSALS = [...ROUTE_REFUSALS, 'not-allowed', 'not-found', 'begins-in-the-past', 'officer-left-out', 'changed-since-read', 'usual-already'] as const
export type SaveRouteRefusalKind = (typeof SAVE_ROUTE_REFUSALS)[number]
export type SaveRouteRefusal = Refusal<SaveRouteRefusalKind>

/**
 * Whether an organisation may decide a sign-off by a route: it has no dead end for those who hold its posts, and the officer whom
 * the rule names decides in it. Others may be asked besides; nobody takes that officer's place.
 */
export function checkSaved(route: ApprovalRoute, rule: RoutedRule, people: readonly PostHolder[]): Result<null, SaveRouteRefusal> {
  const shape = shapeProblem(route)
  if (shape) return { ok: false, refusal: shape }
  const { post } = stepRule(rule)
  if (!route.stages.some((stage) => stage.act === 'decides' && stage.post === post)) return refuse('officer-left-out', { post })
  const checked = checkRoute(route, people, [])
  return checked.ok ? ok(null) : checked
}

/** What a version that is to be saved is checked against: the versions before it, and which of them the form was filled in on. */
export function mayFollow(versions: readonly SavedRoute[], given: { readonly basedOn: number; readonly from: Day; readonly route: ApprovalRoute | null }, today: Day): Result<{ readonly number: number; readonly isNew: boolean }, SaveRouteRefusal> {
  const newest = versions.at(-1) ?? null
  // Sent twice, it is saved once.
  if (newest && newest.from === given.from && JSON.stringify(canonical(newest.route)) === JSON.stringify(canonical(given.route))) return ok({ number: newest.number, isNew: false })
  if ((newest?.number ?? 0) !== given.basedOn) return refuse('changed-since-read')
  if (given.from < today) return refuse('begins-in-the-past')
  if (given.route === null && !versions.some(({ route }) => route !== null)) return refuse('usual-already')
  return ok({ number: (newest?.number ?? 0) + 1, isNew: true })
}

/** A route that went through the database has its keys in another order. */
const canonical = (route: ApprovalRoute | null) => route && route.stages.map(({ id, post, organisationCode, act, howMany, after, days, mustSee }) => [id, post, organisationCode, act, howMany, [...after].sort(), days, [...mustSee].sort()])

const FIELDS: Partial<Record<SaveRouteRefusalKind, keyof StageGiven>> = {
  'stage-twice': 'post', 'stage-unknown': 'after', cycle: 'after', 'days-out-of-bounds': 'days', 'number-out-of-bounds': 'howMany', 'officer-would-approve': 'act', 'same-officer-twice': 'post',
  'nobody-in-post': 'post', 'author-is-the-only-one': 'post', 'too-few-in-post': 'howMany', 'guardian-is-siro': 'post',
}

/** The box of the form that a refusal is about, such as `stages.1.post`; empty where it is about the whole. */
export function fieldOfRefusal({ kind, details }: SaveRouteRefusal, stages: readonly Pick<StageGiven, 'id'>[]): string {
  if (kind === 'begins-in-the-past') return 'from'
  const [field, index] = [FIELDS[kind], stages.findIndex(({ id }) => id === details?.stage)]
  return field && index >= 0 ? `stages.${index}.${field}` : ''
}

/** A stage as a page draws it: its place in the order, and who could act in it by the accounts there are. */
export interface StageDrawn extends Pick<ApprovalStage, 'id' | 'post' | 'act' | 'howMany' | 'days' | 'mustSee'> {
  readonly level: number
  readonly people: readonly string[]
}

export function drawn({ stages }: ApprovalRoute, people: readonly (PostHolder & { readonly name: string })[]): StageDrawn[] {
  return stageLevels(stages).flatMap((level, index) => level.map(({ id, post, act, howMany, days, mustSee, organisationCode }) => ({
    id, post, act, howMany, days, mustSee, level: index, people: people.filter((one) => one.post === post && one.organisationCode === organisationCode).map(({ name }) => name),
  })))
}
