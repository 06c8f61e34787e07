import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { OfficerPost } from '#app/projects/further-facts.rules.ts'
import { MOST_IN_A_STAGE, MOST_STAGES, STAGE_DAYS, type ApprovalRoute, type ApprovalStage } from './approval-route.rules.ts'

/** Somebody who holds a post at an organisation. */
export interface PostHolder {
  readonly userId: string
  readonly organisationCode: string
  readonly post: OfficerPost
}

export const ROUTE_REFUSALS = [
  'no-stages', 'too-many-stages', 'stage-twice', 'stage-unknown', 'cycle', 'days-out-of-bounds', 'number-out-of-bounds', 'nothing-decides', 'officer-would-approve', 'same-officer-twice',
  'nobody-in-post', 'author-is-the-only-one', 'too-few-in-post', 'guardian-is-siro',
] as const
export type RouteRefusalKind = (typeof ROUTE_REFUSALS)[number]
export type RouteRefusal = Refusal<RouteRefusalKind>

/** What is wrong with the shape of a route, whoever would act in it; null when nothing is. */
export function shapeProblem({ stages }: ApprovalRoute): RouteRefusal | null {
  const ids = stages.map(({ id }) => id)
  if (stages.length === 0) return { kind: 'no-stages' }
  if (stages.length > MOST_STAGES) return { kind: 'too-many-stages', details: { most: MOST_STAGES } }
  const twice = ids.find((id, index) => ids.indexOf(id) < index)
  if (twice !== undefined) return { kind: 'stage-twice', details: { stage: twice } }
  for (const stage of stages) {
    const details = { stage: stage.id }
    const unknown = stage.after.find((id) => !ids.includes(id))
    if (unknown !== undefined) return { kind: 'stage-unknown', details: { ...details, after: unknown } }
    if (!isWhole(stage.days, STAGE_DAYS.least, STAGE_DAYS.most)) return { kind: 'days-out-of-bounds', details }
    if (!isWhole(stage.howMany, 1, MOST_IN_A_STAGE)) return { kind: 'number-out-of-bounds', details }
    // UK GDPR Article 38(6): whoever advises does not also decide on purposes and means.
    if (stage.post === 'dpo' && stage.act === 'decides') return { kind: 'officer-would-approve', details }
    if (stages.some((other) => other !== stage && other.post === stage.post && other.organisationCode === stage.organisationCode && other.act === stage.act)) return { kind: 'same-officer-twice', details }
  }
  const inCycle = stages.find((stage) => comesAfterItself(stages, stage))
  if (inCycle) return { kind: 'cycle', details: { stage: inCycle.id } }
  return stages.some(({ act }) => act === 'decides') ? null : { kind: 'nothing-decides' }
}

const isWhole = (value: number, least: number, most: number): boolean => Number.isInteger(value) && value >= least && value <= most

function comesAfterItself(stages: readonly ApprovalStage[], stage: ApprovalStage): boolean {
  const seen = new Set<string>()
  const before = [...stage.after]
  for (let id = before.pop(); id !== undefined; id = before.pop()) {
    if (id === stage.id) return true
    if (!seen.has(id)) before.push(...(stages.find((one) => one.id === id)?.after ?? []))
    seen.add(id)
  }
  return false
}

/**
 * Whether a route can be gone to its end by these people from every state that they can bring it to. Every state is looked at:
 * who has acted in which stage. Refused with the stage in which it would stay, and why. `authors` made what is decided on.
 */
export function checkRoute(route: ApprovalRoute, people: readonly PostHolder[], authors: readonly string[]): Result<{ readonly states: number }, RouteRefusal> {
  const problem = shapeProblem(route)
  if (problem) return { ok: false, refusal: problem }
  const { stages } = route
  const seats = stages.map((stage) => people.filter(({ organisationCode, post }) => organisationCode === stage.organisationCode && post === stage.post).map(({ userId }) => userId))
  for (const [index, stage] of stages.entries()) {
    const holders = [...new Set(seats[index])]
    const mayAct = holders.filter((userId) => stage.act === 'advises' || !authors.includes(userId))
    if (holders.length === 0) return refuse('nobody-in-post', { stage: stage.id, post: stage.post })
    if (mayAct.length === 0) return refuse('author-is-the-only-one', { stage: stage.id, post: stage.post })
    if (mayAct.length < stage.howMany) return refuse('too-few-in-post', { stage: stage.id, post: stage.post, needed: stage.howMany })
    seats[index] = mayAct
  }
  return explore(stages, seats.map((holders, index) => thoseWhoMatter(stages, seats, holders, index)))
}

const TWO_PEOPLE = ['caldicott-guardian', 'siro'] as const
const areTwoPeople = (post: OfficerPost, other: OfficerPost): boolean => post !== other && [post, other].every((one) => (TWO_PEOPLE as readonly string[]).includes(one))

/** Those of a stage who are tried, and how many of them have to act. */
interface Tried {
  readonly holders: readonly string[]
  readonly howMany: number
}

/**
 * Of officers who hold one of the posts alone any is as good as any other, and nobody else can use them up, so that one is tried
 * for them all; those who hold both are all tried, up to as many as could be used up.
 */
function thoseWhoMatter(stages: readonly ApprovalStage[], seats: readonly (readonly string[])[], holders: readonly string[], index: number): Tried {
  const { post, howMany } = stages[index]!
  const isTwin = (at: number) => areTwoPeople(post, stages[at]!.post)
  const others = new Set(seats.flatMap((seat, at) => (isTwin(at) ? seat : [])))
  const both = holders.filter((userId) => others.has(userId)).sort()
  if (both.length === 0) return { holders: holders.slice(0, 1), howMany: 1 }
  const usedUp = stages.reduce((sum, stage, at) => sum + (isTwin(at) || at === index ? stage.howMany : 0), 0)
  return { holders: [...holders.filter((userId) => !others.has(userId)).slice(0, howMany), ...both.slice(0, usedUp)], howMany }
}

/** A state is who has acted in each stage; from each, everyone who may act does. One with stages left in which nobody can is a dead end. */
function explore(stages: readonly ApprovalStage[], tried: readonly Tried[]): Result<{ readonly states: number }, RouteRefusal> {
  type State = readonly (readonly string[])[]
  const keyOf = (state: State) => state.map((acted) => acted.join(',')).join('|')
  const begin: State = stages.map(() => [])
  const seen = new Set([keyOf(begin)])
  const left: State[] = [begin]
  for (let state = left.pop(); state !== undefined; state = left.pop()) {
    const now = state
    const isDone = (index: number) => now[index]!.length >= tried[index]!.howMany
    if (stages.every((_stage, index) => isDone(index))) continue
    const open = stages.map((_stage, index) => index).filter((index) => !isDone(index) && stages[index]!.after.every((id) => isDone(stages.findIndex((one) => one.id === id))))
    const moves = open.flatMap((index) => tried[index]!.holders.filter((userId) => !now[index]!.includes(userId) && !holdsTheOther(stages, now, index, userId)).map((userId) => ({ index, userId })))
    if (moves.length === 0) return refuse('guardian-is-siro', { stage: stages[open[0]!]!.id, post: stages[open[0]!]!.post })
    for (const { index, userId } of moves) {
      const next = now.map((acted, at) => (at === index ? [...acted, userId].sort() : acted))
      const key = keyOf(next)
      if (seen.has(key)) continue
      seen.add(key)
      left.push(next)
    }
  }
  return ok({ states: seen.size })
}

const holdsTheOther = (stages: readonly ApprovalStage[], state: readonly (readonly string[])[], index: number, userId: string): boolean =>
  stages.some((other, at) => areTwoPeople(stages[index]!.post, other.post) && state[at]!.includes(userId))
