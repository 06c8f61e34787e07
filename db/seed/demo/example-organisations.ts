import type { Organisation } from '#app/organisations/organisation.rules.ts'
import { CAMBRIDGESHIRE_BODIES, CAMBRIDGESHIRE_PRACTICES, CAMBRIDGESHIRE_PRACTICES_TOGETHER } from './cambridgeshire-organisations.ts'
import { CASE_ORGANISATIONS } from './cases/organisations.ts'
import { HILL_TOP, HOLTS_LANE, OLDHAM_COUNCIL } from './demo-organisations.ts'
import { KENT_BODIES, KENT_PRACTICES } from './kent-organisations.ts'
import { NATIONAL_STATISTICS, NHS_ENGLAND } from './national-bodies.ts'
import { body } from './organisation-body.ts'

export const TOWER_HAMLETS_COUNCIL = body('Y9TWR', 'London Borough of Tower Hamlets', 'council', ['Silkthrower House', '5 Mulberry Walk', 'London'], 'E1 9ZZ', '020 7946 0100', 'tower-hamlets-council')
export const TOWER_HAMLETS_GPS = body('Y9TGP', 'Tower Hamlets GP Care Group', 'other', ['2 Ropemaker Yard', 'London'], 'E1 9ZY', '020 7946 0110', 'th-gp-care-group')
export const CLINICAL_EFFECTIVENESS = body('Y9CEG', 'Clinical Effectiveness Group, Queen Mary University of London', 'university', ['9 Beaumont Court', 'London'], 'E1 9ZX', '020 7946 0120', 'clinical-effectiveness')
export const NEL_DATA_HAVEN = body('Y9HVN', 'North East London Data Haven', 'other', ['Lighterman House', '14 Basin Approach', 'London'], 'E14 9ZZ', '020 7946 0130', 'nel-data-haven')

export const GREATER_MANCHESTER_BOARD = body('Y9GMI', 'NHS Greater Manchester Integrated Care Board', 'icb', ['4 Canal Wharf', 'Manchester'], 'M1 9ZZ', '0161 496 0400', 'gm-icb')
export const NORTH_WEST_OFFICE = body('Y9NWO', 'North West Data Services Regional Office', 'other', ['10 Shuttle Street', 'Preston'], 'PR1 9ZZ', '01632 961002', 'nw-regional-office')

export const NEIGHBOURHOOD_CODES = { council: OLDHAM_COUNCIL.code, board: GREATER_MANCHESTER_BOARD.code, national: NHS_ENGLAND.code, regional: NORTH_WEST_OFFICE.code } as const

export const WSDP_CODES = {
  council: TOWER_HAMLETS_COUNCIL.code, national: NHS_ENGLAND.code, statistics: NATIONAL_STATISTICS.code, practices: TOWER_HAMLETS_GPS.code,
  processor: CLINICAL_EFFECTIVENESS.code, haven: NEL_DATA_HAVEN.code,
} as const

/** Every body that a worked example beside the pilot names. */
export const EXAMPLE_ORGANISATIONS: readonly Organisation[] = [
  NHS_ENGLAND, NATIONAL_STATISTICS, TOWER_HAMLETS_COUNCIL, TOWER_HAMLETS_GPS, CLINICAL_EFFECTIVENESS, NEL_DATA_HAVEN, GREATER_MANCHESTER_BOARD, NORTH_WEST_OFFICE,
  ...KENT_BODIES, ...KENT_PRACTICES, ...CAMBRIDGESHIRE_BODIES, CAMBRIDGESHIRE_PRACTICES_TOGETHER, ...CAMBRIDGESHIRE_PRACTICES,
]

/** Every organisation of the demo world. */
export const DEMO_ORGANISATIONS: readonly Organisation[] = [OLDHAM_COUNCIL, HILL_TOP, HOLTS_LANE, ...EXAMPLE_ORGANISATIONS, ...CASE_ORGANISATIONS]
