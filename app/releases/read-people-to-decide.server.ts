import type { ChoiceEvent } from '#app/choices/choice-event.rules.ts'
import type { Person as PersonToDecide } from '#app/choices/decision.rules.ts'
import { eachChoiceForFlow } from '#app/choices/read-choices.server.ts'
import { readTold } from '#app/letters/read-notification.server.ts'
import { readPeopleAnswered } from '#app/national-check/read-national-answers.server.ts'
import { eachPersonOfRegister, readListRegistrations } from '#app/people/read-register.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { personAsKnown, personAsRegisteredAt } from './flow-terms.rules.ts'
import type { OpenFlow } from './read-open-flow.server.ts'

/** One person of the discloser's register with all that the decision reads about them. */
export interface PersonAndChoices {
  readonly personId: string
  /** Null where they have none: then nobody can ask about them. */
  readonly nhsNumber: string | null
  readonly person: PersonToDecide
  readonly events: readonly ChoiceEvent[]
}

export interface PeopleToDecide {
  readonly people: AsyncGenerator<PersonAndChoices>
  /** When the last of the choices was recorded, in milliseconds; 0 where there is none. It may be ahead of this machine's clock. */
  readonly newestChoice: number
  /** When the oldest answer of the national check that is used was asked for; null where none is. */
  readonly nationalCheckAskedAt: Date | null
}

/** Whom to read of, everyone where left out; and the instant whose knowledge counts, now where it is null. */
export interface WhomToDecide {
  readonly personIds?: readonly string[]
  readonly known?: Date | null
}

/** The people of the discloser's register with what the decision reads about them, out of the state that `tx` sees. */
export async function readPeopleToDecide(
  tx: Queryable, runtime: Runtime, { inForce: { flow }, projectRef, telling, national }: OpenFlow, { personIds, known = null }: WhomToDecide = {},
): Promise<PeopleToDecide> {
  const { choices, newest } = await choicesByPerson(tx, { discloser: flow.fromCode, projectRef, personIds }, known)
  const asked = national && (await readPeopleAnswered(tx, national, personIds && { personIds }))
  const registrations = await readListRegistrations(tx, flow.fromCode, personIds)
  const told = telling && (await readTold(tx, telling, personIds && { personIds, known }))
  async function* people(): AsyncGenerator<PersonAndChoices> {
    for await (const person of eachPersonOfRegister(tx, runtime.secrets, flow.fromCode, personIds)) {
      yield {
        personId: person.id, nhsNumber: person.nhsNumber, events: choices.get(person.id) ?? [],
        person: personAsKnown(known ? personAsRegisteredAt(person, known) : person, told?.get(person.id), asked?.byPerson.get(person.id), registrations),
      }
    }
  }
  return { people: people(), newestChoice: newest, nationalCheckAskedAt: asked?.oldestAskedAt ?? null }
}

/** Everything recorded is taken in, even when the clock of the machine that recorded it is ahead of ours. */
const ALL_THAT_IS_RECORDED = new Date('9999-01-01T00:00:00Z')

/** The choices that bear on a flow, by person. `newest` is when the last of them was recorded. */
async function choicesByPerson(
  tx: Queryable, flow: { readonly discloser: string; readonly projectRef: string; readonly personIds?: readonly string[] }, known: Date | null,
): Promise<{ choices: Map<string, ChoiceEvent[]>; newest: number }> {
  const choices = new Map<string, ChoiceEvent[]>()
  let newest = 0
  for await (const { personId, event } of eachChoiceForFlow(tx, flow, known ?? ALL_THAT_IS_RECORDED)) {
    newest = Math.max(newest, event.receivedAt ?? 0)
    const before = choices.get(personId)
    if (before) before.push(event)
    else choices.set(personId, [event])
  }
  return { choices, newest }
}
