import type { Day } from '#app/kernel/uk-date.ts'
import type { RegistrationKind } from './person-history.rules.ts'

/** Closed lists and limits about people, shared by the type, the schema, the page and the database. */
export const GENDERS = ['female', 'male', 'other', 'unknown'] as const
export type Gender = (typeof GENDERS)[number]

export const LETTER_FORMATS = ['standard', 'large-print', 'easy-read', 'braille', 'audio'] as const
export type LetterFormat = (typeof LETTER_FORMATS)[number]

/** A list upload's life: received, then reading, then done or failed. */
export const UPLOAD_STATES = ['received', 'reading', 'done', 'failed'] as const
export type UploadState = (typeof UPLOAD_STATES)[number]

/** From this birthday a person decides alone (national data opt-out policy; the type 1 form says the same). */
export const OWN_CHOICE_AGE = 13

/** Where the people list's own numbers of people come from: the practice's clinical system. */
export const PRACTICE_SYSTEM = 'practice-system'

/** A person as one practice's record has them, opened. */
export interface Person {
  readonly id: string
  readonly organisationCode: string
  /** By which everything refers to the number; null with it. */
  readonly numberId: number | null
  /** Null while the practice knows none. */
  readonly nhsNumber: string | null
  /** The number in the practice's clinical system; empty where that system knows them no longer. */
  readonly localId: string
  readonly givenName: string
  readonly familyName: string
  readonly dateOfBirth: string
  readonly gender: Gender
  /** Empty for a restricted person. */
  readonly addressLines: readonly string[]
  readonly postcode: string
  readonly language: string
  readonly format: LetterFormat
  readonly isDeceased: boolean
  /** The day of death, where a list gave it. */
  readonly diedOn: Day | null
  readonly isRestricted: boolean
  /** When the newest registration with the practice began. */
  readonly registeredFrom: Date
  readonly leftAt: Date | null
  /** Null where the practice's list does not say. */
  readonly registrationKind: RegistrationKind | null
}

/** What of a person decides about them: no name, and no address. */
export type ListedPerson = Pick<
  Person, 'id' | 'organisationCode' | 'numberId' | 'nhsNumber' | 'dateOfBirth' | 'isDeceased' | 'diedOn' | 'isRestricted' | 'registeredFrom' | 'leftAt' | 'registrationKind'
>
