import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { OfficerPost } from '#app/projects/further-facts.rules.ts'
import type { ApprovalRoute, ApprovalStage } from './approval-route.rules.ts'
import { isOver, mayCommand, type CaseCommand, type CaseRole, type CaseState } from './approval.rules.ts'
import type { PostHolder } from './check-route.rules.ts'
import type { CoveredClause, PaperNow } from './decision.rules.ts'

/** Something that somebody did with an approval. Acts are added, never changed; where it stands follows from them. */
export interface CaseAct {
  readonly command: CaseCommand
  readonly at: Date
  readonly userId: string
  /** For whom a deputy acted. */
  readonly forUserId: string | null
  readonly stageId: string | null
  /** What was said: advice, a question, a condition, a reason. */
  readonly text: string
  /** The words that were agreed to or advised on, as they were. */
  readonly covers: readonly CoveredClause[]
  /** Who stands in, and from which day to which, both included. */
  readonly cover: { readonly userId: string; readonly from: Day; readonly to: Day } | null
  /** Whether it was the last that was needed, so that the step was decided with it. */
  readonly completes: boolean
}

export interface ApprovalCase {
  readonly route: ApprovalRoute
  /** Oldest first. */
  readonly acts: readonly CaseAct[]
}

export interface CaseActor {
  readonly userId: string
  readonly organisationCode: string
  /** The post that they hold at their organisation, if it is one. */
  readonly post: OfficerPost | null
  /** Whether they lead for the organisation that drafts the project. */
  readonly isApplicant: boolean
}

/** What the shell looked up about the project, as it is now. */
export interface CaseFacts {
  readonly newest: readonly PaperNow[]
  /** Who made the newest versions of the papers that are decided on. */
  readonly authors: readonly string[]
  /** Kinds of papers of which the actor has had the newest version open. */
  readonly seen: readonly string[]
  /** Posts in which the actor has acted on this project before, in other approvals. */
  readonly actedAs: readonly OfficerPost[]
  /** Colleagues who may stand in: members of staff of the same organisation. */
  readonly colleagues: readonly string[]
  /** Who holds which post at the actor's organisation now. */
  readonly holders: readonly PostHolder[]
}

export interface CaseGiven {
  readonly command: CaseCommand
  readonly stageId: string | null
  readonly text: string
  /** What of the newest versions was shown, for an act that covers words. */
  readonly covers: readonly CoveredClause[]
  readonly cover: CaseAct['cover']
}

export const CASE_REFUSALS = [
  'not-allowed', 'stage-not-active', 'already-acted', 'acted-elsewhere', 'officer-left', 'not-seen', 'guardian-and-siro', 'words-changed', 'nothing-to-decide-on', 'text-needed', 'cover-not-a-colleague', 'cover-only-advises', 'cover-guardian-and-siro', 'cover-acts-otherwise', 'cover-days-wrong',
] as const
export type CaseRefusalKind = (typeof CASE_REFUSALS)[number]
export type CaseRefusal = Refusal<CaseRefusalKind>

const AFTER: Partial<Record<CaseCommand, CaseState>> = { start: 'open', ask: 'waiting', answer: 'open', return: 'returned', resubmit: 'open', decline: 'declined', withdraw: 'withdrawn' }

/** Where an approval stands by what was done. */
export function stateOf({ acts }: Pick<ApprovalCase, 'acts'>): CaseState {
  return acts.reduce<CaseState>((state, act) => (act.completes ? 'agreed' : AFTER[act.command] ?? state), 'not-started')
}

const AGREES: readonly CaseCommand[] = ['approve', 'approve-with-conditions', 'advise']
/** A deputy and the one they stand in for are one. */
const seatOf = (act: CaseAct): string => act.forUserId ?? act.userId

/**
 * Whether an act was on exactly what is decided on now: every part of every paper, worded as it is. An edit takes back what
 * covered it, and so does a part or a whole paper that came later: nothing is decided that anybody of an earlier stage did not have.
 */
export function isOnAllOf({ covers }: Pick<CaseAct, 'covers'>, newest: readonly PaperNow[]): boolean {
  const had = new Set(covers.map(({ documentId, clause, digest }) => `${documentId} ${clause} ${digest}`))
  const needed = new Set(newest.flatMap(({ documentId, clauses }) => clauses.map(({ name, digest }) => `${documentId} ${name} ${digest}`)))
  return needed.size > 0 && needed.size === had.size && newest.every(({ clauses }) => clauses.length > 0) && [...needed].every((part) => had.has(part))
}

const standingActs = ({ acts }: Pick<ApprovalCase, 'acts'>, newest: readonly PaperNow[]): readonly CaseAct[] => acts.filter((act) => AGREES.includes(act.command) && isOnAllOf(act, newest))

/** Who has acted in a stage on all of the words as they are, by the officer whose place it is. */
export function actedIn(given: Pick<ApprovalCase, 'acts'>, stage: ApprovalStage, newest: readonly PaperNow[]): readonly string[] {
  return [...new Set(standingActs(given, newest).filter((act) => act.stageId === stage.id).map(seatOf))]
}

/** The conditions under which the words as they are were agreed to. One that was set on words that are gone is not among them. */
export function conditionsOn(given: Pick<ApprovalCase, 'acts'>, newest: readonly PaperNow[]): readonly string[] {
  return standingActs(given, newest).filter(({ command }) => command === 'approve-with-conditions').map(({ text }) => text)
}

/** How often somebody, or whoever stood in for them, has acted in a stage, whatever has changed since. */
export function actsOfSeat({ acts }: Pick<ApprovalCase, 'acts'>, stageId: string, userId: string): number {
  return acts.filter((act) => act.stageId === stageId && AGREES.includes(act.command) && (act.userId === userId || act.forUserId === userId)).length
}

export const isDone = (given: Pick<ApprovalCase, 'acts'>, stage: ApprovalStage, newest: readonly PaperNow[]): boolean => actedIn(given, stage, newest).length >= stage.howMany

/**
 * The stages in which somebody has to act now: all that come before are done, and they are not. There is one until the end:
 * stages are done by acts on the same words, and the last of those acts finds all others done.
 */
export function activeStages(given: ApprovalCase, newest: readonly PaperNow[]): readonly ApprovalStage[] {
  const { stages } = given.route
  const done = new Set(stages.filter((stage) => isDone(given, stage, newest)).map(({ id }) => id))
  return stages.filter((stage) => !done.has(stage.id) && stage.after.every((id) => done.has(id)))
}

/** Agreements and advice that somebody gave in other stages of the approval, on whichever words. */
const actsElsewhere = ({ acts }: Pick<ApprovalCase, 'acts'>, stage: ApprovalStage, userId: string): readonly CaseAct[] =>
  acts.filter((act) => act.userId === userId && AGREES.includes(act.command) && act.stageId !== stage.id)

const AGREEING_POSTS: readonly (OfficerPost | null)[] = ['caldicott-guardian', 'siro']
/** The Caldicott Guardian and the senior information risk owner of one record are two people (National Data Guardian, 2021). */
const areGuardianAndSiro = (one: OfficerPost | null, other: OfficerPost | null): boolean => one !== other && AGREEING_POSTS.includes(one) && AGREEING_POSTS.includes(other)

/**
 * Why a colleague stands in for nobody in a stage, whoever names them; null where they may. Those who are to judge apart from each
 * other are different people: whoever has acted in another stage, or acts in one as its officer, does not act in this one for somebody else.
 */
export function standInProblem(given: ApprovalCase, stage: ApprovalStage, { userId, post }: Pick<CaseActor, 'userId' | 'post'>): 'cover-only-advises' | 'cover-guardian-and-siro' | 'cover-acts-otherwise' | null {
  // UK GDPR Article 38(6): whoever advises does not decide for somebody else either.
  if (post === 'dpo' && stage.act === 'decides') return 'cover-only-advises'
  if (areGuardianAndSiro(post, stage.post)) return 'cover-guardian-and-siro'
  const isOfficer = given.route.stages.some((one) => one.post === post && one.organisationCode === stage.organisationCode)
  return isOfficer || actsElsewhere(given, stage, userId).length > 0 ? 'cover-acts-otherwise' : null
}

/** Those who named someone to stand in in a stage on a day, the last of them last. Whoever names somebody twice has said it anew. */
function namedBy({ acts }: Pick<ApprovalCase, 'acts'>, stage: ApprovalStage, { userId }: Pick<CaseActor, 'userId'>, today: Day): readonly string[] {
  const given = acts.filter((act) => act.command === 'delegate' && act.stageId === stage.id && act.cover?.userId === userId)
  return given.filter((act, index) => act.cover && act.cover.from <= today && today <= act.cover.to && !given.slice(index + 1).some((later) => seatOf(later) === seatOf(act))).map(seatOf)
}

/**
 * For whom someone may act in a stage on a day: themselves as the officer, an officer they stand in for, or nobody. `holders` hold
 * posts at the organisation now: nobody stands in for an officer who has left the post.
 */
export function seatFor(given: ApprovalCase, stage: ApprovalStage, actor: CaseActor, holders: readonly PostHolder[], today: Day): { readonly forUserId: string | null } | null {
  if (actor.organisationCode !== stage.organisationCode) return null
  if (actor.post === stage.post) return { forUserId: null }
  if (standInProblem(given, stage, actor)) return null
  const officer = namedBy(given, stage, actor, today).findLast((userId) => holders.some((one) => one.userId === userId && one.post === stage.post && one.organisationCode === stage.organisationCode))
  return officer === undefined ? null : { forUserId: officer }
}

/** Whether an officer has stood in for another in another stage, before the post was theirs: they do not act in their own then, but may name who does. */
const hasStoodIn = (given: ApprovalCase, stage: ApprovalStage, userId: string): boolean => actsElsewhere(given, stage, userId).some(({ forUserId }) => forUserId !== null)

/** Why somebody who was named to stand in has no place in a stage. */
function whyNoSeat(given: ApprovalCase, stage: ApprovalStage, actor: CaseActor, today: Day): CaseRefusalKind {
  if (actor.organisationCode !== stage.organisationCode || namedBy(given, stage, actor, today).length === 0) return 'not-allowed'
  const problem = standInProblem(given, stage, actor)
  return problem === null ? 'officer-left' : problem === 'cover-acts-otherwise' ? 'acted-elsewhere' : 'not-allowed'
}

/** How someone stands to a stage of an approval. */
export function roleIn(given: ApprovalCase, stage: ApprovalStage | null, actor: CaseActor, facts: Pick<CaseFacts, 'authors' | 'holders'>, today: Day): CaseRole {
  const seat = stage && seatFor(given, stage, actor, facts.holders, today)
  if (!stage || !seat) return actor.isApplicant ? 'applicant' : 'onlooker'
  if (stage.act === 'advises') return 'adviser'
  if (facts.authors.includes(actor.userId)) return 'author'
  return seat.forUserId === null ? 'decider' : 'deputy'
}

const NEEDS_TEXT: readonly CaseCommand[] = ['advise', 'approve-with-conditions', 'ask', 'answer', 'return', 'decline']
/** Commands of whoever acts in a stage; the others are the applicant's. */
const IN_A_STAGE: readonly CaseCommand[] = ['advise', 'approve', 'approve-with-conditions', 'ask', 'return', 'decline', 'delegate']

/** The act that comes of a command, or why it may not be done. Permission is asked first. */
export function act(given: ApprovalCase, actor: CaseActor, command: CaseGiven, facts: CaseFacts, now: Date): Result<CaseAct, CaseRefusal> {
  const today = londonDay(now)
  const stage = IN_A_STAGE.includes(command.command) ? given.route.stages.find(({ id }) => id === command.stageId) ?? null : null
  const role = roleIn(given, stage, actor, facts, today)
  const seat = stage && seatFor(given, stage, actor, facts.holders, today)
  if (!mayCommand(role, stateOf(given), command.command)) return refuse(stage && !seat ? whyNoSeat(given, stage, actor, today) : 'not-allowed')
  if (stage && command.command !== 'delegate' && hasStoodIn(given, stage, actor.userId)) return refuse('acted-elsewhere')
  if (stage && command.command !== 'delegate' && !activeStages(given, facts.newest).some(({ id }) => id === stage.id)) return refuse('stage-not-active')
  if (NEEDS_TEXT.includes(command.command) && command.text === '') return refuse('text-needed')
  // Whoever stands in does not hand it on.
  if (command.command === 'delegate' && seat?.forUserId) return refuse('not-allowed')
  const made: CaseAct = {
    command: command.command, at: now, userId: actor.userId, forUserId: seat?.forUserId ?? null, stageId: stage?.id ?? null, text: command.text,
    covers: AGREES.includes(command.command) ? command.covers : [], cover: command.command === 'delegate' ? command.cover : null, completes: false,
  }
  if (stage && command.command === 'delegate') return coverProblem(given, stage, made, facts, today) ?? ok(made)
  if (!stage || !AGREES.includes(command.command)) return ok(made)
  const problem = agreeingProblem(given, stage, actor, made, facts)
  if (problem) return problem
  const after = { acts: [...given.acts, made] }
  return ok({ ...made, completes: given.route.stages.every((one) => isDone(after, one, facts.newest)) })
}

function coverProblem(given: ApprovalCase, stage: ApprovalStage, { cover, userId }: CaseAct, { colleagues, holders }: CaseFacts, today: Day): { ok: false; refusal: CaseRefusal } | null {
  if (!cover || cover.userId === userId || !colleagues.includes(cover.userId)) return refuse('cover-not-a-colleague')
  const problem = standInProblem(given, stage, { userId: cover.userId, post: holders.find((one) => one.userId === cover.userId)?.post ?? null })
  if (problem) return refuse(problem)
  return cover.to < cover.from || cover.to < today ? refuse('cover-days-wrong') : null
}

function agreeingProblem(given: ApprovalCase, stage: ApprovalStage, actor: CaseActor, made: CaseAct, facts: CaseFacts): { ok: false; refusal: CaseRefusal } | null {
  const acted = standingActs(given, facts.newest).filter((one) => one.stageId === stage.id)
  if (acted.some((one) => one.userId === actor.userId || seatOf(one) === seatOf(made))) return refuse('already-acted')
  if (made.covers.length === 0) return refuse('nothing-to-decide-on')
  if (!isOnAllOf(made, facts.newest)) return refuse('words-changed')
  const unseen = stage.mustSee.filter((kind) => !facts.seen.includes(kind))
  if (unseen.length > 0) return refuse('not-seen', { papers: unseen.join(' ') })
  return wouldHoldBoth(given, stage, actor, facts) ? refuse('guardian-and-siro') : null
}

/** Whether somebody who has acted as one of the two would act as the other here. */
function wouldHoldBoth(given: ApprovalCase, stage: ApprovalStage, actor: CaseActor, { actedAs }: CaseFacts): boolean {
  const here = given.acts.filter((one) => one.userId === actor.userId && AGREES.includes(one.command)).flatMap((one) => given.route.stages.find(({ id }) => id === one.stageId)?.post ?? [])
  return [...actedAs, ...here].some((post) => areGuardianAndSiro(post, stage.post))
}

/** What someone may do now, stage by stage: for the buttons of a page. */
export function commandsFor(given: ApprovalCase, actor: CaseActor, facts: CaseFacts, now: Date): readonly { readonly stageId: string | null; readonly commands: readonly CaseCommand[] }[] {
  const state = stateOf(given)
  if (isOver(state)) return []
  const today = londonDay(now)
  const active = new Set(activeStages(given, facts.newest).map(({ id }) => id))
  const may = (stage: ApprovalStage | null) => {
    const role = roleIn(given, stage, actor, facts, today)
    const mayName = stage !== null && seatFor(given, stage, actor, facts.holders, today)?.forUserId === null
    const commands = (['start', 'advise', 'approve', 'approve-with-conditions', 'ask', 'answer', 'return', 'resubmit', 'decline', 'withdraw', 'delegate'] as const)
      .filter((command) => IN_A_STAGE.includes(command) === (stage !== null) && mayCommand(role, state, command) && (stage === null || (command === 'delegate' ? mayName : active.has(stage.id) && !hasStoodIn(given, stage, actor.userId))))
    return { stageId: stage?.id ?? null, commands }
  }
  return [may(null), ...given.route.stages.map(may)].filter(({ commands }) => commands.length > 0)
}
