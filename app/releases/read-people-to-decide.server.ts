import type { ChoiceEvent } from '#app/choices/choice-event.rules.ts'
import type { Person as PersonToDecide } from '#app/choices/decision.rules.ts'
import { eachChoiceForFlow } from '#app/choices/read-choices.server.ts'
import { readTold } from '#app/letters/read-notification.server.ts'
import { readPeopleAnswered } from '#app/national-check/read-national-answers.server.ts'
import type { ListedPerson } from '#app/people/person.rules.ts'
import { readRegisterNumbers, type RegisterNumbers } from '#app/people/read-number-standings.server.ts'
import { eachPageOfRegister, readListRegistrations } from '#app/people/read-register.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { numberFacts, personAsKnown } from './flow-terms.rules.ts'
import type { OpenDiscloser, OpenFlow } from './read-open-flow.server.ts'

/** One person of a discloser's register with all that the decision reads about them. */
export interface PersonAndChoices {
  readonly personId: string
  /** Whose register it is. */
  readonly discloser: string
  /** Null for someone without a number: no row can be about them. */
  readonly numberId: number | null
  readonly nhsNumber: string | null
  readonly person: PersonToDecide
  readonly events: readonly ChoiceEvent[]
}

/** Some people of a register: they are read so many at a time, so that memory does not grow with it. */
export interface PeopleToDecide {
  readonly people: readonly PersonAndChoices[]
  /** When the last of their choices was recorded, in milliseconds; 0 where there is none. It may be ahead of this machine's clock. */
  readonly newestChoice: number
  /** When the oldest of their answers of the national check was asked for; null where none is used. */
  readonly nationalCheckAskedAt: Date | null
}

/** Whom to read of, everyone of every discloser where left out; and the instant whose knowledge counts, now where it is null. */
export interface WhomToDecide {
  readonly personIds?: readonly string[]
  /** Whose registers alone to read. */
  readonly disclosers?: readonly string[]
  readonly known?: Date | null
}

/**
 * The people of the disclosers' registers, one register after another, with what the decision reads about them, out of the
 * state that `tx` sees. A person's choices are those under every number that is confirmed to be theirs.
 */
export async function* readPeopleToDecide(tx: Queryable, runtime: Runtime, open: OpenFlow, { disclosers, ...whom }: WhomToDecide = {}): AsyncGenerator<PeopleToDecide> {
  for (const discloser of open.disclosers) {
    if (disclosers === undefined || disclosers.includes(discloser.code)) yield* readRegister(tx, runtime, { open, discloser }, whom)
  }
}

interface OneOf {
  readonly open: OpenFlow
  readonly discloser: OpenDiscloser
}

async function* readRegister(tx: Queryable, runtime: Runtime, one: OneOf, { personIds, known = null }: Omit<WhomToDecide, 'disclosers'>): AsyncGenerator<PeopleToDecide> {
  const { code } = one.discloser
  const numbers = await readRegisterNumbers(tx, code, known, personIds && { personIds })
  const pages = eachPageOfRegister(tx, runtime.secrets, code, personIds, known)
  let page = pages.next()
  let isWanted = true
  const readNext = async (): Promise<PeopleToDecide | null> => {
    const { done, value } = await page
    if (done || !isWanted) return null
    page = pages.next()
    page.catch(IS_TOLD_LATER)
    return readAbout(tx, one, value, numbers, known)
  }
  let next = readNext()
  try {
    for (let people = await next; people !== null; people = await next) {
      // What is asked about the next, and who comes after them, is on its way while these are decided.
      next = readNext()
      next.catch(IS_TOLD_LATER)
      yield people
    }
  } finally {
    // Nothing may be asked any more once the transaction has ended.
    isWanted = false
    await Promise.allSettled([next, page])
  }
}

/** That something cannot be read is told when its turn comes. */
const IS_TOLD_LATER = (): void => {}

async function readAbout(
  tx: Queryable, { open: { projectRef }, discloser: { code, withheld, onListBefore, telling, national } }: OneOf, people: readonly ListedPerson[], numbers: RegisterNumbers, known: Date | null,
): Promise<PeopleToDecide> {
  const personIds = people.map((person) => person.id)
  const others = new Map(people.flatMap(({ id }) => (numbers.others.has(id) ? [[id, numbers.others.get(id) ?? []] as const] : [])))
  // Asked all at once, so that the database works on the next while one is read. All are over before it is said that one has failed.
  const asking = [
    choicesByPerson(tx, { discloser: code, projectRef, personIds, others }, known),
    national && readPeopleAnswered(tx, national, { personIds, known }),
    readListRegistrations(tx, code, { personIds, known, others }),
    telling && readTold(tx, telling, { personIds, known }),
  ] as const
  await Promise.allSettled(asking)
  const [{ choices, newest }, asked, registrations, told] = await Promise.all(asking)
  return {
    people: people.map((person) => ({
      personId: person.id, discloser: code, numberId: person.numberId, nhsNumber: person.nhsNumber, events: choices.get(person.id) ?? [],
      person: {
        ...personAsKnown(person, told?.get(person.id), asked?.byPerson.get(person.id), registrations), ...numberFacts(numbers.standingOf(person)),
        isDiscloserUnsigned: withheld === 'not-signed' || (onListBefore !== null && person.registeredFrom >= onListBefore), isLeftOutByDiscloser: withheld === 'left-out', isDiscloserNotAssured: withheld === 'not-assured',
      },
    })),
    newestChoice: newest,
    nationalCheckAskedAt: asked?.oldestAskedAt ?? null,
  }
}

/** The choices that bear on a flow, by person. `newest` is when the last of them was recorded. */
async function choicesByPerson(
  tx: Queryable, flow: Parameters<typeof eachChoiceForFlow>[1], known: Date | null,
): Promise<{ choices: Map<string, ChoiceEvent[]>; newest: number }> {
  const choices = new Map<string, ChoiceEvent[]>()
  let newest = 0
  for await (const { personId, event } of eachChoiceForFlow(tx, flow, known)) {
    newest = Math.max(newest, event.receivedAt ?? 0)
    const before = choices.get(personId)
    if (before) before.push(event)
    else choices.set(personId, [event])
  }
  return { choices, newest }
}
