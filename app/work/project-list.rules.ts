import type { ProjectState } from '#app/approvals/project-state.rules.ts'
import { PROJECT_STATE_WORDS } from '#app/approvals/project-state.words.ts'
import { inOrderOfUrgency, type Wait } from '#app/approvals/wait.rules.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'

/** One project in the list of an organisation's projects. */
export interface ProjectLine {
  readonly ref: string
  readonly title: string
  readonly drafter: string
  readonly state: ProjectState
  /** Whom it waits on, by name, most urgent first; none where nobody has to do anything. */
  readonly waitsOn: readonly string[]
  /** Since when it has waited longest, of what it waits for. */
  readonly since: Day | null
  readonly next: { readonly day: Day; readonly what: string } | null
}

/** In the order in which a project goes through them. */
const PROJECT_STATES = Object.keys(PROJECT_STATE_WORDS) as ProjectState[]

export const PROJECT_SORTS = ['title', 'state', 'since', 'next'] as const
export type ProjectSort = (typeof PROJECT_SORTS)[number]

export interface ProjectsAsked {
  readonly sort: ProjectSort
  readonly isDown: boolean
  /** Null for projects in every state. */
  readonly state: ProjectState | null
}

/** What an address asks of the list: `?sort=since&down=1&state=paused`. What it should not say is left out. */
export function projectsAsked(query: URLSearchParams): ProjectsAsked {
  return {
    sort: PROJECT_SORTS.find((sort) => sort === query.get('sort')) ?? 'title', isDown: query.get('down') === '1',
    state: PROJECT_STATES.find((state) => state === query.get('state')) ?? null,
  }
}

/** The address of the list as it is asked for, with something different; nothing is said that is the case anyway. */
export function projectsAddress(asked: ProjectsAsked, page = 1, file = ''): string {
  const query = new URLSearchParams({
    ...(asked.sort === 'title' ? {} : { sort: asked.sort }), ...(asked.isDown ? { down: '1' } : {}), ...(asked.state ? { state: asked.state } : {}), ...(page > 1 ? { page: String(page) } : {}),
  }).toString()
  return `/projects${file}${query ? `?${query}` : ''}`
}

const KEYS: Readonly<Record<ProjectSort, (line: ProjectLine) => string | null>> = {
  title: ({ title }) => title.toLowerCase(), state: ({ state }) => String(PROJECT_STATES.indexOf(state)).padStart(3, '0'), since: ({ since }) => since, next: ({ next }) => next?.day ?? null,
}

/** The lines that are asked for, in the order asked for. What has no day comes last, whichever way up. */
export function projectsShown(lines: readonly ProjectLine[], { sort, isDown, state }: ProjectsAsked): ProjectLine[] {
  const key = KEYS[sort]
  return lines.filter((line) => state === null || line.state === state).sort((a, b) => {
    const [one, other] = [key(a), key(b)]
    if (one === null || other === null) return one === other ? a.title.localeCompare(b.title) : one === null ? 1 : -1
    return (isDown ? -1 : 1) * one.localeCompare(other) || a.title.localeCompare(b.title)
  })
}

/** How many projects there are in each state that some project is in, in the order of the states. */
export function countStates(lines: readonly ProjectLine[]): { readonly state: ProjectState; readonly count: number }[] {
  return PROJECT_STATES.map((state) => ({ state, count: lines.filter((line) => line.state === state).length })).filter(({ count }) => count > 0)
}

/** Of what a project waits for: what keeps data from flowing, or is due; a body that nobody asked yet and a distant condition say less. */
export function waitsThatCount(waits: readonly Wait[]): Wait[] {
  const stopping = waits.filter(({ kind, stopsFlows }) => kind !== 'condition' && stopsFlows)
  return inOrderOfUrgency(stopping.length > 0 ? stopping : waits)
}

/** The day on which the first of them began, of those whose beginning is known. */
export function waitsSince(waits: readonly Wait[]): Day | null {
  const days = waits.flatMap(({ since }) => (since ? [londonDay(since)] : [])).sort()
  return days[0] ?? null
}
