import type { Queryable } from '#app/platform/database.server.ts'
import type { Organisation } from './organisation.rules.ts'
import { findOrganisation, findOrganisations, listOrganisations } from './organisations.store.server.ts'

/** The organisations this installation knows. They are public facts: name, address, how to reach them. */
export function readOrganisations(db: Queryable): Promise<Organisation[]> {
  return listOrganisations(db)
}

export function readOrganisation(db: Queryable, code: string): Promise<Organisation | null> {
  return findOrganisation(db, code)
}

export function readOrganisationsByCode(db: Queryable, codes: readonly string[]): Promise<Organisation[]> {
  return findOrganisations(db, codes)
}
