import type { StaffActor } from '#app/identity/actor.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { londonDay, londonTime, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { ToldHow } from './campaign.rules.ts'
import type { CampaignRefusal } from './campaign.words.ts'
import { changeCampaign } from './change-campaign.server.ts'
import { lockLetter, setTold } from './letters.store.server.ts'
import { TOLD_ANOTHER_WAY } from './suppression.rules.ts'

/**
 * Records that someone whom a letter cannot tell, or whose letter came back, was told another way. A later record takes the
 * place of an earlier one.
 */
export function tellPersonAnotherWay(
  context: Context<StaffActor>,
  command: { readonly ref: string; readonly letterId: string; readonly how: ToldHow; readonly toldOn: Day },
): Promise<Result<null, CampaignRefusal>> {
  return changeCampaign(context, { ref: command.ref }, async (tx, campaign, record) => {
    if ((campaign.state !== 'made' && campaign.state !== 'posted') || !campaign.lettersMadeAt) return refuse('letters-not-made')
    const letter = isId(command.letterId) ? await lockLetter(tx, campaign.id, command.letterId) : null
    const isToTell = letter && ((letter.suppression && TOLD_ANOTHER_WAY.includes(letter.suppression)) || letter.returnedAt)
    if (!letter || !isToTell) return refuse('not-to-be-told')
    const today = londonDay(context.now)
    const madeOn = londonDay(campaign.lettersMadeAt)
    if (command.toldOn > today) return refuse('told-in-future')
    if (command.toldOn < madeOn) return refuse('told-before-made', { madeOn })
    const toldAt = command.toldOn === today ? context.now : londonTime(command.toldOn, '12:00')
    // The same form sent twice is one record.
    if (letter.toldHow === command.how && letter.toldAt && londonDay(letter.toldAt) === command.toldOn) return ok(null)
    await setTold(tx, letter.id, { toldAt, toldHow: command.how, toldBy: context.actor.userId })
    record({ kind: 'person-told-another-way', projectRef: campaign.projectRef, subject: `person:${letter.personId}`, data: { how: command.how, on: command.toldOn } })
    return ok(null)
  })
}
