import { body } from './organisation-body.ts'
import { examplePractices } from './example-practices.ts'

const PLACES = [
  'Arbury', 'Balsham', 'Bar Hill', 'Barton', 'Bassingbourn', 'Bottisham', 'Bourn', 'Brampton', 'Buckden', 'Burwell', 'Cambourne', 'Chatteris', 'Cherry Hinton',
  'Chesterton', 'Comberton', 'Cottenham', 'Doddington', 'Ely', 'Fenstanton', 'Fordham', 'Fulbourn', 'Gamlingay', 'Girton', 'Godmanchester', 'Great Shelford',
  'Haddenham', 'Harston', 'Histon', 'Huntingdon', 'Impington', 'Isleham', 'Kimbolton', 'Linton', 'Littleport', 'Manea', 'March', 'Melbourn', 'Milton', 'Over',
  'Papworth Everard', 'Ramsey', 'Sawston', 'Sawtry', 'Soham', 'Somersham', 'St Ives', 'St Neots', 'Sutton', 'Swavesey', 'Trumpington', 'Warboys', 'Waterbeach', 'Wisbech',
] as const

/** The 106 practices of the example: 53 places, two names in each. */
export const CAMBRIDGESHIRE_PRACTICES = examplePractices({
  places: PLACES, names: ['Willow Practice', 'Windmill Surgery'], stem: 'Y9C', postcode: 'CB24 9ZZ', domain: 'cambridgeshire-practices', firstNumber: 500,
})

const at = (street: string, town: string) => [street, town]

export const CAMBRIDGESHIRE_COUNCIL = body('Y9CAM', 'Cambridgeshire County Council', 'council', at('Causeway House', 'Alconbury'), 'PE28 9ZZ', '01632 961030', 'cambridgeshire-council')
export const CAMBRIDGESHIRE_BOARD = body('Y9CIB', 'NHS Cambridgeshire and Peterborough Integrated Care Board', 'icb', at('2 Lode Way', 'Ely'), 'CB7 9ZZ', '01632 961031', 'cambridgeshire-icb')
export const CAMBRIDGESHIRE_FOUNDATION_TRUST = body('Y9CPF', 'Cambridgeshire and Peterborough NHS Foundation Trust', 'nhs-trust', at('5 Orchard Rise', 'Fulbourn'), 'CB21 9ZZ', '01632 961032', 'cambridgeshire-foundation-trust')
export const CAMBRIDGE_HOSPITALS = body('Y9CUH', 'Cambridge University Hospitals NHS Foundation Trust', 'nhs-trust', at('1 Physic Lane', 'Cambridge'), 'CB2 9ZZ', '01632 961033', 'cambridge-hospitals')
export const CAMBRIDGE_VOLUNTARY_SERVICE = body('Y9CVS', 'Cambridge Council for Voluntary Service', 'other', at('11 Punt Street', 'Cambridge'), 'CB1 9ZZ', '01632 961034', 'cambridge-voluntary-service')

/** Who speaks for the practices; each of them signs for itself. */
export const CAMBRIDGESHIRE_PRACTICES_TOGETHER = body('Y9CGP', 'Cambridgeshire GP Practices Together', 'other', at('2 Windmill Close', 'Histon'), 'CB24 9ZY', '01632 961045', 'cambridgeshire-practices')

/** The fifteen bodies of the health and wellbeing board. */
export const CAMBRIDGESHIRE_BODIES = [
  CAMBRIDGESHIRE_COUNCIL,
  body('Y9CCC', 'Cambridge City Council', 'council', at('Mercers Row', 'Cambridge'), 'CB2 9ZY', '01632 961035', 'cambridge-city-council'),
  body('Y9CEC', 'East Cambridgeshire District Council', 'council', at('9 Eel Market', 'Ely'), 'CB7 9ZY', '01632 961036', 'east-cambridgeshire-council'),
  body('Y9CFC', 'Fenland District Council', 'council', at('Drove House', 'March'), 'PE15 9ZZ', '01632 961037', 'fenland-council'),
  body('Y9CHC', 'Huntingdonshire District Council', 'council', at('7 Bridge Foot', 'Huntingdon'), 'PE29 9ZZ', '01632 961038', 'huntingdonshire-council'),
  body('Y9CSC', 'South Cambridgeshire District Council', 'council', at('Barley House', 'Cambourne'), 'CB23 9ZZ', '01632 961039', 'south-cambridgeshire-council'),
  CAMBRIDGESHIRE_BOARD,
  CAMBRIDGESHIRE_FOUNDATION_TRUST,
  body('Y9CCS', 'Cambridgeshire Community Services NHS Trust', 'nhs-trust', at('3 Meadow Gate', 'St Ives'), 'PE27 9ZZ', '01632 961040', 'cambridgeshire-community'),
  CAMBRIDGE_HOSPITALS,
  body('Y9CNW', 'North West Anglia NHS Foundation Trust', 'nhs-trust', at('6 Nene Rise', 'Huntingdon'), 'PE29 9ZY', '01632 961041', 'north-west-anglia'),
  body('Y9CRP', 'Royal Papworth Hospital NHS Foundation Trust', 'nhs-trust', at('2 Aorta Court', 'Cambridge'), 'CB2 9ZX', '01632 961042', 'royal-papworth'),
  body('Y9CHW', 'Healthwatch Cambridgeshire and Peterborough', 'other', at('15 Listeners Walk', 'Huntingdon'), 'PE29 9ZX', '01632 961043', 'healthwatch-cambridgeshire'),
  CAMBRIDGE_VOLUNTARY_SERVICE,
] as const
