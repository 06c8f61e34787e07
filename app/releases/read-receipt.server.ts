import { headOver } from '#app/audit/signed-heads.server.ts'
import type { KeyActor } from '#app/identity/actor.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findCheckOfOrganisation } from './checks.store.server.ts'
import type { NoReceiptBecause } from './receipt.words.ts'
import { findReceipt } from './receipts.store.server.ts'

/** A check's receipt, for the organisation that asked. A signed head of the audit reaches to its entry by the time it is given out. */
export async function readReceiptForProgram(context: Context<KeyActor>, checkId: string): Promise<Result<string, Refusal<'not-found' | 'not-allowed' | 'no-receipt'>>> {
  const { actor, runtime } = context
  const check = isId(checkId) ? await findCheckOfOrganisation(runtime.db, actor.organisationCode, checkId) : null
  if (!check) return refuse('not-found')
  if (!actor.flowRefs.includes(check.flowRef)) return refuse('not-allowed')
  const receipt = await findReceipt(runtime.db, check.id)
  if (!receipt) return refuse('no-receipt', { because: (check.state === 'complete' ? 'earlier' : check.state) satisfies NoReceiptBecause })
  await headOver(runtime, receipt.entrySeq)
  return ok(receipt.jws)
}
