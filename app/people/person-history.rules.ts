import type { Day } from '#app/kernel/uk-date.ts'
import type { NumberId } from './number-standing.rules.ts'

/** How someone is on a practice's list (NHS primary care registration): as its own patient, or for a while. */
export const REGISTRATION_KINDS = ['regular', 'temporary'] as const
export type RegistrationKind = (typeof REGISTRATION_KINDS)[number]

/** What decides about a person, as a practice's record had it from one moment until the next. Added whenever one of them changes. */
export interface PersonFacts {
  readonly numberId: NumberId | null
  readonly dateOfBirth: Day
  readonly isDeceased: boolean
  /** The day of death, where a list gave it. */
  readonly diedOn: Day | null
  readonly isRestricted: boolean
  /** When the registration that these facts are about began, and when it ended. */
  readonly registeredFrom: Date
  readonly leftAt: Date | null
  /** Null where the practice's list did not say. */
  readonly registrationKind: RegistrationKind | null
  /** When this register came to know it. */
  readonly recordedAt: Date
  /** Taken over from a time when changes were not kept: it says when someone joined and left, and of the rest only how it was at last. */
  readonly isCarriedOver: boolean
}

/** The facts as they were known at an instant; null before the person was first listed. `history` is in the order of recording. */
export function factsKnownBy(history: readonly PersonFacts[], known: Date): PersonFacts | null {
  return history.findLast(({ recordedAt }) => recordedAt <= known) ?? null
}

/** One stretch of being on the practice's list. */
export interface RegistrationSpell {
  readonly from: Date
  readonly to: Date | null
  readonly kind: RegistrationKind | null
}

/** Someone who left and came back has two, the older first. */
export function registrationsOf(history: readonly PersonFacts[]): readonly RegistrationSpell[] {
  const spells = new Map<number, RegistrationSpell>()
  for (const { registeredFrom, leftAt, registrationKind } of history) spells.set(registeredFrom.getTime(), { from: registeredFrom, to: leftAt, kind: registrationKind })
  return [...spells.values()]
}

export const PERSON_CHANGES = [
  'listed', 'left', 'came-back', 'died', 'death-taken-back', 'restricted', 'no-longer-restricted', 'number-given', 'number-replaced', 'number-taken-away',
  'regular', 'temporary',
] as const
export type PersonChange = (typeof PERSON_CHANGES)[number]

/** What changed and when it came to be known, the first first. Of facts that were carried over, only joining and leaving is known. */
export function changesOf(history: readonly PersonFacts[]): readonly { readonly change: PersonChange; readonly recordedAt: Date }[] {
  return history.flatMap((now, index) => {
    const before = history[index - 1] ?? null
    return changesBetween(before, now).map((change) => ({ change, recordedAt: now.recordedAt }))
  })
}

function changesBetween(before: PersonFacts | null, now: PersonFacts): PersonChange[] {
  const changes: PersonChange[] = []
  if (before === null) changes.push('listed')
  else if (now.registeredFrom > before.registeredFrom && before.leftAt !== null) changes.push('came-back')
  if (now.leftAt !== null && (before === null || before.leftAt === null || now.registeredFrom > before.registeredFrom)) changes.push('left')
  if (now.isCarriedOver) return changes
  if (now.isDeceased !== (before?.isDeceased ?? false)) changes.push(now.isDeceased ? 'died' : 'death-taken-back')
  if (now.isRestricted !== (before?.isRestricted ?? false)) changes.push(now.isRestricted ? 'restricted' : 'no-longer-restricted')
  if (before !== null && now.numberId !== before.numberId) changes.push(before.numberId === null ? 'number-given' : now.numberId === null ? 'number-taken-away' : 'number-replaced')
  if (now.registrationKind !== null && now.registrationKind !== (before?.registrationKind ?? 'regular')) changes.push(now.registrationKind)
  return changes
}
