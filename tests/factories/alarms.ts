import { watchSource } from '#app/alarms/watch-source.server.ts'
import type { WatchSourceCommand } from '#app/alarms/watching.schema.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { TestPortal } from '#tests/setup/portal.ts'
import { givenImport, TYPE_1_WITHDRAWN } from './choice-files.ts'
import { testNumber } from './pilot.ts'
import { contextOf, PRACTICE } from './who.ts'

/** Watches the test practice's monthly extracts, unless said otherwise. */
export async function givenWatched(portal: TestPortal, as: StaffActor, more: Partial<WatchSourceCommand> = {}): Promise<string> {
  const source = more.source ?? PRACTICE.code
  const watched = await watchSource(contextOf(portal, as), { source, supplier: 'systmone', cycle: 'monthly', holds: 'everyone', listSize: 8000, entersReplies: false, ...more })
  if (!watched.ok) throw new Error(watched.refusal.kind)
  const [row] = await portal.owner`select id from watched_sources where organisation_code = ${as.organisationCode} and source = ${source}`
  return row?.id as string
}

/** An extract that comes on a day, with a type 1 opt-out of each of the first so many test numbers. The clock is left there. */
export async function givenExtract(portal: TestPortal, on: string, optOuts: number, source = PRACTICE.code): Promise<void> {
  portal.now = new Date(`${on}T09:00:00Z`)
  await givenImport(portal, Array.from({ length: optOuts }, (_, n) => ({ nhs_number: testNumber(n), source })))
}

/** One in May with six opt-outs, and one in June with none: the code has vanished. */
export async function givenVanishedCode(portal: TestPortal): Promise<void> {
  await givenExtract(portal, '2026-05-02', 6)
  portal.now = new Date('2026-06-02T09:00:00Z')
  await givenImport(portal, [{ nhs_number: testNumber(20), ...TYPE_1_WITHDRAWN }])
  portal.now = new Date('2026-06-15T10:00:00Z')
}
