import type { CoarseReason, ExcludingReason } from '#app/choices/exemptions.rules.ts'
import type { FlowInForce } from '#app/documents/agreement.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { isSentByGroup, sendersOf } from '#app/projects/groups.rules.ts'
import type { CheckCounts } from './check-counts.rules.ts'
import type { Receipt } from './receipt.schema.ts'
import { roundedSplit, type ToldCount } from './small-numbers.rules.ts'

/**
 * Who may know a check's figures and digests exactly: the organisation that asked, which holds the answer row by row, and
 * the one whose data it is. The digest of a short list could be guessed back to the numbers in it, so it goes with them.
 */
export function mayKnowExactly(check: { readonly organisationCode: string; readonly discloserCode: string | null }, organisationCode: string): boolean {
  return check.organisationCode === organisationCode || check.discloserCode === organisationCode
}

/** Whose data alone a check is about; null where it is of many that send together, none of whom may know the others' figures. */
export function oneDiscloserOf({ facts, flow }: Pick<FlowInForce, 'facts' | 'flow'>): string | null {
  return isSentByGroup(facts, flow) ? null : flow.fromCode
}

/**
 * Whether a program may be told every reason: only of the organisation whose data alone a check is about. Why somebody is left out
 * is what they chose, or what befell them, and is for those who hold it already. `discloserCode` is null where many send together.
 */
export function mayBeToldReasons(check: { readonly discloserCode: string | null }, organisationCode: string): boolean {
  return check.discloserCode === organisationCode
}

/** Whether a check is about an organisation's own people, alone or beside others': it may ask why about one of them. */
export function isAboutOwnPeople(check: { readonly discloserCode: string | null; readonly flowRef: string }, facts: ProjectFacts, organisationCode: string): boolean {
  return check.discloserCode === organisationCode || (check.discloserCode === null && flowsOfMember(facts, organisationCode).includes(check.flowRef))
}

/** The flows that an organisation's people's data goes in as that of a member of a group. */
export function flowsOfMember(facts: ProjectFacts, organisationCode: string): string[] {
  return facts.flows.filter((flow) => isSentByGroup(facts, flow) && sendersOf(facts, flow).includes(organisationCode)).map(({ ref }) => ref)
}

/** What a check came to, as it may be told. */
export interface ToldCounts {
  readonly isExact: boolean
  readonly rows: number | null
  readonly included: ToldCount | null
  readonly excluded: ToldCount | null
  readonly repeatedRows: number | null
  /** Null where it may not be told: that a reason was given at all says that somebody has it. */
  readonly coarse: Readonly<Partial<Record<CoarseReason, number>>> | null
  readonly firstReason: Readonly<Partial<Record<ExcludingReason, number>>> | null
}

/** `isOwnData`: why rows were left out is told to the organisation whose data it is, and to no other. */
export function toldCounts(counts: CheckCounts, may: { readonly isExact: boolean; readonly isOwnData: boolean }): ToldCounts {
  const { rows, included, excluded, repeatedRows, coarse, firstReason } = counts
  return {
    isExact: may.isExact, ...(may.isExact ? { rows, included, excluded, repeatedRows } : { ...roundedSplit(included, excluded), repeatedRows: null }),
    coarse: may.isExact ? coarse : null, firstReason: may.isOwnData ? firstReason : null,
  }
}

/** What of a receipt is told of its figures and digests; null, or rounded, where they may not be known exactly. */
export interface ToldReceipt extends Omit<Receipt, 'rows' | 'repeated_rows' | 'decisions' | 'reasons' | 'sha256_in' | 'sha256_out' | 'audit'> {
  readonly rows: number | null
  readonly decisions: { readonly INCLUDE: ToldCount | null; readonly EXCLUDE: ToldCount | null }
  readonly reasons: Receipt['reasons'] | null
  readonly sha256_in: string | null
  readonly sha256_out: string | null
  readonly audit: Omit<Receipt['audit'], 'entry' | 'entry_hash'> & { readonly entry_hash: string | null }
}

/** The entry that a receipt quotes holds the figures and digests, so it is left out with them. */
export function toldReceipt(receipt: Receipt, isExact: boolean): ToldReceipt {
  const { repeated_rows: _repeated, audit: { entry: _entry, ...audit }, ...rest } = receipt
  if (isExact) return { ...rest, audit }
  const { rows, included, excluded } = roundedSplit(receipt.decisions.INCLUDE, receipt.decisions.EXCLUDE)
  return {
    ...rest, rows, decisions: { INCLUDE: included, EXCLUDE: excluded },
    reasons: null, sha256_in: null, sha256_out: null, audit: { ...audit, entry_hash: null },
  }
}
