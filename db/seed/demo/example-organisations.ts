import type { Organisation, OrganisationKind } from '#app/organisations/organisation.rules.ts'
import { HILL_TOP, HOLTS_LANE, OLDHAM_COUNCIL } from './demo-organisations.ts'

/** Bodies of the worked examples beside the pilot. Places are real; addresses, numbers and people are invented, and so are codes but NHS England's. */
export const body = (code: string, name: string, kind: OrganisationKind, addressLines: readonly string[], postcode: string, telephone: string, domain: string): Organisation => ({
  code, name, kind, addressLines: [name, ...addressLines], postcode, telephone, email: `information.governance@${domain}.example`,
})

export const NHS_ENGLAND = body('X26', 'NHS England', 'national-body', ['Aqueduct House', '7 Wharf Street', 'Leeds'], 'LS1 9ZZ', '0113 496 0100', 'nhs-england')
export const NATIONAL_STATISTICS = body('X9ONS', 'Office for National Statistics', 'national-body', ['Ledger House', '3 Brookside Road', 'Newport'], 'NP10 9ZZ', '01632 961001', 'national-statistics')
export const TOWER_HAMLETS_COUNCIL = body('Y9TWR', 'London Borough of Tower Hamlets', 'council', ['Silkthrower House', '5 Mulberry Walk', 'London'], 'E1 9ZZ', '020 7946 0100', 'tower-hamlets-council')
export const TOWER_HAMLETS_GPS = body('Y9TGP', 'Tower Hamlets GP Care Group', 'other', ['2 Ropemaker Yard', 'London'], 'E1 9ZY', '020 7946 0110', 'th-gp-care-group')
export const CLINICAL_EFFECTIVENESS = body('Y9CEG', 'Clinical Effectiveness Group, Queen Mary University of London', 'university', ['9 Beaumont Court', 'London'], 'E1 9ZX', '020 7946 0120', 'clinical-effectiveness')
export const NEL_DATA_HAVEN = body('Y9HVN', 'North East London Data Haven', 'other', ['Lighterman House', '14 Basin Approach', 'London'], 'E14 9ZZ', '020 7946 0130', 'nel-data-haven')

export const WSDP_CODES = {
  council: TOWER_HAMLETS_COUNCIL.code, national: NHS_ENGLAND.code, statistics: NATIONAL_STATISTICS.code, practices: TOWER_HAMLETS_GPS.code,
  processor: CLINICAL_EFFECTIVENESS.code, haven: NEL_DATA_HAVEN.code,
} as const

/** Every body that a worked example beside the pilot names. */
export const EXAMPLE_ORGANISATIONS: readonly Organisation[] = [
  NHS_ENGLAND, NATIONAL_STATISTICS, TOWER_HAMLETS_COUNCIL, TOWER_HAMLETS_GPS, CLINICAL_EFFECTIVENESS, NEL_DATA_HAVEN,
]

/** Every organisation of the demo world. */
export const DEMO_ORGANISATIONS: readonly Organisation[] = [OLDHAM_COUNCIL, HILL_TOP, HOLTS_LANE, ...EXAMPLE_ORGANISATIONS]
