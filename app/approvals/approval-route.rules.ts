import type { DocumentKind } from '#app/documents/document.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { OfficerPost } from '#app/projects/further-facts.rules.ts'
import type { RouteStep } from './route-finder.rules.ts'
import type { StepRuleId } from './route-rules.rules.ts'

/** What those of a stage do: an adviser is heard, a decider has to agree. */
export const STAGE_ACTS = ['advises', 'decides'] as const
export type StageAct = (typeof STAGE_ACTS)[number]

/** One stage of the way an organisation decides on a step: who acts in it, after which others, and how long it may take. */
export interface ApprovalStage {
  /** Short kebab name, unique in the route. */
  readonly id: string
  readonly name: string
  readonly post: OfficerPost
  readonly organisationCode: string
  readonly act: StageAct
  /** How many different people have to act in it. */
  readonly howMany: number
  /** Ids of the stages that come before; stages that come after the same ones go on at the same time. */
  readonly after: readonly string[]
  /** Calendar days that it may take, not counting those on which it waits for the applicant. */
  readonly days: number
  /** Papers whose newest version whoever acts must have had open. */
  readonly mustSee: readonly DocumentKind[]
}

/** The way an organisation decides on a step, as data. */
export interface ApprovalRoute {
  readonly stages: readonly ApprovalStage[]
}

export const STAGE_DAYS = { least: 1, most: 90, usual: 10 } as const
export const MOST_STAGES = 8
export const MOST_IN_A_STAGE = 5

/** Where an organisation has not said how it decides: the officer whom the step names, alone. Null for a step that is decided elsewhere. */
export function usualRoute(step: Pick<RouteStep, 'post' | 'organisationCode' | 'documents'>): ApprovalRoute | null {
  const { post, organisationCode, documents } = step
  if (post === null || organisationCode === null) return null
  return { stages: [{ id: post, name: '', post, organisationCode, act: post === 'dpo' ? 'advises' : 'decides', howMany: 1, after: [], days: STAGE_DAYS.usual, mustSee: documents }] }
}

/**
 * The sign-offs of which an organisation may say how it decides them, by the id of their rule: those of an officer that only a
 * decision shows. A test holds the list to be those of `STEP_RULES`.
 */
export const ROUTED_RULES = [
  'criminal-data-condition', 'owner-checks-counts', 'owner-tests-anonymity', 'guardian-weighs-public-interest', 'siro-weighs-public-interest', 'siro-accepts-risk', 'guardian-recommends',
] as const satisfies readonly StepRuleId[]
export type RoutedRule = (typeof ROUTED_RULES)[number]
export const isRoutedRule = (rule: string): rule is RoutedRule => (ROUTED_RULES as readonly string[]).includes(rule)

/** How an organisation decides from a day on, as it was saved. Versions are added, never changed. */
export interface SavedRoute {
  /** The how manieth that the organisation saved for this sign-off. */
  readonly number: number
  /** The London day from which it counts for approvals that are asked for. */
  readonly from: Day
  /** Null goes back to the usual route. */
  readonly route: ApprovalRoute | null
}

/** What counts on a day: of the versions that have begun, the one saved last. Null where none has. */
export function savedOn<S extends SavedRoute>(versions: readonly S[], day: Day): S | null {
  return versions.reduce<S | null>((last, version) => (version.from <= day && (last === null || version.number > last.number) ? version : last), null)
}

/**
 * The route by which a step is decided: the one that its organisation saved, or the usual one. Whoever acts has had open all that
 * is decided on, and of the papers that the route names besides those that the project has. Null for a step that is decided elsewhere.
 */
export function routeForStep(saved: Pick<SavedRoute, 'route'> | null, step: Pick<RouteStep, 'post' | 'organisationCode' | 'documents'>, kindsOfProject: readonly DocumentKind[]): ApprovalRoute | null {
  const usual = usualRoute(step)
  if (usual === null || !saved?.route) return usual
  return { stages: saved.route.stages.map((stage) => ({ ...stage, mustSee: [...new Set([...step.documents, ...stage.mustSee.filter((kind) => kindsOfProject.includes(kind))])] })) }
}

/** The stages in order: those in one list may go on at the same time, and come after something of the list before. One that comes after itself is in none. */
export function stageLevels<S extends Pick<ApprovalStage, 'id' | 'after'>>(stages: readonly S[]): readonly (readonly S[])[] {
  const placed = new Set<string>()
  const levels: S[][] = []
  for (;;) {
    const level = stages.filter(({ id, after }) => !placed.has(id) && after.every((before) => placed.has(before)))
    if (level.length === 0) return levels
    levels.push(level)
    for (const { id } of level) placed.add(id)
  }
}
