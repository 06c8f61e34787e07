import { groupBy } from '#app/kernel/group-by.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import { metUntil, mustBeAssured, type Assurance } from '#app/projects/assurance.rules.ts'
import type { Party, ProjectFacts } from '#app/projects/facts.rules.ts'
import { isGroup, membersOf } from '#app/projects/groups.rules.ts'
import type { ApprovalStage } from './approval-route.rules.ts'
import { flowsThatNeedAssuranceOf, type Condition } from './condition.rules.ts'
import { isGrant, type Decision } from './decision.rules.ts'
import { dueWords } from './due-what.words.ts'
import { boundFlows } from './following.rules.ts'
import { routeOn, type Standing } from './in-force.rules.ts'
import type { RouteStep } from './route-finder.rules.ts'

/** What comes due in a project once it is agreed, and while it is decided on. */
export const DUE_KINDS = [
  'condition', 'de-personalisation', 'destruction', 'decision-review', 'decision-ends', 'agreement-review', 'agreement-ends', 'assurance', 'stage',
] as const
export type DueKind = (typeof DUE_KINDS)[number]

export interface DueOwner {
  readonly organisationCode: string
  readonly name: string
  /** Who there is asked; null where it is whoever there may do it. */
  readonly userIds: readonly string[] | null
}

/** Something that has to be done by a day. Worked out from what happened, never stored: what is done is not in it any more. */
export interface DueItem {
  /** The same for the same thing, whatever becomes of its day. */
  readonly id: string
  readonly kind: DueKind
  readonly projectRef: string
  readonly projectTitle: string
  readonly what: string
  /** Europe/London day, the last on which it is in time. */
  readonly dueOn: Day
  readonly owners: readonly DueOwner[]
  readonly isOverdue: boolean
  /** The flows that do not run while it is overdue, as long as nothing else keeps them from running; none where it stops nothing. */
  readonly pausesFlows: readonly { readonly ref: string; readonly name: string }[]
  /** How many flows the project has, to tell all of them from some. */
  readonly flowsOfProject: number
  /** Path of the page where something can be done about it. */
  readonly href: string
  /** Goes up each time that the thing or its day may have changed, for calendars; and when that was. */
  readonly revision: number
  readonly changedAt: Date
}

/** A stage of an approval that is somebody's to act in, with its clock. */
export interface StageDue {
  readonly caseId: string
  readonly stepId: string
  readonly stage: Pick<ApprovalStage, 'id' | 'act' | 'organisationCode'>
  readonly dueOn: Day
  readonly asked: readonly string[]
  /** How many acts there have been, and when the last was. */
  readonly acts: number
  readonly lastActAt: Date
}

export interface DueGiven {
  readonly project: { readonly ref: string; readonly title: string; readonly organisationCode: string; readonly facts: ProjectFacts; readonly factsVersion: number; readonly factsSavedAt: Date; readonly endedAt: Date | null }
  readonly standing: Pick<Standing, 'agreement' | 'decisions' | 'papers'>
  readonly conditions: readonly Condition[]
  readonly stages: readonly StageDue[]
  readonly nameOf: (organisationCode: string) => string
}

type Found = Omit<DueItem, 'projectRef' | 'projectTitle' | 'isOverdue' | 'owners' | 'pausesFlows' | 'flowsOfProject'> & { readonly owner: string; readonly userIds?: readonly string[]; readonly flowRefs: readonly string[] }

/**
 * All that is due in a project, by its day: conditions and clocks that have not ended, reviews and ends of decisions that for
 * some flow none follows, the review and the end of an agreement that somebody has signed, assurance that counts until a day, stages whose clock
 * runs. Once a project has ended only what was asked of somebody stays.
 */
export function dueItems(given: DueGiven, at: Date): DueItem[] {
  const { project, nameOf } = given
  const today = londonDay(at)
  const hasEnded = project.endedAt !== null && project.endedAt <= at
  const found = [...ofConditions(given, hasEnded), ...(hasEnded ? [] : [...ofDecisions(given, today), ...ofAgreement(given), ...ofAssurance(given), ...ofStages(given, today)])]
  return found.map(({ owner, userIds, flowRefs, ...item }): DueItem => ({
    ...item, projectRef: project.ref, projectTitle: project.title, isOverdue: today > item.dueOn,
    owners: [{ organisationCode: owner, name: nameOf(owner), userIds: userIds ?? null }],
    pausesFlows: project.facts.flows.filter(({ ref }) => flowRefs.includes(ref)).map(({ ref, name }) => ({ ref, name })), flowsOfProject: project.facts.flows.length,
  })).sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.id.localeCompare(b.id))
}

const everyFlow = (facts: ProjectFacts): readonly string[] => facts.flows.map(({ ref }) => ref)

function ofConditions({ project, conditions }: DueGiven, hasEnded: boolean): Found[] {
  return conditions.filter(({ ended }) => ended === null).map((condition) => ({
    id: `condition:${condition.id}`, kind: condition.kind, what: dueWords({ kind: condition.kind, what: condition.what }), dueOn: condition.dueOn, owner: condition.ownerCode,
    flowRefs: condition.stops && !hasEnded ? condition.flowRefs ?? everyFlow(project.facts) : [], href: `/projects/${project.ref}/conditions`, revision: 0, changedAt: condition.madeAt,
  }))
}

function ofDecisions({ project, standing, nameOf }: DueGiven, today: Day): Found[] {
  const { decisions, agreement, papers } = standing
  const facts = agreement.version?.facts ?? project.facts
  const steps = routeOn(facts, today, agreement.risksToConsultOn).steps
  return decisions.filter(({ meaning }) => isGrant(meaning)).flatMap((decision): Found[] => {
    const step = steps.find(({ id }) => id === decision.stepId) ?? null
    const bound = boundFlows(decisions, decision, step, papers)
    if (bound.length === 0) return []
    const flowRefs = bound.includes(null) ? everyFlow(facts) : bound.filter((ref) => ref !== null)
    const common = { owner: project.organisationCode, href: step ? `/projects/${project.ref}/approvals/${step.id}` : `/projects/${project.ref}/approvals`, revision: 0, changedAt: decision.recordedAt }
    const said = { decision: decisionSaid(decision, nameOf, today), stepId: decision.stepId }
    return [
      ...(decision.reviewDueOn === null ? [] : [{ ...common, id: `decision-review:${decision.id}`, kind: 'decision-review' as const, what: dueWords({ kind: 'decision-review', ...said }), dueOn: decision.reviewDueOn, flowRefs }]),
      ...(decision.endsOn === null || !step ? [] : [{ ...common, id: `decision-ends:${decision.id}`, kind: 'decision-ends' as const, what: dueWords({ kind: 'decision-ends', ...said }), dueOn: decision.endsOn, flowRefs: step.isNeededToFlow ? flowRefs : [] }]),
    ]
  })
}

const decisionSaid = ({ bodyId, post, organisationCode }: Decision, nameOf: (code: string) => string, day: Day) => ({ body: bodyId, post, party: organisationCode && nameOf(organisationCode), day })

function ofAgreement({ project, standing: { agreement } }: DueGiven): Found[] {
  const { version, signatures } = agreement
  const purpose = version?.facts.purpose
  if (!version || !purpose || !signatures.some(({ contentHash }) => contentHash === version.contentHash)) return []
  const common = { owner: project.organisationCode, flowRefs: everyFlow(version.facts), href: `/projects/${project.ref}`, revision: version.number, changedAt: project.factsSavedAt }
  return [
    ...(purpose.reviewDate < purpose.endDate ? [{ ...common, id: `agreement-review:${project.ref}`, kind: 'agreement-review' as const, what: dueWords({ kind: 'agreement-review' }), dueOn: purpose.reviewDate }] : []),
    { ...common, id: `agreement-ends:${project.ref}`, kind: 'agreement-ends' as const, what: dueWords({ kind: 'agreement-ends' }), dueOn: purpose.endDate },
  ]
}

/** What has never been met has no day: it keeps flows from beginning, and is on the pages that say so. */
function ofAssurance({ project, standing: { agreement } }: DueGiven): Found[] {
  const facts = agreement.version?.facts
  if (!facts) return []
  return facts.parties.flatMap((party): Found[] => {
    const flowRefs = flowsThatNeedAssuranceOf(facts, party)
    const until = metUntil(party.assurance)
    if (isGroup(party)) return ofMembersAssurance(project, facts, party)
    if (flowRefs.length === 0 || until === null) return []
    return [{
      id: `assurance:${project.ref}:${party.organisationCode}`, kind: 'assurance', what: dueWords({ kind: 'assurance', party: party.name }), dueOn: until, owner: party.organisationCode, flowRefs,
      href: `/projects/${project.ref}/conditions`, revision: project.factsVersion, changedAt: project.factsSavedAt,
    }]
  })
}

/** Of the members of a group one line for each day on which the assurance of some of them ends. Whoever drafts the project asks them for the next. */
function ofMembersAssurance(project: DueGiven['project'], facts: ProjectFacts, group: Party): Found[] {
  const flows = facts.flows.filter(({ fromCode }) => fromCode === group.organisationCode)
  const ending = groupBy(membersOf(group).filter(({ assurance }) => assurance && metUntil(assurance) !== null), ({ assurance }) => metUntil(assurance as Assurance) as Day)
  return [...ending].flatMap(([dueOn, members]): Found[] => {
    const flowRefs = flows.filter((flow) => members.some(({ assurance }) => assurance && mustBeAssured(flow, assurance))).map(({ ref }) => ref)
    return flowRefs.length === 0 ? [] : [{
      id: `assurance:${project.ref}:${group.organisationCode}:${dueOn}`, kind: 'assurance', what: dueWords({ kind: 'assurance', party: `${members.length === 1 ? '1 member' : `${members.length} members`} of ${group.name}` }), dueOn,
      owner: project.organisationCode, flowRefs, href: `/projects/${project.ref}/facts/parties/${group.organisationCode}/members`, revision: project.factsVersion, changedAt: project.factsSavedAt,
    }]
  })
}

function ofStages({ project, stages }: DueGiven, today: Day): Found[] {
  const steps: readonly RouteStep[] = routeOn(project.facts, today, 0).steps
  return stages.flatMap(({ caseId, stepId, stage, dueOn, asked, acts, lastActAt }): Found[] => {
    const step = steps.find(({ id }) => id === stepId)
    return step ? [{
      id: `stage:${caseId}:${stage.id}`, kind: 'stage', what: dueWords({ kind: 'stage', stepId, act: stage.act }), dueOn, owner: stage.organisationCode, userIds: asked, flowRefs: [],
      href: `/projects/${project.ref}/approvals/${step.id}`, revision: acts, changedAt: lastActAt,
    }] : []
  })
}

/** Whether somebody is asked: by name, or as one of an organisation that is. */
export function isAskedOf({ owners }: Pick<DueItem, 'owners'>, who: { readonly userId: string; readonly organisationCode: string }): boolean {
  return owners.some(({ organisationCode, userIds }) => (userIds === null ? organisationCode === who.organisationCode : userIds.includes(who.userId)))
}
