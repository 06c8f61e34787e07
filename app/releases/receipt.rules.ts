import { effectOn, RULES_VERSION } from '#app/choices/exemptions.rules.ts'
import { SAFE_TERMS, type FlowTerms } from '#app/choices/decision.rules.ts'
import type { FlowInForce } from '#app/documents/agreement.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { fieldsOfFlow } from '#app/projects/facts.rules.ts'
import { countsOf } from './check-counts.rules.ts'
import { MEDIA_TYPES, type ListFormat } from './check-formats.rules.ts'
import type { CheckStage } from './check-stages.rules.ts'
import { nationalCheckAgeDays } from './check.rules.ts'
import type { ReceiptStatement } from './receipt.schema.ts'
import { withoutSmall } from './small-numbers.rules.ts'

/** What a receipt is made of. */
export interface CompletedCheck {
  readonly checkId: string
  readonly question: {
    readonly flowRef: string
    readonly projectRef: string
    readonly given: ListFormat
    readonly asked: ListFormat
    readonly stage: CheckStage | null
    readonly extract: string | null
    readonly pseudonyms?: { readonly version: number }
  }
  readonly snapshot: {
    readonly inForce: FlowInForce
    readonly terms: Partial<FlowTerms>
    readonly auditSeq: number
    readonly asAt: Date
    readonly nationalCheckAskedAt: Date | null
  }
  readonly result: {
    readonly repeatedRows: number
    readonly counts: Readonly<Record<string, number>>
    readonly digestIn: string
    readonly digestOut: string
  }
}

/** What a receipt says before its audit entry is known. `mayDetail`: whether the key may see every reason. */
export function receiptStatement({ checkId, question, snapshot, result }: CompletedCheck, by: { readonly disclosers: ReceiptStatement['disclosers'] | null; readonly issuer: string; readonly at: Date; readonly mayDetail: boolean }): ReceiptStatement {
  const { inForce } = snapshot
  const counts = countsOf(result.counts, result.repeatedRows)
  const { PERMITTED, ...left } = counts.coarse
  return {
    iss: by.issuer,
    signed_at: by.at.toISOString(),
    check: checkId,
    flow: question.flowRef,
    project: question.projectRef,
    stage: question.stage,
    extract: question.extract,
    discloser: inForce.flow.fromCode,
    ...(by.disclosers === null ? {} : { disclosers: by.disclosers }),
    recipient: inForce.flow.toCode,
    protocol: { ref: inForce.documentRef, version: inForce.documentVersion, sha256: inForce.contentHash },
    terms: termsAsWritten(snapshot),
    rules_version: RULES_VERSION,
    version: snapshot.auditSeq,
    as_at: snapshot.asAt.toISOString(),
    rows: counts.rows,
    repeated_rows: counts.repeatedRows,
    decisions: { INCLUDE: counts.included, EXCLUDE: counts.excluded },
    reasons: { ...(PERMITTED === undefined ? {} : { PERMITTED }), ...(by.mayDetail || Object.keys(left).length < 2 ? left : withoutSmall(left)) },
    ...(question.pseudonyms ? { identifier: 'project-pseudonym' as const, pseudonym_key_version: question.pseudonyms.version } : {}),
    content_type: MEDIA_TYPES[question.given],
    accept: MEDIA_TYPES[question.asked],
    sha256_in: result.digestIn,
    sha256_out: result.digestOut,
    national_check_age_days: nationalCheckAgeDays(snapshot.nationalCheckAskedAt, snapshot.asAt),
  }
}

function termsAsWritten({ inForce: { facts, flow }, terms: given, asAt }: CompletedCheck['snapshot']): ReceiptStatement['terms'] {
  const terms: FlowTerms = { ...SAFE_TERMS, ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<FlowTerms>) }
  const effect = effectOn(terms, londonDay(asAt))
  return {
    draws_on: [...terms.drawsOn],
    purpose: terms.purpose,
    confidentiality: terms.confidentiality,
    extend_type_1: terms.extendType1,
    national_opt_out_disapplied: terms.nationalOptOutDisapplied.map(({ from, to }) => ({ from, to })),
    exemption: terms.exemption && { id: terms.exemption.id, from: terms.exemption.from, to: terms.exemption.to },
    national_check_max_age_days: terms.nationalCheckMaxAgeDays,
    england_only: terms.englandOnly,
    live: terms.live,
    notification: terms.notification,
    include_deceased: terms.includeDeceased,
    choices: {
      project_opt_out: effect.projectOptOutApplies,
      type_1: effect.type1Applies,
      national_opt_out: effect.nationalOptOutSetAsideBy === null,
      national_opt_out_set_aside_by: effect.nationalOptOutSetAsideBy,
    },
    fields: fieldsOfFlow(facts, flow).map(({ name }) => name),
    starts_on: facts.purpose?.startDate ?? null,
    review_by: facts.purpose?.reviewDate ?? null,
    ends_on: facts.purpose?.endDate ?? null,
  }
}

/** What can be wrong with a receipt: with what was signed, or with what is kept of it here. */
export const RECEIPT_FAULTS = [
  'not-three-parts', 'header-unreadable', 'payload-unreadable', 'signature-unreadable', 'header-not-ours', 'key-unknown', 'signature-wrong',
  'not-a-receipt', 'key-not-in-use', 'entry-not-its-own', 'entry-gone', 'entry-changed', 'tree-changed', 'not-kept',
] as const
export type ReceiptFault = (typeof RECEIPT_FAULTS)[number]

/** Clocks of several machines differ, and portals of one installation are begun again one after another. */
const EARLIER_MS = 5 * 60_000
const LATER_MS = 86_400_000

/** Whether a key was in use when something was signed with it. */
export function isSignedWithin(key: { readonly usedFrom: Date; readonly usedTo: Date | null }, signedAt: Date): boolean {
  return signedAt.getTime() >= key.usedFrom.getTime() - EARLIER_MS && (key.usedTo === null || signedAt.getTime() <= key.usedTo.getTime() + LATER_MS)
}
