import { formatDay } from '#app/kernel/uk-date.ts'
import type { Refusal } from '#app/kernel/result.ts'
import type { AuthorityKind, AuthorityRefusal, Evidence, Power } from './authority.rules.ts'

export const AUTHORITY_WORDS = {
  'parental-responsibility': 'parental responsibility',
  'lasting-power-health': 'a lasting power of attorney for health and welfare',
  'lasting-power-property': 'a lasting power of attorney for property and money',
  'court-deputy': 'appointment as deputy by the Court of Protection',
} as const satisfies Record<AuthorityKind, string>

export const POWER_WORDS = {
  'lasting-power-health': 'Health and welfare',
  'lasting-power-property': 'Property and financial affairs',
} as const satisfies Record<Power, string>

export const EVIDENCE_WORDS = {
  original: 'The registered power of attorney itself',
  'certified-copy': 'A certified copy',
  'online-service': 'The online service for powers of attorney, with their access code',
  'court-order': 'The court order',
  'birth-certificate': 'The birth certificate',
  'surgery-record': 'The surgery’s own record, which names them',
  'said-so': 'Nothing: they said so, or wrote it on the slip',
} as const satisfies Record<Evidence, string>

const REFUSAL_WORDS: Record<AuthorityRefusal, (details: Refusal['details']) => string> = {
  'holder-missing': () => 'Enter the full name of the one who is speaking for the patient. Nothing was recorded.',
  'holder-name-short': () => 'Enter their first name and family name in full, so that they can be told from anyone else who may speak for the patient. If they have one name only, enter it twice. Nothing was recorded.',
  'power-missing': () => 'Select which power of attorney it is. Nothing was recorded.',
  'evidence-missing': () => 'Select what you saw. Nothing was recorded.',
  'evidence-does-not-fit': (details) => `${details?.word === 'attorney' ? 'A power of attorney is shown by itself, by a certified copy or by the online service.' : details?.word === 'deputy' ? 'A deputy’s appointment is shown by the court order or a certified copy of it.' : 'Parental responsibility is shown by the surgery’s record, a birth certificate or a court order, or they said so.'} Select one of these. Nothing was recorded.`,
  'authority-ended': (details) => `Their right to decide ended on ${formatDay(String(details?.endsOn))}, before the day of this choice, which is ${formatDay(String(details?.on))}. Ask who may decide for the patient now. Nothing was recorded.`,
}

export function authorityRefusalWords(refusal: Refusal<AuthorityRefusal>): string {
  return REFUSAL_WORDS[refusal.kind](refusal.details)
}

/** The field of the form that a refusal is about. */
export const AUTHORITY_REFUSAL_FIELD = {
  'holder-missing': 'holderName', 'holder-name-short': 'holderName', 'power-missing': 'power', 'evidence-missing': 'seen', 'evidence-does-not-fit': 'seen', 'authority-ended': 'endsOn',
} as const satisfies Record<AuthorityRefusal, string>

export interface AuthorityShown {
  readonly kind: AuthorityKind
  readonly holderName: string
  readonly seen: Evidence
  readonly seenBy: string | null
  readonly endsOn: string | null
}

/** Who spoke, by what right, what was seen of it and by whom, and until when it holds. */
export function authorityLine({ kind, holderName, seen, seenBy, endsOn }: AuthorityShown): string {
  const shown = EVIDENCE_WORDS[seen]
  return `${holderName}, by ${AUTHORITY_WORDS[kind]}${endsOn ? ` until ${formatDay(endsOn)}` : ''}. Seen: ${shown.charAt(0).toLowerCase()}${shown.slice(1)}${seenBy && seen !== 'said-so' ? ` (by ${seenBy})` : ''}.`
}
