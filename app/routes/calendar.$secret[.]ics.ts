import { clientAddress, publicLoader } from '#app/identity/route-wrappers.server.ts'
import { throttle } from '#app/platform/throttle.server.ts'
import { feedAnswer, feedTooOftenAnswer, noFeedAnswer } from '#app/reminders/calendar-answer.server.ts'
import { readFeed } from '#app/reminders/calendar-feed.server.ts'

/** What is due for a person, for their calendar program, which cannot sign in: the secret in the address stands for them. */
export const loader = publicLoader(async ({ context, params, request }) => {
  const wait = await throttle('calendar-feed', clientAddress(request))
  if (wait !== null) return feedTooOftenAnswer(wait)
  const read = await readFeed(context.runtime, params.secret ?? '', context.requestId)
  if (read.kind === 'too-often') return feedTooOftenAnswer(read.seconds)
  return read.kind === 'none' ? noFeedAnswer() : feedAnswer(read.file)
})
