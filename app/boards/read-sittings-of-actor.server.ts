import type { StaffActor } from '#app/identity/actor.rules.ts'
import { addDays, londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { listSittingsOfSeats } from './boards.store.server.ts'
import { SITTING_KIND_WORDS } from './boards.words.ts'

/** How many days back sittings are still told of. */
const PAST_DAYS = 31

/** The sittings of the boards on which the actor has a seat, on days of that seat: those of the last month and all to come, by their day. */
export async function readSittingsOfActor({ actor, now, runtime }: Context<StaffActor>) {
  const rows = await listSittingsOfSeats(runtime.db, actor.userId, addDays(londonDay(now), -PAST_DAYS))
  return rows.map(({ id, kind, ...sitting }) => ({ id, kind: SITTING_KIND_WORDS[kind], ...sitting }))
}
