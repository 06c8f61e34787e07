import { readIsWatchMissing, readOpenAlarms } from '#app/alarms/read-open-alarms.server.ts'
import { dueItems } from '#app/approvals/due.rules.ts'
import { readProjectsNow, type ProjectNow } from '#app/approvals/read-projects-now.server.ts'
import { inOrderOfUrgency, waitDays, type Wait } from '#app/approvals/wait.rules.ts'
import { waitWords, waitsOnWords } from '#app/approvals/waiting.words.ts'
import { readBoardTasks, readWaitsWithBoards } from '#app/boards/read-board-waits.server.ts'
import { readActionsForDesk } from '#app/documents/dpia/read-actions-for-desk.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole, type Permission } from '#app/identity/permissions.rules.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import { readCampaignsForDesk } from '#app/letters/read-campaigns-for-desk.server.ts'
import { readNationalChecksForDesk } from '#app/national-check/read-national-checks-for-desk.server.ts'
import { countNumbersToSettle } from '#app/people/read-numbers-to-settle.server.ts'
import { readPeopleListState } from '#app/people/read-people-page.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readLatestChecks } from '#app/releases/read-latest-checks.server.ts'
import { deskItems, type DeskItem } from './desk.rules.ts'
import { dueSoon, type DueLine } from './due-soon.rules.ts'

const CHECKS_SHOWN = 5
const CHECKS_LOOKED_AT = 50

/** Something that others have to do, as the desk and the list of projects say it. */
export interface WaitLine {
  readonly href: string
  readonly what: string
  readonly projectTitle: string
  readonly projectRef: string
  readonly on: string
  readonly since: Day | null
  readonly waited: number | null
  readonly dueOn: Day | null
  /** Days that are left; below zero when it is late. */
  readonly left: number | null
  readonly stopsFlows: boolean
}

export interface Desk {
  readonly items: readonly DeskItem[]
  /** What others have to do for the projects of the actor's organisation, the most urgent first. */
  readonly waiting: readonly WaitLine[]
  /** What is overdue or due soon in the projects of the actor's organisation, whoever does it, but for what is the actor's own to do. */
  readonly due: readonly DueLine[]
  /** How many things are the actor's own to do, and how many their organisation's. */
  readonly counts: { readonly mine: number; readonly ours: number }
  readonly checks: Awaited<ReturnType<typeof readLatestChecks>>
  readonly projects: readonly { readonly ref: string; readonly title: string }[]
}

/** What waits for this person, from every room, whom their projects wait on, and the newest checks where they may see them. */
export async function readDesk(context: Context<StaffActor>, of: 'mine' | 'ours'): Promise<Desk> {
  const { actor, now } = context
  const may = (permission: Permission) => mayRole(actor.role, permission)
  const isPractice = actor.organisationKind === 'gp-practice'
  const [projects, boardTasks, campaigns, list, checks, openAlarms, isWatchMissing, nationalChecks, numbersToSettle] = await Promise.all([
    may('projects.read') ? readProjectsNow(context) : [],
    readBoardTasks(context),
    isPractice && may('campaigns.read') ? readCampaignsForDesk(context) : [],
    isPractice && may('people.upload') ? readPeopleListState(context) : null,
    readLatestChecks(context, CHECKS_LOOKED_AT),
    readOpenAlarms(context),
    readIsWatchMissing(context),
    may('checks.ask') ? readNationalChecksForDesk(context) : [],
    isPractice && may('people.numbers') ? countNumbersToSettle(context) : 0,
  ])
  const [byProject, actions] = await Promise.all([readWaitsWithBoards(context, projects), readActionsForDesk(context, projects.map(({ project }) => project))])
  const waits = projects.flatMap(({ project }) => byProject.get(project.ref) ?? [])
  const facts = {
    today: londonDay(now),
    may: { uploadPeople: may('people.upload'), manageCampaigns: may('campaigns.manage'), recordReplies: may('replies.record'), readChecks: may('checks.read') },
    projects: projects.map((each) => ({ ref: each.project.ref, title: each.project.title, state: each.state, mayDraft: each.project.isDrafter && may('projects.draft'), actions: actions.get(each.project.id) ?? [] })),
    boardTasks, openAlarms, isWatchMissing, nationalChecks, numbersToSettle, campaigns,
    people: list && { count: list.people, isBeingRead: list.isBeingRead, newestFailed: list.uploads[0]?.state === 'failed' },
    checks: checks.map((check) => ({ ...check, beganOn: londonDay(new Date(check.beganAt)) })),
  }
  const [mine, ours] = [deskItems({ ...facts, waits: waits.filter(({ whose }) => whose === 'mine') }), deskItems({ ...facts, waits: waits.filter(({ whose }) => whose !== 'theirs') })]
  const said = new Set(projects.flatMap(({ standing, waits: own }) => (own.some(({ kind, whose }) => kind === 'condition' && whose === 'mine') ? standing.conditions : []))
    .filter(({ ownerCode }) => ownerCode === actor.organisationCode).map(({ id }) => `condition:${id}`))
  const toDo = (items: readonly DeskItem[]) => items.filter(({ group }) => group === 'to-do' || group === 'alarm').length
  return {
    items: of === 'mine' ? mine : ours, counts: { mine: toDo(mine), ours: toDo(ours) },
    waiting: inOrderOfUrgency(waits.filter(({ whose }) => whose === 'theirs')).map((wait) => waitLine(wait, now)),
    due: dueSoon(projects.flatMap((each) => dueOf(each, now)), facts.today, actor.organisationCode, said),
    checks: checks.slice(0, CHECKS_SHOWN), projects: projects.map(({ project: { ref, title } }) => ({ ref, title })),
  }
}

/** What is due in a project and who does it. Stages of approvals are among what is waited for, with their clocks. */
function dueOf({ project, standing, drafterName }: ProjectNow, now: Date) {
  const nameOf = (code: string) => project.facts.parties.find(({ organisationCode }) => organisationCode === code)?.name ?? (code === project.organisationCode ? drafterName : code)
  return dueItems({ project, standing, conditions: standing.conditions, stages: [], nameOf }, now)
}

export function waitLine(wait: Wait, now: Date): WaitLine {
  const { waited, left } = waitDays(wait, now)
  return {
    href: wait.href, what: waitWords(wait), projectTitle: wait.projectTitle, projectRef: wait.projectRef, on: waitsOnWords(wait, now), since: wait.since && londonDay(wait.since), waited, dueOn: wait.dueOn, left,
    stopsFlows: wait.stopsFlows,
  }
}
