import { body } from '../organisation-body.ts'

const of = (...lines: readonly string[]) => lines

export const AGE_UK = body('X9AGE', 'Age UK', 'other', of('Armchair House', '6 Kindly Street', 'London'), 'EC4A 9ZZ', '01632 961100', 'age-uk')
export const AGE_UK_WIRRAL = body('Y9AWI', 'Age UK Wirral', 'other', of('3 Teapot Lane', 'Bromborough'), 'CH62 9ZZ', '01632 961101', 'age-uk-wirral')
export const AGE_UK_ROTHERHAM = body('Y9ARO', 'Age UK Rotherham', 'other', of('8 Bellfounder Row', 'Rotherham'), 'S60 9ZZ', '01632 961102', 'age-uk-rotherham')
export const AGEING_SURVEY = body('X9ELS', 'National Centre for Social Research', 'other', of('21 Questionnaire Walk', 'London'), 'EC1V 9ZZ', '01632 961103', 'social-research')

export const ENERGY_DEPARTMENT = body('X9ENZ', 'Department for Energy Security and Net Zero', 'other', of('Lagging House', '4 Warmway', 'London'), 'SW1H 9ZZ', '01632 961110', 'energy-department')
export const REVENUE_AND_CUSTOMS = body('X9HRC', 'HM Revenue and Customs', 'other', of('Tally Court', 'London'), 'SW1A 9ZZ', '01632 961111', 'revenue-and-customs')
export const WORK_AND_PENSIONS = body('X9DWP', 'Department for Work and Pensions', 'other', of('Stipend House', 'London'), 'SW1H 9ZY', '01632 961112', 'work-and-pensions')
export const VALUATION_OFFICE = body('X9VOA', 'Valuation Office Agency', 'other', of('9 Measure Street', 'London'), 'E20 9ZZ', '01632 961113', 'valuation-office')
export const LANTERN_ENERGY = body('Y9LAN', 'Lantern Energy Supply', 'other', of('Lamplighter Works', 'Derby'), 'DE1 9ZZ', '01632 961114', 'lantern-energy')
export const HEARTH_POWER = body('Y9HRT', 'Northern Hearth Gas and Power', 'other', of('2 Ember Yard', 'Sunderland'), 'SR1 9ZZ', '01632 961115', 'northern-hearth')

export const EAST_LONDON_PRACTICES = body('Y9ELP', 'East London GP Practices Partnership', 'other', of('12 Ropewalk Court', 'London'), 'E2 9ZZ', '01632 961120', 'east-london-practices')
export const QUEEN_MARY = body('Y9QMU', 'Centre for Primary Care, Queen Mary University of London', 'university', of('5 Quince Yard', 'London'), 'E1 9ZW', '01632 961121', 'queen-mary-primary-care')

export const MINISTRY_OF_JUSTICE = body('X9MOJ', 'Ministry of Justice', 'other', of('Balance House', 'London'), 'SW1H 9ZX', '01632 961130', 'ministry-of-justice')
export const SECOND_START = body('Y9SSM', 'Second Start Mentoring', 'other', of('17 Newgate Passage', 'Leeds'), 'LS2 9ZZ', '01632 961131', 'second-start')

/** The bodies of the case studies that no other example names. Companies and small charities are invented; the places and public bodies are real. */
export const CASE_ORGANISATIONS = [
  AGE_UK, AGE_UK_WIRRAL, AGE_UK_ROTHERHAM, AGEING_SURVEY,
  ENERGY_DEPARTMENT, REVENUE_AND_CUSTOMS, WORK_AND_PENSIONS, VALUATION_OFFICE, LANTERN_ENERGY, HEARTH_POWER,
  EAST_LONDON_PRACTICES, QUEEN_MARY,
  MINISTRY_OF_JUSTICE, SECOND_START,
] as const
