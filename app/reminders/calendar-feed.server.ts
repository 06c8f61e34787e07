import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { readStaffById } from '#app/identity/read-staff.server.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { sha256 } from '#app/kernel/sha256.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId, newToken } from '#app/platform/secrets.server.ts'
import { countInThisProcess } from '#app/platform/throttle.server.ts'
import { addFeed, findFeedByHash, findFeedOf, setFeedRead, setFeedWithdrawn } from './calendar-feeds.store.server.ts'
import { readCalendar } from './read-calendar.server.ts'

/** What `newToken` gives: 256 random bits as base64url. */
const TOKEN = /^[\w-]{43}$/

/** How often one feed is read, in a minute. Calendars ask a few times a day. */
const MOST_A_MINUTE = 20

/** Makes the address at which the actor's calendar reads what is due. The secret in it is given once, here: only its hash is kept. */
export async function makeFeed(context: Context<StaffActor>): Promise<Result<{ readonly id: string; readonly token: string }, Refusal<'has-a-feed'>>> {
  const { actor, now } = context
  const [id, token] = [newId(), newToken()]
  return change<Result<{ readonly id: string; readonly token: string }, Refusal<'has-a-feed'>>>(context, async (tx, record) => {
    if (!(await addFeed(tx, { id, userId: actor.userId, tokenHash: sha256(token), madeAt: now }))) return refuse('has-a-feed')
    record({ kind: 'calendar-feed-made', subject: `calendar-feed:${id}` })
    return ok({ id, token })
  })
}

/** From now on nothing is read at the actor's address. */
export async function withdrawFeed(context: Context<StaffActor>): Promise<Result<null, Refusal<'no-feed'>>> {
  return change<Result<null, Refusal<'no-feed'>>>(context, async (tx, record) => {
    const id = await setFeedWithdrawn(tx, context.actor.userId, context.now)
    if (id === null) return refuse('no-feed')
    record({ kind: 'calendar-feed-withdrawn', subject: `calendar-feed:${id}` })
    return ok(null)
  })
}

/** The actor's own feed, without its secret; null where there is none in use. */
export async function readOwnFeed({ runtime, actor }: Context<StaffActor>) {
  const feed = await findFeedOf(runtime.db, actor.userId)
  return feed && { id: feed.id, madeAt: feed.madeAt, lastReadOn: feed.lastReadOn }
}

export type FeedRead = { readonly kind: 'calendar'; readonly file: string } | { readonly kind: 'none' } | { readonly kind: 'too-often'; readonly seconds: number }

/**
 * The calendar that a secret opens. It is found by its hash, so that how long it takes says nothing about how much of it was right.
 * What it shows is what its person may see at this moment. The day of the reading is kept, once a day.
 */
export async function readFeed(runtime: Runtime, token: string, requestId: string): Promise<FeedRead> {
  const feed = TOKEN.test(token) ? await findFeedByHash(runtime.db, sha256(token)) : null
  const actor = feed && (await readStaffById(runtime.db, feed.userId))
  if (!feed || !actor) return { kind: 'none' }
  const { isWithin, seconds } = await countInThisProcess(`calendar-feed:${feed.id}`, MOST_A_MINUTE, 60)
  if (!isWithin) return { kind: 'too-often', seconds }
  const now = runtime.clock()
  const today = londonDay(now)
  if (feed.lastReadOn !== today) await setFeedRead(runtime.db, feed.id, today)
  return { kind: 'calendar', file: await readCalendar({ runtime, actor, now, requestId }) }
}
