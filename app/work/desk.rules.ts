import type { ProjectState } from '#app/approvals/project-state.rules.ts'
import { inOrderOfUrgency, type Wait, type WaitKind } from '#app/approvals/wait.rules.ts'
import type { BoardTask, BoardTaskKind } from '#app/boards/board-waits.rules.ts'
import { CONDITION_SOON_DAYS } from '#app/approvals/condition.rules.ts'
import type { ActionOnDesk, ActionStanding } from '#app/documents/dpia/dpia-actions.rules.ts'
import { addDays, daysBetween, formatInstant, londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { CampaignState, OptOutWindow } from '#app/letters/campaign.rules.ts'
import type { AnswersRefusal } from '#app/national-check/national-check.rules.ts'
import type { WarningStep } from '#app/national-check/warnings.rules.ts'

/** The parts of a desk, in the order in which they are read. */
export const DESK_GROUPS = ['alarm', 'to-do', 'due-soon', 'waiting'] as const
export type DeskGroup = (typeof DESK_GROUPS)[number]

export const DESK_KINDS = [
  'sign-paper', 'sign-papers', 'decide-step', 'answer-question', 'answer-query', 'put-in-again', 'ask-approval', 'meet-condition', 'board-vote', 'board-attend', 'board-open', 'board-record', 'board-list', 'board-minutes', 'enter-facts', 'draft-protocol', 'draft-new-version', 'review-project', 'end-project', 'consult-commissioner', 'do-blocking-action', 'action-overdue', 'action-without-day', 'action-due', 'actions-more',
  'upload-people', 'reading-people', 'people-list-failed', 'finish-campaign', 'making-letters', 'post-letters', 'letters-failed', 'settle-queries', 'look-at-choices', 'check-replies', 'replies-misread', 'settle-numbers', 'replies-close',
  'check-broke-off', 'check-refused', 'alarm-open', 'alarms-more', 'watch-extracts',
  'national-check-stale', 'national-check-overdue', 'national-check-runs-out', 'national-check-ask', 'national-check-waiting',
] as const
export type DeskKind = (typeof DESK_KINDS)[number]

export interface DeskItem {
  readonly group: DeskGroup
  readonly kind: DeskKind
  readonly href: string
  /** What it is about: a project's title, a flow, a board. Empty where the organisation has only one of the kind. */
  readonly about: string
  /** The project of a flow. */
  readonly project?: string
  /** A sentence or two more, where the thing itself has them. */
  readonly explained?: string
  readonly details?: Readonly<Record<string, string | number>>
  /** The last day that it is in time, for what has one. */
  readonly dueOn?: Day | null
  /** Where it is a colleague's to do: what they are. */
  readonly whose?: string
}

export interface DeskFacts {
  readonly today: Day
  readonly may: { readonly uploadPeople: boolean; readonly manageCampaigns: boolean; readonly recordReplies: boolean; readonly readChecks: boolean }
  readonly projects: readonly {
    readonly ref: string; readonly title: string; readonly state: ProjectState; readonly mayDraft: boolean
    readonly actions: readonly ActionOnDesk[]
  }[]
  /** What is this person's to do, and their organisation's where that is asked for, of what projects wait for. */
  readonly waits: readonly Wait[]
  readonly boardTasks: readonly BoardTask[]
  readonly campaigns: readonly {
    readonly ref: string; readonly projectTitle: string; readonly state: CampaignState; readonly window: OptOutWindow; readonly closingDate: Day | null
    readonly lettersDone: number; readonly lettersTotal: number; readonly openQueries: number; readonly toLookAt: number; readonly toCheck: number; readonly isMisread: boolean; readonly hasFault: boolean
  }[]
  /** People whose NHS number is in doubt; nought for who may not settle it. */
  readonly numbersToSettle: number
  /** Null for an organisation that keeps no register here. */
  readonly people: { readonly count: number; readonly isBeingRead: boolean; readonly newestFailed: boolean } | null
  /** The organisation imports coded extracts and nobody has said how they are to be watched. */
  readonly isWatchMissing: boolean
  /** Alarms about lost opt-outs that nobody has looked into, newest first; none for who may do nothing about them. */
  readonly openAlarms: readonly { readonly id: string; readonly title: string; readonly sentence: string; readonly nextStep: string }[]
  /** Flows of the organisation's own data to which the national opt-out applies; none for who may not ask. */
  readonly nationalChecks: readonly {
    readonly flowRef: string; readonly flowName: string; readonly projectRef: string; readonly refusal: AnswersRefusal | null; readonly isAsking: boolean; readonly isOverdue: boolean
    readonly warning: WarningStep | null; readonly until: Date | null
  }[]
  readonly checks: readonly { readonly id: string; readonly flow: string; readonly projectRef: string; readonly state: 'incomplete' | 'complete' | 'refused'; readonly isUnderWay: boolean; readonly beganOn: Day }[]
}

/** Alarms told one by one; any more are behind one line. */
export const ALARMS_TOLD = 4
/** Actions of one project told one by one; any more are behind one line. */
export const ACTIONS_TOLD = 5
/** How many days ahead a reply day is due soon. */
export const REPLIES_SOON = 14
/** How many days a check that did not end well stays on desks. */
export const CHECK_ALARM_DAYS = 7

/**
 * Everything a person's desk says, in the order of the groups and in each the most urgent first: by the day that it is due, then
 * in the order in which the rooms say it. What they may do nothing about is left out, or waits.
 */
export function deskItems(facts: DeskFacts): DeskItem[] {
  const items = [...alarmItems(facts), ...waitItems(facts), ...boardItems(facts), ...projectItems(facts), ...peopleItems(facts), ...numberItems(facts), ...campaignItems(facts), ...nationalCheckItems(facts), ...checkItems(facts)]
  return DESK_GROUPS.flatMap((group) => byUrgency(items.filter((item) => item.group === group)))
}

const byUrgency = (items: readonly DeskItem[]): DeskItem[] => [...items].sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'))

const WAIT_ITEMS = {
  signature: 'sign-paper', stage: 'decide-step', question: 'answer-question', returned: 'put-in-again', 'not-asked': 'ask-approval', condition: 'meet-condition', query: 'answer-query',
  'member-signatures': null, outside: null, board: null,
} as const satisfies Record<WaitKind, DeskKind | null>

/** A condition that is far off is nobody's to do yet: it is said once it is due soon. */
function waitItems({ waits, today }: DeskFacts): DeskItem[] {
  return inOrderOfUrgency(waits).flatMap((wait): DeskItem[] => {
    const kind = WAIT_ITEMS[wait.kind]
    if (kind === null || (wait.kind === 'condition' && wait.dueOn !== null && daysBetween(today, wait.dueOn) > CONDITION_SOON_DAYS)) return []
    const step: Record<string, string> = wait.step === null ? {} : { step: wait.step.rule, document: wait.step.documents[0] ?? '' }
    return [{
      group: 'to-do', kind: kind === 'sign-paper' && wait.count > 1 ? 'sign-papers' : kind, href: wait.href, about: wait.projectTitle, dueOn: wait.dueOn, details: { what: wait.what, count: wait.count, ...step },
      ...(wait.whose === 'ours' ? { whose: wait.post ?? 'signatory' } : {}),
    }]
  })
}

const BOARD_ITEMS = { vote: 'board-vote', attend: 'board-attend', open: 'board-open', record: 'board-record', list: 'board-list', minutes: 'board-minutes' } as const satisfies Record<BoardTaskKind, DeskKind>

function boardItems({ boardTasks }: DeskFacts): DeskItem[] {
  return boardTasks.map(({ kind, href, boardName, count, day }): DeskItem => ({
    group: kind === 'attend' ? 'due-soon' : 'to-do', kind: BOARD_ITEMS[kind], href, about: boardName, details: { count, ...(day === null ? {} : { day }) }, dueOn: day,
  }))
}

function projectItems({ projects, today }: DeskFacts): DeskItem[] {
  const items: DeskItem[] = []
  for (const { ref, title, state, mayDraft, actions } of projects) {
    const drafting = mayDraft ? DRAFTING[state] : undefined
    if (drafting) items.push({ group: 'to-do', kind: drafting.kind, href: `/projects/${ref}/${drafting.page}`, about: title })
    items.push(...actionItems(ref, title, actions, today))
  }
  return items
}

/** Those that are overdue or have no day, then those due soon; the rest are on the assessment's page. */
function actionItems(ref: string, about: string, actions: readonly ActionOnDesk[], today: Day): DeskItem[] {
  const told = actions.flatMap(({ id, what, owner, due, standing }): DeskItem[] => {
    const item = ACTION_ITEMS[standing]
    // What has no day is to be given one now.
    return item ? [{ ...item, href: `/projects/${ref}/dpia/actions/${id}`, about, details: { what, owner, ...(due === null ? {} : { day: due }) }, dueOn: due ?? today }] : []
  })
  const more = told.length - ACTIONS_TOLD
  return more <= 0 ? told : [...told.slice(0, ACTIONS_TOLD), { group: 'to-do', kind: 'actions-more', href: `/projects/${ref}/dpia`, about, details: { count: more } }]
}

const ACTION_ITEMS: Partial<Record<ActionStanding, Pick<DeskItem, 'group' | 'kind'>>> = {
  overdue: { group: 'to-do', kind: 'action-overdue' }, 'no-day': { group: 'to-do', kind: 'action-without-day' }, 'due-soon': { group: 'due-soon', kind: 'action-due' },
}

const DRAFTING: Partial<Record<ProjectState, { readonly kind: DeskKind; readonly page: 'facts' | 'facts/check' | 'dpia/consult' | 'dpia' }>> = {
  'gathering-facts': { kind: 'enter-facts', page: 'facts' },
  'ready-to-draft': { kind: 'draft-protocol', page: 'facts/check' },
  'needs-new-version': { kind: 'draft-new-version', page: 'facts' },
  'review-overdue': { kind: 'review-project', page: 'facts' },
  'prior-consultation': { kind: 'consult-commissioner', page: 'dpia/consult' },
  'action-open': { kind: 'do-blocking-action', page: 'dpia' },
  'past-its-end': { kind: 'end-project', page: 'facts' },
}

function isSoon(today: Day, day: Day, within: number): boolean {
  const left = daysBetween(today, day)
  return left >= 0 && left <= within
}

function alarmItems({ openAlarms, isWatchMissing }: DeskFacts): DeskItem[] {
  if (isWatchMissing && openAlarms.length === 0) return [{ group: 'to-do', kind: 'watch-extracts', href: '/alarms/watch', about: '' }]
  const told = openAlarms.slice(0, ALARMS_TOLD).map(({ id, title, sentence, nextStep }): DeskItem => ({
    group: 'alarm', kind: 'alarm-open', href: `/alarms/settle?alarm=${id}`, about: '', explained: `${sentence} ${nextStep}`, details: { title },
  }))
  const more = openAlarms.length - told.length
  return more === 0 ? told : [...told, { group: 'alarm', kind: 'alarms-more', href: '/alarms', about: '', details: { count: more } }]
}

function peopleItems({ people, may }: DeskFacts): DeskItem[] {
  if (!people || !may.uploadPeople) return []
  if (people.isBeingRead) return [{ group: 'waiting', kind: 'reading-people', href: '/practice', about: '' }]
  if (people.newestFailed) return [{ group: 'alarm', kind: 'people-list-failed', href: '/practice', about: '' }]
  return people.count === 0 ? [{ group: 'to-do', kind: 'upload-people', href: '/practice', about: '' }] : []
}

function numberItems({ numbersToSettle }: DeskFacts): DeskItem[] {
  return numbersToSettle === 0 ? [] : [{ group: 'to-do', kind: 'settle-numbers', href: '/practice/numbers', about: '', details: { count: numbersToSettle } }]
}

function replyItems({ projectTitle: about, toLookAt, toCheck, isMisread }: DeskFacts['campaigns'][number], desk: string): DeskItem[] {
  return [
    ...(isMisread ? [{ group: 'alarm', kind: 'replies-misread', href: `${desk}/check`, about } as const] : []),
    ...(toLookAt > 0 ? [{ group: 'to-do', kind: 'look-at-choices', href: `${desk}/look-at`, about, details: { count: toLookAt } } as const] : []),
    ...(toCheck > 0 ? [{ group: 'to-do', kind: 'check-replies', href: `${desk}/check`, about, details: { count: toCheck } } as const] : []),
  ]
}

function campaignItems({ campaigns, may, today }: DeskFacts): DeskItem[] {
  const items: DeskItem[] = []
  for (const campaign of campaigns) {
    const [href, about] = [`/practice/campaigns/${campaign.ref}`, campaign.projectTitle]
    if (may.manageCampaigns) {
      if (campaign.hasFault) items.push({ group: 'alarm', kind: 'letters-failed', href, about })
      else if (campaign.state === 'draft') items.push({ group: 'to-do', kind: 'finish-campaign', href, about })
      else if (campaign.state === 'making') items.push({ group: 'waiting', kind: 'making-letters', href, about, details: { done: campaign.lettersDone, total: campaign.lettersTotal } })
      else if (campaign.state === 'made') items.push({ group: 'to-do', kind: 'post-letters', href, about })
    }
    if (may.recordReplies && campaign.openQueries > 0) items.push({ group: 'to-do', kind: 'settle-queries', href: `${href}/replies/queries`, about, details: { count: campaign.openQueries } })
    if (may.recordReplies) items.push(...replyItems(campaign, `${href}/replies`))
    const { closingDate } = campaign
    if (campaign.window === 'open' && closingDate !== null && isSoon(today, closingDate, REPLIES_SOON)) {
      items.push({ group: 'due-soon', kind: 'replies-close', href: may.recordReplies ? `${href}/replies` : href, about, details: { day: closingDate }, dueOn: closingDate })
    }
  }
  return items
}

/** Only flows in force are told of: nothing of the others may go anyway. */
function nationalCheckItems({ nationalChecks, projects }: DeskFacts): DeskItem[] {
  const inForce = new Map(projects.filter(({ state }) => state === 'in-force' || state === 'partly-in-force').map(({ ref, title }) => [ref, title]))
  return nationalChecks.filter(({ projectRef }) => inForce.has(projectRef)).flatMap(({ flowRef, flowName, projectRef, refusal, isAsking, isOverdue, warning, until }): DeskItem[] => {
    const [page, of] = [`/projects/${projectRef}/national-check`, { about: flowName, project: inForce.get(projectRef) ?? '' }]
    const [href, ask] = [`${page}?flow=${flowRef}`, `${page}/ask?flow=${flowRef}`]
    if (isOverdue) return [{ group: 'alarm', kind: 'national-check-overdue', href, ...of }]
    if (isAsking) return refusal === null ? [] : [{ group: 'waiting', kind: 'national-check-waiting', href, ...of }]
    if (refusal === 'never-asked') return [{ group: 'to-do', kind: 'national-check-ask', href: ask, ...of }]
    if (refusal !== null) return [{ group: 'alarm', kind: 'national-check-stale', href: ask, ...of }]
    return warning === null || until === null ? [] : [{ group: 'due-soon', kind: 'national-check-runs-out', href: ask, ...of, details: { until: formatInstant(until) }, dueOn: londonDay(until) }]
  })
}

/** The newest check that did not end well, of each flow: older ones are on the project's page. */
function checkItems({ checks, projects, may, today }: DeskFacts): DeskItem[] {
  if (!may.readChecks) return []
  const seen = new Set<string>()
  return checks.flatMap((check): DeskItem[] => {
    if (seen.has(check.flow) || check.isUnderWay) return []
    seen.add(check.flow)
    if (check.state === 'complete' || check.beganOn < addDays(today, -CHECK_ALARM_DAYS)) return []
    const kind = check.state === 'refused' ? 'check-refused' : 'check-broke-off'
    return [{ group: 'alarm', kind, href: `/projects/${check.projectRef}/releases/${check.id}`, about: check.flow, project: projects.find(({ ref }) => ref === check.projectRef)?.title ?? '' }]
  })
}
