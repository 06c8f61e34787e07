import type { Role } from '#app/identity/permissions.rules.ts'
import type { Organisation } from '#app/organisations/organisation.rules.ts'

/** The demo world's organisations and staff. The places are real names; the codes, addresses, numbers and people are invented. */
export const OLDHAM_COUNCIL: Organisation = {
  code: 'Y9OLD',
  name: 'Oldham Council',
  kind: 'council',
  addressLines: ['Early Help Team', 'Loomwright House', '1 Weaver Square', 'Oldham'],
  postcode: 'OL1 9ZZ',
  telephone: '0161 496 0100',
  email: 'early.help@oldham-council.example',
}

export const HILL_TOP: Organisation = {
  code: 'Y90101',
  name: 'Hill Top Surgery',
  kind: 'gp-practice',
  addressLines: ['Hill Top Surgery', '2 Fellbrook Rise', 'Oldham'],
  postcode: 'OL8 9ZY',
  telephone: '0161 496 0200',
  email: 'reception@hill-top-surgery.example',
}

/** A surgery that has no part in the pilot: its staff see none of it. */
export const HOLTS_LANE: Organisation = {
  code: 'Y90102',
  name: 'Holts Lane Practice',
  kind: 'gp-practice',
  addressLines: ['Holts Lane Practice', '40 Spindle Lane', 'Oldham'],
  postcode: 'OL4 9ZX',
  telephone: '0161 496 0300',
  email: 'reception@holts-lane.example',
}

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
  { email: 'manager@holts-lane.example', name: 'Colin Fairbrass', jobTitle: 'Practice manager', role: 'practice-manager', organisation: HOLTS_LANE },
]
