import type { DatasetField, FieldKind } from '#app/projects/facts.rules.ts'

/** One field of an example's dataset. */
export const field = (name: string, meaning: string, why: string, kind: FieldKind = 'other'): DatasetField => ({ name, meaning, kind, why })

const finds = (name: string, meaning: string, why: string) => field(name, meaning, why, 'identifies')

/** What finds the same home in two records. Destroyed once records are linked. */
export const PROPERTY_KEYS: readonly DatasetField[] = [
  finds('uprn', 'unique property reference number', 'Finds the same home in every record; destroyed once records are linked'),
  finds('address', 'full address', 'Finds the home where the reference number is missing; destroyed once records are linked'),
  finds('postcode', 'postcode', 'Confirms the home, and gives the small area that is kept in its place'),
]

/** What finds the same person in two records of a council. Destroyed once records are linked. */
export const PERSON_KEYS: readonly DatasetField[] = [
  finds('client_id', 'the number that the service gives the person', 'Ties the rows of one person together within the service; destroyed once records are linked'),
  finds('first_name', 'first name', 'Finds the same person in another service’s record; destroyed once records are linked'),
  finds('surname', 'surname', 'Finds the same person in another service’s record; destroyed once records are linked'),
  finds('gender', 'gender', 'Tells people of the same name apart; kept, because needs differ between women and men'),
  finds('date_of_birth', 'date of birth', 'Tells people of the same name apart; becomes age in years'),
  ...PROPERTY_KEYS,
]

/** What finds the same person in two records of the NHS. Destroyed once records are linked. */
export const PATIENT_KEYS: readonly DatasetField[] = [
  finds('nhs_number', 'NHS number', 'Finds the same person in every NHS record; destroyed once records are linked'),
  finds('gender', 'gender', 'Checks a match by NHS number; kept, because needs differ between women and men'),
  finds('date_of_birth', 'date of birth', 'Checks a match by NHS number; becomes age in years'),
  finds('postcode', 'postcode', 'Checks a match, and gives the small area that is kept in its place'),
]
