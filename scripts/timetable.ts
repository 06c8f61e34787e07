import type { Environment } from '#app/platform/env.server.ts'
import type { TimedJob } from '#app/platform/jobs.server.ts'

/** What is done by the clock, in UTC. Each round is done once, by one portal, and rounds that were missed are made up for in one. */
export function timetable({ NATIONAL_CHECK_POLL_MINUTES: minutes }: Pick<Environment, 'NATIONAL_CHECK_POLL_MINUTES'>): TimedJob[] {
  return [
    { name: 'look-at-alarms', at: '10 4 * * *' },
    { name: 'chase-actions', at: '15 6 * * *' },
    { name: 'remind-of-due', at: '25 6 * * *' },
    { name: 'tell-of-approvals', at: '35 6 * * *' },
    { name: 'age-national-checks', at: '5 * * * *' },
    { name: 'sign-audit-head', at: '20 * * * *' },
    { name: 'forget-gate-changes', at: '40 3 * * *' },
    { name: 'let-go-of-checks', at: '35 * * * *' },
    ...(minutes === 0 ? [] : [{ name: 'fetch-national-replies', at: minutes === 60 ? '0 * * * *' : `*/${minutes} * * * *` } as const]),
  ]
}
