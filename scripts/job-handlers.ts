import type { JobHandlers } from '#app/platform/jobs.server.ts'

/** What does each kind of background work. A kind without a handler does not compile. */
export const jobHandlers: JobHandlers = {
  'read-people-list': async () => { throw new Error('unset') },
  'make-letters': async () => { throw new Error('unset') },
  'send-mail': async () => { throw new Error('unset') },
}
