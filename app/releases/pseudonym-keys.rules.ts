import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'

export const PSEUDONYM_KEY_REFUSALS = [
  'not-a-key', 'private-key-given', 'curve-not-taken', 'key-registered', 'name-in-use', 'not-in-use', 'not-found', 'not-a-controller', 'project-over', 'reference-does-not-match', 'changed-meanwhile',
] as const
export type PseudonymKeyRefusal = (typeof PSEUDONYM_KEY_REFUSALS)[number]

/** A public key that secrets can be wrapped for by agreement on a curve (RFC 7518, section 4.6; RFC 8037), its members in order. */
export type AgreementKey =
  | { readonly crv: 'P-256' | 'P-384' | 'P-521'; readonly kty: 'EC'; readonly x: string; readonly y: string }
  | { readonly crv: 'X25519'; readonly kty: 'OKP'; readonly x: string }

const COORDINATE = /^[A-Za-z0-9_-]{43,88}$/

/** The members that make it that key, out of a JWK as text; whatever else it has is left behind. */
export function readAgreementKey(text: string): Result<AgreementKey, Refusal<'not-a-key' | 'private-key-given' | 'curve-not-taken'>> {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return refuse('not-a-key')
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return refuse('not-a-key')
  const { kty, crv, x, y, d, k, p } = given as Record<string, unknown>
  if ([d, k, p].some((part) => part !== undefined)) return refuse('private-key-given')
  if (typeof x !== 'string' || !COORDINATE.test(x)) return kty === 'RSA' ? refuse('curve-not-taken') : refuse('not-a-key')
  if (kty === 'OKP' && crv === 'X25519') return ok({ crv, kty, x })
  if (kty === 'EC' && (crv === 'P-256' || crv === 'P-384' || crv === 'P-521')) return typeof y === 'string' && COORDINATE.test(y) ? ok({ crv, kty, x, y }) : refuse('not-a-key')
  return refuse('curve-not-taken')
}

/** Whether an organisation is given the project's key: only those that decide what the data is for hold numbers and key together. */
export function isController(facts: ProjectFacts, organisationCode: string): boolean {
  return facts.parties.some((party) => party.organisationCode === organisationCode && (party.role === 'controller' || party.role === 'joint-controller'))
}
