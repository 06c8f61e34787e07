import { inForce } from '#app/approvals/in-force.rules.ts'
import { flowClosedWords } from '#app/approvals/in-force.words.ts'
import { projectState } from '#app/approvals/project-state.rules.ts'
import { standingOf } from '#app/approvals/read-standing.server.ts'
import { readSubmissionStates } from '#app/approvals/read-submissions.server.ts'
import { findRoute } from '#app/approvals/route-finder.rules.ts'
import { SAFE_TERMS } from '#app/choices/decision.rules.ts'
import { effectOn } from '#app/choices/exemptions.rules.ts'
import { disclosersOf } from '#app/documents/agreement.rules.ts'
import { readPackStandings } from '#app/documents/read-pack-standings.server.ts'
import type { KeyActor } from '#app/identity/actor.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { datasetOfFlow, fieldsOfFlow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { isSentByGroup, sendersOf } from '#app/projects/groups.rules.ts'
import { readProjectForProgram } from '#app/projects/read-project-for-program.server.ts'
import { readFlowProject } from './answer-check.server.ts'
import type { FlowJson, ProjectJson } from './arrangement-answer.schema.ts'
import type { CheckJson } from './check-answer.schema.ts'
import { countsOf } from './check-counts.rules.ts'
import { MEDIA_TYPES, type Detail, type ListFormat } from './check-formats.rules.ts'
import { nationalCheckAgeDays, type CheckRefusal } from './check.rules.ts'
import { findCheckOfOrganisation } from './checks.store.server.ts'
import { termsOfFlow } from './flow-terms.rules.ts'
import { readOpenFlow } from './read-open-flow.server.ts'
import { checkProblemWords } from './release.words.ts'
import { approvalsJson, documentsJson, routeFlowJson } from './route-json.rules.ts'
import { mayBeToldReasons } from './told-check.rules.ts'

type Refused = Refusal<'not-found' | 'not-allowed'>

/** A check as the programs of the organisation that asked for it see it. */
export async function readCheckForProgram(context: Context<KeyActor>, checkId: string): Promise<Result<CheckJson, Refused>> {
  const { actor, runtime } = context
  const check = isId(checkId) ? await findCheckOfOrganisation(runtime.db, actor.organisationCode, checkId) : null
  if (!check) return refuse('not-found')
  if (!actor.flowRefs.includes(check.flowRef)) return refuse('not-allowed')
  const counts = countsOf(check.counts, check.repeatedRows)
  const isComplete = check.state === 'complete'
  return ok({
    id: check.id,
    flow: check.flowRef,
    project: check.projectRef,
    state: check.state,
    because: check.refusal,
    request_id: check.requestId,
    content_type: MEDIA_TYPES[check.contentType as ListFormat],
    accept: MEDIA_TYPES[check.accept as ListFormat],
    detail: check.detail as Detail,
    extract: check.extract,
    stage: check.stage,
    pseudonym_key_version: check.pseudonymKeyVersion,
    began_at: check.beganAt.toISOString(),
    ended_at: check.endedAt?.toISOString() ?? null,
    as_at: check.asAt.toISOString(),
    version: check.auditSeq,
    rules_version: check.rulesVersion,
    rows: isComplete ? counts.rows : null,
    decisions: isComplete ? { INCLUDE: counts.included, EXCLUDE: counts.excluded } : null,
    reasons: isComplete ? counts.coarse : null,
    ...(isComplete && actor.actions.includes('check-detail') && mayBeToldReasons(check, actor.organisationCode) ? { all_reasons: counts.everyReason } : {}),
    repeated_rows: isComplete ? counts.repeatedRows : null,
    sha256_in: check.digestIn,
    sha256_out: check.digestOut,
    national_check_age_days: nationalCheckAgeDays(check.nationalCheckAskedAt, check.asAt),
  })
}

/** A flow as it is enforced now. */
export async function readFlowForProgram(context: Context<KeyActor>, flowRef: string): Promise<Result<FlowJson, Refused>> {
  const { runtime, now } = context
  const project = await readFlowProject(context, flowRef)
  if (!project.ok) return project
  const standing = await standingOf(runtime.db, project.value)
  const { agreement } = standing
  const running = inForce(standing, flowRef, now)
  const open = await readOpenFlow(runtime, runtime.db, flowRef, now)
  const facts = agreement.version?.facts.flows.some((flow) => flow.ref === flowRef) ? agreement.version.facts : project.value.facts
  const flow = facts.flows.find((candidate) => candidate.ref === flowRef)
  const because = (refusal: Refusal<CheckRefusal>) => ({ code: refusal.kind, detail: checkProblemWords(refusal).detail })
  return ok({
    ref: flowRef,
    name: flow?.name ?? null,
    project: project.value.ref,
    in_force: running.ok,
    not_in_force_because: running.ok ? null : because(running.refusal),
    may_be_checked: open.ok,
    may_not_be_checked_because: open.ok ? null : because(open.refusal),
    protocol: agreement.version && { ref: agreement.version.documentRef, version: agreement.version.number, sha256: agreement.version.contentHash },
    starts_on: facts.purpose?.startDate ?? null,
    review_by: facts.purpose?.reviewDate ?? null,
    ends_on: facts.purpose?.endDate ?? null,
    ...(flow ? {
      from: partyOf(facts, flow.fromCode),
      ...(isSentByGroup(facts, flow) ? { members: { all: sendersOf(facts, flow).length, signed: disclosersOf(agreement, flow, now).filter(({ withheld }) => withheld === null).length } } : {}),
      to: partyOf(facts, flow.toCode),
      fields: fieldsOfFlow(facts, flow).map(({ name, meaning, kind }) => ({ name, meaning, kind })),
      legal_bases: {
        article_6: flow.article6, article_9: flow.article9, power: flow.legalPower, confidentiality: flow.confidentiality, confidentiality_why: flow.confidentialityWhy,
      },
      choices: choicesThatApply(termsOfFlow(flow, datasetOfFlow(facts, flow), project.value.ref, runtime.allowTestNumbers), now),
      includes_deceased: flow.includesDeceased,
      transport: flow.transport,
      frequency: flow.frequency,
    } : {}),
  })
}

function choicesThatApply(terms: ReturnType<typeof termsOfFlow>, now: Date): NonNullable<FlowJson['choices']> {
  const effect = effectOn({ ...SAFE_TERMS, ...terms }, londonDay(now))
  return {
    project_opt_out: effect.projectOptOutApplies,
    type_1: effect.type1Applies,
    national_opt_out: effect.nationalOptOutSetAsideBy === null,
    national_opt_out_set_aside_by: effect.nationalOptOutSetAsideBy,
  }
}

function partyOf(facts: ProjectFacts, code: string): ProjectJson['parties'][number] {
  const party = facts.parties.find((candidate) => candidate.organisationCode === code)
  return { organisation: code, name: party?.name ?? null, role: party?.role ?? null }
}

/** A project: its parties, its flows, the documents its facts call for, and where each stands. */
export async function readProjectJson(context: Context<KeyActor>, ref: string): Promise<Result<ProjectJson, Refused>> {
  const { runtime, actor, now } = context
  const project = await readProjectForProgram(runtime.db, actor.organisationCode, { ref })
  if (!project) return refuse('not-found')
  if (!project.facts.flows.some((flow) => actor.flowRefs.includes(flow.ref))) return refuse('not-allowed')
  const standing = await standingOf(runtime.db, project)
  const route = findRoute(project.facts, londonDay(now), { risksLeftHigh: standing.agreement.risksToConsultOn })
  return ok({
    ref: project.ref,
    title: project.title,
    state: projectState(project.facts, standing, now),
    parties: project.facts.parties.map((party) => partyOf(project.facts, party.organisationCode)),
    flows: project.facts.flows.map((flow, index) => {
      const running = inForce(standing, flow.ref, now)
      return {
        ref: flow.ref, name: flow.name, from: flow.fromCode, to: flow.toCode, ...routeFlowJson(route.flows[index]!), in_force: running.ok,
        not_in_force_because: running.ok ? null : { code: running.refusal.kind, detail: flowClosedWords(running.refusal) },
      }
    }),
    documents: documentsJson(await readPackStandings(runtime.db, project, now)),
    approvals: approvalsJson(route, standing, await readSubmissionStates(runtime.db, project.id), now),
  })
}
