import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { CampaignRefusal } from './campaign.words.ts'
import { changeCampaign } from './change-campaign.server.ts'
import { lockLetterByCode, setReturned } from './letters.store.server.ts'
import { readReplyCode } from './reply-code.rules.ts'

/** Records that a letter came back undelivered, by the code on it. The person is then one to tell another way. */
export function recordReturnedLetter(context: Context<StaffActor>, command: { readonly ref: string; readonly code: string }): Promise<Result<null, CampaignRefusal>> {
  return changeCampaign(context, { ref: command.ref }, async (tx, campaign, record) => {
    if (campaign.state !== 'posted') return refuse('not-posted')
    const reading = readReplyCode(command.code)
    const letter = reading.ok ? await lockLetterByCode(tx, campaign.id, context.runtime.secrets.lookups('reply-code', reading.code)) : null
    if (!letter || letter.position === null) return refuse('code-unknown')
    if (letter.returnedAt) return ok(null)
    await setReturned(tx, letter.id, context.now)
    record({ kind: 'letter-returned', projectRef: campaign.projectRef, subject: `person:${letter.personId}` })
    return ok(null)
  })
}
