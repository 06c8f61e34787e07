import { recordLook } from '#app/audit/change.server.ts'
import { headOver } from '#app/audit/signed-heads.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { findCheckFor } from './checks.store.server.ts'
import { examineReceipt } from './examine-receipt.server.ts'
import { findReceipt } from './receipts.store.server.ts'
import { mayKnowExactly, toldReceipt } from './told-check.rules.ts'

async function findForParty(context: Context<StaffActor>, ref: string, checkId: string) {
  const { actor, runtime } = context
  const project = await readProject(context, ref)
  const check = project && isId(checkId) ? await findCheckFor(runtime.db, actor.organisationCode, ref, checkId) : null
  const receipt = check && (await findReceipt(runtime.db, check.id))
  return project && check && receipt ? { project, check, receipt } : null
}

/** A check's receipt as people read it; null when the actor's organisation has no part in the project, or there is none. */
export async function readReceiptPage(context: Context<StaffActor>, ref: string, checkId: string) {
  const found = await findForParty(context, ref, checkId)
  if (!found) return null
  const { project, check, receipt } = found
  const isExact = mayKnowExactly(check, context.actor.organisationCode)
  await recordLook(context, { kind: 'check-looked-at', projectRef: ref, subject: `check:${check.id}` })
  const { receipt: says, ...verdict } = await examineReceipt(context.runtime, receipt.jws, context.now)
  const nameOf = (code: string) => project.facts.parties.find((party) => party.organisationCode === code)?.name
  const flow = project.facts.flows.find((candidate) => candidate.ref === check.flowRef)
  return {
    project: { ref: project.ref, title: project.title },
    check: { id: check.id, beganAt: check.beganAt.toISOString() },
    verdict,
    isExact,
    receipt: says && toldReceipt(says, isExact),
    names: { flow: flow?.name, discloser: nameOf(says?.discloser ?? ''), recipient: nameOf(says?.recipient ?? '') },
    publicUrl: context.runtime.publicUrl,
  }
}

/** The receipt itself, for a party that may know its figures exactly; a signed head of the record reaches to its entry by then. */
export async function downloadReceipt(context: Context<StaffActor>, ref: string, checkId: string): Promise<string | null> {
  const found = await findForParty(context, ref, checkId)
  if (!found || !mayKnowExactly(found.check, context.actor.organisationCode)) return null
  await recordLook(context, { kind: 'receipt-downloaded', projectRef: ref, subject: `check:${found.check.id}` })
  await headOver(context.runtime, found.receipt.entrySeq)
  return found.receipt.jws
}
