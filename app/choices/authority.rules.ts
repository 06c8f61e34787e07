import { nameKey } from '#app/kernel/name-key.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { OnWhoseWord } from './choice.rules.ts'

/** By what right someone chooses for another. The policy on the national opt-out takes either lasting power of attorney. */
export const AUTHORITY_KINDS = ['parental-responsibility', 'lasting-power-health', 'lasting-power-property', 'court-deputy'] as const
export type AuthorityKind = (typeof AUTHORITY_KINDS)[number]

/** The powers of attorney, of which a form asks which it is. */
export const POWERS = ['lasting-power-health', 'lasting-power-property'] as const satisfies readonly AuthorityKind[]
export type Power = (typeof POWERS)[number]

/** What was seen of it. */
export const EVIDENCE = ['original', 'certified-copy', 'online-service', 'court-order', 'birth-certificate', 'surgery-record', 'said-so'] as const
export type Evidence = (typeof EVIDENCE)[number]

/** Who speaks for someone else, as what, and what may show it. */
const SPEAKERS = {
  parent: { kinds: ['parental-responsibility'], evidence: ['surgery-record', 'birth-certificate', 'court-order', 'said-so'] },
  attorney: { kinds: POWERS, evidence: ['original', 'certified-copy', 'online-service'] },
  deputy: { kinds: ['court-deputy'], evidence: ['court-order', 'certified-copy'] },
} as const satisfies Partial<Record<OnWhoseWord, { kinds: readonly AuthorityKind[]; evidence: readonly Evidence[] }>>

/** Someone's right to choose for another, as it was shown. */
export interface Authority {
  readonly kind: AuthorityKind
  /** Who holds it, by the name they gave. */
  readonly holderName: string
  readonly seen: Evidence
  /** The last day on which it holds, where it has one. */
  readonly endsOn: Day | null
}

/** What a form was told of it. */
export interface AuthorityTyped {
  readonly holderName?: string
  readonly power?: Power
  readonly seen?: Evidence
  readonly endsOn?: Day | null
}

export const AUTHORITY_REFUSALS = ['holder-missing', 'holder-name-short', 'power-missing', 'evidence-missing', 'evidence-does-not-fit', 'authority-ended'] as const
export type AuthorityRefusal = (typeof AUTHORITY_REFUSALS)[number]

export const HOLDER_NAME_MAX = 120

/**
 * The right by which `word` is given on a day; null for those who need none. One that ended before that day gives none;
 * one that ends later does not undo what was chosen while it held.
 */
export function readAuthority(word: OnWhoseWord, typed: AuthorityTyped, on: Day): Result<Authority | null, Refusal<AuthorityRefusal>> {
  if (word === 'self' || word === 'practice') return ok(null)
  const { kinds, evidence } = SPEAKERS[word]
  const holderName = (typed.holderName ?? '').trim().replace(/\s+/g, ' ')
  if (holderName === '') return refuse('holder-missing')
  if (holderKey(holderName) === null) return refuse('holder-name-short')
  const kind = word === 'attorney' ? typed.power : kinds[0]
  if (kind === undefined) return refuse('power-missing')
  if (typed.seen === undefined) return refuse('evidence-missing')
  if (!(evidence as readonly Evidence[]).includes(typed.seen)) return refuse('evidence-does-not-fit', { word })
  const endsOn = typed.endsOn ?? null
  if (endsOn !== null && endsOn < on) return refuse('authority-ended', { endsOn, on })
  return ok({ kind, holderName, seen: typed.seen, endsOn })
}

export function evidenceFor(word: keyof typeof SPEAKERS): readonly Evidence[] {
  return SPEAKERS[word].evidence
}

/** What of a holder's name tells them from another. */
export const holderKey = nameKey
