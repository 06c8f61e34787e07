import { recordLook } from '#app/audit/change.server.ts'
import type { KeyActor } from '#app/identity/actor.rules.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { findPersonByNhsNumber } from '#app/people/find-people.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import type { ConsentSearch } from './consent-search.rules.ts'
import { consentsOf, type ConsentAndProvenance } from './fhir-consent.rules.ts'
import type { ConsentBundle } from './fhir-consent.schema.ts'
import { choicesOfPerson } from './read-choices.server.ts'

/** Where Consents are searched for. */
export const CONSENT_SEARCH_PATH = '/fhir/R4/Consent/_search'

/**
 * What the register of the key's organisation holds of one person's choices, as a FHIR R4 searchset, and the look on record.
 * Someone who is not on its list, and someone there of whom nothing is recorded, are answered alike and with the same work.
 */
export async function searchConsents(context: Context<KeyActor>, search: ConsentSearch): Promise<ConsentBundle> {
  const { publicUrl } = context.runtime
  const { personId, found } = await find(context, search)
  await record(context, search, personId, found.length)
  const part = found.slice(search.offset, search.offset + search.count)
  const entry: NonNullable<ConsentBundle['entry']> = part.flatMap(({ consent, provenance }) => [
    { fullUrl: `urn:uuid:${consent.id}`, resource: consent, search: { mode: 'match' as const } },
    ...(search.withProvenance ? provenance.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource, search: { mode: 'include' as const } })) : []),
  ])
  const next = search.offset + search.count
  const address = (offset: number) => `${publicUrl}${CONSENT_SEARCH_PATH}?_count=${search.count}&_offset=${offset}`
  return {
    resourceType: 'Bundle',
    id: newId(),
    type: 'searchset',
    timestamp: context.now.toISOString(),
    total: found.length,
    link: [
      { relation: 'self', url: address(search.offset) },
      ...(search.count > 0 && next < found.length ? [{ relation: 'next' as const, url: address(next) }] : []),
    ],
    ...(entry.length === 0 ? {} : { entry }),
  }
}

/** Puts a search on record that was answered again from what was kept. */
export async function recordConsentsSeenAgain(context: Context<KeyActor>, search: ConsentSearch): Promise<void> {
  const { personId, found } = await find(context, search)
  await record(context, search, personId, found.length)
}

async function find(
  { runtime, actor, now }: Context<KeyActor>, { nhsNumber, statuses }: ConsentSearch,
): Promise<{ readonly personId: string | null; readonly found: readonly ConsentAndProvenance[] }> {
  return runtime.db.transaction(async (tx) => {
    const person = await findPersonByNhsNumber(tx, runtime.secrets, actor.organisationCode, nhsNumber)
    // Nobody's id is looked for as anyone's would be.
    const choices = await choicesOfPerson(tx, actor.organisationCode, person?.id ?? newId())
    const consents = consentsOf(person ? choices : [], { nhsNumber, organisationCode: actor.organisationCode, publicUrl: runtime.publicUrl, idOf }, now)
    return { personId: person?.id ?? null, found: consents.filter(({ consent }) => statuses.length === 0 || statuses.includes(consent.status)) }
  }, { isolationLevel: 'repeatable read', accessMode: 'read only' })
}

async function record(context: Context<KeyActor>, search: ConsentSearch, personId: string | null, found: number): Promise<void> {
  await recordLook(context, {
    kind: 'consents-searched', subject: personId && `person:${personId}`, data: { found, purpose: search.purpose, onBehalfOf: search.onBehalfOf },
  })
}

/** The same for the same first entry, and not an id that is used for anything else. */
function idOf(entryId: string): string {
  const hex = sha256Hex(`consent of ${entryId}`)
  // The form of a UUID made from a name (RFC 9562, version 8).
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
