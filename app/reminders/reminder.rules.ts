import type { DueItem, DueKind } from '#app/approvals/due.rules.ts'
import { daysBetween, type Day } from '#app/kernel/uk-date.ts'

/** The distances before its day at which people are reminded of something: the nearest that has been reached. In days. */
export const REMINDER_DISTANCES = [
  { days: 0, step: 'on-the-day' }, { days: 1, step: 'one-day' }, { days: 7, step: 'seven-days' }, { days: 30, step: 'thirty-days' },
] as const

/** Days between one reminder of what is overdue and the next, for as long as it stays open. */
export const OVERDUE_EVERY_DAYS = 7

/** Whoever is asked to act in a stage is told when it begins, and has some days: the far distances would only repeat it. */
const FARTHEST_DAYS: Partial<Record<DueKind, number>> = { stage: 1 }

/**
 * The distance that something due has reached, for which people are reminded once. Whatever was missed on the way is not made up
 * for. Null where there is nothing to remind anyone of yet.
 */
export function reminderStep({ kind, dueOn }: Pick<DueItem, 'kind' | 'dueOn'>, today: Day): string | null {
  const left = daysBetween(today, dueOn)
  if (left < 0) return `overdue-${Math.floor((-left - 1) / OVERDUE_EVERY_DAYS) + 1}`
  if (left > (FARTHEST_DAYS[kind] ?? Infinity)) return null
  return REMINDER_DISTANCES.find(({ days }) => left <= days)?.step ?? null
}

/** Somebody with an account, and where they can be told of something. */
export interface Addressee {
  readonly userId: string
  readonly organisationCode: string
  readonly email: string
}

/** Whom an organisation has for this. */
export interface Reachable {
  /** Those of an organisation who may record that something is done. */
  readonly whoMayDo: (organisationCode: string) => readonly Addressee[]
  /** Those who lead for the organisation that drafts the project. */
  readonly leads: readonly Addressee[]
  /** Anybody, by account. */
  readonly byId: (userId: string) => Addressee | undefined
  /** Whether an organisation still has a part in the project. */
  readonly takesPart: (organisationCode: string) => boolean
}

/**
 * Who is reminded of something: whoever is to do it, and those who lead for the project once it is overdue, or where whoever is to
 * do it cannot be reached. Each person once.
 */
export function peopleToRemind(item: Pick<DueItem, 'owners' | 'isOverdue'>, { whoMayDo, leads, byId, takesPart }: Reachable): readonly Addressee[] {
  const owners = item.owners.flatMap(({ organisationCode, userIds }) =>
    (userIds === null ? (takesPart(organisationCode) ? whoMayDo(organisationCode) : []) : userIds.flatMap((userId) => byId(userId) ?? [])))
  const people = [...owners, ...(item.isOverdue || owners.length === 0 ? leads : [])]
  return [...new Map(people.map((one) => [one.userId, one])).values()]
}

/** What each person is to be told, in one e-mail: those who are told the same share one. */
export function perPerson<T>(told: readonly { readonly item: T; readonly people: readonly Addressee[] }[]): readonly { readonly people: readonly Addressee[]; readonly items: readonly T[] }[] {
  const groups = new Map<string, { people: Addressee[]; items: readonly T[] }>()
  for (const person of new Map(told.flatMap(({ people }) => people.map((one) => [one.userId, one] as const))).values()) {
    const places = told.flatMap(({ people }, place) => (people.some(({ userId }) => userId === person.userId) ? [place] : []))
    const key = places.join(' ')
    const group = groups.get(key) ?? { people: [], items: places.map((place) => told[place]!.item) }
    group.people.push(person)
    groups.set(key, group)
  }
  return [...groups.values()]
}
