import { stringify } from 'csv-stringify/sync'
import { readProjectsNow, type ProjectNow } from '#app/approvals/read-projects-now.server.ts'
import { nextThing, PROJECT_STATE_WORDS } from '#app/approvals/project-state.words.ts'
import type { Wait } from '#app/approvals/wait.rules.ts'
import { waitsOnWords } from '#app/approvals/waiting.words.ts'
import { readWaitsWithBoards } from '#app/boards/read-board-waits.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { datesOf } from './coming-dates.rules.ts'
import { countStates, projectsShown, waitsSince, waitsThatCount, type ProjectLine, type ProjectsAsked } from './project-list.rules.ts'
import { nextDate } from './timeline.rules.ts'

/** Every project of the actor's organisation: its state, whom it waits on and since when, and its next date. The queries do not grow with the projects. */
async function readProjectLines(context: Context<StaffActor>): Promise<ProjectLine[]> {
  const projects = await readProjectsNow(context)
  const waits = await readWaitsWithBoards(context, projects)
  return projects.map((each) => projectLine(each, waits.get(each.project.ref) ?? [], context.now))
}

function projectLine({ project, standing, cases, state, drafterName }: ProjectNow, waits: readonly Wait[], now: Date): ProjectLine {
  const counting = waitsThatCount(waits)
  const names = [...new Set(counting.map((wait) => waitsOnWords(wait, now)))]
  // Where nothing is asked of anybody by name, whoever has the next thing to do has it.
  const { who } = nextThing({ state, ref: project.ref, drafter: drafterName, mayDraft: false, signHref: null, readHref: null, waitingFor: names })
  // Where it is the drafter's to go on with, since something was last saved.
  const [hasNames, isNobody] = [names.length > 0, who === 'Nobody' || who === '']
  const nameOf = (code: string) => project.facts.parties.find(({ organisationCode }) => organisationCode === code)?.name ?? code
  const next = nextDate(datesOf({ project, standing, cases, nameOf }, now), londonDay(now))
  return {
    ref: project.ref, title: project.title, drafter: drafterName, state, waitsOn: hasNames ? names : isNobody ? [] : [who], since: hasNames ? waitsSince(counting) : isNobody ? null : londonDay(project.factsSavedAt),
    next: next && { day: next.day, what: next.what },
  }
}

export async function readProjectList(context: Context<StaffActor>, asked: ProjectsAsked) {
  const lines = await readProjectLines(context)
  return { all: lines.length, states: countStates(lines), lines: projectsShown(lines, asked) }
}

/** The list as it is asked for, as CSV. */
export async function readProjectListCsv(context: Context<StaffActor>, asked: ProjectsAsked): Promise<string> {
  const rows = projectsShown(await readProjectLines(context), asked).map(({ ref, title, drafter, state, waitsOn, since, next }) =>
    [ref, title, drafter, PROJECT_STATE_WORDS[state].label, waitsOn.join('; '), since ?? '', next?.day ?? '', next?.what ?? ''])
  // A cell that a spreadsheet would take for a formula is made text.
  return stringify([['reference', 'project', 'drafted_by', 'state', 'waits_on', 'since', 'next_date', 'next_what'], ...rows], { escape_formulas: true, record_delimiter: '\r\n' })
}
