import type { Wait } from '#app/approvals/wait.rules.ts'
import type { WaitProject } from '#app/approvals/waiting.rules.ts'
import type { RouteStep } from '#app/approvals/route-finder.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { SeatKind, SittingKind } from './sitting.rules.ts'

/** What a seat on a board has to do, or is invited to. */
export const BOARD_TASKS = ['vote', 'attend', 'open', 'record', 'list', 'minutes'] as const
export type BoardTaskKind = (typeof BOARD_TASKS)[number]

export interface BoardTask {
  readonly kind: BoardTaskKind
  readonly href: string
  readonly boardName: string
  /** How many items or submissions. */
  readonly count: number
  /** The day of the sitting; null for what has none. */
  readonly day: Day | null
}

interface SittingSeen {
  readonly boardRef: string
  readonly boardName: string
  readonly seat: SeatKind
  readonly kind: SittingKind
  readonly heldOn: Day
  readonly openedAt: Date | null
  readonly closedAt: Date | null
  /** Items without an outcome, and those of them on which the seat has voted. */
  readonly undecided: number
  readonly voted: number
}

interface UnlistedSeen {
  readonly boardRef: string
  readonly boardName: string
  readonly seat: SeatKind
  readonly count: number
}

const RUNS = ['chair', 'deputy', 'secretary'] as const
const PRESIDES = ['chair', 'deputy'] as const
const isOf = (seats: readonly SeatKind[], seat: SeatKind): boolean => seats.includes(seat)

/** What somebody's seats ask of them: nothing for a sitting that is over and minuted. */
export function boardTasks(sittings: readonly SittingSeen[], unlisted: readonly UnlistedSeen[], today: Day): BoardTask[] {
  return [
    ...sittings.flatMap((sitting): BoardTask[] => {
      const { boardRef, boardName, seat, kind, heldOn, openedAt, closedAt, undecided, voted } = sitting
      const task = (of: BoardTaskKind, count: number): BoardTask => ({ kind: of, href: `/boards/${boardRef}/meetings/${heldOn}`, boardName, count, day: heldOn })
      if (closedAt) return isOf(PRESIDES, seat) ? [{ ...task('minutes', 1), href: `/boards/${boardRef}/meetings/${heldOn}/minutes` }] : []
      if (!openedAt) return heldOn <= today && isOf(RUNS, seat) ? [task('open', undecided)] : heldOn >= today ? [task('attend', undecided)] : []
      if (seat !== 'secretary' && kind !== 'chair' && undecided > voted) return [task('vote', undecided - voted)]
      return isOf(PRESIDES, seat) && undecided > 0 ? [task('record', undecided)] : []
    }),
    ...unlisted.filter(({ seat }) => isOf(RUNS, seat)).map(({ boardRef, boardName, count }): BoardTask => ({ kind: 'list', href: `/boards/${boardRef}`, boardName, count, day: null })),
  ]
}

interface Submitted {
  readonly stepId: string
  readonly question: string
  readonly submittedAt: Date
  readonly withdrawnAt: Date | null
  readonly boardName: string
  readonly heldOn: Day | null
  readonly decidedAt: Date | null
}

/** What a project waits for a board to decide, in the place of what is said of the body that the board sits as. */
export function withBoardWaits(waits: readonly Wait[], project: Pick<WaitProject, 'ref' | 'title' | 'endedAt'>, submissions: readonly Submitted[], steps: readonly RouteStep[]): Wait[] {
  if (project.endedAt) return [...waits]
  const open = submissions.filter(({ withdrawnAt, decidedAt }) => withdrawnAt === null && decidedAt === null)
  const asked = new Set(open.map(({ stepId }) => stepId))
  return [
    ...waits.filter(({ kind, step }) => kind !== 'outside' || !step || !asked.has(step.id)),
    ...open.map(({ stepId, question, submittedAt, boardName, heldOn }): Wait => {
      const step = steps.find(({ id }) => id === stepId) ?? null
      return {
        kind: 'board', whose: 'theirs', projectRef: project.ref, projectTitle: project.title, href: `/projects/${project.ref}/boards`, organisationCode: null, organisationName: boardName, post: null, bodyId: null,
        step, what: question, count: 1, since: submittedAt, dueOn: heldOn, stopsFlows: step?.isNeededToFlow ?? false,
      }
    }),
  ]
}
