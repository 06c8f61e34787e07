import { ageOn, type Day } from '#app/kernel/uk-date.ts'
import { OWN_CHOICE_AGE, type LetterFormat } from '#app/people/person.rules.ts'
import { addressBlock, lintAddress } from './address.rules.ts'
import type { LetterAddressee, Suppression } from './campaign.rules.ts'

export interface PersonToTell {
  readonly givenName: string
  readonly familyName: string
  readonly dateOfBirth: Day
  readonly addressLines: readonly string[]
  readonly postcode: string
  readonly format: LetterFormat
  readonly isDeceased: boolean
  readonly isRestricted: boolean
  readonly leftAt: Date | null
}

/**
 * Formats that this portal prints. Who needs braille, a recording or easy read (which has pictures and is made by people)
 * gets no standard letter in its place: their need is on record, and staff meet it (Accessible Information Standard,
 * DAPB1605).
 */
export const PRINTED_FORMATS: readonly LetterFormat[] = ['standard', 'large-print']

/** Those for whom staff find another way; the deceased and those who left are not told at all. */
export const TOLD_ANOTHER_WAY: readonly Suppression[] = ['restricted', 'address-unusable', 'format-not-printable']

/** Whether someone gets a letter with this date, and whom it speaks to. `canPrint`: whether our typefaces have a text's letters. */
export function decideLetter(
  person: PersonToTell,
  letterDate: Day,
  canPrint: (text: string) => boolean = () => true,
): { readonly addressee: LetterAddressee; readonly suppression: Suppression | null } {
  const addressee = ageOn(person.dateOfBirth, letterDate) < OWN_CHOICE_AGE ? 'parent-or-carer' : 'self'
  return { addressee, suppression: suppressionOf(person, addressee, canPrint) }
}

function suppressionOf(person: PersonToTell, addressee: LetterAddressee, canPrint: (text: string) => boolean): Suppression | null {
  if (person.isDeceased) return 'deceased'
  if (person.isRestricted) return 'restricted'
  if (person.leftAt) return 'left-the-practice'
  if (!PRINTED_FORMATS.includes(person.format)) return 'format-not-printable'
  const block = addressBlock(person, addressee === 'parent-or-carer')
  return lintAddress(block).length > 0 || !block.every(canPrint) ? 'address-unusable' : null
}
