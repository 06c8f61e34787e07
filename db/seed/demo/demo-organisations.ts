import type { Organisation } from '#app/organisations/organisation.rules.ts'

/** The organisations of the demo world's story. The places are real names; the codes, addresses, numbers and people are invented. */
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
