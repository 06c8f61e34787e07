import type { Organisation, OrganisationKind } from '#app/organisations/organisation.rules.ts'

/** One body of a worked example. Places are real; addresses, numbers and people are invented, and so are codes but NHS England's. */
export const body = (code: string, name: string, kind: OrganisationKind, addressLines: readonly string[], postcode: string, telephone: string, domain: string): Organisation => ({
  code, name, kind, addressLines: [name, ...addressLines], postcode, telephone, email: `information.governance@${domain}.example`,
})
