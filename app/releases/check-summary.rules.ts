import { RULES_VERSION } from '#app/choices/exemptions.rules.ts'
import type { PastSummaryJson, SummaryJson } from './check-answer.schema.ts'
import { countsOf } from './check-counts.rules.ts'
import type { Detail } from './check-formats.rules.ts'

/** What the last line of an ndjson answer says. The same check gives the same text, whenever it is asked for. */
export function summaryOf(check: {
  readonly id: string
  readonly flowRef: string
  readonly auditSeq: number
  readonly asAt: Date
  readonly repeatedRows: number
  readonly counts: Readonly<Record<string, number>>
  readonly digestIn: string
  readonly detail: Detail
  readonly rulesVersion?: string
}): SummaryJson {
  const counts = countsOf(check.counts, check.repeatedRows)
  return {
    check: check.id,
    flow: check.flowRef,
    state: 'complete',
    as_at: check.asAt.toISOString(),
    version: check.auditSeq,
    rules_version: check.rulesVersion ?? RULES_VERSION,
    rows: counts.rows,
    included: counts.included,
    excluded: counts.excluded,
    repeated_rows: counts.repeatedRows,
    reasons: counts.coarse,
    ...(check.detail === 'full' ? { all_reasons: counts.everyReason } : {}),
    sha256_in: check.digestIn,
  }
}

/** The same of an answer about the past, which is no check: the same question gives the same text. */
export function pastSummaryOf(past: {
  readonly replayOf: string | null
  readonly flowRef: string
  readonly asAt: Date
  readonly knownAt: Date | null
  readonly version: number | null
  readonly rulesVersion: string
  readonly repeatedRows: number
  readonly counts: Readonly<Record<string, number>>
  readonly digestIn: string
  readonly detail: Detail
}): PastSummaryJson {
  const counts = countsOf(past.counts, past.repeatedRows)
  return {
    replay_of: past.replayOf,
    flow: past.flowRef,
    state: 'past',
    as_at: past.asAt.toISOString(),
    known_at: past.knownAt?.toISOString() ?? null,
    version: past.version,
    rules_version: past.rulesVersion,
    rows: counts.rows,
    included: counts.included,
    excluded: counts.excluded,
    repeated_rows: counts.repeatedRows,
    reasons: counts.coarse,
    ...(past.detail === 'full' ? { all_reasons: counts.everyReason } : {}),
    sha256_in: past.digestIn,
  }
}
