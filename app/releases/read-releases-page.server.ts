import { recordLook } from '#app/audit/change.server.ts'
import { readVersionOfProject } from '#app/documents/read-version-name.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { countsOf } from './check-counts.rules.ts'
import type { CheckState } from './check.rules.ts'
import { findCheckFor, listChecksFor, type CheckListed } from './checks.store.server.ts'
import { readExtracts } from './read-extracts.server.ts'
import { findReceipt } from './receipts.store.server.ts'
import type { ToldCount } from './small-numbers.rules.ts'
import { isAboutOwnPeople, mayKnowExactly, toldCounts, type ToldCounts } from './told-check.rules.ts'

const A_PAGE = 50

export interface CheckLine {
  readonly id: string
  readonly flow: string
  readonly projectRef: string
  readonly projectTitle: string
  readonly askedBy: string
  readonly state: CheckState
  /** It is being answered at this moment. */
  readonly isUnderWay: boolean
  readonly because: string | null
  readonly beganAt: string
  readonly endedAt: string | null
  /** Only of a complete check: an unfinished answer counts for nothing. As the reader's organisation may know them. */
  readonly rows: number | null
  readonly included: ToldCount | null
}

function countsFor(check: CheckListed, organisationCode: string): ToldCounts {
  return toldCounts(countsOf(check.counts, check.repeatedRows), { isExact: mayKnowExactly(check, organisationCode), isOwnData: check.discloserCode === organisationCode })
}

export function checkLine(check: CheckListed, organisationCode: string, now: Date): CheckLine {
  const isComplete = check.state === 'complete'
  const counts = countsFor(check, organisationCode)
  return {
    id: check.id, flow: check.flowRef, projectRef: check.projectRef, projectTitle: check.projectTitle, askedBy: check.keyName ?? 'A key', state: check.state,
    isUnderWay: check.state === 'incomplete' && check.busyUntil !== null && check.busyUntil > now,
    because: check.refusal, beganAt: check.beganAt.toISOString(), endedAt: check.endedAt?.toISOString() ?? null,
    rows: isComplete ? counts.rows : null, included: isComplete ? counts.included : null,
  }
}

/** A project's checks, newest first; null when the actor's organisation has no part in the project. */
export async function readReleasesPage(context: Context<StaffActor>, ref: string, before: string | undefined) {
  const { actor, now, runtime } = context
  const project = await readProject(context, ref)
  if (!project) return null
  const checks = await listChecksFor(runtime.db, actor.organisationCode, { projectRef: ref, before: isId(before) ? before : undefined, limit: A_PAGE + 1 })
  const shown = checks.slice(0, A_PAGE)
  return {
    project: { ref: project.ref, title: project.title },
    flows: project.facts.flows.map((flow) => ({ ref: flow.ref, name: flow.name })),
    checks: shown.map((check) => checkLine(check, actor.organisationCode, now)),
    extracts: before === undefined ? await readExtracts(context, ref) : [],
    isFirst: before === undefined,
    maySeePseudonyms: mayRole(actor.role, 'keys.manage'),
    older: checks.length > A_PAGE ? (shown[shown.length - 1]?.id ?? null) : null,
  }
}

/** One check, with what of its figures and digests the reader's organisation may know: that someone objected is confidential. */
export async function readCheckPage(context: Context<StaffActor>, ref: string, checkId: string) {
  const { actor, now, runtime } = context
  const project = await readProject(context, ref)
  const check = project && isId(checkId) ? await findCheckFor(runtime.db, actor.organisationCode, ref, checkId) : null
  if (!project || !check) return null
  await recordLook(context, { kind: 'check-looked-at', projectRef: ref, subject: `check:${check.id}` })
  const counts = countsFor(check, actor.organisationCode)
  const protocol = check.documentVersionId ? await readVersionOfProject(runtime.db, project.id, check.documentVersionId) : null
  return {
    project: { ref: project.ref, title: project.title },
    flowName: project.facts.flows.find((flow) => flow.ref === check.flowRef)?.name ?? check.flowRef,
    check: {
      ...counts, ...checkLine(check, actor.organisationCode, now),
      given: check.contentType, pseudonymKeyVersion: check.pseudonymKeyVersion, asked: check.accept, detail: check.detail, requestId: check.requestId,
      version: check.auditSeq, rulesVersion: check.rulesVersion, asAt: check.asAt.toISOString(),
      nationalCheckAskedAt: check.nationalCheckAskedAt?.toISOString() ?? null, digestIn: counts.isExact ? check.digestIn : null, digestOut: counts.isExact ? check.digestOut : null,
      extract: check.extract, stage: check.stage, hasReceipt: (await findReceipt(runtime.db, check.id)) !== null,
      mayExplain: check.state === 'complete' && isAboutOwnPeople(check, project.facts, actor.organisationCode) && mayRole(actor.role, 'checks.explain'),
    },
    protocol,
  }
}
