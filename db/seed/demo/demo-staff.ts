import type { Role } from '#app/identity/permissions.rules.ts'
import type { Organisation } from '#app/organisations/organisation.rules.ts'
import { CAMBRIDGESHIRE_COUNCIL } from './cambridgeshire-organisations.ts'
import {
  AGE_UK, BRISTOL_HOMELESS_SERVICE, ENERGY_DEPARTMENT, HACKNEY_COUNCIL, HERTFORDSHIRE_BOARD, LEICESTERSHIRE_FIRE, MACMILLAN, PRESTON_COUNCIL, QUEEN_MARY, SECOND_START, STAFFORDSHIRE_COUNCIL, SWANSEA_RESEARCHERS,
} from './cases/organisations.ts'
import { HILL_TOP, HOLTS_LANE, OLDHAM_COUNCIL } from './demo-organisations.ts'
import { CLINICAL_EFFECTIVENESS, NEL_DATA_HAVEN, TOWER_HAMLETS_COUNCIL, TOWER_HAMLETS_GPS } from './example-organisations.ts'
import { KENT_COUNCIL } from './kent-organisations.ts'
import { NATIONAL_STATISTICS, NHS_ENGLAND } from './national-bodies.ts'

/** Who can sign in to the demo world. Invented people. */
export interface DemoStaff {
  readonly email: string
  readonly name: string
  readonly jobTitle: string
  readonly role: Role
  readonly organisation: Organisation
}

export const DEMO_STAFF: readonly DemoStaff[] = [
  { email: 'ig.lead@oldham-council.example', name: 'Daniel Whitworth', jobTitle: 'Information governance lead', role: 'ig-lead', organisation: OLDHAM_COUNCIL },
  { email: 'siro@oldham-council.example', name: 'Martin Ashdown', jobTitle: 'Director of resources and senior information risk owner', role: 'siro', organisation: OLDHAM_COUNCIL },
  { email: 'caldicott@hill-top-surgery.example', name: 'Dr Helen Okafor', jobTitle: 'GP partner and Caldicott Guardian', role: 'caldicott-guardian', organisation: HILL_TOP },
  { email: 'manager@hill-top-surgery.example', name: 'Priya Nair', jobTitle: 'Practice manager', role: 'practice-manager', organisation: HILL_TOP },
  { email: 'reception@hill-top-surgery.example', name: 'Samina Bashir', jobTitle: 'Receptionist', role: 'receptionist', organisation: HILL_TOP },
  { email: 'lay.member@oldham-council.example', name: 'Grace Entwistle', jobTitle: 'Lay member, for patients and the public', role: 'board-member', organisation: OLDHAM_COUNCIL },
  { email: 'secretary@oldham-council.example', name: 'Imran Chaudhry', jobTitle: 'Democratic services officer', role: 'board-member', organisation: OLDHAM_COUNCIL },
  { email: 'manager@holts-lane.example', name: 'Colin Fairbrass', jobTitle: 'Practice manager', role: 'practice-manager', organisation: HOLTS_LANE },
  { email: 'ig.lead@tower-hamlets-council.example', name: 'Marcus Oyelaran', jobTitle: 'Information governance lead', role: 'ig-lead', organisation: TOWER_HAMLETS_COUNCIL },
  { email: 'siro@tower-hamlets-council.example', name: 'Rashid Karim', jobTitle: 'Corporate director and senior information risk owner', role: 'siro', organisation: TOWER_HAMLETS_COUNCIL },
  { email: 'caldicott.guardian@tower-hamlets-council.example', name: 'Denise Achterberg', jobTitle: 'Director of adult social care and Caldicott Guardian', role: 'caldicott-guardian', organisation: TOWER_HAMLETS_COUNCIL },
  { email: 'data.protection.officer@tower-hamlets-council.example', name: 'Eleanor Whitcombe', jobTitle: 'Data protection officer', role: 'dpo', organisation: TOWER_HAMLETS_COUNCIL },
  { email: 'information.asset.owner@tower-hamlets-council.example', name: 'Dr Leila Haddad', jobTitle: 'Head of public health intelligence', role: 'information-asset-owner', organisation: TOWER_HAMLETS_COUNCIL },
  { email: 'lay.member@tower-hamlets-council.example', name: 'Rukhsana Miah', jobTitle: 'Lay member, for residents', role: 'board-member', organisation: TOWER_HAMLETS_COUNCIL },
  { email: 'secretary@tower-hamlets-council.example', name: 'Ewan Prideaux', jobTitle: 'Governance officer', role: 'board-member', organisation: TOWER_HAMLETS_COUNCIL },
  { email: 'caldicott.guardian@th-gp-care-group.example', name: 'Dr Joanna Mistry', jobTitle: 'Clinical lead for information and Caldicott Guardian', role: 'caldicott-guardian', organisation: TOWER_HAMLETS_GPS },
  { email: 'siro@nel-data-haven.example', name: 'Oliver Stannard', jobTitle: 'Operations director and senior information risk owner', role: 'siro', organisation: NEL_DATA_HAVEN },
  { email: 'caldicott.guardian@nhs-england.example', name: 'Dr Simon Attwater', jobTitle: 'Caldicott Guardian', role: 'caldicott-guardian', organisation: NHS_ENGLAND },
  { email: 'siro@national-statistics.example', name: 'Catrin Pugh', jobTitle: 'Director and senior information risk owner', role: 'siro', organisation: NATIONAL_STATISTICS },
  { email: 'siro@clinical-effectiveness.example', name: 'Dr Verity Lomas', jobTitle: 'Director of data and senior information risk owner', role: 'siro', organisation: CLINICAL_EFFECTIVENESS },
  { email: 'ig.lead@kent-council.example', name: 'Tom Harker', jobTitle: 'Information governance lead', role: 'ig-lead', organisation: KENT_COUNCIL },
  { email: 'ig.lead@cambridgeshire-council.example', name: 'Harriet Pell', jobTitle: 'Information governance lead', role: 'ig-lead', organisation: CAMBRIDGESHIRE_COUNCIL },
  ...([
    [AGE_UK, 'Joan Tully'], [ENERGY_DEPARTMENT, 'Nicola Frayne'], [QUEEN_MARY, 'Bridget Oyelowo'], [SECOND_START, 'Mark Olufemi'],
    [BRISTOL_HOMELESS_SERVICE, 'Keith Amery'], [MACMILLAN, 'Wilma Tait'], [LEICESTERSHIRE_FIRE, 'Thea Marlow'], [HERTFORDSHIRE_BOARD, 'Lucy Hoddesdon'],
    [PRESTON_COUNCIL, 'Stuart Fulwood'], [SWANSEA_RESEARCHERS, 'Nia Harries'], [HACKNEY_COUNCIL, 'Samuel Osborne'], [STAFFORDSHIRE_COUNCIL, 'Oliver Penkridge'],
  ] as const).map(([organisation, name]): DemoStaff => ({
    email: `ig.lead@${organisation.email.slice(organisation.email.indexOf('@') + 1)}`, name, jobTitle: 'Information governance lead', role: 'ig-lead', organisation,
  })),
]
