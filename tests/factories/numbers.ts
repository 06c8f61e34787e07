import { randomUUID } from 'node:crypto'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Person } from '#app/people/person.rules.ts'
import type { NumberEventCommand } from '#app/people/number-event.schema.ts'
import { recordNumberEvent, takeBackNumberEvent } from '#app/people/record-number-event.server.ts'
import type { TestPortal } from '#tests/setup/portal.ts'
import { valueOf } from './campaigns.ts'
import { contextOf } from './who.ts'

/** Records what is known of a person's number, as their practice's page does: today, on the word of the national register. */
export async function givenNumberEvent(
  portal: TestPortal, as: StaffActor, person: Pick<Person, 'id'>, what: NumberEventCommand['what'], otherNumber: string | null = null, given: Partial<NumberEventCommand> = {},
): Promise<string> {
  const command = { formId: randomUUID(), what, otherNumber, since: londonDay(portal.now), source: 'pds-trace' as const, evidence: 'PDS trace', ...given }
  return valueOf(await recordNumberEvent(contextOf(portal, as), person.id, command)).entryId
}

export async function takeBackNumber(portal: TestPortal, as: StaffActor, person: Pick<Person, 'id'>, entry: string): Promise<void> {
  valueOf(await takeBackNumberEvent(contextOf(portal, as), person.id, { formId: randomUUID(), entry, source: 'practice-record', evidence: 'A mistake' }))
}
