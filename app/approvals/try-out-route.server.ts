import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { addDays, type Day } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { stageLevels, type ApprovalRoute } from './approval-route.rules.ts'
import { daysToGo } from './case-clock.rules.ts'
import { checkRoute, shapeProblem } from './check-route.rules.ts'
import { readPapersOfCase, readPostHolders } from './read-case-facts.server.ts'
import type { RouteStep } from './route-finder.rules.ts'
import { routeRefusalWords, stageWords } from './saved-route.words.ts'

/** A stage as a route that is tried out has it. */
export interface StageTried {
  readonly id: string
  readonly level: number
  readonly name: string
  readonly organisation: string
  /** The days on which its clock would begin and end if every stage before took all its days and nothing were asked. */
  readonly begins: Day
  readonly due: Day
  readonly people: readonly { readonly name: string; readonly isAuthor: boolean }[]
  readonly howMany: number
  readonly mustSee: readonly string[]
  /** Whether it is here that it could not go on. */
  readonly isDeadEnd: boolean
}

export interface TriedOut {
  /** Why it could not be gone to its end; null where it could, whoever acts first. */
  readonly refusal: string | null
  readonly finish: Day
  /** Papers that have to be drafted before anybody can be asked. */
  readonly missing: readonly string[]
  readonly stages: readonly StageTried[]
}

/** What would happen if a step were asked for today and decided by this route. Null for a route whose shape is wrong, such as one that comes after itself. */
export async function tryOutRoute(db: Queryable, project: { readonly id: string; readonly facts: ProjectFacts }, step: RouteStep, route: ApprovalRoute, today: Day): Promise<TriedOut | null> {
  if (shapeProblem(route)) return null
  const nameOf = (code: string) => project.facts.parties.find((party) => party.organisationCode === code)?.name ?? code
  const [{ papers, missing }, people] = await Promise.all([readPapersOfCase(db, project, step, route), readPostHolders(db, route.stages.map(({ organisationCode }) => organisationCode))])
  const authors = papers.map(({ madeBy }) => madeBy)
  const checked = checkRoute(route, people, authors)
  const ends = new Map<string, number>()
  const stages = stageLevels(route.stages).flatMap((stages, level) => stages.map((stage): StageTried => {
    const begins = Math.max(0, ...stage.after.map((id) => ends.get(id) ?? 0))
    ends.set(stage.id, begins + stage.days)
    return {
      id: stage.id, level, name: stageWords(stage), organisation: nameOf(stage.organisationCode), begins: addDays(today, begins), due: addDays(today, begins + stage.days), howMany: stage.howMany,
      people: people.filter(({ post, organisationCode }) => post === stage.post && organisationCode === stage.organisationCode).map(({ userId, name }) => ({ name, isAuthor: stage.act === 'decides' && authors.includes(userId) })),
      mustSee: stage.mustSee.map((kind) => DOCUMENT_KIND_WORDS[kind]), isDeadEnd: !checked.ok && checked.refusal.details?.stage === stage.id,
    }
  }))
  return {
    refusal: checked.ok ? null : routeRefusalWords(checked.refusal, route), finish: addDays(today, daysToGo(route, ({ days }) => days)),
    missing: missing.map((kind) => DOCUMENT_KIND_WORDS[kind]), stages,
  }
}
