import { readNhsNumber } from '#app/kernel/nhs-number.ts'
import { ok, refuse } from '#app/kernel/result.ts'

/**
 * A canary is a made-up person, from the range of NHS numbers kept for testing, placed in a practice's system with an
 * opt-out. No list of people who may be included may ever hold one: if one does, an opt-out was not applied.
 */
export interface Canary {
  /** A name of ours such as canary-3; never the NHS number. */
  readonly reference: string
  /** The practice where it was placed. */
  readonly source: string
}

export type CanaryRefusal = 'not-an-nhs-number' | 'not-a-test-number'

/** Only a valid number from the testing range may be a canary's, so that no real person is ever one. */
export function readCanaryNumber(text: string) {
  const reading = readNhsNumber(text)
  if (!reading.ok) return refuse('not-an-nhs-number' satisfies CanaryRefusal)
  if (reading.range !== 'test' || !reading.nhsNumber.startsWith('999')) return refuse('not-a-test-number' satisfies CanaryRefusal)
  return ok(reading.nhsNumber)
}

export type CanaryVerdict =
  /** Every canary was left out, and each for its opt-out. */
  | { readonly kind: 'clear'; readonly tried: number }
  /** No canary stands at any source of this list, so it proves nothing. Not a breach; must be shown as untried. */
  | { readonly kind: 'untried' }
  /** The list must not be released. */
  | { readonly kind: 'breach'; readonly onList: readonly Canary[] }
  /**
   * Left out, but not for their opt-out: only because the number is a test number, for example. The list is not in
   * breach; that the opt-outs of those sources reach the register is in doubt.
   */
  | { readonly kind: 'opt-out-not-seen'; readonly unseen: readonly Canary[] }

export interface TriedCanary {
  readonly canary: Canary
  readonly isOnAllowList: boolean
  /** Every reason the decision gave for leaving the canary out. */
  readonly reasons: readonly string[]
}

/**
 * What the canaries say of one allow list. `tried` holds every canary placed at the list's sources; `optOutReasons`
 * the reasons of which at least one must be given (T1 for a type 1 opt-out). A breach outranks everything else.
 */
export function canaryVerdict(tried: readonly TriedCanary[], optOutReasons: readonly string[]): CanaryVerdict {
  if (tried.length === 0) return { kind: 'untried' }
  const onList = tried.filter(({ isOnAllowList }) => isOnAllowList).map(({ canary }) => canary)
  if (onList.length > 0) return { kind: 'breach', onList }
  const unseen = tried.filter(({ reasons }) => !reasons.some((reason) => optOutReasons.includes(reason))).map(({ canary }) => canary)
  return unseen.length > 0 ? { kind: 'opt-out-not-seen', unseen } : { kind: 'clear', tried: tried.length }
}

/** Whether a list may go out as far as the canaries can tell. Untried lists may, and say so on their receipt. */
export function mayRelease(verdict: CanaryVerdict): boolean {
  return verdict.kind !== 'breach'
}
