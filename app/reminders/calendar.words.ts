import type { DueItem } from '#app/approvals/due.rules.ts'
import { DUE_KIND_WORDS, DUE_TO_DO_WORDS } from '#app/approvals/due.words.ts'
import type { DatedAction } from '#app/documents/dpia/dpia-actions.rules.ts'
import type { CalendarEntry } from './calendar.rules.ts'
import { flowsWords } from './reminder.words.ts'

/** What somebody wrote in their own words is said to be what it is; the rest says so itself. */
const NAMED: readonly DueItem['kind'][] = ['condition', 'destruction']
/** How many flows a day of a calendar names; any more are on the page. */
const FLOWS_NAMED = 5

function flowsNamed(flows: readonly string[]): string {
  const more = flows.length - FLOWS_NAMED
  return more <= 1 ? flows.join('; ') : `${flows.slice(0, FLOWS_NAMED).join('; ')} and ${more} more`
}

/** Something due as a day of a calendar. */
export function dueEntry(item: DueItem, flowsOfProject: number, publicUrl: string): CalendarEntry {
  const flows = flowsWords(item.pausesFlows, flowsOfProject)
  const url = `${publicUrl}${item.href}`
  return {
    id: item.id, day: item.dueOn, revision: item.revision, changedAt: item.changedAt, url, summary: `${NAMED.includes(item.kind) ? `${DUE_KIND_WORDS[item.kind]}: ` : ''}${item.what} (${item.projectTitle})`,
    description: [
      `Project: ${item.projectTitle}`, `Who: ${item.owners.map(({ name }) => name).join(', ')}`, ...(flows.length === 0 ? [] : [`If this day passes, these flows stop: ${flowsNamed(flows)}`]), DUE_TO_DO_WORDS[item.kind], url,
    ].join('\n'),
  }
}

/** An open action of an impact assessment as a day of a calendar. */
export function actionEntry(action: DatedAction, publicUrl: string): CalendarEntry {
  const url = `${publicUrl}/projects/${action.projectRef}/dpia/actions/${action.id}`
  return {
    id: `action:${action.projectRef}:${action.id}`, day: action.due, revision: action.version, changedAt: action.savedAt, url, summary: `Action of the impact assessment: ${action.what} (${action.projectTitle})`,
    description: [`Project: ${action.projectTitle}`, ...(action.owner === '' ? [] : [`Who: ${action.owner}`]), 'When it is done, record the day and what shows it.', url].join('\n'),
  }
}

/** A board's sitting as a day of a calendar. */
export function sittingEntry(sitting: { readonly id: string; readonly boardRef: string; readonly board: string; readonly kind: string; readonly place: string; readonly heldOn: string; readonly calledAt: Date }, publicUrl: string): CalendarEntry {
  const url = `${publicUrl}/boards/${sitting.boardRef}/meetings/${sitting.heldOn}`
  return {
    id: `sitting:${sitting.id}`, day: sitting.heldOn, revision: 0, changedAt: sitting.calledAt, url, summary: `${sitting.board}: ${sitting.kind}`,
    description: [...(sitting.place === '' ? [] : [`Where: ${sitting.place}`]), 'The agenda and the papers are on the page of the sitting.', url].join('\n'),
  }
}

export const CALENDAR_NAME = 'Concordat: what is due'
export const projectCalendarName = (title: string): string => `${title}: dates`

export const FEED_DONE_WORDS = { withdrawn: 'The address is withdrawn. Calendars that use it show nothing new from now on.' } as const
export const FEED_REFUSAL_WORDS = { 'has-a-feed': 'You have an address already. Withdraw it to make another.', 'no-feed': 'There is no address to withdraw.' } as const
