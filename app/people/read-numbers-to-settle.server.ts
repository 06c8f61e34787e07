import { recordLook } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { doubtsOf, type NumberDoubt } from './number-standing.rules.ts'
import { findPeopleByIds } from './people.store.server.ts'
import { readRegisterNumbers } from './read-number-standings.server.ts'

/** Someone of the practice's list whose number is in doubt. */
export interface NumberToSettle {
  readonly personId: string
  readonly name: string
  readonly dateOfBirth: Day
  readonly doubts: readonly NumberDoubt[]
}

async function find({ runtime: { db, secrets }, actor }: Context<StaffActor>): Promise<NumberToSettle[]> {
  const numbers = await readRegisterNumbers(db, actor.organisationCode, null)
  const people = await findPeopleByIds(db, secrets, actor.organisationCode, [...numbers.people])
  return people.filter(({ leftAt }) => leftAt === null).flatMap((person) => {
    const standing = numbers.standingOf(person)
    const doubts = standing ? doubtsOf(standing) : []
    return doubts.length === 0 ? [] : [{ personId: person.id, name: `${person.givenName} ${person.familyName}`, dateOfBirth: person.dateOfBirth, doubts }]
  }).sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** How many people of the practice's list wait. Shows nobody, so it is no look. */
export async function countNumbersToSettle(context: Context<StaffActor>): Promise<number> {
  return (await find(context)).length
}

/** Who waits, and an audit entry that says how many were shown. */
export async function readNumbersToSettle(context: Context<StaffActor>): Promise<NumberToSettle[]> {
  const found = await find(context)
  await recordLook(context, { kind: 'numbers-to-settle-opened', data: { people: found.length } })
  return found
}
