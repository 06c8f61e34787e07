import { addDays, daysBetween, londonDay, type Day } from '#app/kernel/uk-date.ts'
import { isOver } from './approval.rules.ts'
import { activeStages, isDone, isOnAllOf, stateOf, type ApprovalCase, type CaseAct } from './case.rules.ts'
import type { ApprovalRoute, ApprovalStage } from './approval-route.rules.ts'
import type { PaperNow } from './decision.rules.ts'

/** The calendar days on which an approval was somebody's to decide: the clock stops while it waits for the applicant. */
export function daysRun(acts: readonly CaseAct[], from: Date, at: Date): number {
  let ran = 0
  let since: Date | null = null
  for (const [index, act] of acts.entries()) {
    if (act.at > at) break
    const isRunning = stateOf({ acts: acts.slice(0, index + 1) }) === 'open'
    if (isRunning && since === null) since = act.at
    if (!isRunning && since !== null) {
      ran += daysFrom(since, act.at, from)
      since = null
    }
  }
  return since === null ? ran : ran + daysFrom(since, at, from)
}

/** Days of a stretch from `since` to `to` that lie after `from`. */
function daysFrom(since: Date, to: Date, from: Date): number {
  return Math.max(0, daysBetween(londonDay(since < from ? from : since), londonDay(to)))
}

/** A paper as the clock looks at it: when its newest version was drafted, where that is known. */
export interface PaperMade extends PaperNow {
  readonly madeAt?: Date
}

const latestOf = (instants: readonly (Date | null)[]): Date | null => instants.reduce<Date | null>((latest, at) => (at !== null && (latest === null || at > latest) ? at : latest), null)

/** When new words took back what had been done in a stage; null where nothing was. */
function reopenedAt({ acts }: ApprovalCase, stage: ApprovalStage, newest: readonly PaperMade[]): Date | null {
  const undone = acts.findLast((act) => act.stageId === stage.id && act.covers.length > 0 && !isOnAllOf(act, newest))
  return undone ? latestOf(newest.map(({ madeAt }) => (madeAt && madeAt > undone.at ? madeAt : null))) : null
}

/** When a stage began to be somebody's: with the last act that finished what comes before it, or with the start; anew with words that took back what was done in it. */
function begunAt(given: ApprovalCase, stage: ApprovalStage, newest: readonly PaperMade[]): Date | null {
  const { route, acts } = given
  const started = acts.find(({ command }) => command === 'start')?.at ?? null
  const before = route.stages.filter(({ id }) => stage.after.includes(id))
  const finished = before.map((one) => acts.find((_act, index) => isDone({ acts: acts.slice(0, index + 1) }, one, newest))?.at ?? null)
  return started && latestOf([started, ...finished, reopenedAt(given, stage, newest)])
}

export interface StageClock {
  readonly stageId: string
  /** When it began to be somebody's. */
  readonly beganAt: Date
  /** Days that it has been somebody's, and days that are left; below zero when it is late. */
  readonly ran: number
  readonly left: number
  readonly dueOn: Day
}

/** How the clock stands for each stage in which somebody has to act now. */
export function stageClocks(given: ApprovalCase, newest: readonly PaperMade[], at: Date): readonly StageClock[] {
  if (isOver(stateOf(given))) return []
  return activeStages(given, newest).flatMap((stage) => {
    const began = begunAt(given, stage, newest)
    if (began === null) return []
    const ran = daysRun(given.acts, began, at)
    return [{ stageId: stage.id, beganAt: began, ran, left: stage.days - ran, dueOn: addDays(londonDay(at), stage.days - ran) }]
  })
}

/** The days that stages still take from now on, one after the other where they must be: the longest way to the end. */
export function daysToGo({ stages }: ApprovalRoute, leftOf: (stage: ApprovalStage) => number): number {
  const known = new Map<string, number>()
  const upTo = (stage: ApprovalStage): number => {
    const before = known.get(stage.id)
    if (before !== undefined) return before
    const days = Math.max(0, ...stages.filter(({ id }) => stage.after.includes(id)).map(upTo)) + leftOf(stage)
    known.set(stage.id, days)
    return days
  }
  return Math.max(0, ...stages.map(upTo))
}

/** The day by which an approval would be over if each stage took all its days, and the clock ran again today; null once it is over. */
export function forecast(given: ApprovalCase, newest: readonly PaperMade[], at: Date): Day | null {
  if (isOver(stateOf(given))) return null
  const clocks = new Map(stageClocks(given, newest, at).map((clock) => [clock.stageId, Math.max(0, clock.left)]))
  const days = daysToGo(given.route, (stage) => (isDone(given, stage, newest) ? 0 : clocks.get(stage.id) ?? stage.days))
  return addDays(londonDay(at), days)
}
