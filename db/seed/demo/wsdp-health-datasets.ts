import type { Dataset, DatasetField, DatasetLevel } from '#app/projects/facts.rules.ts'
import { field, PATIENT_KEYS } from './field-lists.ts'

const GP_CODE = field('practice', 'the GP practice’s code', 'Shows which practice’s people use a service more or less than their need')
const DIAGNOSIS = field('main_diagnosis', 'main diagnosis, as a code', 'Shows for which illnesses help came too late')
const TARIFF = field('tariff', 'what the care cost, by its group', 'Feeds the model of what a person’s needs cost')
const RESIDENTS = 'people who live in the borough, or lived there when they died'

const STAY: readonly DatasetField[] = [
  GP_CODE,
  field('specialty', 'specialty', 'Shows what kind of care was needed'),
  DIAGNOSIS, TARIFF,
  field('admitted', 'month of admission', 'Orders the stays of a person in time'),
  field('days', 'length of the stay in days', 'Shows how heavy the need was'),
  field('dementia', 'a mark for dementia', 'People with dementia stay longer and need other help'),
  field('discharged_to', 'where the person went afterwards', 'Shows who needed social care on leaving'),
]

interface Given {
  readonly id: string
  readonly name: string
  readonly level?: DatasetLevel
  readonly controllerCode: string
  readonly source: string
  readonly aboutWhom?: string
  readonly period: string
  readonly fields: readonly DatasetField[]
}

/** The health datasets of the project, most from the national body: of persons, or of a person's visits, stays and calls. */
export function wsdpHealthDatasets(codes: { readonly national: string; readonly statistics: string; readonly practices: string }, year: number): Dataset[] {
  const dataset = ({ fields, ...given }: Given): Dataset => ({ aboutWhom: RESIDENTS, level: 'event', ...given, fields: [...PATIENT_KEYS, ...fields] })
  const national = (given: Omit<Given, 'controllerCode' | 'period'>) => dataset({ ...given, controllerCode: codes.national, period: `January ${year - 4} to the day of the extract` })
  return [
    dataset({
      id: 'gp-register', name: 'GP register', level: 'person', controllerCode: codes.national, source: 'the national patient register', period: 'As it stands on the day of the extract',
      aboutWhom: 'everyone with an address in the borough, wherever their GP practice is',
      fields: [
        field('first_name', 'first name', 'Finds the same person in the council’s records; destroyed once records are linked', 'identifies'),
        field('surname', 'surname', 'Finds the same person in the council’s records; destroyed once records are linked', 'identifies'),
        field('address', 'full address', 'Finds the same person in the council’s records; destroyed once records are linked', 'identifies'),
        field('opt_out', 'whether the person has opted out', 'Takes out again anyone whom the sender did not leave out'),
        field('ethnicity', 'ethnic group', 'Shows whether services reach every community alike'),
        field('registered', 'month of registration', 'Shows who has come to the borough lately'),
        field('from_abroad', 'a mark for people who registered from abroad', 'New arrivals know the services less'),
        GP_CODE,
      ],
    }),
    dataset({
      id: 'gp-records', name: 'General practice data', level: 'person', controllerCode: codes.practices, source: 'the practices’ record systems', period: `January ${year - 2} to the day of the extract`,
      aboutWhom: 'patients of the borough’s practices who live in the borough and have not opted out',
      fields: [
        field('attendances', 'number of visits and telephone calls', 'Most NHS care is given here; shows how much each person uses'),
        field('prescriptions', 'number of prescriptions', 'A sign of how ill a person is'),
        field('vaccinations', 'vaccinations given', 'Shows whom prevention reaches'),
        field('blood_pressure', 'last blood pressure', 'Shows risks that can still be lowered'),
        field('smoking', 'smoking status', 'Shows risks that can still be lowered'),
        field('body_mass', 'body mass index', 'Shows risks that can still be lowered'),
        field('long_term_conditions', 'registers of long-term conditions the person is on', 'Tells who is ill with what, for matching needs with services'),
        field('condition_since', 'month of joining each register', 'Shows how early illness begins in each area'),
      ],
    }),
    national({
      id: 'hospital-stays', name: 'Hospital stays', source: 'the national record of hospital stays, with those in mental health units',
      fields: [...STAY, field('admission_method', 'planned or emergency', 'Emergencies, above all repeated ones, can often be prevented')],
    }),
    national({
      id: 'emergency-department', name: 'Emergency department visits', source: 'the national emergency care data set',
      fields: [
        GP_CODE,
        field('arrival', 'how the person arrived', 'Shows pressure on ambulances'),
        field('complaint', 'presenting condition', 'Shows visits that other care could have prevented'),
        TARIFF,
        field('visited', 'month of the visit', 'Orders the visits of a person in time'),
        field('discharged_to', 'where the person went afterwards', 'Tells those who went home from those who were admitted'),
      ],
    }),
    national({
      id: 'outpatient', name: 'Outpatient appointments', source: 'the national record of outpatient appointments, with community mental health contacts',
      fields: [
        GP_CODE,
        field('specialty', 'specialty', 'Shows what kind of care was needed'),
        field('attended', 'whether the person came', 'Missed appointments show barriers to care'),
        TARIFF,
        field('appointment', 'month of the appointment', 'Orders the visits of a person in time'),
      ],
    }),
    national({
      id: 'community-nursing', name: 'Community nursing', source: 'the national community services data set',
      fields: [
        field('began', 'month in which visits began', 'Shows care that began when a person left hospital'),
        field('visits', 'number of visits', 'Most NHS care at home is given by these nurses'),
        field('reason', 'reason for the visits', 'Tells wound care from long illness'),
      ],
    }),
    national({
      id: 'ambulance-and-111', name: 'NHS 111 and ambulance calls', source: 'the national returns of NHS 111 and ambulance services',
      fields: [
        GP_CODE,
        field('called', 'month of the call', 'Orders the calls of a person in time'),
        field('reason', 'reason for the call, as a code', 'Many first contacts with the NHS are calls'),
        field('outcome', 'what was done', 'Tells advice from a journey to hospital'),
      ],
    }),
    national({
      id: 'walk-in-centres', name: 'Walk-in centre visits', source: 'the national emergency care data set',
      fields: [
        GP_CODE,
        field('visited', 'month of the visit', 'Orders the visits of a person in time'),
        field('reason', 'reason for the visit', 'Shows needs that neither a GP nor a hospital sees'),
        field('outcome', 'what was done', 'Tells advice from a referral'),
      ],
    }),
    dataset({
      id: 'births', name: 'Births', level: 'person', controllerCode: codes.statistics, source: 'civil registration, given out by NHS England', period: `Births from January ${year - 4} to the day of the extract`,
      aboutWhom: 'children born to people who live in the borough, and their mothers',
      fields: [
        field('place_of_birth', 'hospital or home', 'Shows which services mothers use'),
        field('mother_born', 'the mother’s date of birth', 'Shows young and older mothers; becomes age in years', 'identifies'),
        field('birth_weight', 'weight at birth', 'A strong sign of a child’s health to come'),
      ],
    }),
    dataset({
      id: 'deaths', name: 'Deaths', level: 'person', controllerCode: codes.statistics, source: 'civil registration, given out by NHS England', period: `Deaths from January ${year - 4} to the day of the extract`,
      aboutWhom: 'people who lived in the borough when they died',
      fields: [
        field('country_of_birth', 'country of birth', 'Shows whether people born elsewhere die earlier'),
        field('date_of_death', 'date of death', 'Gives the length of a life; becomes age at death', 'identifies'),
        field('place_of_death', 'hospital, home, care home or hospice', 'Shows how care at the end of life is used'),
        field('cause', 'cause of death, as a code', 'Shows which deaths could have been prevented'),
      ],
    }),
  ]
}
