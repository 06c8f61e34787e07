import type { Queryable } from '#app/platform/database.server.ts'
import { findHoldersOf, listNumberEvents } from './number-events.store.server.ts'
import { foldNumbers, type EarlierNumber, type NumberId, type NumberStanding } from './number-standing.rules.ts'
import { listEarlierNumbers } from './person-facts.store.server.ts'
import type { Person } from './person.rules.ts'

/** What is known of the numbers of the people on one organisation's register. */
export interface RegisterNumbers {
  /** Null where nothing is said of the number, nor of one that the record had before. */
  standingOf(person: Pick<Person, 'id' | 'numberId'>): NumberStanding | null
  /** The people whose choices stand under other numbers too, with those numbers. */
  readonly others: ReadonlyMap<string, readonly NumberId[]>
  /** The people of whose number something is said, or who had another before. */
  readonly people: ReadonlySet<string>
}

/** For everyone on the register or some people alone; as known at an instant, or now. Three queries, however many people there are. */
export async function readRegisterNumbers(db: Queryable, organisationCode: string, known: Date | null, only?: { readonly personIds: readonly string[] }): Promise<RegisterNumbers> {
  const [events, earlier] = await Promise.all([listNumberEvents(db, known), listEarlierNumbers(db, organisationCode, known, only)])
  const fold = foldNumbers(events, { organisationCode, known })
  const named = new Set(fold.named)
  const standings = new Map<string, NumberStanding>()
  const standingOf = ({ id, numberId }: Pick<Person, 'id' | 'numberId'>): NumberStanding | null => {
    const before: readonly EarlierNumber[] = earlier.get(id) ?? []
    if (numberId === null || (before.length === 0 && !named.has(numberId))) return null
    const key = `${numberId} ${before.length === 0 ? '' : id}`
    const standing = standings.get(key) ?? fold.standingOf(numberId, before)
    standings.set(key, standing)
    return standing
  }
  const holders = await findHoldersOf(db, organisationCode, fold.named, known, only)
  const others = holders.flatMap(({ personId, numberId }): [string, readonly NumberId[]][] => {
    const rest = standingOf({ id: personId, numberId })?.numbers.filter((number) => number !== numberId) ?? []
    return rest.length > 0 ? [[personId, rest]] : []
  })
  return { standingOf, others: new Map(others), people: new Set([...holders.map(({ personId }) => personId), ...earlier.keys()]) }
}
