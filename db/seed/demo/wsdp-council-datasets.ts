import type { Dataset, DatasetField, DatasetLevel } from '#app/projects/facts.rules.ts'
import { field, PERSON_KEYS, PROPERTY_KEYS } from './field-lists.ts'

interface Given {
  readonly id: string
  readonly name: string
  readonly level: DatasetLevel
  readonly source: string
  readonly aboutWhom: string
  readonly fields: readonly DatasetField[]
}

/** The council's own datasets of the project, as its list has them: each a snapshot, of persons, of properties, or of what was reported at properties. */
export function wsdpCouncilDatasets(councilCode: string, snapshotYear: number): Dataset[] {
  const dataset = ({ fields, ...given }: Given): Dataset => ({
    ...given, controllerCode: councilCode, period: `A snapshot taken between 30 June ${snapshotYear} and the day of the extract`,
    fields: [...(given.level === 'person' ? PERSON_KEYS : PROPERTY_KEYS), ...fields],
  })
  return [
    dataset({
      id: 'land-and-property', name: 'Local land and property gazetteer', level: 'property', source: 'the council’s address register', aboutWhom: 'every address in the borough',
      fields: [
        field('property_class', 'what kind of building it is', 'Tells homes from shops and offices, and houses from flats'),
        field('easting_northing', 'where the building stands', 'Measures how near services are; replaced by the middle of the small area'),
      ],
    }),
    dataset({
      id: 'council-tax', name: 'Council tax', level: 'property', source: 'the council tax system', aboutWhom: 'every home in the borough',
      fields: [
        field('band', 'council tax band', 'A rough sign of how well off a household is'),
        field('exemption', 'whether one adult, only students or nobody lives there; every other exemption or discount is left out', 'Shows people who live alone, students and empty homes; those for illness or disability are not sent'),
      ],
    }),
    dataset({
      id: 'social-housing', name: 'Social housing', level: 'person', source: 'the housing register of the council and its housing partners', aboutWhom: 'tenants of social housing in the borough',
      fields: [
        field('landlord', 'kind of landlord', 'Tells social homes from those rented privately'),
        field('bedrooms', 'number of bedrooms', 'Shows overcrowding, which is tied to illness'),
        field('tenancy_start', 'year in which the tenancy began', 'Shows how settled a household is'),
      ],
    }),
    dataset({
      id: 'housing-benefit', name: 'Housing benefit', level: 'property', source: 'the benefits system', aboutWhom: 'homes whose household receives housing benefit',
      fields: [field('housing_benefit', 'whether housing benefit is paid', 'A sign of low income')],
    }),
    dataset({
      id: 'council-tax-reduction', name: 'Council tax reduction scheme', level: 'property', source: 'the benefits system', aboutWhom: 'homes whose household pays less council tax because of a low income',
      fields: [field('reduction', 'whether a reduction is given for a low income', 'A sign of low income among people who receive no housing benefit')],
    }),
    dataset({
      id: 'housing-waiting-list', name: 'Housing waiting list', level: 'person', source: 'the housing options service', aboutWhom: 'people who have asked for a social home',
      fields: [
        field('priority', 'priority band', 'Shows the need for a home, and whether health is the reason'),
        field('waiting_since', 'year in which the wait began', 'A long wait in a poor home adds to illness'),
      ],
    }),
    dataset({
      id: 'hostels-and-halls', name: 'Hostels and halls of residence', level: 'property', source: 'the council’s licensing and student records', aboutWhom: 'buildings where many people live who are no household',
      fields: [
        field('kind', 'hostel or hall of residence', 'Tells homeless people from students, whose needs differ'),
        field('places', 'number of places', 'Keeps large buildings from being read as one household'),
      ],
    }),
    dataset({
      id: 'right-to-buy', name: 'Right to buy properties', level: 'person', source: 'the home ownership service', aboutWhom: 'people who bought the council home that they rented',
      fields: [field('year_bought', 'year in which the home was bought', 'Tells owners from tenants on the same estate')],
    }),
    dataset({
      id: 'energy-rating', name: 'Energy efficiency rating', level: 'property', source: 'the register of energy certificates', aboutWhom: 'homes that have an energy certificate',
      fields: [field('energy_band', 'energy band, A to G', 'Shows homes that are hard to keep warm, which is tied to chest and heart disease')],
    }),
    dataset({
      id: 'school-census', name: 'School pupil census', level: 'person', source: 'the schools’ census return to the council', aboutWhom: 'children who live in the borough and go to school in it',
      fields: [
        field('school', 'school attended', 'Shows what areas a school’s children come from'),
        field('sen', 'special educational needs', 'Needs in school often come from illness or disability'),
        field('free_meals', 'entitled to free school meals', 'A sign of low income in a family'),
        field('ethnicity', 'ethnic group', 'Shows whether services reach every community alike'),
        field('first_language', 'first language', 'Shows where services must speak another language'),
      ],
    }),
    dataset({
      id: 'key-stage-results', name: 'Standard assessment tests', level: 'person', source: 'the schools’ results return to the council', aboutWhom: 'children who live in the borough and took the tests in it',
      fields: [field('key_stage_result', 'result by key stage', 'How a child does at school foretells health and work later')],
    }),
    dataset({
      id: 'adult-social-care', name: 'Adult social care, people now supported', level: 'person', source: 'the adult social care record system', aboutWhom: 'adults who receive care or support from the council',
      fields: [
        field('package', 'kind of care: at home, in a care home, telecare, meals, day centre or other', 'Shows what care is given, at what cost'),
        field('care_group', 'main reason for care', 'Physical or sensory disability, mental health, learning disability and frailty call for different services'),
        field('package_start', 'month in which the care began', 'Shows care that began when a person left hospital'),
      ],
    }),
    dataset({
      id: 'childrens-social-care', name: 'Children’s social services', level: 'person', source: 'the children’s social care record system', aboutWhom: 'children known to social services',
      fields: [
        field('looked_after', 'whether the child is or was in foster care', 'Children in care have poorer health, and so have the adults they become'),
        field('adopted', 'whether the child was adopted', 'What happened before an adoption can show in health for life'),
        field('protection_plan', 'whether there is or was a child protection plan', 'Harm in childhood leads to illness in adult life'),
        field('sen_support', 'whether social services support a special need', 'Shows needs that come from illness or disability'),
        field('youth_service', 'whether youth services are used', 'Shows where young people turn for help'),
      ],
    }),
    dataset({
      id: 'library-membership', name: 'Library membership', level: 'person', source: 'the Idea Store library system', aboutWhom: 'members of the borough’s libraries',
      fields: [
        field('member', 'whether a member', 'A sign that a person takes part in local life, and stands for isolation where it is missing'),
        field('ethnicity', 'ethnic group', 'Shows whether libraries reach every community alike'),
        field('last_visit', 'month last used', 'Tells members who come from those who stopped'),
      ],
    }),
    dataset({
      id: 'anti-social-behaviour', name: 'Anti-social behaviour', level: 'event', source: 'the community safety team’s reports', aboutWhom: 'addresses at which anti-social behaviour was reported',
      fields: [
        field('kind', 'kind of behaviour', 'Noise, threats and damage strain neighbours in different ways'),
        field('reported_month', 'month of the report', 'Counts reports over the year'),
      ],
    }),
    dataset({
      id: 'waste-in-gardens', name: 'Waste in front gardens', level: 'event', source: 'the environmental health team’s reports', aboutWhom: 'addresses at which waste in a front garden was reported',
      fields: [field('reported_month', 'month of the report', 'A sign of an area that is looked after badly, and of households that cannot cope')],
    }),
    dataset({
      id: 'pest-control', name: 'Pest control', level: 'event', source: 'the environmental health team’s visits', aboutWhom: 'addresses that were visited',
      fields: [
        field('pest', 'kind of pest', 'Some pests bring asthma and infections'),
        field('visit_month', 'month of the visit', 'Counts visits over the year'),
      ],
    }),
    dataset({
      id: 'multiple-occupation', name: 'Houses in multiple occupation', level: 'property', source: 'the council’s licence register', aboutWhom: 'homes shared by people who are no household',
      fields: [field('licensed_for', 'how many people it is licensed for', 'Shows crowded homes, and keeps them from being read as one household')],
    }),
  ]
}
