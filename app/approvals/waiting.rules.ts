import { isSigner, signsFor } from '#app/documents/document.rules.ts'
import { standingsOf as memberStandingsOf } from '#app/documents/agreement.rules.ts'
import { paperKind } from '#app/documents/papers/papers.rules.ts'
import type { Role } from '#app/identity/permissions.rules.ts'
import { londonDay, startOfLondonDay } from '#app/kernel/uk-date.ts'
import type { OrganisationKind } from '#app/organisations/organisation.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { isGroup } from '#app/projects/groups.rules.ts'
import { isOver } from './approval.rules.ts'
import { stageClocks } from './case-clock.rules.ts'
import { activeStages, isOnAllOf, roleIn, stateOf, type ApprovalCase, type CaseActor } from './case.rules.ts'
import type { PostHolder } from './check-route.rules.ts'
import { papersOfStep } from './covering.rules.ts'
import type { Condition } from './condition.rules.ts'
import { closedFor, routeOn, type Standing, type StandingPaper } from './in-force.rules.ts'
import type { RouteStep } from './route-finder.rules.ts'
import { isOpen, submissionState, type Submission } from './submission.rules.ts'
import type { Wait, Whose } from './wait.rules.ts'

export interface WaitProject {
  readonly ref: string
  readonly title: string
  readonly organisationCode: string
  readonly endedAt: Date | null
  readonly facts: ProjectFacts
}

interface WaitPaper extends StandingPaper {
  readonly madeAt: Date
  readonly madeBy: string
}

export interface WaitGiven {
  readonly project: WaitProject
  readonly standing: Omit<Standing, 'papers'> & { readonly papers: readonly WaitPaper[]; readonly conditions: readonly Condition[] }
  /** Newest first, as they are kept. */
  readonly cases: readonly (ApprovalCase & { readonly stepId: string })[]
  /** What was put to bodies that decide elsewhere; newest first. */
  readonly submissions: readonly (Submission & { readonly toName: string })[]
  /** Who has signed which newest version. */
  readonly signedBy: ReadonlyMap<string, readonly string[]>
  readonly drafterName: string
  /** Who holds which post at the organisation of whoever looks. */
  readonly holders: readonly PostHolder[]
}

export interface WaitActor extends CaseActor {
  readonly role: Role
  readonly organisationKind: OrganisationKind
  readonly maySign: boolean
  /** On whose word they sign, where their own role does not. */
  readonly standsInFor?: string | null
  readonly mayDraft: boolean
  readonly mayCloseActions: boolean
}

/** Everything that a project waits for now; nothing once it has ended but what was to be done after that. */
export function waitsOf(given: WaitGiven, actor: WaitActor, now: Date): Wait[] {
  const conditions = conditionWaits(given, actor)
  if (given.project.endedAt) return conditions
  return [...signatureWaits(given, actor), ...memberWaits(given, actor, now), ...stepWaits(given, actor, now), ...conditions]
}

const base = ({ project }: WaitGiven) => ({ projectRef: project.ref, projectTitle: project.title, post: null, bodyId: null, step: null, what: '', count: 1, dueOn: null, stopsFlows: true }) as const

const whoseIs = (isOurs: boolean, isMine: boolean): Whose => (isOurs ? (isMine ? 'mine' : 'ours') : 'theirs')

/** Papers that say what the facts say and that a party has still to sign; a line for each party, with how many. */
function signatureWaits(given: WaitGiven, actor: WaitActor): Wait[] {
  const { project: { facts }, standing: { agreement, papers }, signedBy } = given
  const waiting = new Map<string, { name: string; papers: (typeof papers)[number][] }>()
  for (const paper of papers.filter(({ statesFactsVersion }) => statesFactsVersion === agreement.factsVersion)) {
    const signed = signedBy.get(paper.versionId) ?? []
    for (const party of paperKind(paper.kind).signers(facts, paper.about)) {
      if (isGroup(party) || signed.includes(party.organisationCode)) continue
      const known = waiting.get(party.organisationCode) ?? { name: party.name, papers: [] }
      known.papers.push(paper)
      waiting.set(party.organisationCode, known)
    }
  }
  return [...waiting].map(([code, { name, papers: theirs }]): Wait => {
    const protocol = theirs.find(({ kind }) => kind === 'protocol')
    const first = protocol ?? theirs[0]!
    const isOurs = code === actor.organisationCode
    const may = actor.maySign && isSigner(actor) && theirs.some(({ madeBy }) => madeBy !== actor.userId)
    return {
      ...base(given), kind: 'signature', whose: whoseIs(isOurs, may), href: theirs.length > 1 && isOurs ? '/practice/agreements' : `/documents/${first.documentRef}/v${first.number}`,
      organisationCode: code, organisationName: name, count: theirs.length, what: first.kind, since: theirs.reduce<Date>((earliest, { madeAt }) => (madeAt < earliest ? madeAt : earliest), first.madeAt), stopsFlows: protocol !== undefined,
    }
  })
}

function memberWaits(given: WaitGiven, actor: WaitActor, now: Date): Wait[] {
  const { project: { facts }, standing: { agreement, papers } } = given
  const protocol = papers.find(({ versionId }) => versionId === agreement.version?.id)
  if (!protocol || protocol.statesFactsVersion !== agreement.factsVersion) return []
  const waiting = memberStandingsOf(agreement, now).filter(({ state }) => state === 'waiting').map(({ code }) => code)
  const own = waiting.includes(actor.organisationCode)
  const page = `/documents/${protocol.documentRef}/v${protocol.number}`
  return facts.parties.filter(isGroup).flatMap((group): Wait[] => {
    const count = waiting.filter((code) => signsFor(group, code)).length
    const shared = { ...base(given), organisationName: group.name, what: protocol.kind, since: protocol.madeAt, stopsFlows: false }
    const isOurs = own && signsFor(group, actor.organisationCode)
    return [
      ...(isOurs ? [{ ...shared, kind: 'signature' as const, whose: whoseIs(true, actor.maySign && isSigner(actor) && protocol.madeBy !== actor.userId), href: page, organisationCode: actor.organisationCode, organisationName: '' }] : []),
      ...(count - Number(isOurs) > 0 ? [{ ...shared, kind: 'member-signatures' as const, whose: 'theirs' as const, href: `/documents/${protocol.documentRef}/members?state=waiting`, organisationCode: null, count: count - Number(isOurs) }] : []),
    ]
  })
}

/** Steps that are decided and are not open: with whom they are, or who has to ask. */
function stepWaits(given: WaitGiven, actor: WaitActor, now: Date): Wait[] {
  const { project, standing, cases } = given
  const steps = routeOn(project.facts, londonDay(now), standing.agreement.risksToConsultOn).steps.filter(({ kind, shownBy }) => kind !== 'document' && shownBy === 'decision')
  return steps.flatMap((step): Wait[] => {
    const approval = cases.find(({ stepId }) => stepId === step.id)
    const shared = { ...base(given), step, href: `/projects/${project.ref}/approvals/${step.id}`, stopsFlows: step.isNeededToFlow }
    if (approval && !isOver(stateOf(approval))) return caseWaits(given, approval, step, actor, now, shared)
    const isDecided = closedFor(standing, step, now).every(({ refusal }) => refusal.kind === 'approval-not-begun')
    if (isDecided || !step.isNeededToFlow) return []
    const drafter = { organisationCode: project.organisationCode, organisationName: given.drafterName }
    const isReady = step.documents.every((kind) => standing.papers.some((paper) => paper.kind === kind && paper.statesFactsVersion === standing.agreement.factsVersion))
    if (!isReady) return []
    const isDrafters = whoseIs(project.organisationCode === actor.organisationCode, actor.isApplicant && actor.mayDraft)
    if (step.kind !== 'outside-approval') return [{ ...shared, kind: 'not-asked', whose: isDrafters, ...drafter, since: null }]
    const submission = given.submissions.find((one) => one.stepId === step.id && one.boardRef === null && isOpen(one))
    const told = submission?.events.findLast(({ kind }) => kind === 'query-received' || kind === 'put-off')
    if (submission && submissionState(submission) === 'with-us') return [{ ...shared, kind: 'query', whose: isDrafters, ...drafter, what: submission.toName, since: startOfLondonDay(told?.onDay ?? submission.submittedOn) }]
    return [{ ...shared, kind: 'outside', whose: 'theirs', organisationCode: null, organisationName: submission?.toName ?? '', bodyId: step.bodyId, since: submission ? startOfLondonDay(submission.submittedOn) : null }]
  })
}

function caseWaits(
  given: WaitGiven, approval: ApprovalCase, step: RouteStep, actor: WaitActor, now: Date, shared: Omit<Wait, 'kind' | 'whose' | 'organisationCode' | 'organisationName' | 'since'>,
): Wait[] {
  const { project, standing, drafterName, holders } = given
  const state = stateOf(approval)
  const last = approval.acts.findLast(({ command }) => command === 'ask' || command === 'return')
  if (state === 'waiting' || state === 'returned') {
    const isOurs = project.organisationCode === actor.organisationCode
    return [{ ...shared, kind: state === 'waiting' ? 'question' : 'returned', whose: whoseIs(isOurs, isOurs && actor.isApplicant), organisationCode: project.organisationCode, organisationName: drafterName, what: last?.text ?? '', since: last?.at ?? null }]
  }
  const papers = papersOfStep(step, standing.papers, project.facts)
  const authors = [...new Set(papers.map(({ madeBy }) => madeBy))]
  const clocks = stageClocks(approval, papers, now)
  return activeStages(approval, papers).map((stage): Wait => {
    const clock = clocks.find(({ stageId }) => stageId === stage.id)
    const role = roleIn(approval, stage, actor, { authors, holders }, londonDay(now))
    const hasActed = approval.acts.some((act) => act.stageId === stage.id && act.userId === actor.userId && isOnAllOf(act, papers))
    const isOurs = stage.organisationCode === actor.organisationCode
    const party = project.facts.parties.find(({ organisationCode }) => organisationCode === stage.organisationCode)
    return {
      ...shared, kind: 'stage', whose: whoseIs(isOurs, !hasActed && (role === 'decider' || role === 'deputy' || role === 'adviser')), organisationCode: stage.organisationCode, organisationName: party?.name ?? stage.organisationCode,
      post: stage.post, since: clock?.beganAt ?? approval.acts[0]?.at ?? null, dueOn: clock?.dueOn ?? null,
    }
  })
}

function conditionWaits(given: WaitGiven, actor: WaitActor): Wait[] {
  const { project, standing } = given
  const nameOf = (code: string) => project.facts.parties.find(({ organisationCode }) => organisationCode === code)?.name ?? code
  return standing.conditions.filter(({ ended }) => ended === null).map((condition): Wait => {
    const isOurs = condition.ownerCode === actor.organisationCode
    return {
      ...base(given), kind: 'condition', whose: whoseIs(isOurs, isOurs && (actor.mayCloseActions || actor.mayDraft)), href: `/projects/${project.ref}/conditions`, organisationCode: condition.ownerCode,
      organisationName: nameOf(condition.ownerCode), what: condition.what, since: condition.madeAt, dueOn: condition.dueOn, stopsFlows: condition.stops,
    }
  })
}
