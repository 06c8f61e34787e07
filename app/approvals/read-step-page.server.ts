import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { readLooks } from '#app/documents/read-newest-papers.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { readStaffOf } from '#app/identity/read-staff.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { listApprovalFiles, type FileOf } from './approval-files.store.server.ts'
import { isRoutedRule, stageLevels, type ApprovalRoute, type ApprovalStage } from './approval-route.rules.ts'
import { isOver } from './approval.rules.ts'
import { bodyOn } from './bodies.rules.ts'
import { forecast, stageClocks } from './case-clock.rules.ts'
import { actedIn, activeStages, commandsFor, standInProblem, stateOf } from './case.rules.ts'
import { listCases } from './cases.store.server.ts'
import { changedSince } from './decision.rules.ts'
import { listDecisions } from './decisions.store.server.ts'
import { leftOutWords, outcomeWords } from './covering.words.ts'
import { closedFor, stepOfRoute } from './in-force.rules.ts'
import { stepClosedWords } from './in-force.words.ts'
import { caseActor, postOf, readCaseFacts, readPapersOfCase } from './read-case-facts.server.ts'
import { readRouteOfStep } from './read-route-of-step.server.ts'
import { standingOf } from './read-standing.server.ts'
import { readPapersToCover } from './read-papers-to-cover.server.ts'
import { shownFile } from './keep-file.server.ts'
import { askedWords, RULE_WORDS, stepWords } from './route-finder.words.ts'
import { readSubmissionsOfStep } from './read-submissions.server.ts'
import { tryOutRoute } from './try-out-route.server.ts'

/** Everything about one step of a project's route: how it stands, what was decided, and what the actor may do. Null for who has no part in the project. */
export async function readStepPage(context: Context<StaffActor>, ref: string, stepId: string) {
  const { actor, now, runtime: { db } } = context
  const project = await readProject(context, ref)
  if (!project) return null
  const today = londonDay(now)
  const step = stepOfRoute(project.facts, stepId, today, 0)
  if (!step || step.kind === 'document' || step.shownBy !== 'decision') return null
  const [standing, decisions, cases, decided] = await Promise.all([standingOf(db, project), listDecisions(db, project.id), listCases(db, project.id), readRouteOfStep(db, project.facts, step, today)])
  const nameOf = (code: string) => project.facts.parties.find((party) => party.organisationCode === code)?.name ?? code
  const closed = stepClosedWords(closedFor(standing, step, now), step.flows, (flowRef) => project.facts.flows.find((flow) => flow.ref === flowRef)?.name ?? flowRef)
  const mine = caseActor(actor, project.isDrafter)
  const approval = cases.find((one) => one.stepId === step.id) ?? null
  const mayAsk = decided !== null && (!approval || isOver(stateOf(approval)))
  const found = await readPapersOfCase(db, project, step, mayAsk ? decided.route : approval?.route ?? null)
  const { papers, toSee } = found
  const facts = await readCaseFacts(db, actor, found, cases.filter((one) => one !== approval))
  const commands = approval && !project.endedAt ? commandsFor(approval, mine, facts, now) : []
  const mayNameIn = commands.filter((one) => one.commands.includes('delegate')).flatMap(({ stageId }) => approval?.route.stages.filter(({ id }) => id === stageId) ?? [])
  const looks = await readLooks(db, actor.userId, toSee)
  const files = await listApprovalFiles(db, project.id)
  const filesOf = (given: (file: FileOf) => boolean) => files.filter(given).map((file) => shownFile(actor, project.ref, file))
  const outside = step.kind === 'outside-approval' ? await readSubmissionsOfStep(db, project.id, step.id, papers, today, (eventId) => filesOf(({ submissionEventId }) => submissionEventId === eventId)) : null
  const mayTell = outside !== null && project.isDrafter && mayRole(actor.role, 'projects.draft') && project.endedAt === null
  const titleOf = new Map(papers.flatMap((paper) => paper.clauses.map(({ name, title }) => [`${paper.documentId} ${name}`, title] as const)))
  const partName = (part: { readonly documentId: string; readonly kind: keyof typeof DOCUMENT_KIND_WORDS; readonly clause: string }) => `${DOCUMENT_KIND_WORDS[part.kind]}: ${titleOf.get(`${part.documentId} ${part.clause}`) || part.clause}`
  return {
    project: { ref: project.ref, title: project.title, hasEnded: project.endedAt !== null },
    step: { id: step.id, kind: step.kind, name: stepWords(step), who: askedWords(step, nameOf, today), why: RULE_WORDS[step.rule], source: step.source },
    isOpen: closed === null, why: closed,
    papers: toSee.map((paper) => ({
      name: DOCUMENT_KIND_WORDS[paper.kind], documentRef: paper.documentRef, number: paper.number, parts: paper.clauses.map(({ title, name }) => title || name), isDecidedOn: papers.includes(paper),
      isSeen: looks.get(paper.versionId)?.isSeen ?? false, changedSince: looks.get(paper.versionId)?.lastLook ?? null,
    })),
    missing: found.missing.map((kind) => DOCUMENT_KIND_WORDS[kind]),
    decisions: decisions.filter((decision) => decision.stepId === step.id).reverse().map((decision) => ({
      id: decision.id, outcome: decision.outcome, meaning: decision.meaning, decidedOn: londonDay(decision.decidedAt), effectiveFrom: decision.effectiveFrom, endsOn: decision.endsOn, reviewDueOn: decision.reviewDueOn,
      reference: decision.reference, note: decision.note, title: outcomeWords(decision), leftOut: decision.leftOut.map(leftOutWords), recordedByName: decision.recordedByName, files: filesOf(({ decisionId }) => decisionId === decision.id), changed: changedSince(decision, standing.papers).map(partName),
      on: [...new Set(decision.covers.map(({ documentRef, number }) => `${documentRef} v${number}`))],
    })),
    outside: outside && { submissions: outside.submissions, mayTell, maySubmit: mayTell && outside.maySubmit && papers.length > 0, isBoardsToDecide: outside.isBoardsToDecide },
    toCover: await readPapersToCover(db, project.id, papers, outside?.submissions.find(({ state }) => state === 'with-them' || state === 'with-us')?.papers ?? [], outside !== null),
    mayRecord: mayTell && !outside?.isBoardsToDecide,
    outcomes: step.bodyId === null ? [] : bodyOn(step.bodyId, today).outcomes.map(({ id, word }) => ({ id, word })),
    approval: approval && {
      state: stateOf(approval), isSavedRoute: approval.routeNumber !== null, forecast: forecast(approval, papers, now), commands,
      stages: approval.route.stages.map((stage) => ({
        id: stage.id, level: levelOf(approval.route, stage), post: stage.post, organisation: nameOf(stage.organisationCode), act: stage.act, howMany: stage.howMany, days: stage.days,
        acted: actedIn(approval, stage, papers).length, mustSee: stage.mustSee.map((kind) => DOCUMENT_KIND_WORDS[kind]),
        isActive: !isOver(stateOf(approval)) && activeStages(approval, papers).some(({ id }) => id === stage.id), clock: stageClocks(approval, papers, now).find(({ stageId }) => stageId === stage.id) ?? null,
      })),
      acts: approval.acts.map(({ command, at, byName, forUserId, stageId, text, cover, leavesOut }) => ({ command, at, isInPart: leavesOut.length > 0, byName, isDeputy: forUserId !== null, stageId, text, cover: cover && { from: cover.from, to: cover.to } })),
    },
    /** Whom the actor may let stand in, in one stage at least. */
    colleagues: mayNameIn.length === 0 ? [] : (await readStaffOf(db, actor.organisationCode))
      .filter(({ userId, role }) => userId !== actor.userId && mayNameIn.some((stage) => approval && standInProblem(approval, stage, { userId, post: postOf(role) }) === null)).map(({ userId, name, jobTitle }) => ({ userId, name, jobTitle })),
    trial: mayAsk ? await tryOutRoute(db, project, step, decided.route, today) : null,
    savedRoute: decided?.saved ? { number: decided.saved.number, from: decided.saved.from, by: decided.saved.savedByName } : null,
    /** Where the actor's organisation says how it decides this; null for who is of another. */
    routeHref: step.organisationCode === actor.organisationCode && isRoutedRule(step.rule) ? `/approvals/routes/${step.rule}` : null,
    mayStart: mine.isApplicant && !project.endedAt,
  }
}

const levelOf = ({ stages }: ApprovalRoute, stage: ApprovalStage): number => stageLevels(stages).findIndex((level) => level.includes(stage))

export type StepPage = NonNullable<Awaited<ReturnType<typeof readStepPage>>>
