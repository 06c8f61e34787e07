import type { DocumentKind } from '#app/documents/document.rules.ts'
import type { OfficerPost } from '#app/projects/further-facts.rules.ts'
import type { RouteStep } from './route-finder.rules.ts'

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
