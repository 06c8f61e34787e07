import { daysBetween, type Day } from '#app/kernel/uk-date.ts'

/** Something to be done to put a measure in place. */
export interface DpiaAction {
  readonly id: string
  readonly what: string
  /** The risk that it is about; empty for the whole. */
  readonly riskId: string
  /** The person or post that does it; empty where a file that was brought in names nobody. */
  readonly owner: string
  /** The party that they work for; empty for the organisation that drafts. */
  readonly ownerCode: string
  /** Null where a file that was brought in sets no day. */
  readonly due: Day | null
  /** Whether nothing may flow until it is done. */
  readonly isBlocking: boolean
  readonly doneOn: Day | null
  /** What shows that it is done; empty while it is open. */
  readonly proof: string
}

/** An action as it was kept, with what it could not say then. */
export function wholeAction(kept: Pick<DpiaAction, 'id' | 'what' | 'riskId' | 'owner' | 'due' | 'doneOn'> & Partial<DpiaAction>): DpiaAction {
  return { ownerCode: '', isBlocking: false, proof: '', ...kept }
}

/** The actions that keep every flow from being in force. */
export function openBlockingActions(actions: readonly DpiaAction[]): DpiaAction[] {
  return actions.filter((action) => action.isBlocking && action.doneOn === null)
}

export const ACTION_STANDINGS = ['overdue', 'no-day', 'due-soon', 'open', 'done'] as const
export type ActionStanding = (typeof ACTION_STANDINGS)[number]

/** How many days ahead an action is due soon. */
export const ACTION_SOON_DAYS = 14

/** The due day is whole: an action is overdue from the day after it. */
export function actionStanding(action: Pick<DpiaAction, 'due' | 'doneOn'>, today: Day): ActionStanding {
  if (action.doneOn !== null) return 'done'
  if (action.due === null) return 'no-day'
  if (action.due < today) return 'overdue'
  return daysBetween(today, action.due) <= ACTION_SOON_DAYS ? 'due-soon' : 'open'
}

/** Days between one reminder of an overdue action and the next, for as long as it stays open. */
export const CHASE_DAYS = 14
const NEAR_DAYS = 3

/**
 * The distance that an open action has reached, for which its owner is reminded once: two weeks before it is due, three
 * days before, the day after, and every two weeks from then on. Null where there is nothing to remind anyone of.
 */
export function reminderStep(action: Pick<DpiaAction, 'due' | 'doneOn'>, today: Day): string | null {
  if (action.doneOn !== null || action.due === null) return null
  const left = daysBetween(today, action.due)
  if (left < 0) return `overdue-${Math.floor((-left - 1) / CHASE_DAYS) + 1}`
  if (left <= NEAR_DAYS) return 'three-days'
  return left <= ACTION_SOON_DAYS ? 'two-weeks' : null
}

/** An open action as far as someone's desk needs it. */
export interface ActionOnDesk extends Pick<DpiaAction, 'id' | 'what' | 'owner' | 'due'> {
  readonly standing: ActionStanding
}

/** An open action with its day. */
export interface DatedAction {
  readonly projectRef: string
  readonly projectTitle: string
  readonly id: string
  readonly what: string
  /** The person or post that does it; may be empty. */
  readonly owner: string
  readonly due: Day
  /** The version of the assessment that says so, and when it was saved. */
  readonly version: number
  readonly savedAt: Date
}

/** The open ones, those without a day first and then the nearest. `ownerCode`: only those of this organisation; null for all. */
export function actionsOnDesk(actions: readonly DpiaAction[], ownerCode: string | null, today: Day): ActionOnDesk[] {
  return actions.filter((action) => action.doneOn === null && (ownerCode === null || action.ownerCode === ownerCode))
    .map(({ id, what, owner, due, doneOn }) => ({ id, what, owner, due, standing: actionStanding({ due, doneOn }, today) }))
    .sort((a, b) => (a.due ?? '').localeCompare(b.due ?? ''))
}
