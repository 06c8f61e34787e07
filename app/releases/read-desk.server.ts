import { readIsWatchMissing, readOpenAlarms } from '#app/alarms/read-open-alarms.server.ts'
import { readProjectsForDesk } from '#app/approvals/read-projects-for-desk.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole, type Permission } from '#app/identity/permissions.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readCampaignsForDesk } from '#app/letters/read-campaigns-for-desk.server.ts'
import { readNationalChecksForDesk } from '#app/national-check/read-national-checks-for-desk.server.ts'
import { countNumbersToSettle } from '#app/people/read-numbers-to-settle.server.ts'
import { readPeopleListState } from '#app/people/read-people-page.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { listChecksFor } from './checks.store.server.ts'
import { deskItems } from './desk.rules.ts'
import { checkLine } from './read-releases-page.server.ts'

const CHECKS_SHOWN = 5
const CHECKS_LOOKED_AT = 50

/** What waits for this person, from every room, and the newest checks where they may see them. */
export async function readDesk(context: Context<StaffActor>) {
  const { actor, now, runtime } = context
  const may = (permission: Permission) => mayRole(actor.role, permission)
  const isPractice = actor.organisationKind === 'gp-practice'
  const [projects, campaigns, list, checks, openAlarms, isWatchMissing, nationalChecks, numbersToSettle] = await Promise.all([
    readProjectsForDesk(context),
    isPractice && may('campaigns.read') ? readCampaignsForDesk(context) : [],
    isPractice && may('people.upload') ? readPeopleListState(context) : null,
    may('checks.read') ? listChecksFor(runtime.db, actor.organisationCode, { limit: CHECKS_LOOKED_AT }) : [],
    readOpenAlarms(context),
    readIsWatchMissing(context),
    may('checks.ask') ? readNationalChecksForDesk(context) : [],
    isPractice && may('people.numbers') ? countNumbersToSettle(context) : 0,
  ])
  const lines = checks.map((check) => checkLine(check, actor.organisationCode, now))
  const items = deskItems({
    today: londonDay(now),
    may: {
      uploadPeople: may('people.upload'), manageCampaigns: may('campaigns.manage'), recordReplies: may('replies.record'),
      readChecks: may('checks.read'),
    },
    projects,
    openAlarms,
    isWatchMissing,
    nationalChecks,
    numbersToSettle,
    campaigns,
    people: list && { count: list.people, isBeingRead: list.isBeingRead, newestFailed: list.uploads[0]?.state === 'failed' },
    checks: lines.map((check) => ({ ...check, beganOn: londonDay(new Date(check.beganAt)) })),
  })
  return { items, checks: lines.slice(0, CHECKS_SHOWN), maySeeChecks: may('checks.read'), projects: projects.map(({ ref, title }) => ({ ref, title })) }
}
