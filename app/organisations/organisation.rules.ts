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
