/** What a body is. Read from its record, never guessed from its code. */
export const ORGANISATION_KINDS = ['gp-practice', 'council', 'nhs-trust', 'icb', 'national-body', 'university', 'other'] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]

export interface Organisation {
  readonly code: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly addressLines: readonly string[]
  readonly postcode: string
  readonly telephone: string
  readonly email: string
}

export const ORGANISATION_KIND_WORDS = {
  'gp-practice': 'GP practice',
  council: 'Council',
  'nhs-trust': 'NHS trust',
  icb: 'Integrated care board',
  'national-body': 'National body',
  university: 'University',
  other: 'Other organisation',
} as const satisfies Record<OrganisationKind, string>
