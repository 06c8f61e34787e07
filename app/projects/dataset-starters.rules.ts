import type { DatasetField, DatasetLevel, FieldKind, Source } from './facts.rules.ts'

/**
 * Usual sets of fields, to begin a dataset with. They are suggestions: whoever drafts takes out what the purpose does not
 * need, and says why the rest is needed.
 */
export interface DatasetStarter {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly aboutWhom: string
  readonly level: DatasetLevel
  readonly period: string
  readonly drawsOn: readonly Source[]
  /** Whether the data says something about health or another special category (UK GDPR Article 9). */
  readonly isSpecial: boolean
  readonly fields: readonly DatasetField[]
}

const field = (name: string, meaning: string, kind: FieldKind, why: string): DatasetField => ({ name, meaning, kind, why })

const SAME_PERSON = 'Finds the same person in the other data'
const APART = 'Tells people of the same name apart'
const STANDS = 'Stands for the person, so that names can be put away'
const WHERE = 'Shows needs by area without an address'
const BAND = 'Shows needs by age without a date of birth'

const AGE_BAND = field('age_band', 'age in bands of five years', 'other', BAND)
const LSOA = field('lsoa', 'the small area that the home is in', 'other', WHERE)
const NHS_NUMBER = field('nhs_number', 'NHS number', 'identifies', SAME_PERSON)
const LOCAL_ID = field('local_id', 'the number that the sender’s own system gives a person', 'pseudonym', STANDS)

export const DATASET_STARTERS: readonly DatasetStarter[] = [
  {
    id: 'gp-register', name: 'GP register: names and addresses', source: 'the surgery’s patient record system', aboutWhom: 'everyone registered at the surgery who has not opted out',
    level: 'person', period: 'As it stands on the day of the extract', drawsOn: ['gp'], isSpecial: true,
    fields: [
      field('given_name', 'given name', 'identifies', SAME_PERSON), field('family_name', 'family name', 'identifies', SAME_PERSON),
      field('date_of_birth', 'date of birth', 'identifies', APART), field('gender', 'gender', 'identifies', APART),
      field('address_line_1', 'line 1 of the address', 'identifies', APART), field('address_line_2', 'line 2 of the address', 'identifies', APART),
      field('postcode', 'postcode', 'identifies', APART), LOCAL_ID,
    ],
  },
  {
    id: 'coded-flags', name: 'Coded flags', source: 'the surgery’s patient record system', aboutWhom: 'everyone registered at the surgery who has not opted out and to whom a flag applies',
    level: 'person', period: 'The six months before each extract', drawsOn: ['gp'], isSpecial: true,
    fields: [
      LOCAL_ID, field('flag', 'a code that means nothing outside the surgery', 'coded', 'Shows how many needs there are, without saying what they are'),
      field('flag_month', 'the month in which the flag arose', 'other', 'Only recent needs count'),
    ],
  },
  {
    id: 'hospital-admissions', name: 'Hospital admissions', source: 'the admitted patient care dataset that hospitals return', aboutWhom: 'people of the area who were admitted to hospital',
    level: 'person', period: '', drawsOn: ['hospital'], isSpecial: true,
    fields: [
      NHS_NUMBER, AGE_BAND, field('sex', 'sex', 'other', 'Shows needs that differ by sex'), LSOA,
      field('admission_month', 'the month of admission', 'other', 'Shows how use changes over time'),
      field('admission_method', 'planned or emergency', 'coded', 'Tells what might have been prevented from what was planned'),
      field('main_diagnosis', 'the main diagnosis, as an ICD-10 code of three characters', 'coded', 'Shows for what people are admitted'),
      field('days', 'days in hospital', 'other', 'Shows how much care was needed'),
    ],
  },
  {
    id: 'adult-social-care', name: 'Adult social care', source: 'the council’s adult social care system', aboutWhom: 'adults who receive or have asked for care and support',
    level: 'person', period: '', drawsOn: ['adult-social-care'], isSpecial: true,
    fields: [
      NHS_NUMBER, AGE_BAND, LSOA, field('support_type', 'the kind of support, such as home care', 'coded', 'Shows what support people have'),
      field('support_reason', 'the main reason for support, as a code', 'coded', 'Shows why people need support'),
      field('start_month', 'the month in which support began', 'other', 'Shows what came before and after'),
      field('end_month', 'the month in which support ended', 'other', 'Shows what came before and after'),
    ],
  },
  {
    id: 'council-tax', name: 'Council tax and property', source: 'the council’s tax and property records', aboutWhom: 'every dwelling in the area',
    level: 'property', period: 'As it stands on the day of the extract', drawsOn: ['council'], isSpecial: false,
    fields: [
      field('uprn', 'the national number of the property', 'pseudonym', 'Ties a household to a place without an address'),
      field('property_type', 'kind of dwelling', 'coded', 'Shows how people are housed'), field('tax_band', 'council tax band', 'coded', 'Stands for what the home is worth'),
      field('discount', 'kind of discount or exemption, as a code', 'coded', 'Shows who lives alone'), LSOA,
    ],
  },
  {
    id: 'counts-by-area', name: 'Counts by area', source: 'records of the sender, counted before they leave', aboutWhom: 'people of the area, counted and not named',
    level: 'area', period: '', drawsOn: ['gp'], isSpecial: false,
    fields: [
      field('area', 'the area that is counted', 'other', 'Shows where needs are'), field('measure', 'what is counted', 'coded', 'Shows which need it is'),
      field('month', 'the month that is counted', 'other', 'Shows how needs change over time'), field('people', 'how many people; none below 5', 'other', 'Shows how great the need is'),
    ],
  },
]

export function datasetStarter(id: string | null): DatasetStarter | undefined {
  return DATASET_STARTERS.find((starter) => starter.id === id)
}
